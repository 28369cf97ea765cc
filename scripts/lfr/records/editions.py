"""Match the rows of a newly published edition to the deployments already known.

A publisher re-issues a record with more rows and sometimes changes old ones. A deployment keeps its id
through all editions; only new rows get new ids. A row that could be either of two deployments is refused.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from lfr.curated.hand_kept import columns_of
from lfr.curated.manual import NEW, SHORT, EditionMatch
from lfr.curated.registry import Source, current_sources, deployment_ids
from lfr.errors import BadData, UnreadableDocument, did_you_mean
from lfr.project import Project
from lfr.records.record import Record, Row, read_rows

Cells = dict[str, str]

# Two printings of one deployment share most of their cells; two deployments of one day share the date, the
# watchlist, the threshold and the use case, and many zeros. So a match may have at most three changed cells.
_MOST_CHANGED = 3
_SAME_RECORD = 0.5  # share of known rows that a new document must repeat to be an edition of their record


@dataclass
class EditionChange:
    """What a new edition does to the deployments of the one before it."""

    kept: dict[str, Row] = field(default_factory=dict)
    changed: list[tuple[str, str, str, str]] = field(default_factory=list)  # id, column, was, is
    vanished: list[str] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)


def edition_before(project: Project, record: Record, publisher: str, edition_of: str, sources: dict[str, Source]) -> Source | None:
    """The current edition that a document repeats, or that the maintainer named (`edition_of`). None for a new record."""
    mine = [one for one in current_sources(sources).values() if one.publisher == publisher]
    if edition_of:
        for source in mine:
            if edition_of in (source.record, source.id):
                return source
        raise BadData(f"--edition-of: unknown record “{edition_of}”.{did_you_mean(edition_of, [one.record for one in mine])}")
    repeated = [one for one in mine if overlap(list(known_rows(project, one).values()), record.rows) >= _SAME_RECORD]
    if len(repeated) > 1:
        raise UnreadableDocument(
            f"{record.path.name}: repeats deployments of {' and '.join(one.id for one in repeated)}. A document that stands for two"
            " records cannot be added without a decision: look at both, and say which one it continues with --edition-of."
        )
    return repeated[0] if repeated else None


def known_rows(project: Project, source: Source) -> dict[str, Row]:
    """The printed rows of a registered document by the ids of their deployments."""
    ids = deployment_ids(project)
    return {ids[source.id, str(row.page), str(row.row)]: row for row in read_rows(project.extracted / f"{source.id}.csv")}


def overlap(old: list[Row], new: list[Row]) -> float:
    """The share of the old rows that the new document repeats; the printed place and the order of the cells do not count."""
    if not old:
        return 0.0
    seen = {_fingerprint(row.cells, without="location") for row in new}
    return sum(1 for row in old if _fingerprint(row.cells, without="location") in seen) / len(old)


def match(
    old: dict[str, Row], new: list[Row], name: str, sha256: str = "", decided: Mapping[tuple[int, int], str] | None = None
) -> EditionChange:
    """Match the old edition's deployments (by id) to the rows of a new one, the document `name`.

    `decided` says of a row, by page and row, which deployment a person found it to be (NEW: none of the known ones).
    Then follow rounds from certain to likely: the same cells; one, two, then three changed cells, and in each of these first
    the rows that still print the same date and place: numbers are corrected more often than dates. Raises UnreadableDocument where
    a row has two equally good partners, and says how the maintainer decides it.
    """
    left, rows, kept, found_new = dict(old), list(new), dict[str, Row](), list[Row]()

    def keep(deployment_id: str, row: Row) -> None:
        kept[deployment_id] = row
        del left[deployment_id]
        rows.remove(row)

    for row in new:
        decision = (decided or {}).get((row.page, row.row), "")
        if decision in left:
            keep(decision, row)
        elif decision:
            rows.remove(row)
            found_new.append(row)
    alike: dict[Hashable, list[Row]] = defaultdict(list)  # in every cell; where several are, they keep their printed order
    for row in rows:
        alike[_fingerprint(row.cells)].append(row)
    for one, known in list(left.items()):
        if same := alike[_fingerprint(known.cells)]:
            keep(one, same.pop(0))
    near = [
        (distance, all(known.cells.get(name, "") == row.cells.get(name, "") for name in ("date", "location")), one, row)
        for one, known in left.items()
        for row in rows
        if (distance := len(_differing_cells(known.cells, row.cells))) <= _MOST_CHANGED
    ]
    for distance, in_its_place in ((number, first) for number in range(1, _MOST_CHANGED + 1) for first in (True, False)):
        pairs = [
            (one, row)
            for cells, has_its_place, one, row in near
            if cells == distance and one in left and row in rows and (has_its_place or not in_its_place)
        ]
        for one, row in pairs:
            if rivals := [a for a, b in pairs if (a == one) != (b is row)]:
                raise _undecided(name, sha256, row, list(dict.fromkeys([one, *rivals])), distance)
            keep(one, row)
    added = sorted([*rows, *found_new], key=lambda row: (row.page, row.row))
    kept = {one: kept[one] for one in old if one in kept}
    changed = [(one, *cell) for one, row in kept.items() for cell in _differing_cells(old[one].cells, row.cells)]
    return EditionChange(kept, changed, list(left), added)


def _undecided(name: str, sha256: str, row: Row, ids: list[str], distance: int) -> UnreadableDocument:
    which = f"the known deployments {' and '.join(ids)}" if len(ids) > 1 else f"the known deployment {ids[0]}, and so does another row"
    return UnreadableDocument(
        f"{name}, page {row.page}, row {row.row}: the row differs in {distance} cell{'s' if distance > 1 else ''} from {which}, so it"
        " is not certain which is which. Nothing was changed. Compare the two editions by hand, or ask the publisher. Then decide it: add"
        f" to data/manual/edition_matches.csv (its header is {','.join(columns_of(EditionMatch))}) the line"
        f" {sha256[:SHORT]},{row.page},{row.row},DEPLOYMENT,REASON,YYYY-MM-DD with {' or '.join([*ids, NEW])} for DEPLOYMENT, and run"
        " `lfr add` again."
    )


def _differing_cells(before: Cells, after: Cells) -> list[tuple[str, str, str]]:
    """Column, old text and new text of each cell that two printings of a row do not share. A column that is missing counts as empty."""
    columns = dict.fromkeys([*before, *after])
    return [(one, before.get(one, ""), after.get(one, "")) for one in columns if before.get(one, "") != after.get(one, "")]


def _fingerprint(cells: Cells, without: str = "") -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, text) for name, text in cells.items() if name != without and text))


def next_ids(publisher: str, known: list[str], count: int) -> list[str]:
    """Ids for new deployments: the publisher and a running number, which says nothing that could turn out wrong."""
    used = [int(one.rsplit("-", 1)[1]) for one in known if one.rsplit("-", 1)[0] == publisher]
    start = max(used, default=0) + 1
    return [f"{publisher}-{number:04d}" for number in range(start, start + count)]
