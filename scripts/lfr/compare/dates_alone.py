"""Which dates of a second source have day and month exchanged, by that source alone: no record of ours is asked.

A list of deployments runs on in time. A date with a day after the 12th cannot be read the other way round, so such dates are
fixed points; every other date must lie between the fixed points before and after it. Where only one of its two readings
does, that reading is right. Where both do, the type of the cell may tell: software that guesses turns into dates what it can
read as month and day, and leaves the rest as text, so if every cell that is a date was found exchanged, this one is too.
"""

from datetime import date, timedelta

from lfr.compare.source_rows import TheirRow, exchanged

SWAPPED = "swapped"
SWAPPED_BY_TYPE = "swapped_by_type"
_AS_WRITTEN = "as_written"
_EITHER_WAY = "either_way"  # day and month are the same number: exchanging them changes nothing
_UNDECIDED = "undecided"
_NO_DATE = "no_date"

# Rows of one week may stand in any order; a deployment is not listed a fortnight away from its day.
_SLACK = timedelta(days=7)
_ENOUGH = 10  # decided cells of one type, without exception, before the type speaks for the rest


def judge_dates(rows: list[TheirRow]) -> dict[int, str]:
    """What the order of the rows says about each date, by row number."""
    fixed = _fixed_points([row.date for row in rows])
    found = {}
    for index, row in enumerate(rows):
        lowest = max((one for one in fixed if one[0] < index), default=(0, date.min))[1]
        highest = min((one for one in fixed if one[0] > index), default=(0, date.max))[1]
        found[row.row] = _judge(row.date, lowest, highest)
    typed = [row.row for row in rows if row.is_date_typed]
    decided = [found[row] for row in typed if found[row] in (SWAPPED, _AS_WRITTEN)]
    if len(decided) >= _ENOUGH and set(decided) == {SWAPPED}:
        found |= {row: SWAPPED_BY_TYPE for row in typed if found[row] == _UNDECIDED}
    return found


def _fixed_points(days: list[date | None]) -> list[tuple[int, date]]:
    """The rows whose date reads one way only and stands in the order of the list: a mistyped year is no fixed point."""
    # The longest run of rows that do not go back in time by more than the slack.
    best: list[list[tuple[int, date]]] = []
    for index, day in enumerate(days):
        if day is not None and day.day > 12:
            before = max((run for run in best if run[-1][1] - day <= _SLACK), key=len, default=[])
            best.append([*before, (index, day)])
    return max(best, key=len, default=[])


def _judge(day: date | None, lowest: date, highest: date) -> str:
    if day is None:
        return _NO_DATE
    other = exchanged(day)
    if other is None:
        return _AS_WRITTEN
    if other == day:
        return _EITHER_WAY
    fits = [lowest - one <= _SLACK and one - highest <= _SLACK for one in (day, other)]
    return {(True, False): _AS_WRITTEN, (False, True): SWAPPED}.get((fits[0], fits[1]), _UNDECIDED)
