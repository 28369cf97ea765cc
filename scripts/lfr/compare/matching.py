"""Which row of a second source is which of our deployments. The rule, in words, is RULE; the page prints it.

The date is not used to find a partner: in the workbook that this was written for, a third of the dates were wrong.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from lfr.compare.source_rows import OurRow, TheirRow, cells_beside
from lfr.compare.values import Said, Value
from lfr.curated.place_names import place_words

RULE = (
    "A row there and a deployment here are taken for the same when the numbers that tell deployments apart (watchlist size, faces seen,"
    " time deployed) agree in all but at most one, and when at least two thirds of all that both sources hold of alerts, arrests, these"
    " numbers and a word of the place agree. The date plays no part in it. Pairs that agree in everything are made first, then those"
    " that differ in one thing, then in two, and so on; each row is used once. Only where several pairs are equally good does the"
    " date decide, read either way round; where it cannot, the rows stay apart as ambiguous."
)
_TELLING = ("watchlist_size", "faces_seen", "duration_minutes")
_OTHERS = ("alerts", "true_alerts", "true_alerts_confirmed", "false_alerts", "false_alerts_confirmed", "arrests", "location")


@dataclass
class Matching:
    """Pairs, rows without a partner, and groups that could be paired in more than one way."""

    pairs: list[tuple[OurRow, TheirRow]] = field(default_factory=list)
    only_here: list[OurRow] = field(default_factory=list)
    only_there: list[TheirRow] = field(default_factory=list)
    ambiguous_here: list[OurRow] = field(default_factory=list)
    ambiguous_there: list[TheirRow] = field(default_factory=list)


def match_rows(ours: list[OurRow], theirs: list[TheirRow]) -> Matching:
    """Pair the rows of two sources one to one."""
    by_cost: dict[int, list[tuple[OurRow, TheirRow]]] = defaultdict(list)
    by_number = _by_number(theirs)
    for our in ours:
        # A pair agrees in at least one telling number, so only such rows are looked at.
        near = {i: None for name in _TELLING for i in by_number.get((name, our.values.get(name)), [])}
        for i in sorted(near):
            their = theirs[i]
            cost = _cost(our, their)
            if cost is not None:
                by_cost[cost].append((our, their))
    found = Matching()
    taken: set[str | int] = set()
    unclear: set[str | int] = set()
    for cost in sorted(by_cost):
        free = [(a, b) for a, b in by_cost[cost] if not {a.deployment_id, b.row} & (taken | unclear)]
        clear, rivals = _without_rivals(free)
        by_date, left = _without_rivals([(a, b) for a, b in rivals if _same_day(a, b)])
        # A pair that the date picked out counts only if nothing else of its group could still claim it.
        for a, b in (*clear, *by_date):
            found.pairs.append((a, b))
            taken |= {a.deployment_id, b.row}
        still = [(a, b) for a, b in (*rivals, *left) if not {a.deployment_id, b.row} & taken]
        alone, unsure = _without_rivals(still)
        for a, b in alone:
            found.pairs.append((a, b))
            taken |= {a.deployment_id, b.row}
        unclear |= {one for a, b in unsure for one in (a.deployment_id, b.row)}
    found.pairs.sort(key=lambda pair: pair[1].row)
    for our in ours:
        if our.deployment_id not in taken:
            (found.ambiguous_here if our.deployment_id in unclear else found.only_here).append(our)
    for their in theirs:
        if their.row not in taken:
            (found.ambiguous_there if their.row in unclear else found.only_there).append(their)
    return found


def _by_number(theirs: list[TheirRow]) -> dict[tuple[str, Value | None], list[int]]:
    """Where each telling number stands among the rows of the second source; a cell that holds nothing may stand for 0."""
    found: dict[tuple[str, Value | None], list[int]] = defaultdict(list)
    for i, row in enumerate(theirs):
        for name in _TELLING:
            if name in row.said and (row.said[name].value is not None or row.said[name].nothing):
                found[name, 0 if row.said[name].nothing else row.said[name].value].append(i)
    return found


Pairs = list[tuple[OurRow, TheirRow]]


def _without_rivals(pairs: Pairs) -> tuple[Pairs, Pairs]:
    """The pairs whose two rows stand in no other pair, and the rest."""
    here: dict[str, set[int]] = defaultdict(set)
    there: dict[int, set[str]] = defaultdict(set)
    for a, b in pairs:
        here[a.deployment_id].add(b.row)
        there[b.row].add(a.deployment_id)
    clear = [(a, b) for a, b in pairs if len(here[a.deployment_id]) == 1 and len(there[b.row]) == 1]
    return clear, [(a, b) for a, b in pairs if len(here[a.deployment_id]) > 1 or len(there[b.row]) > 1]


def _cost(our: OurRow, their: TheirRow) -> int | None:
    """In how many things the two rows differ, or None where they are no pair."""
    beside = cells_beside(our, their)
    telling = [_agree(*beside[name]) for name in _TELLING if name in beside and beside[name][0] is not None]
    if not telling or telling.count(False) > (1 if len(telling) > 1 else 0):
        return None
    others = [_agree(*beside[name]) for name in _OTHERS if name in beside and beside[name][0] is not None]
    agreed = [*telling, *others]
    if agreed.count(True) * 3 < len(agreed) * 2:
        return None
    return agreed.count(False)


def _agree(value: Value | None, said: Said) -> bool:
    if isinstance(value, str):
        return bool(set(place_words(value)) & set(place_words(said.text)))
    # A source that writes nothing for zero agrees with a zero.
    return said.value == value or (value == 0 and bool(said.nothing))


def _same_day(our: OurRow, their: TheirRow) -> bool:
    said = their.said.get("date")
    return said is not None and isinstance(said.value, date) and our.date in (said.value, exchanged(said.value))


def exchanged(day: date) -> date | None:
    """The date with day and month in each other's place, where there is such a date."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None
