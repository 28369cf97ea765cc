"""`lfr extract`: read a published document, recognise its layout by its headings, and keep every cell as printed.

What a document holds besides its table (names of people in its properties, comments, hidden sheets, files within the file) is neither
read as figures nor kept. `lfr add` and `lfr extract` report it, because whoever publishes the original publishes this too.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lfr.curated.registry import read_sources
from lfr.errors import UnreadableDocument
from lfr.project import Project
from lfr.records.record import Record, write_extracted

_MOST_BYTES = 100_000_000  # the largest record so far is 1 MB
_PEOPLE = {"Author": "author", "LastModifiedBy": "last saved by", "Manager": "manager", "SourceModifiedBy": "last saved by"}
_WORKBOOK_PEOPLE = {"creator": "author", "lastModifiedBy": "last saved by", "Manager": "manager"}
_NOBODY = {"", "anonymous", "unknown", "user", "openpyxl"}  # what programs write where nobody said who they are
_NAMED = "its properties name a person ({}: “{}”)."
_MOST = 5  # names are listed; of more only the number is given
_HOW = "A copy without it can be made with the program's own “inspect document”, or by printing to a new PDF."
_COMMENTS = re.compile(r"xl/(comments\d*|comments/[^/]+|threadedComments/[^/]+)\.xml")


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


def privacy_notices(path: Path) -> list[str]:
    """One sentence for each thing that a person may not want published with the original. Reads only documents that `extract` took."""
    with path.open("rb") as file:
        start = file.read(1024)
    try:
        found = _in_pdf(path) if b"%PDF-" in start else _in_workbook(path) if start.startswith(b"PK\x03\x04") else []
    except Exception as error:  # the table was read, and is kept although the rest cannot be read
        found = [f"its properties cannot be read ({type(error).__name__}): look at them in the program that made it."]
    return [f"{path.name}: {one}" for one in found]


def privacy_lines(path: Path) -> list[str]:
    """The same as lines for a maintainer, with what to do; none where there is nothing to report."""
    found = privacy_notices(path)
    return [f"Before the original is published, look at what else it holds. {_HOW}", *(f"  {one}" for one in found)] if found else []


def _in_pdf(path: Path) -> list[str]:
    import pdfplumber
    from pdfminer.pdftypes import PDFStream, resolve1

    found = []
    with pdfplumber.open(path) as pdf:
        catalog = pdf.doc.catalog
        people = {key: _plain(pdf.metadata.get(key)) for key in _PEOPLE}
        second = resolve1(catalog.get("Metadata"))  # a PDF may hold a second set of properties (XMP)
        if not people["Author"] and isinstance(second, PDFStream):
            author = re.search(rb"<dc:creator>.*?<rdf:li[^>]*>([^<]*)</rdf:li>", second.get_data(), re.S)
            people["Author"] = _plain(unescape(author[1].decode("utf-8", "replace"))) if author else ""
        found += [_NAMED.format(_PEOPLE[key], name) for key, name in people.items() if name.lower() not in _NOBODY]
        notes = [one for page in pdf.pages for one in page.annots if not one.get("uri") and (one.get("contents") or one.get("title"))]
        if notes:
            found.append(f"{_number(len(notes), 'comment')}{_named(sorted({_plain(one.get('title')) for one in notes}))}.")
        attached = resolve1(catalog.get("Names")) or {}
        if isinstance(attached, dict) and attached.get("EmbeddedFiles"):
            found.append("other files are attached inside it.")
        if catalog.get("OCProperties"):
            found.append("it has layers, which may be hidden.")
    return found


def _in_workbook(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()

        def elements(tag: str, *parts: str) -> Iterator[Any]:
            """The elements of this name in these parts, where the archive has them."""
            for part in parts:
                if part in names:
                    yield from (one for one in ElementTree.fromstring(archive.read(part)).iter() if one.tag.rpartition("}")[2] == tag)

        found = []
        for part in ("docProps/core.xml", "docProps/app.xml"):
            for tag, role in _WORKBOOK_PEOPLE.items():
                people = [_plain(one.text) for one in elements(tag, part)]
                found += [_NAMED.format(role, name) for name in people if name.lower() not in _NOBODY]
        sheets = [_plain(one.get("name")) for one in elements("sheet", "xl/workbook.xml") if one.get("state") in ("hidden", "veryHidden")]
        if sheets:
            found.append(f"{_number(len(sheets), 'hidden sheet')}{_named(sheets)}.")
        grids = [part for part in names if part.startswith("xl/worksheets/") and part.endswith(".xml")]
        rows, columns = (sum(one.get("hidden") in ("1", "true") for one in elements(tag, *grids)) for tag in ("row", "col"))
        if rows or columns:
            found.append(f"{_number(rows, 'hidden row')} and {_number(columns, 'group')} of hidden columns.")
        noted = [part for part in names if _COMMENTS.fullmatch(part)]
        comments = sum(1 for tag in ("comment", "threadedComment") for _ in elements(tag, *noted))
        if comments:
            authors = sorted({_plain(one.text) for one in elements("author", *noted)})
            found.append(f"{_number(comments, 'comment')}{_named(authors)}.")
        persons = elements("person", *(part for part in names if part.startswith("xl/persons/")))
        listed = sorted({_plain(one.get("displayName")) for one in persons})
        if any(listed):
            found.append(f"people who commented are listed{_named(listed)}.")
        if any(part.startswith("xl/externalLinks/") for part in names):
            found.append("it refers to other files, whose paths it holds.")
        if any(part.startswith("xl/embeddings/") for part in names):
            found.append("other files are attached inside it.")
    return found


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-16" if value[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    return " ".join(str(value or "").split())[:200]


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _named(people: list[str]) -> str:
    named = [one for one in people if one]
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    return f" (“{'”, “'.join(named[:_MOST])}”{more})" if named else ""
