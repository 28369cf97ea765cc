"""Which row of a second source is which of our deployments. The rule, in words, is RULE; the page prints it.

The date alone finds no partner: in the workbook that this was written for, a third of the dates were wrong.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from lfr.compare.source_rows import OurRow, TheirRow, cells_beside
from lfr.compare.values import Said, Value
from lfr.curated.place_names import place_words

RULE = (
    "An empty cell there is one that the second source does not hold, and is not compared. A row there and a deployment here may be the"
    " same when, of the numbers that tell deployments apart (watchlist size, faces seen, time deployed) and that both sources hold, at"
    " least one agrees and at most one does not. They are taken for the same when at least two thirds of all that both hold of alerts,"
    " arrests, these numbers and a word of the place agree; the date plays no part in that. Where fewer agree, they are the same only if"
    " these numbers, a word of the place and the date, read either way round, all agree. Pairs that agree in everything are made first,"
    " then those that differ in one thing, then in two, and so on; each row is used once. Where several pairs are equally good, the date"
    " decides, read either way round; where it cannot, the rows stay apart as ambiguous."
)
_TELLING = ("watchlist_size", "faces_seen", "duration_minutes")
_OTHERS = ("alerts", "true_alerts", "true_alerts_confirmed", "false_alerts", "false_alerts_confirmed", "arrests", "location")


Pairs = list[tuple[OurRow, TheirRow]]


@dataclass
class Matching:
    """Pairs, rows without a partner, and groups that could be paired in more than one way."""

    pairs: Pairs = field(default_factory=list)
    only_here: list[OurRow] = field(default_factory=list)
    only_there: list[TheirRow] = field(default_factory=list)
    ambiguous_here: list[OurRow] = field(default_factory=list)
    ambiguous_there: list[TheirRow] = field(default_factory=list)


def match_rows(ours: list[OurRow], theirs: list[TheirRow]) -> Matching:
    """Pair the rows of two sources one to one."""
    found = Matching()
    taken: set[str | int] = set()
    unclear: set[str | int] = set()
    for _, pairs in sorted(_by_cost(ours, theirs).items()):
        free = [(a, b) for a, b in pairs if not {a.deployment_id, b.row} & (taken | unclear)]
        clear, rivals = _without_rivals(free)
        by_date, _ = _without_rivals([(a, b) for a, b in rivals if _same_day(a, b)])
        # A pair that the date picked out counts only if nothing else of its group could still claim it.
        paired = [*clear, *by_date]
        taken |= {one for a, b in paired for one in (a.deployment_id, b.row)}
        alone, unsure = _without_rivals([(a, b) for a, b in rivals if not {a.deployment_id, b.row} & taken])
        taken |= {one for a, b in alone for one in (a.deployment_id, b.row)}
        unclear |= {one for a, b in unsure for one in (a.deployment_id, b.row)}
        found.pairs += [*paired, *alone]
    found.pairs.sort(key=lambda pair: pair[1].row)
    for our in ours:
        if our.deployment_id not in taken:
            (found.ambiguous_here if our.deployment_id in unclear else found.only_here).append(our)
    for their in theirs:
        if their.row not in taken:
            (found.ambiguous_there if their.row in unclear else found.only_there).append(their)
    return found


def _by_cost(ours: list[OurRow], theirs: list[TheirRow]) -> dict[int, Pairs]:
    """Every pair of rows that may be one deployment, by the number of things in which they differ."""
    # A pair agrees in at least one telling number, so only such rows are looked at; a dash may be a 0.
    by_number: dict[tuple[str, Value | None], list[int]] = defaultdict(list)
    for i, row in enumerate(theirs):
        for name in _TELLING:
            if name in row.said and (row.said[name].value is not None or row.said[name].nothing):
                by_number[name, 0 if row.said[name].nothing else row.said[name].value].append(i)
    found: dict[int, Pairs] = defaultdict(list)
    for our in ours:
        for i in sorted({i for name in _TELLING for i in by_number.get((name, our.values.get(name)), [])}):
            cost = _cost(our, theirs[i])
            if cost is not None:
                found[cost].append((our, theirs[i]))
    return found


def _without_rivals(pairs: Pairs) -> tuple[Pairs, Pairs]:
    """The pairs whose two rows are in no other pair, and the rest."""
    here = Counter(a.deployment_id for a, _ in pairs)
    there = Counter(b.row for _, b in pairs)
    clear = [(a, b) for a, b in pairs if here[a.deployment_id] == there[b.row] == 1]
    return clear, [(a, b) for a, b in pairs if here[a.deployment_id] > 1 or there[b.row] > 1]


def _cost(our: OurRow, their: TheirRow) -> int | None:
    """In how many things the two rows differ, or None where they are no pair."""
    beside = cells_beside(our, their)
    telling = [_agree(*beside[name]) for name in _TELLING if name in beside and beside[name][0] is not None]
    if not telling or telling.count(False) > (1 if len(telling) > 1 else 0):
        return None
    others = [_agree(*beside[name]) for name in _OTHERS if name in beside and beside[name][0] is not None]
    agreed = [*telling, *others]
    has_place = "location" in beside and _agree(*beside["location"])
    if agreed.count(True) * 3 < len(agreed) * 2 and not (all(telling) and has_place and _same_day(our, their)):
        return None
    return agreed.count(False)


def _agree(value: Value | None, said: Said) -> bool:
    if isinstance(value, str):
        return bool(set(place_words(value)) & set(place_words(said.text)))
    # A source that writes nothing for zero agrees with a zero.
    return said.value == value or (value == 0 and bool(said.nothing))


def _same_day(our: OurRow, their: TheirRow) -> bool:
    return their.date is not None and our.values["date"] in (their.date, exchanged(their.date))


def exchanged(day: date) -> date | None:
    """The date with day and month in each other's place, where there is such a date."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None
