"""`lfr add`: register a published document, give its new rows ids, and report what is new and what the checks say.

Everything is written into a copy of `data/` and checked there; the real files are replaced last, so a document
that cannot be taken whole changes nothing.
"""

import csv
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from lfr.curated.manual import read_edition_matches
from lfr.curated.registry import Source, append_source, deployment_ids, read_publishers, read_sources
from lfr.errors import BadData, LfrError, UnreadableDocument, did_you_mean
from lfr.project import Project
from lfr.records.editions import EditionChange, edition_before, known_rows, match, next_ids
from lfr.records.extract import extract, privacy_lines
from lfr.records.pdf_look import look_at
from lfr.records.record import Record, Row, write_extracted

_GAP_DAYS = 31  # a record that begins within a month of the end of the last one is taken to follow on from it


@dataclass(frozen=True)
class Given:
    """What a maintainer may say about a document; the rest is read from it."""

    publisher: str = ""
    url: str = ""
    title: str = ""
    edition_of: str = ""
    covers_to: date | None = None
    retrieved: date | None = None


def add_file(project: Project, path: Path, given: Given, findings_of: Callable[[Project, str], list[str]]) -> str:
    """Register, extract and check a document. Returns what is new, in lines for the maintainer.

    `findings_of` builds the warehouse of a project and says, line by line, what the checks find in one document (pipeline.py gives it).
    Raises UnreadableDocument or BadData, and then changes nothing.
    """
    record = extract(path)
    _refuse_repeats(record)
    sources = read_sources(project)
    for source in sources.values():
        if source.sha256 == record.sha256:
            return f"{path.name} is already registered as “{source.id}” (same checksum, {len(record.rows)} deployments). Nothing changed."
    publisher = _publisher_of(project, record, given)
    before = edition_before(project, record, publisher, given.edition_of, sources)
    known = known_rows(project, before) if before else {}
    change = EditionChange(added=record.rows)
    if before:
        decided = read_edition_matches(project, record.sha256, path.name, {(row.page, row.row) for row in record.rows}, known)
        change = match(known, record.rows, path.name, record.sha256, decided)
    if before and not (change.added or change.changed or change.vanished):
        return f"{path.name} prints the same {len(record.rows)} deployments as “{before.id}”, cell by cell. Nothing changed."
    if before and change.vanished and not change.added:
        raise UnreadableDocument(
            f"{path.name}: lists {len(change.vanished)} deployments fewer than “{before.id}” and no new ones. It is an earlier edition"
            " or an incomplete copy. Nothing was changed; add the newest edition."
        )
    looked = look_at(record)
    source = _describe(record, publisher, before, sources, given)
    with TemporaryDirectory() as folder:
        draft = Project(Path(folder))
        shutil.copytree(project.data, draft.data)
        ids = _write(draft, record, source, change)
        lines = _summary(source, before, change, ids)
        if before:
            lines += _changes(change, before, known, ids)
        lines += looked + record.left_out + findings_of(draft, source.id) + privacy_lines(path)
        _replace_files(draft, project, source.id)
    return "\n".join(lines)


def _publisher_of(project: Project, record: Record, given: Given) -> str:
    name, layout = record.path.name, record.layouts[0]
    if not layout.is_source:
        raise UnreadableDocument(
            f"{name}: a compilation by another hand is a second opinion, not a source of figures."
            " Read it with `lfr extract`, which writes to build/extracted/."
        )
    publishers = read_publishers(project)
    publisher = layout.publisher or given.publisher
    if not publisher:
        raise LfrError(
            f"{name}: a list in the layout {layout.id} does not say whose it is. Add --publisher ID.{did_you_mean('', publishers)}"
        )
    if given.publisher not in ("", publisher):
        raise LfrError(f"{name}: is printed in a layout of “{publisher}”, not of “{given.publisher}”. Leave --publisher out.")
    if publisher not in publishers:
        raise BadData(
            f"unknown publisher “{publisher}”.{did_you_mean(publisher, publishers)} Add a new force to data/publishers.toml first."
        )
    return publisher


def _describe(record: Record, publisher: str, before: Source | None, sources: dict[str, Source], given: Given) -> Source:
    """The registry entry of a document. What a newer edition does not say is taken from the edition before it."""
    days = sorted(row.day for row in record.rows if row.day)
    if not days:
        raise UnreadableDocument(f"{record.path.name}: no row has a date that can be read. Look at its date column.")
    first, last = days[0], days[-1]
    name = before.record if before else f"{publisher}-{first.year}" + (f"-{last.year}" if last.year > first.year else "")
    source_id = f"{name}-to-{last.isoformat()}"
    while source_id in sources:
        source_id += "-again"
    return Source(
        id=source_id,
        publisher=publisher,
        record=name,
        title=given.title or (before.title if before else f"Deployments {first.year}"),
        edition=record.file_date or date.fromtimestamp(record.path.stat().st_mtime),
        url=given.url or (before.url if before else "not stated"),
        sha256=record.sha256,
        pages=record.pages,
        retrieved=given.retrieved or "not recorded",
        covers_from=before.covers_from if before else _follows_on(first, publisher, sources),
        covers_to=given.covers_to or max(last, before.covers_to if before else last),
        licence=before.licence if before else "not stated",
        supersedes=before.id if before else "",
    )


def _follows_on(first: date, publisher: str, sources: dict[str, Source]) -> date:
    """The first day that a new record covers: the day after the record before it, where that ended shortly before."""
    ends = [source.covers_to for source in sources.values() if source.publisher == publisher and source.covers_to < first]
    if ends and (first - max(ends)).days <= _GAP_DAYS:
        return max(ends) + timedelta(days=1)
    return first


def _refuse_repeats(record: Record) -> None:
    """Refuse a file that holds its record twice: a few rows alike are findings, a third of all rows is a copy beside the original."""
    first = {tuple(row.cells.values()): row for row in reversed(record.rows)}
    repeated = [row for row in record.rows if first[tuple(row.cells.values())] is not row]
    if len(repeated) >= max(2, len(record.rows) / 3):
        raise UnreadableDocument(
            f"{record.path.name}, page {repeated[0].page}, row {repeated[0].row}: repeats an earlier row in every cell, as"
            f" {len(repeated)} of {len(record.rows)} rows do. The record stands in the file twice. Ask for a copy that holds it once."
        )


def _write(draft: Project, record: Record, source: Source, change: EditionChange) -> list[str]:
    path = draft.data / "deployment_ids.csv"
    ids = next_ids(source.publisher, [*deployment_ids(draft).values()], len(change.added))
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
