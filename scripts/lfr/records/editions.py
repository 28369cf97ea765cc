"""Match the rows of a newly published edition to the deployments already known.

A publisher re-issues a record with more rows and sometimes changes old ones. A deployment keeps its id
through all editions; only new rows get new ids. A row that could be either of two deployments is refused.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from lfr.errors import UnreadableDocument
from lfr.records.record import Row

Cells = dict[str, str]

# Two printings of one deployment share most of their cells; two deployments of one day share the date, the
# watchlist, the threshold and the use case, and many zeros. So a match may have at most three changed cells.
_MOST_CHANGED = 3


class AmbiguousMatch(UnreadableDocument):
    """A row that could be more than one deployment, or a deployment that could be more than one row: a person must decide."""

    def __init__(self, name: str, row: Row, ids: list[str], distance: int) -> None:
        which = f"the known deployments {' and '.join(ids)}" if len(ids) > 1 else f"the known deployment {ids[0]}, and so does another row"
        super().__init__(
            f"{name}, page {row.page}, row {row.row}: the row differs in {distance} cell{'s' if distance > 1 else ''} from {which}, so it"
            " is not certain which is which. Nothing was changed. Compare the two editions by hand, or ask the publisher."
        )
        self.row = row
        self.ids = ids


@dataclass
class EditionChange:
    """What a new edition does to the deployments of the one before it."""

    kept: dict[str, Row] = field(default_factory=dict)
    changed: list[tuple[str, str, str, str]] = field(default_factory=list)  # id, column, was, is
    vanished: list[str] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)


def overlap(old: list[Row], new: list[Row]) -> float:
    """The share of the old rows that the new document repeats; the printed place and the order of the cells do not count."""
    if not old:
        return 0.0
    seen = {_fingerprint(row.cells, without="location") for row in new}
    return sum(1 for row in old if _fingerprint(row.cells, without="location") in seen) / len(old)


def match(old: dict[str, Row], new: list[Row], name: str, decided: Mapping[tuple[int, int], str] | None = None) -> EditionChange:
    """Match the old edition's deployments (by id) to the rows of a new one.

    `decided` says of a row, by page and row, which deployment a person found it to be ("new": none of the known ones).
    Then follow rounds from certain to likely: the same cells; one, two, then three changed cells, and in each of these first
    the rows that still print the same date and place. Raises AmbiguousMatch where a row has two equally good partners.
    """
    left = _Unmatched(dict(old), list(new))
    found_new = left.take_decided(decided or {})
    left.pair_alike()
    left.pair_nearest(name)
    added = sorted([*left.new, *found_new], key=lambda row: (row.page, row.row))
    kept = {one: left.kept[one] for one in old if one in left.kept}
    changed = [(one, *cell) for one, row in kept.items() for cell in differing_cells(old[one].cells, row.cells)]
    return EditionChange(kept, changed, list(left.old), added)


def differing_cells(before: Cells, after: Cells) -> list[tuple[str, str, str]]:
    """Column, old text and new text of each cell that two printings of a row do not share. A column that is missing counts as empty."""
    columns = dict.fromkeys([*before, *after])
    return [(one, before.get(one, ""), after.get(one, "")) for one in columns if before.get(one, "") != after.get(one, "")]


@dataclass
class _Unmatched:
    """The deployments and rows that have no partner yet, and the pairs found so far."""

    old: dict[str, Row]
    new: list[Row]
    kept: dict[str, Row] = field(default_factory=dict)

    def keep(self, deployment_id: str, row: Row) -> None:
        self.kept[deployment_id] = row
        del self.old[deployment_id]
        self.new.remove(row)

    def take_decided(self, decided: Mapping[tuple[int, int], str]) -> list[Row]:
        """Pair the rows that a person decided. Returns the rows decided to be new deployments."""
        found_new = []
        for row in [row for row in self.new if (row.page, row.row) in decided]:
            deployment_id = decided[(row.page, row.row)]
            if deployment_id in self.old:
                self.keep(deployment_id, row)
            else:
                self.new.remove(row)
                found_new.append(row)
        return found_new

    def pair_alike(self) -> None:
        """Pair the rows that are alike in every cell. Where several are, they keep their printed order."""
        rows: dict[Hashable, list[Row]] = defaultdict(list)
        for row in self.new:
            rows[_fingerprint(row.cells)].append(row)
        for deployment_id, known in list(self.old.items()):
            if same := rows[_fingerprint(known.cells)]:
                self.keep(deployment_id, same.pop(0))

    def pair_nearest(self, name: str) -> None:
        """Pair the rows that differ in few cells, the nearest first."""
        near = [
            (distance, one, row)
            for one, known in self.old.items()
            for row in self.new
            if (distance := len(differing_cells(known.cells, row.cells))) <= _MOST_CHANGED
        ]
        for distance in range(1, _MOST_CHANGED + 1):
            # A row that still prints its date and place is that row, whatever else is as near: numbers are corrected more often than dates.
            for in_its_place in (True, False):
                pairs = [
                    (one, row)
                    for cells, one, row in near
                    if cells == distance and one in self.old and row in self.new and (not in_its_place or self.is_in_its_place(one, row))
                ]
                for one, row in pairs:
                    rivals = [a for a, b in pairs if (a == one) != (b is row)]
                    if rivals:
                        raise AmbiguousMatch(name, row, list(dict.fromkeys([one, *rivals])), distance)
                    self.keep(one, row)

    def is_in_its_place(self, deployment_id: str, row: Row) -> bool:
        return all(self.old[deployment_id].cells.get(name, "") == row.cells.get(name, "") for name in ("date", "location"))


def _fingerprint(cells: Cells, without: str = "") -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, text) for name, text in cells.items() if name != without and text))


def next_ids(publisher: str, known: list[str], count: int) -> list[str]:
    """Ids for new deployments: the publisher and a running number, which says nothing that could turn out wrong."""
    used = [int(one.rsplit("-", 1)[1]) for one in known if one.rsplit("-", 1)[0] == publisher]
    start = max(used, default=0) + 1
    return [f"{publisher}-{number:04d}" for number in range(start, start + count)]
