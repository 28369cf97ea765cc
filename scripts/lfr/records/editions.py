"""Match the rows of a newly published edition to the deployments already known.

A publisher re-issues a record with more rows and sometimes changes old ones. A deployment keeps its id
through all editions; only what is new gets a new id. A match that two rows could claim is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from lfr.errors import UnreadableDocument

Cells = dict[str, str]

# The columns of data/editions/<source_id>.csv: kind is added, changed, renamed or vanished.
LOG_COLUMNS = ["kind", "deployment_id", "column", "was", "is"]

# Two printings of one deployment share most of their cells; two deployments of one day share the date, the
# watchlist, the threshold and the use case, and many zeros. Three changed cells is the most one match may bear.
_MOST_CHANGED = 3


class AmbiguousMatch(UnreadableDocument):
    """A row that could be more than one deployment, or a deployment that could be more than one row: a person must decide."""

    def __init__(self, message: str, row: PrintedRow, ids: list[str]) -> None:
        super().__init__(message)
        self.row = row
        self.ids = ids


@dataclass(frozen=True)
class PrintedRow:
    """A row of an edition: where it is printed and what it says."""

    page: int
    row: int
    cells: Cells


@dataclass
class EditionChange:
    """What a new edition does to the deployments of the one before it."""

    kept: dict[str, PrintedRow] = field(default_factory=dict)
    changed: list[tuple[str, str, str, str]] = field(default_factory=list)  # id, column, was, is
    vanished: list[str] = field(default_factory=list)
    added: list[PrintedRow] = field(default_factory=list)


def overlap(old: list[PrintedRow], new: list[PrintedRow]) -> float:
    """The share of the old rows that stand in the new document, place names and cell order aside."""
    if not old:
        return 0.0
    seen = {_fingerprint(row.cells, without="location") for row in new}
    return sum(1 for row in old if _fingerprint(row.cells, without="location") in seen) / len(old)


def match(
    old: dict[str, PrintedRow], new: list[PrintedRow], name: str, decided: Mapping[tuple[int, int], str] | None = None
) -> EditionChange:
    """Match the old edition's deployments (by id) to the rows of a new one.

    `decided` says of a row, by page and row, which deployment a person found it to be ("new": none of the known ones).
    Rounds, from certain to likely: the same cells; one, two, then three changed cells, and in each of these first the rows that
    still print the same date and place. Raises UnreadableDocument where a row has two equally good partners.
    """
    change = EditionChange()
    left_old = dict(old)
    left_new = list(new)
    found_new = _take_decided(dict(decided or {}), left_old, left_new, change)
    _pair_alike(left_old, left_new, change)
    _pair_nearest(left_old, left_new, change, name)
    change.vanished = list(left_old)
    change.added = sorted([*left_new, *found_new], key=lambda row: (row.page, row.row))
    for deployment_id in [one for one in old if one in change.kept]:
        before, row = old[deployment_id].cells, change.kept[deployment_id]
        for column in dict.fromkeys([*before, *row.cells]):
            was, now = before.get(column, ""), row.cells.get(column, "")
            if was != now:
                change.changed.append((deployment_id, column, was, now))
    return change


def _take_decided(
    decided: dict[tuple[int, int], str], old: dict[str, PrintedRow], new: list[PrintedRow], change: EditionChange
) -> list[PrintedRow]:
    """Pair what a person decided, before anything else is tried. Returns the rows decided to be new deployments."""
    found_new = []
    for row in [row for row in new if (row.page, row.row) in decided]:
        deployment_id = decided[(row.page, row.row)]
        new.remove(row)
        if deployment_id in old:
            change.kept[deployment_id] = row
            del old[deployment_id]
        else:
            found_new.append(row)
    return found_new


def _fingerprint(cells: Cells, without: str = "") -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, text) for name, text in cells.items() if name != without and text))


def _pair_alike(old: dict[str, PrintedRow], new: list[PrintedRow], change: EditionChange) -> None:
    """Pair the rows that are alike in every cell. Where several are, they keep their printed order."""
    rows: dict[Hashable, list[PrintedRow]] = defaultdict(list)
    for row in new:
        rows[_fingerprint(row.cells)].append(row)
    for deployment_id, known in list(old.items()):
        same = rows[_fingerprint(known.cells)]
        if same:
            _keep(deployment_id, same.pop(0), old, new, change)


def _keep(deployment_id: str, row: PrintedRow, old: dict[str, PrintedRow], new: list[PrintedRow], change: EditionChange) -> None:
    change.kept[deployment_id] = row
    del old[deployment_id]
    new.remove(row)


def _distance(a: Cells, b: Cells) -> int:
    return sum(1 for name in {*a, *b} if a.get(name, "") != b.get(name, ""))


def _pair_nearest(old: dict[str, PrintedRow], new: list[PrintedRow], change: EditionChange, name: str) -> None:
    pairs = [
        (distance, deployment_id, row)
        for deployment_id, known in old.items()
        for row in new
        if (distance := _distance(known.cells, row.cells)) <= _MOST_CHANGED
    ]
    for distance in range(1, _MOST_CHANGED + 1):
        # A row that still prints its date and place is that row, whatever else is as near: a number is mended more often than a date.
        for in_its_place in (True, False):
            candidates = [
                (one, row)
                for far, one, row in pairs
                if far == distance and one in old and row in new and (not in_its_place or _same_day_and_place(old[one].cells, row.cells))
            ]
            for deployment_id, row in candidates:
                rivals = [(a, b) for a, b in candidates if (a == deployment_id) != (b is row)]
                if rivals:
                    ids = list(dict.fromkeys([deployment_id, *(one for one, _ in rivals)]))
                    raise _ambiguous(name, row, ids, f"differs in {distance} cell{'s' if distance > 1 else ''} from")
                _keep(deployment_id, row, old, new, change)


def _same_day_and_place(a: Cells, b: Cells) -> bool:
    return all(a.get(name, "") == b.get(name, "") for name in ("date", "location"))


def _ambiguous(name: str, row: PrintedRow, ids: list[str], how: str) -> UnreadableDocument:
    which = f"the known deployment {ids[0]}, and so does another row" if len(ids) == 1 else f"the known deployments {' and '.join(ids)}"
    return AmbiguousMatch(
        f"{name}, page {row.page}, row {row.row}: the row {how} {which}, so it is not certain which is which. Nothing was changed."
        " Compare the two editions by hand, or ask the publisher.",
        row,
        ids,
    )


def next_ids(publisher: str, known: list[str], count: int) -> list[str]:
    """Ids for new deployments: the publisher and a running number, which says nothing that could turn out wrong."""
    used = [int(one.rsplit("-", 1)[1]) for one in known if one.rsplit("-", 1)[0] == publisher]
    start = max(used, default=0) + 1
    return [f"{publisher}-{number:04d}" for number in range(start, start + count)]
