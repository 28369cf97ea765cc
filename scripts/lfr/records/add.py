"""`lfr extract` and `lfr add`: from a file a maintainer was sent to rows with ids under `data/`.

Everything is made in a copy of `data/` first and checked there; the real files are touched last, so a
document that cannot be taken whole leaves no trace.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from lfr.curated.edition_matches import FILE, MATCH_COLUMNS, NEW, SHORT, check_edition_matches, read_edition_matches
from lfr.curated.manual import COLUMNS, IDS_COLUMNS, read_csv, read_extracted
from lfr.curated.registry import Source, append_source, current_sources, read_publishers, read_sources
from lfr.errors import BadData, LfrError, UnreadableDocument, did_you_mean
from lfr.project import Project
from lfr.records.cells import parse_date
from lfr.records.editions import LOG_COLUMNS, AmbiguousMatch, EditionChange, PrintedRow, match, next_ids, overlap
from lfr.records.extract import extract
from lfr.records.privacy import privacy_lines
from lfr.records.record import Record, write_extracted
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import building, reading

_SAME_RECORD = 0.5  # share of known rows that a new document must repeat to be an edition of their record
_GAP_DAYS = 31  # a record that begins within a month of the last one is taken to follow on from it


@dataclass(frozen=True)
class Given:
    """What a maintainer may say about a document; the rest is read from it."""

    publisher: str = ""
    url: str = ""
    title: str = ""
    edition_of: str = ""
    covers_to: date | None = None


def extract_file(project: Project, path: Path) -> str:
    """Read one document and write its cells as CSV. Returns a sentence that says what was written where.

    A registered document (known by its checksum) goes to `data/extracted/`, any other to `build/extracted/`.
    """
    record = extract(path)
    known = {source.sha256: source for source in read_sources(project).values()}.get(record.sha256)
    folder = project.extracted if known else project.build / "extracted"
    target = folder / f"{known.id if known else path.stem}.csv"
    before = target.read_text(encoding="utf-8").splitlines() if known and target.is_file() else None
    written = write_extracted(record, known.id if known else path.stem, folder)
    layouts = ", ".join(layout.id for layout in record.layouts)
    where = written[0].relative_to(project.root)
    hint = "" if known else " The document is not registered: `lfr add` does that."
    after = written[0].read_text(encoding="utf-8").splitlines()
    if before is not None and before != after:
        differing = sum(1 for line in after if line not in set(before)) or abs(len(after) - len(before))
        hint = (
            f" {differing} lines differ from what the file held before: it was changed by hand, or the reader was."
            " Look at the difference before you commit."
        )
    said = f"{path.name}: layout {layouts}, {len(record.rows)} rows on {record.pages} pages, written to {where}.{hint}"
    return "\n".join([said, *privacy_lines(path)])


def add_file(project: Project, path: Path, given: Given) -> str:
    """Register, extract and check a document. Returns what is new, in lines for the maintainer.

    Raises UnreadableDocument or BadData, and then changes nothing.
    """
    record = extract(path)
    sources = read_sources(project)
    for source in sources.values():
        if source.sha256 == record.sha256:
            return f"{path.name} is already registered as “{source.id}” (same checksum, {len(record.rows)} deployments). Nothing changed."
    publisher = _publisher(project, record, given)
    new = [PrintedRow(row.page, row.row, row.cells) for row in record.rows]
    before = _edition_before(project, publisher, new, sources, given, path.name)
    change = _match(project, before, new, record) if before else EditionChange(added=new)
    if before and not (change.added or change.changed or change.vanished):
        return f"{path.name} prints the same {len(new)} deployments as “{before.id}”, cell by cell. Nothing changed."
    if before and change.vanished and not change.added:
        raise UnreadableDocument(
            f"{path.name}: has {len(change.vanished)} deployments less than “{before.id}” and none more: an earlier edition, or an"
            " incomplete copy. Nothing was changed; add the newest edition."
        )
    source = _describe(record, publisher, before, sources, given)
    with _copy_of_data(project) as draft:
        ids = _write(draft, record, source, change)
        lines = [_sentence(source, before, change, ids), *_changes(change, before, ids, project)]
        lines += _findings(draft, source.id) + privacy_lines(path)
        _take_over(draft, project, source.id)
    return "\n".join(lines)


def _match(project: Project, before: Source, new: list[PrintedRow], record: Record) -> EditionChange:
    """Match the rows to the known deployments; where that is not certain, say how the maintainer decides it."""
    known, name = _known_rows(project, before), record.path.name
    decided = read_edition_matches(project, record.sha256)
    check_edition_matches(decided, list(known), {(row.page, row.row) for row in new}, name)
    try:
        return match(known, new, name, {place: line.cells["deployment_id"] for place, line in decided.items()})
    except AmbiguousMatch as doubt:
        line = f"{record.sha256[:SHORT]},{doubt.row.page},{doubt.row.row}"
        choices = " or ".join([*doubt.ids, NEW])
        raise UnreadableDocument(
            f"{doubt} Then decide it: add to {FILE} (its header is {','.join(MATCH_COLUMNS)}) the line"
            f" {line},DEPLOYMENT,REASON,YYYY-MM-DD with {choices} for DEPLOYMENT, and run `lfr add` again."
        ) from None


def _publisher(project: Project, record: Record, given: Given) -> str:
    names = {layout.publisher for layout in record.layouts}
    if record.layouts[0].medium == "xlsx":
        raise UnreadableDocument(
            f"{record.path.name}: a compilation by another hand is a second opinion, not a source of figures."
            " Read it with `lfr extract`, which writes to build/extracted/."
        )
    printed = names.pop()
    publisher = printed or given.publisher
    publishers = read_publishers(project)
    if not publisher:
        raise LfrError(f"{record.path.name}: a CSV log does not say whose it is. Add --publisher ID.{did_you_mean('', publishers)}")
    if printed and given.publisher and given.publisher != printed:
        raise LfrError(f"{record.path.name}: is printed in a layout of “{printed}”, not of “{given.publisher}”. Leave --publisher out.")
    if publisher not in publishers:
        raise BadData(
            f"unknown publisher “{publisher}”.{did_you_mean(publisher, publishers)} Add a new force to data/publishers.toml first."
        )
    return publisher


def _known_rows(project: Project, source: Source) -> dict[str, PrintedRow]:
    ids = {
        (one.cells["page"], one.cells["row"]): one.cells["deployment_id"]
        for one in read_csv(project.data / "deployment_ids.csv", IDS_COLUMNS)
        if one.cells["source_id"] == source.id
    }
    rows = {}
    for row in read_extracted(project.extracted / f"{source.id}.csv"):
        cells = {name: text for name, text in row.items() if name not in ("source_id", "page", "row", "layout")}
        rows[ids[(row["page"], row["row"])]] = PrintedRow(int(row["page"]), int(row["row"]), cells)
    return rows


def _edition_before(
    project: Project, publisher: str, new: list[PrintedRow], sources: dict[str, Source], given: Given, name: str
) -> Source | None:
    mine = {one.id: one for one in current_sources(sources).values() if one.publisher == publisher}
    if given.edition_of:
        for source in mine.values():
            if given.edition_of in (source.record, source.id):
                return source
        raise BadData(
            f"--edition-of: unknown record “{given.edition_of}”.{did_you_mean(given.edition_of, [one.record for one in mine.values()])}"
        )
    shares = {one.id: overlap(list(_known_rows(project, one).values()), new) for one in mine.values()}
    repeated = [one for one, share in shares.items() if share >= _SAME_RECORD]
    if len(repeated) > 1:
        raise UnreadableDocument(
            f"{name}: repeats deployments of {' and '.join(repeated)}. One document that stands for two records cannot be taken"
            " over by itself: say which it continues with --edition-of, after looking at both."
        )
    return mine[repeated[0]] if repeated else None


def _describe(record: Record, publisher: str, before: Source | None, sources: dict[str, Source], given: Given) -> Source:
    dates = sorted(day for row in record.rows if (day := _date_of(row.cells["date"])))
    if not dates:
        raise UnreadableDocument(f"{record.path.name}: no row has a date that reads. Look at its date column.")
    first, last = dates[0], dates[-1]
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
        retrieved="not recorded",
        covers_from=before.covers_from if before else _follows_on(first, publisher, sources),
        covers_to=given.covers_to or max(last, before.covers_to if before else last),
        licence=before.licence if before else "not stated",
        supersedes=before.id if before else "",
    )


def _date_of(cell: str) -> date | None:
    return parse_date(cell) or parse_date(cell, "iso_date")


def _follows_on(first: date, publisher: str, sources: dict[str, Source]) -> date:
    ends = [source.covers_to for source in sources.values() if source.publisher == publisher and source.covers_to < first]
    if ends and (first - max(ends)).days <= _GAP_DAYS:
        return max(ends) + timedelta(days=1)
    return first


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
    path = draft.data / "deployment_ids.csv"
    known = [one.cells["deployment_id"] for one in read_csv(path, IDS_COLUMNS)]
    ids = next_ids(source.publisher, known, len(change.added))
    of_row = {(row.page, row.row): one for one, row in change.kept.items()}
    of_row |= {(row.page, row.row): one for one, row in zip(ids, change.added, strict=True)}
    write_extracted(record, source.id, draft.extracted)
    append_source(draft, source)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([of_row[(row.page, row.row)], source.id, row.page, row.row] for row in record.rows)
    if source.supersedes:
        log = draft.data / "editions" / f"{source.id}.csv"
        log.parent.mkdir(exist_ok=True)
        with log.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(LOG_COLUMNS)
            writer.writerows(["added", one, "", "", ""] for one in ids)
            writer.writerows(["renamed" if one[1] == "location" else "changed", *one] for one in change.changed)
            writer.writerows(["vanished", one, "", "", ""] for one in change.vanished)
    return ids


def _sentence(source: Source, before: Source | None, change: EditionChange, ids: list[str]) -> str:
    new = f"{len(ids)} new deployment{'s' if len(ids) != 1 else ''}" + (
        f" ({' to '.join(dict.fromkeys([ids[0], ids[-1]]))})" if ids else ""
    )
    known = f"a newer edition of “{before.id}”: {len(change.kept)} known deployments keep their ids, " if before else "a new record: "
    return (
        f"Registered as “{source.id}”, {known}{new}.\n"
        f"Covers {source.covers_from} to {source.covers_to}, the last deployment it lists;"
        " if the publisher says that it is complete to a later day, correct covers_to in data/sources.toml."
    )


def _changes(change: EditionChange, before: Source | None, ids: list[str], project: Project) -> list[str]:
    """Each added, changed, renamed and vanished thing, one line each."""
    if before is None:
        return []
    rows = _known_rows(project, before)
    lines = []
    for deployment_id, row in zip(ids, change.added, strict=True):
        day = _date_of(row.cells["date"])
        late = ", a day that the earlier edition already covered" if day and day <= before.covers_to else ""
        lines.append(f"  added: {deployment_id} ({row.cells['date']}, {row.cells['location']}), page {row.page}, row {row.row}{late}")
    for deployment_id, column, was, now in change.changed:
        what = "renamed place" if column == "location" else f"changed {column}"
        lines.append(f"  {what}: {deployment_id} ({rows[deployment_id].cells['date']}): “{was}” is now “{now}”")
    lines += _corrections_ended(change, project)
    for deployment_id in change.vanished:
        cells = rows[deployment_id].cells
        lines.append(f"  vanished: {deployment_id} ({cells['date']}, {cells['location']}) is no longer in the record and no longer counted")
    return lines


def _corrections_ended(change: EditionChange, project: Project) -> list[str]:
    """Corrections whose cell the newer edition prints otherwise: they retire, and the maintainer hears whether they were borne out."""
    places = read_csv(project.data / "deployment_ids.csv", IDS_COLUMNS)
    of_row = {(one.cells["source_id"], one.cells["page"], one.cells["row"]): one.cells["deployment_id"] for one in places}
    now_is = {(deployment_id, column): now for deployment_id, column, _, now in change.changed}
    lines = []
    for line in read_csv(project.manual / "corrections.csv", COLUMNS["corrections"]):
        one = line.cells
        deployment_id = of_row.get((one["source_id"], one["page"], one["row"]), "")
        now = now_is.get((deployment_id, one["column"]))
        if now is None or one["status"] == "rejected" or now == one["printed"]:
            continue
        said = "as we corrected it" if now == one["corrected"] else f"and not “{one['corrected']}”, as we corrected it: look at it again"
        lines.append(f"  correction {one['correction_id']} of {deployment_id} is retired: the record now prints “{now}”, {said}")
    return lines


def _findings(draft: Project, source_id: str) -> list[str]:
    """Build a warehouse from the draft and list what the checks say about the new document."""
    with building(draft.warehouse) as connection:
        build_warehouse(draft, connection)
    warehouse = reading(draft.warehouse)
    rows = warehouse.execute(
        "SELECT severity, page, row, column_name, title, printed, expected FROM checks.findings"
        " WHERE source_id = ? AND status = 'open' ORDER BY severity, page NULLS FIRST, row NULLS FIRST, check_name",
        [source_id],
    ).fetchall()
    warehouse.close()
    blocking = sum(1 for row in rows if row[0] == "blocking")
    lines = [f"Findings: {blocking} blocking, {len(rows) - blocking} notices."]
    for severity, page, row, column, title, printed, expected in rows:
        place = f"page {page}, row {row}, {column}" if page else column
        lines.append(f"  {severity}: {place}: {title} Printed “{printed}”, expected {expected}.")
    if blocking:
        lines.append("`lfr build` stops until each blocking finding is corrected or accepted in data/manual/.")
    else:
        lines.append("Next: look at the notices, then run `lfr build`.")
    return lines


def _take_over(draft: Project, project: Project, source_id: str) -> None:
    """Move the new files from the draft into `data/`; the registry last, so that it never names a missing file."""
    moves = [draft.extracted / f"{source_id}.csv", draft.extracted / f"{source_id}.codes.csv"]
    moves += [draft.data / "editions" / f"{source_id}.csv", draft.data / "deployment_ids.csv", draft.data / "sources.toml"]
    for path in moves:
        if path.is_file():
            target = project.data / path.relative_to(draft.data)
            target.parent.mkdir(exist_ok=True)
            partial = target.with_name(target.name + ".partial")
            shutil.copyfile(path, partial)
            partial.replace(target)
