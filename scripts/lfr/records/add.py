"""`lfr add`: register a published document, give its new rows ids, and report what is new and what the checks say.

Everything is written into a copy of `data/` and checked there; the real files are replaced last, so a document
that cannot be taken whole changes nothing.
"""

import csv
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lfr.curated.printed_rows import deployment_ids
from lfr.curated.registry import Source, append_source, read_sources
from lfr.errors import UnreadableDocument
from lfr.project import Project
from lfr.records.describe_source import Given, describe, publisher_of
from lfr.records.edition_before import edition_before, known_rows, match_to_known
from lfr.records.editions import EditionChange, next_ids
from lfr.records.extract import extract
from lfr.records.pdf_look import look_at
from lfr.records.privacy import privacy_lines
from lfr.records.record import Record, Row, write_extracted

# Builds the warehouse of a project and says, line by line, what the checks find in one document. pipeline.py gives it.
FindingsOf = Callable[[Project, str], list[str]]


def add_file(project: Project, path: Path, given: Given, findings_of: FindingsOf) -> str:
    """Register, extract and check a document. Returns what is new, in lines for the maintainer.

    Raises UnreadableDocument or BadData, and then changes nothing.
    """
    record = extract(path)
    _refuse_repeats(record)
    sources = read_sources(project)
    for source in sources.values():
        if source.sha256 == record.sha256:
            return f"{path.name} is already registered as “{source.id}” (same checksum, {len(record.rows)} deployments). Nothing changed."
    publisher = publisher_of(project, record, given)
    before = edition_before(project, record, publisher, given.edition_of, sources)
    known = known_rows(project, before) if before else {}
    change = match_to_known(project, record, known) if before else EditionChange(added=record.rows)
    if before and not (change.added or change.changed or change.vanished):
        return f"{path.name} prints the same {len(record.rows)} deployments as “{before.id}”, cell by cell. Nothing changed."
    if before and change.vanished and not change.added:
        raise UnreadableDocument(
            f"{path.name}: lists {len(change.vanished)} deployments fewer than “{before.id}” and no new ones. It is an earlier edition"
            " or an incomplete copy. Nothing was changed; add the newest edition."
        )
    looked = look_at(record)
    source = describe(record, publisher, before, sources, given)
    with _copy_of_data(project) as draft:
        ids = _write(draft, record, source, change)
        lines = _summary(source, before, change, ids)
        if before:
            lines += _changes(change, before, known, ids)
        lines += looked + record.left_out + findings_of(draft, source.id) + privacy_lines(path)
        _replace_files(draft, project, source.id)
    return "\n".join(lines)


def _refuse_repeats(record: Record) -> None:
    """Refuse a file that holds its record twice: a few rows alike are findings, a third of all rows is a copy beside the original."""
    first = {tuple(row.cells.values()): row for row in reversed(record.rows)}
    repeated = [row for row in record.rows if first[tuple(row.cells.values())] is not row]
    if len(repeated) >= max(2, len(record.rows) / 3):
        raise UnreadableDocument(
            f"{record.path.name}, page {repeated[0].page}, row {repeated[0].row}: repeats an earlier row in every cell, as"
            f" {len(repeated)} of {len(record.rows)} rows do. The record stands in the file twice. Ask for a copy that holds it once."
        )


@contextmanager
def _copy_of_data(project: Project) -> Iterator[Project]:
    draft = Project(project.build / "adding")
    shutil.rmtree(draft.root, ignore_errors=True)
    shutil.copytree(project.data, draft.data)
    try:
        yield draft
    finally:
        shutil.rmtree(draft.root, ignore_errors=True)


def _write(draft: Project, record: Record, source: Source, change: EditionChange) -> list[str]:
    """Write the cells, the registry entry and the ids. Returns the ids of the new deployments."""
    path = draft.data / "deployment_ids.csv"
    ids = next_ids(source.publisher, [deployment_id for _, deployment_id, _ in deployment_ids(draft)], len(change.added))
    of_row = {(row.page, row.row): one for one, row in [*change.kept.items(), *zip(ids, change.added, strict=True)]}
    write_extracted(record, source.id, draft.extracted)
    append_source(draft, source)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([of_row[(row.page, row.row)], source.id, row.page, row.row] for row in record.rows)
    return ids


def _replace_files(draft: Project, project: Project, source_id: str) -> None:
    """Move the new files from the draft into `data/`; the registry last, so that it never names a missing file."""
    names = [f"extracted/{source_id}.csv", f"extracted/{source_id}.codes.csv", "deployment_ids.csv", "sources.toml"]
    targets = [project.data / name for name in names if (draft.data / name).is_file()]
    partials = [target.with_name(f"{target.name}.partial") for target in targets]
    project.extracted.mkdir(exist_ok=True)
    try:
        for target, partial in zip(targets, partials, strict=True):  # all are written before the first is moved: a disk may be full
            shutil.copyfile(draft.data / target.relative_to(project.data), partial)
        for target, partial in zip(targets, partials, strict=True):
            partial.replace(target)
    finally:
        for partial in partials:
            partial.unlink(missing_ok=True)


# -- what the maintainer reads ---------------------------------------------------------------------------------------------


def _summary(source: Source, before: Source | None, change: EditionChange, ids: list[str]) -> list[str]:
    new = f"{len(ids)} new deployment{'s' if len(ids) != 1 else ''}"
    if ids:
        new += f" ({' to '.join(dict.fromkeys([ids[0], ids[-1]]))})"
    known = f"a newer edition of “{before.id}”: {len(change.kept)} known deployments keep their ids, " if before else "a new record: "
    return [
        f"Registered as “{source.id}”, {known}{new}.",
        f"Covers {source.covers_from} to {source.covers_to}, the last deployment it lists;"
        " if the publisher says that it is complete to a later day, correct covers_to in data/sources.toml.",
    ]


def _changes(change: EditionChange, before: Source, known: dict[str, Row], ids: list[str]) -> Iterator[str]:
    """One line for each row or cell that the newer edition added, changed, renamed or left out."""
    for deployment_id, row in zip(ids, change.added, strict=True):
        late = ", a day that the earlier edition already covered" if row.day and row.day <= before.covers_to else ""
        yield f"  added: {deployment_id} ({row.cells['date']}, {row.cells['location']}), page {row.page}, row {row.row}{late}"
    for deployment_id, column, was, now in change.changed:
        what = "renamed place" if column == "location" else f"changed {column}"
        yield f"  {what}: {deployment_id} ({known[deployment_id].cells['date']}): “{was}” is now “{now}”"
    for deployment_id in change.vanished:
        cells = known[deployment_id].cells
        yield f"  vanished: {deployment_id} ({cells['date']}, {cells['location']}) is no longer in the record and no longer counted"
