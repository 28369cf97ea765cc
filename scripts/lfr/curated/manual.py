"""data/manual/*.csv: what a maintainer decided, checked against itself and against what was printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.corrections import Correction, Decision, check_corrections, check_decisions, row_of
from lfr.curated.hand_kept import E, Entry, columns_of, read_lines
from lfr.curated.place_names import Borough, PlaceName, check_boroughs, check_places
from lfr.curated.printed_rows import check_ids, read_printed_rows
from lfr.curated.registry import read_sources
from lfr.curated.rules import Day, Known, Text, Unique, matching, one_of, part_of_date
from lfr.errors import BadData
from lfr.project import Project

_ADDRESS = matching(r"/([a-z0-9._-]+/)*([a-z0-9._-]+)?", "Write an address of the site as /force/years/2024/.")
# Measures that can be added up over any days; a watchlist or a place counted twice cannot.
ADDABLE = (
    "deployments", "faces_seen", "alerts", "true_alerts", "false_alerts", "arrests", "other_disposals", "no_action",
    "outcomes_other_than_arrest", "engagement_outcomes", "confirmed_alerts", "duration_minutes", "stops_lower", "stops_upper",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Break(Entry):
    """From which day the series of a measure no longer compares with itself."""

    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    measure: Text
    from_date: Day
    words: Text
    evidence: Text


@dataclass(frozen=True, kw_only=True)
class PurposeCode(Entry):
    """What a line of a record's key to purposes means, in our words; the line is known by its fingerprint.

    `note` stands beside each deployment that names this purpose: what its readers have to know of it.
    """

    text_sha256_16: str
    code_list: str
    reference: str
    printed_as: str
    meaning: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Change(Entry):
    """Why a figure differs from the last release where no document and no correction says so."""

    change_id: Annotated[Text, Unique()]
    after_release: Text
    kind: Annotated[str, one_of("method", "mistake", "coverage", "place")]
    publisher: str
    year: str
    measure: str
    source_id: Annotated[str, Known("source", "data/sources.toml")] = ""
    page: str
    row: str
    column: str
    reason: Text
    decided_on: Day


@dataclass(frozen=True, kw_only=True)
class MovedPage(Entry):
    """A page that an earlier release had, and where it is now. Its readers are told the reason."""

    address: Annotated[str, _ADDRESS]
    now: Annotated[str, _ADDRESS]
    reason: Text
    decided_on: str


@dataclass(frozen=True, kw_only=True)
class PublishedTotal(Entry):
    """A total that somebody else published, to be compared with ours: of a whole force, or of one borough or place.

    `seen`: read in the source itself, or where another quotes it.
    """

    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    title: Text
    published_by: Text
    published_on: Annotated[str, part_of_date]
    address: Annotated[str, matching(r"https://\S+|not recorded", "Write an https address, or: not recorded.")]
    seen: Annotated[str, one_of("read", "quoted")]
    period_from: Day
    period_to: Day
    borough: Annotated[str, Known("borough", "data/manual/boroughs.csv")] = ""
    place_id: Annotated[str, Known("place_id", "data/manual/places.csv")] = ""
    measure: Annotated[str, one_of(*ADDABLE)]
    wording: Annotated[str, one_of("exactly", "about", "more than", "almost")]
    stated: Annotated[str, matching("[0-9]{1,9}", "Write a whole number without commas.")]
    note: str


FILES: dict[type[Entry], str] = {
    Correction: "corrections",
    Decision: "decisions",
    PlaceName: "places",
    Borough: "boroughs",
    Break: "breaks",
    PurposeCode: "purpose_codes",
    Change: "changes",
    MovedPage: "moved",
    PublishedTotal: "published_totals",
}
COLUMNS = {name: columns_of(kind) for kind, name in FILES.items()}


def read_manual(project: Project) -> dict[str, Sequence[Entry]]:
    """The lines of each of FILES. Raises BadData for one that does not fit its file, or what was printed."""
    sources = read_sources(project)
    found: dict[str, Sequence[Entry]] = {}

    def read(kind: type[E]) -> list[E]:
        lines = read_lines(project.manual / f"{FILES[kind]}.csv", kind, project)
        found[FILES[kind]] = lines
        return lines

    for kind in (Break, PurposeCode, MovedPage):
        read(kind)
    boroughs = read(Borough)
    check_boroughs(boroughs)
    corrections, decisions = read(Correction), read(Decision)
    named = {*map(row_of, corrections), *map(row_of, decisions)}
    printed = read_printed_rows(project, sources, named)
    check_corrections(project, corrections, printed)
    check_decisions(decisions, printed)
    check_places(read(PlaceName), boroughs)
    check_ids(project, printed)
    for change in read(Change):
        needed = {"method": ["measure"], "coverage": ["source_id"], "mistake": ["measure", "source_id"]}.get(change.kind, [])
        if needed and not any(getattr(change, name) for name in needed):
            raise BadData(f"{change.where()}: a change of the kind {change.kind} names its {' or '.join(needed)}. Fill it in.")
    for total in read(PublishedTotal):
        if total.period_to < total.period_from:
            raise BadData(f"{total.where()}: the period ends before it begins. Correct the two dates.")
    return found
