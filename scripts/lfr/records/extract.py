"""`lfr extract`: read a published document, recognise its layout by its headings, and keep every cell as printed."""

from pathlib import Path

from lfr.curated.registry import read_sources
from lfr.errors import UnreadableDocument
from lfr.project import Project
from lfr.records.privacy import privacy_lines
from lfr.records.record import Record, write_extracted

_MOST_BYTES = 100_000_000  # the largest record so far is 1 MB


def extract(path: Path) -> Record:
    """Read one document whole: PDF, XLSX or CSV, told apart by their first bytes, not their name.

    Raises UnreadableDocument when the file is not a record, is damaged, or cannot be read whole.
    """
    if not path.is_file():
        raise UnreadableDocument(f"{path}: there is no such file. Check the path.")
    with path.open("rb") as file:
        start = file.read(1024)
    if not start:
        raise UnreadableDocument(f"{path.name}: the file is empty. Fetch it again.")
    size = path.stat().st_size
    if size > _MOST_BYTES:
        most = _MOST_BYTES // 1_000_000
        raise UnreadableDocument(f"{path.name}: {size // 1_000_000} MB is more than a record needs (at most {most} MB); it was not read.")
    # Each reader is imported when it is needed: their libraries take longer to load than most commands take to run.
    if b"%PDF-" in start:
        from lfr.records.pdf import read_pdf

        return read_pdf(path)
    from lfr.records.lists import read_list

    return read_list(path, is_workbook=start.startswith(b"PK\x03\x04"))


def extract_file(project: Project, path: Path) -> str:
    """Read one document and write its cells as CSV. Returns a sentence that says what was written where.

    A registered document (known by its checksum) goes to `data/extracted/`, any other to `build/extracted/`.
    """
    record = extract(path)
    known = next((one for one in read_sources(project).values() if one.sha256 == record.sha256), None)
    folder, name = (project.extracted, known.id) if known else (project.build / "extracted", path.stem)
    target = folder / f"{name}.csv"
    before = target.read_text(encoding="utf-8").splitlines() if known and target.is_file() else None
    write_extracted(record, name, folder)
    after = target.read_text(encoding="utf-8").splitlines()
    hint = "" if known else " The document is not registered: `lfr add` does that."
    if before is not None and before != after:
        differing = sum(1 for line in after if line not in set(before)) or abs(len(after) - len(before))
        hint = (
            f" {differing} lines differ from what the file held before: either the file was changed by hand, or the reader was changed."
            " Look at the difference before you commit."
        )
    layouts = ", ".join(layout.id for layout in record.layouts)
    where = target.relative_to(project.root)
    summary = f"{path.name}: layout {layouts}, {len(record.rows)} rows on {record.pages} pages, written to {where}.{hint}"
    return "\n".join([summary, *privacy_lines(path)])
