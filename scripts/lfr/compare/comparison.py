"""A second opinion: compares our deployments with any second source, row by row and cell by cell.

Only the outcome comes out: which row is which, and what kind of difference each cell is. The other source's cells stay where
they are; a value of theirs is kept only where the class of a difference cannot be understood without it.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from lfr.compare.source_rows import OurRow, Said, TheirRow, Value, cells_beside, exchanged
from lfr.curated.registry import DifferentCell, Period, RowOutcome
from lfr.curated.rules import place_words

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
CLASSES: dict[str, str] = _WORDS["classes"]
RULE: str = _WORDS["rule"]
SAME, SWAPPED = "same", "swapped"
_NEIGHBOURS = 2  # rows up and down: a slip while copying takes the line above or below
_TELLING_DIGITS = 3  # a number of one or two digits is like many others: nothing follows from a likeness of digits
# Rows of one week may stand in any order; a deployment is not listed a fortnight away from its day.
_SLACK = timedelta(days=7)
_ENOUGH = 10  # decided dates in cells of one type, without exception, before the type speaks for the rest
_TELLING = ("watchlist_size", "faces_seen", "duration_minutes")
_OTHERS = ("alerts", "true_alerts", "true_alerts_confirmed", "false_alerts", "false_alerts_confirmed", "arrests", "location")
Pair = tuple[OurRow, TheirRow]


@dataclass
class Outcome:
    """The result of one comparison."""

    rows: list[RowOutcome] = field(default_factory=list)
    differences: list[DifferentCell] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)  # in which both sources hold a cell of some row


def compare(ours: list[OurRow], theirs: list[TheirRow], covers_to: date = date.max) -> Outcome:
    """Match the rows of a second source to our deployments and class every cell that differs.

    A row without a partner after `covers_to`, the last day that our records cover, is no disagreement, and is in no period.
    """
    pairs, unclear = match_rows(ours, theirs)
    alone = judge_dates(theirs)
    outcome = Outcome()
    for our, their in pairs:
        at = ours.index(our)
        near = ours[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
        neighbours = [row for row in near if row is not our and row.source_id == our.source_id]
        cells = cells_beside(our, their)
        kinds = {column: classify(column, our, their, cell, neighbours) for column, cell in cells.items()}
        for column, kind in kinds.items():
            if kind != SAME:
                value, said = cells[column]
                # A clock time without the seconds that a spreadsheet adds: 06:04:00 is 6:04.
                short = re.sub(r"^0?(\d{1,2}:\d{2}):00$", r"\1", said.text, flags=re.A)
                text = short if kind in _WORDS["need_both_values"] and column != "location" else ""
                outcome.differences.append(DifferentCell(their.row, our.deployment_id, column, kind, _written(column, value), text))
        outcome.columns = list(dict.fromkeys([*outcome.columns, *cells]))
        alike = [*kinds.values()].count(SAME)
        outcome.rows.append(RowOutcome("matched", their.row, our.deployment_id, len(cells), alike, alone[their.row]))
    matched = _rows_of(pairs)
    there = [row for row in theirs if row.row not in matched]
    # The day of each row, read as the order of its source says.
    days = {row.row: exchanged(row.date) if row.date and alone[row.row].startswith(SWAPPED) else row.date for row in there}
    later = {row for row, day in days.items() if row not in unclear and (day or date.min) > covers_to}
    for row in sorted(there, key=lambda row: row.row in unclear):
        kind = "ambiguous" if row.row in unclear else "later_there" if row.row in later else "only_there"
        outcome.rows.append(RowOutcome(kind, row.row, "", date_alone=alone[row.row]))
    here = [one.deployment_id for one in ours if one.deployment_id not in matched]
    outcome.rows += [RowOutcome("ambiguous", 0, one) for one in here if one in unclear]
    outcome.rows += [RowOutcome("only_here", 0, one) for one in here if one not in unclear]
    outcome.periods = _periods([row for row in theirs if row.row not in later])
    return outcome


def _periods(theirs: list[TheirRow]) -> list[Period]:
    """Their rows counted as somebody who trusts them would: by their year column, by the year and the month of their dates."""
    groups: dict[tuple[str, int, int], list[TheirRow]] = defaultdict(list)
    for row in theirs:
        if year := _number(row, "year"):
            groups["year_column", year, 0].append(row)
        if row.date:
            groups["date", row.date.year, 0].append(row)
            groups["date", row.date.year, row.date.month].append(row)
    totals = ("faces_seen", "alerts", "arrests")
    return [Period(*key, len(rows), *(sum(_number(row, one) for row in rows) for one in totals)) for key, rows in sorted(groups.items())]


def _number(row: TheirRow, column: str) -> int:
    value = row.said[column].value if column in row.said else None
    return value if isinstance(value, int) else 0


def classify(column: str, our: OurRow, their: TheirRow, cell: tuple[Value | None, Said], neighbours: list[OurRow]) -> str:
    """The class of one cell of a pair, or SAME. `neighbours` stand next to ours in the record: one of them may have lent its value."""
    ours, said = cell
    theirs = said.value
    if said.nothing:
        return SAME if ours is None else "dash_against_zero" if ours == 0 and said.nothing == "dash" else "left_out"
    if column == "location":
        return _place(our, their, str(ours), said.text, neighbours)
    if isinstance(ours, str):
        return SAME if said.text.casefold() == ours.strip().casefold() else "other"
    if ours is not None and theirs == ours:
        return SAME
    if isinstance(ours, date) and isinstance(theirs, date):
        if exchanged(theirs) == ours:
            return "day_and_month_swapped"
        return "year_wrong" if (theirs.day, theirs.month) == (ours.day, ours.month) else "other"
    if column == "year":
        return "year_wrong"
    if not isinstance(theirs, int) or not isinstance(ours, int):
        return "other"  # a number where the record has none, a cell that does not read
    if len(str(theirs)) >= _TELLING_DIGITS and any(row.values.get(column) == theirs for row in neighbours):
        return "moved_to_another_row"
    # A slip of the pen is in the hours and minutes, not in a count of minutes.
    return digits(*(_written(column, value).replace(":", "") for value in (ours, theirs)))


def _place(our: OurRow, their: TheirRow, ours: str, text: str, neighbours: list[OurRow]) -> str:
    """The same words in any spelling of case and marks are the same name. A word in common, or one borough, is a name for one place."""
    here, there = place_words(ours), place_words(text)
    if here == there:
        return SAME
    if set(here) & set(there):
        return "place_renamed"
    if any(set(place_words(str(row.values.get("location", "")))) & set(there) for row in neighbours):
        return "moved_to_another_row"
    return "place_renamed" if our.borough and our.borough == their.borough else "other"


def _written(column: str, value: Value | None) -> str:
    """Our value as a record writes it: ISO dates, hours and minutes as on a clock."""
    if column == "duration_minutes" and isinstance(value, int):
        return f"{value // 60}:{value % 60:02d}"
    return "" if value is None else str(value)


def digits(ours: str, theirs: str) -> str:
    """What happened to the digits on the way from our number to theirs."""
    shorter, longer = sorted((ours, theirs), key=len)
    if len(longer) < _TELLING_DIGITS:
        return "other"
    if any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return "digit_lost"
    if any(ours[:i] + ours[i + 1] + ours[i] + ours[i + 2 :] == theirs for i in range(len(ours) - 1)):
        return "digits_swapped"
    is_one = len(ours) == len(theirs) and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1
    return "digit_changed" if is_one else "other"


def match_rows(ours: list[OurRow], theirs: list[TheirRow]) -> tuple[list[Pair], set[str | int]]:
    """Pairs of the rows of two sources, one to one in the order of theirs, and the ids and numbers of rows with several equal partners.

    words.toml says the rule in words; the page prints it. The date alone finds no partner: in the workbook that this was written for, a
    third of the dates were wrong.
    """
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
            near = [pair for pair in free if close(pair)]
            uses = Counter(one for our, their in near for one in (our.deployment_id, their.row))
            pairs += [(our, their) for our, their in near if uses[our.deployment_id] == uses[their.row] == 1]
        unclear |= _rows_of(free) - _rows_of(pairs)
    return sorted(pairs, key=lambda pair: pair[1].row), unclear


def _rows_of(pairs: Iterable[Pair]) -> set[str | int]:
    return {one for our, their in pairs for one in (our.deployment_id, their.row)}


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


def judge_dates(rows: list[TheirRow]) -> dict[int, str]:
    """What the order of the rows says about each date, by row number. No record of ours is asked.

    A list of deployments runs on in time. A date with a day after the 12th cannot be read the other way round, so such dates are
    fixed points; every other date must lie between the fixed points before and after it. Where only one of its two readings
    does, that reading is right. Where both do, the type of the cell may tell: software that guesses turns into dates what it can
    read as month and day, and leaves the rest as text, so if every cell that is a date was found exchanged, this one is too.
    """
    # The fixed points are the longest run of such dates that does not go back in time: a mistyped year is none.
    runs: list[list[tuple[int, date]]] = []
    for index, row in enumerate(rows):
        if (day := row.date) and day.day > 12:
            before = max((run for run in runs if run[-1][1] - day <= _SLACK), key=len, default=[])
            runs.append([*before, (index, day)])
    fixed, found = max(runs, key=len, default=[]), {}
    for index, row in enumerate(rows):
        lowest = max((one for one in fixed if one[0] < index), default=(0, date.min))[1]
        highest = min((one for one in fixed if one[0] > index), default=(0, date.max))[1]
        found[row.row] = _judge(row.date, lowest, highest)
    typed = [row.row for row in rows if row.is_date_typed]
    decided = [found[row] for row in typed if found[row] in (SWAPPED, "as_written")]
    if len(decided) >= _ENOUGH and set(decided) == {SWAPPED}:
        found |= {row: f"{SWAPPED}_by_type" for row in typed if found[row] == "undecided"}
    return found


def _judge(day: date | None, lowest: date, highest: date) -> str:
    if day is None:
        return "no_date"
    other = exchanged(day)
    if other is None:
        return "as_written"
    if other == day:
        return "either_way"  # day and month are the same number: exchanging them changes nothing
    fits, fits_other = (lowest - one <= _SLACK and one - highest <= _SLACK for one in (day, other))
    return "undecided" if fits == fits_other else "as_written" if fits else SWAPPED
