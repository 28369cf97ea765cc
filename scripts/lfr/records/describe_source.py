"""What the registry (data/sources.toml) says of a new document: whose record it is, its id, and the days it covers."""

from dataclasses import dataclass
from datetime import date, timedelta

from lfr.curated.registry import Source, read_publishers
from lfr.errors import BadData, LfrError, UnreadableDocument, did_you_mean
from lfr.project import Project
from lfr.records.record import Record

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


def publisher_of(project: Project, record: Record, given: Given) -> str:
    """The id of the force whose record this is. Raises an error for a compilation, an unknown force and a contradiction."""
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


def describe(record: Record, publisher: str, before: Source | None, sources: dict[str, Source], given: Given) -> Source:
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
