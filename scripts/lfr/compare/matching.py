"""Which row of a second source is which of our deployments. words.toml says the rule in words; the page prints it.

The date alone finds no partner: in the workbook that this was written for, a third of the dates were wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from lfr.compare.source_rows import OurRow, Said, TheirRow, Value, cells_beside, exchanged
from lfr.curated.place_names import place_words

_TELLING = ("watchlist_size", "faces_seen", "duration_minutes")
_OTHERS = ("alerts", "true_alerts", "true_alerts_confirmed", "false_alerts", "false_alerts_confirmed", "arrests", "location")

Pair = tuple[OurRow, TheirRow]


def match_rows(ours: list[OurRow], theirs: list[TheirRow]) -> tuple[list[Pair], set[str | int]]:
    """Pairs of the rows of two sources, one to one in the order of theirs, and the ids and numbers of rows with several equal partners."""
    by_cost: dict[int, list[Pair]] = defaultdict(list)
    for our in ours:
        for their in theirs:
            if (cost := _cost(our, their)) is not None:
                by_cost[cost].append((our, their))
    pairs: list[Pair] = []
    unclear: set[str | int] = set()
    close: Callable[[Pair], bool]
    for _, free in sorted(by_cost.items()):
        # First the pairs without a rival, then those that the date picks out, then those that nothing else can claim any more.
        for close in (lambda _: True, _is_same_day, lambda _: True):
            taken = _rows_of(pairs) | unclear
            free = [pair for pair in free if not _rows_of([pair]) & taken]
            pairs += _without_rivals([pair for pair in free if close(pair)])
        unclear |= _rows_of(free) - _rows_of(pairs)
    return sorted(pairs, key=lambda pair: pair[1].row), unclear


def _rows_of(pairs: Iterable[Pair]) -> set[str | int]:
    return {one for our, their in pairs for one in (our.deployment_id, their.row)}


def _without_rivals(pairs: list[Pair]) -> list[Pair]:
    """The pairs whose two rows are in no other pair."""
    here, there = Counter(our.deployment_id for our, _ in pairs), Counter(their.row for _, their in pairs)
    return [(our, their) for our, their in pairs if here[our.deployment_id] == there[their.row] == 1]


def _cost(our: OurRow, their: TheirRow) -> int | None:
    """In how many things the two rows differ, or None where they are no pair."""
    telling = [_agree(value, their.said[name]) for name in _TELLING if name in their.said and (value := our.values.get(name)) is not None]
    if not any(telling) or telling.count(False) > 1:
        return None
    beside = cells_beside(our, their)
    others = {name: _agree(value, said) for name, (value, said) in beside.items() if name in _OTHERS and value is not None}
    agreed = [*telling, *others.values()]
    is_same = all(telling) and others.get("location") and _is_same_day((our, their))
    return agreed.count(False) if agreed.count(True) * 3 >= len(agreed) * 2 or is_same else None


def _agree(value: Value, said: Said) -> bool:
    if isinstance(value, str):
        return bool(set(place_words(value)) & set(place_words(said.text)))
    # A source that writes nothing for zero agrees with a zero.
    return said.value == value or (value == 0 and bool(said.nothing))


def _is_same_day(pair: Pair) -> bool:
    our, their = pair
    return their.date is not None and our.values["date"] in (their.date, exchanged(their.date))
