"""data/manual/*.csv: what a maintainer decided. Each file is a dataclass here; what its lines say of printed cells and of each other
is checked when all are loaded (warehouse/refusals/)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry, columns_of, read_lines
from lfr.curated.registry import read_sources
from lfr.curated.rules import Day, Known, NotBefore, Text, Unique, matching, one_of, part_of_date, place_key, slug, web_address
from lfr.errors import did_you_mean
from lfr.project import Project

_ADDRESS = matching(r"/([a-z0-9._-]+/)*([a-z0-9._-]+)?", "Write an address of the site as /force/years/2024/.")
# A place has a page, and "index" is that of the list of all places.
_PAGE = matching(r"(?!index$).{1,100}", "It is the address of a page: at most 100 letters, and not “index”, the list of all places.")
# Measures that can be added up over any days; a watchlist or a place counted twice cannot.
ADDABLE = (
    "deployments", "faces_seen", "alerts", "true_alerts", "false_alerts", "arrests", "other_disposals", "no_action",
    "outcomes_other_than_arrest", "engagement_outcomes", "confirmed_alerts", "duration_minutes", "stops_lower", "stops_upper",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Correction(Entry):
    """One printed cell and what is counted instead."""

    correction_id: Annotated[Text, Unique()]
    source_id: str
    page: str
    row: str
    column: Text
    printed: str
    corrected: Text
    status: Annotated[str, one_of("proposed", "accepted", "confirmed", "rejected")]
    reason: Text
    evidence: Text
    decided_on: Day


@dataclass(frozen=True, kw_only=True)
class Decision(Entry):
    """What was decided about the findings of one check: about a cell, a row, or a whole document."""

    check: Annotated[str, Known("check", "scripts/lfr/warehouse/checks/")]
    source_id: Annotated[str, Known("source", "data/sources.toml")] = ""
    page: str
    row: str
    column: str
    decision: Annotated[str, one_of("corrected", "accepted_as_printed")]
    reason: Text
    decided_on: Day


@dataclass(frozen=True, kw_only=True)
class Borough(Entry):
    """One borough with its code in the official statistics, and the police force there: a publisher's id, or the name of another force."""

    borough_code: str
    borough: Annotated[str, Unique("Keep one of the two lines.", place_key)]  # two would share one page
    policed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceName(Entry):
    """One printed name of a place, for the records of one publisher.

    `also_in` names further boroughs, parted by ";", in which the place lies or may lie: a street between two. It is not counted in them.
    """

    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    printed: str
    place_id: Annotated[str, slug, _PAGE]
    place: str
    borough: Annotated[str, Known("borough", "data/manual/boroughs.csv")] = ""
    precision: Annotated[str, one_of("borough", "area", "street", "site")]
    borough_source: str
    note: str
    also_in: Annotated[tuple[str, ...], Known("borough", "data/manual/boroughs.csv")] = ()


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

    text_sha256_16: Annotated[Text, Unique("One line of a key has one meaning.")]
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
    publisher: Annotated[str, Known("publisher", "data/publishers.toml")] = ""
    year: Annotated[str, matching(r"\d{4}", "Write one calendar year, or leave it empty for all.")] = ""
    measure: str
    source_id: Annotated[str, Known("source", "data/sources.toml")] = ""
    page: str
    row: str
    column: str
    reason: Text
    decided_on: Day

    def faults(self) -> Iterator[tuple[str, str]]:
        needed = {"method": ["measure"], "coverage": ["source_id"], "mistake": ["measure", "source_id"]}.get(self.kind, [])
        if needed and not any(getattr(self, name) for name in needed):
            yield "", f"a change of the kind {self.kind} names its {' or '.join(needed)}. Fill it in."


@dataclass(frozen=True, kw_only=True)
class MovedPage(Entry):
    """A page that an earlier release had, and where it is now. Its readers are told the reason."""

    address: Annotated[str, _ADDRESS]
    now: Annotated[str, _ADDRESS]
    reason: Text
    decided_on: Day


@dataclass(frozen=True, kw_only=True)
class PublishedTotal(Entry):
    """A total that somebody else published, to be compared with ours: of a whole force, or of one borough or place.

    `seen`: read in the source itself, or where another quotes it.
    """

    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    title: Text
    published_by: Text
    published_on: Annotated[str, part_of_date]
    address: Annotated[Text, web_address]
    seen: Annotated[str, one_of("read", "quoted")]
    period_from: Day
    period_to: Annotated[Day, NotBefore("period_from")]
    borough: Annotated[str, Known("borough", "data/manual/boroughs.csv")] = ""
    place_id: Annotated[str, Known("place_id", "data/manual/places.csv")] = ""
    measure: Annotated[str, one_of(*ADDABLE)]
    wording: Annotated[str, one_of("exactly", "about", "more than", "almost")]
    stated: Annotated[str, matching("[0-9]{1,9}", "Write a whole number without commas.")]
    note: str


FILES: dict[str, type[Entry]] = {
    "boroughs": Borough,  # first, because others name its boroughs
    "corrections": Correction,
    "decisions": Decision,
    "places": PlaceName,
    "breaks": Break,
    "purpose_codes": PurposeCode,
    "changes": Change,
    "moved": MovedPage,
    "published_totals": PublishedTotal,
}
COLUMNS = {name: columns_of(kind) for name, kind in FILES.items()}


def read_manual(project: Project) -> dict[str, Sequence[Entry]]:
    """The lines of each of FILES. Raises BadData for one that does not fit its file."""
    read_sources(project)  # so that a fault of that file is named before a reference to it
    return {name: read_lines(project.manual / f"{name}.csv", kind, project) for name, kind in FILES.items()}


NEW = "new"  # in the place of a deployment's id: the row is a deployment that no earlier edition lists
SHORT = 12  # digits of the checksum that name a document


@dataclass(frozen=True, kw_only=True)
class EditionMatch(Entry):
    """Which known deployment a row of a newer edition is, where the cells alone do not tell.

    The line is written before the document is registered, so it names the document by the start of its SHA-256.
    """

    document: Annotated[str, matching(f".{{{SHORT},}}", f"Write the first {SHORT} digits of the SHA-256 of the document.")]
    page: int
    row: int
    deployment_id: Text
    reason: Text
    decided_on: str


def read_edition_matches(
    project: Project, sha256: str, name: str, places: Collection[tuple[int, int]], known: Collection[str]
) -> dict[tuple[int, int], str]:
    """What was decided about one document: for a page and row of it the deployment (or NEW). No file is no decision.

    `places` are the rows that the document has, `known` the deployments that the edition before it lists.
    """
    path = project.manual / "edition_matches.csv"
    found: dict[tuple[int, int], EditionMatch] = {}
    for one in read_lines(path, EditionMatch) if path.is_file() else []:
        place = (one.page, one.row)
        if not sha256.startswith(one.document):
            continue
        if place not in places:
            raise one.fault("", f"{name} has no row {one.row} on page {one.page}. Correct the two numbers.")
        if one.deployment_id not in (NEW, *known):
            hint = did_you_mean(one.deployment_id, known)
            raise one.fault("", f"the edition before {name} does not list “{one.deployment_id}”.{hint} Write one of its ids, or: {NEW}.")
        for other in found.values():
            if (other.page, other.row) == place or other.deployment_id == one.deployment_id != NEW:
                raise one.fault("", f"the row, or {one.deployment_id}, is decided on line {other.at.line} too. Keep one.")
        found[place] = one
    return {place: one.deployment_id for place, one in found.items()}
