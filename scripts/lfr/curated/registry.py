"""publishers.toml and sources.toml: who publishes, and each document and edition they published.

Beside them what commands write: data/deployment_ids.csv; data/watched.csv, what `lfr watch` saw at each address, and when; and
data/reconciliation/, what came out of comparing our deployments with a second source. The other source's cells are not here.
`<name>.toml` says what was compared, `<name>.rows.csv` what became of each row, `<name>.cells.csv` each cell that differs,
`<name>.periods.csv` what the other source would count by year and month. `lfr reconcile` writes them; a build only reads them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lfr.curated.hand_kept import Entry, columns_of, read_lines, read_tables, read_toml, toml_of
from lfr.curated.rules import CERTAINTIES, Day, Id, Known, NotBefore, Text, Unique, day_or_not_recorded, one_of, slug, web_address
from lfr.curated.text_files import iter_csv, write_csv
from lfr.errors import BadData
from lfr.project import Project


@dataclass(frozen=True)
class Publisher(Entry):
    """One police force. `article` is that of its short name inside a sentence, where it has one; `later_records` says which records it has
    issued that this project could not get."""

    id: Id
    name: Text
    short_name: Text
    records_page: Annotated[str, web_address]
    foi_page: Annotated[str, web_address]
    credit: str
    licence: str
    article: Annotated[str, one_of("", "the")] = ""
    later_records: str = ""


@dataclass(frozen=True)
class Source(Entry):
    """One published document. `covers_from` to `covers_to` are the days it would hold a deployment of."""

    id: Id
    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    record: str
    title: str
    edition: date
    url: Annotated[str, web_address]
    sha256: Annotated[str, Unique("They are one document under two ids: remove one of them.")]
    pages: int
    retrieved: Annotated[str | date, day_or_not_recorded]
    covers_from: date
    covers_to: Annotated[date, NotBefore("covers_from")]
    licence: str
    supersedes: Annotated[str, Known("source", "data/sources.toml")] = ""


def read_publishers(project: Project) -> dict[str, Publisher]:
    """Every publisher by id."""
    return {one.id: one for one in read_tables(project.data / "publishers.toml", "publisher", Publisher)}


def read_sources(project: Project) -> dict[str, Source]:
    """Every document by id, in the order of the file."""
    read_publishers(project)  # so that a fault of that file is named before a reference to it
    return {one.id: one for one in read_tables(project.data / "sources.toml", "source", Source, project)}


def current_sources(sources: dict[str, Source]) -> dict[str, Source]:
    """The newest edition of each record: figures are counted from these alone."""
    superseded = {source.supersedes for source in sources.values()}
    return {name: source for name, source in sources.items() if name not in superseded}


def append_source(project: Project, source: Source) -> None:
    """Add one entry at the end of sources.toml, leaving every other line as it is."""
    path = project.data / "sources.toml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n[[source]]\n{toml_of(source)}", encoding="utf-8")


@dataclass(frozen=True)
class OtherForce(Entry):
    """A force whose records are not held: what is known of its use, and what it publishes where."""

    name: Text
    use: Text
    publishes: Text
    source: Text
    certainty: Annotated[str, one_of(*CERTAINTIES)]
    url: str = ""


def read_other_forces(project: Project) -> list[OtherForce]:
    path = project.data / "other_forces.toml"
    return read_tables(path, "force", OtherForce) if path.is_file() else []


IDS_COLUMNS = ["deployment_id", "source_id", "page", "row"]


def deployment_ids(project: Project) -> dict[tuple[str, str, str], str]:
    """data/deployment_ids.csv, which `lfr add` writes: the deployment that each printed row (source_id, page, row) is."""
    lines = [cells for _, cells in iter_csv(project.data / "deployment_ids.csv", IDS_COLUMNS)]
    return {(one["source_id"], one["page"], one["row"]): one["deployment_id"] for one in lines}


# Each state, as a page says it.
STATES = {
    "first look": "there",
    "unchanged": "as it was",
    "changed": "something else than before",
    "moved": "moved to another address",
    "gone": "no longer there",
    "look by hand": "not seen: it answers no programs, so a person has to look",
}


@dataclass(frozen=True, kw_only=True)
class Watched(Entry):
    """One address. `etag`, `last_modified` and `sha256` are of the last answer with a content."""

    address: Annotated[str, web_address, Unique()]
    looked_on: Day
    state: Annotated[str, one_of(*STATES)]
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


def read_watched(project: Project) -> dict[str, Watched]:
    """What was seen last, by address: nothing before the first look."""
    path = project.data / "watched.csv"
    return {one.address: one for one in read_lines(path, Watched)} if path.is_file() else {}


def write_watched(project: Project, seen: Iterable[Watched]) -> None:
    lines = [one.cells() for one in sorted(seen, key=lambda one: one.address)]
    write_csv(project.data / "watched.csv", [columns_of(Watched), *lines])


@dataclass(frozen=True)
class Reconciliation(Entry):
    """What was compared: the second source, its checksum and rows, with whose records, when, in which columns and by which rule.

    `covers_to` is the last day that our records covered then.
    """

    id: Annotated[str, slug]
    title: str
    compiled_by: str
    url: str
    sha256: str
    rows: int
    publisher: str
    compared_on: date
    covers_to: date
    columns: str
    rule: str

    def faults(self) -> Iterator[tuple[str, str]]:
        if f"{self.id}.toml" != self.at.file:
            yield "id", f"the id “{self.id}” is not the name of the file. Make the two agree."


@dataclass(frozen=True)
class RowOutcome(Entry):
    """One row of either source: what became of it. `their_row` is 0 and `deployment_id` empty where there is none."""

    outcome: str  # matched, only_here, only_there, later_there, ambiguous
    their_row: int
    deployment_id: str
    cells_compared: int = 0
    cells_alike: int = 0
    date_alone: str = ""


@dataclass(frozen=True)
class DifferentCell(Entry):
    """One cell that differs. `theirs` is empty where the class says enough."""

    their_row: int
    deployment_id: str
    column: str
    kind: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Period(Entry):
    """What the second source would count for a year (`month` 0) or a month, by its year column or by its dates as written."""

    basis: str
    year: int
    month: int
    deployments: int
    faces_seen: int
    alerts: int
    arrests: int


Parts = Mapping[str, Sequence[Entry]]  # by the names of PARTS
PARTS: dict[str, type[Entry]] = {"rows": RowOutcome, "cells": DifferentCell, "periods": Period}


def read_reconciliations(project: Project) -> dict[str, Reconciliation]:
    """Every comparison by its id; the warehouse reads the three files beside it."""
    folder = project.data / "reconciliation"
    found = {path.stem: read_toml(path, Reconciliation) for path in sorted(folder.glob("*.toml"))}
    known = {f"{name}.{part}.csv" for name in found for part in PARTS}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            raise BadData(f"data/reconciliation/{path.name}: no .toml says what was compared. Run `lfr reconcile`, or remove the file.")
    return found


def write_reconciliation(project: Project, head: Reconciliation, parts: Parts) -> None:
    """Write the files of one comparison, the head last: a build refuses the others without it, and where they do not fit together."""
    if fault := slug("--name", head.id):
        raise BadData(fault)
    folder = project.data / "reconciliation"
    for part, entries in parts.items():
        write_csv(folder / f"{head.id}.{part}.csv", [columns_of(PARTS[part]), *(one.cells() for one in entries)])
    note = "# Written by `lfr reconcile`; title, compiled_by and url may be corrected by a person.\n"
    (folder / f"{head.id}.toml").write_text(note + toml_of(head), encoding="utf-8")
