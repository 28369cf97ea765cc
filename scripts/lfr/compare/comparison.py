"""A second opinion: compares our deployments with any second source, row by row and cell by cell.

Only the outcome comes out: which row is which, and what kind of difference each cell is. The other source's cells stay where
they are; a value of theirs is kept only where the class of a difference cannot be understood without it.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from lfr.compare.classes import NEED_BOTH_VALUES, SAME, classify
from lfr.compare.dates_alone import SWAPPED, SWAPPED_BY_TYPE, judge_dates
from lfr.compare.matching import exchanged, match_rows
from lfr.compare.source_rows import OurRow, TheirRow, cells_beside
from lfr.curated.reconciliations import DifferentCell, Period, RowOutcome

_NEIGHBOURS = 2  # rows up and down: a slip while copying takes the line above or below
_TOTALS = ("faces_seen", "alerts", "arrests")


@dataclass
class Outcome:
    """The result of one comparison."""

    rows: list[RowOutcome] = field(default_factory=list)
    differences: list[DifferentCell] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)  # in which both sources hold a cell of some row

    def kinds(self) -> Counter[str]:
        """How many cells differ in each way."""
        return Counter(one.kind for one in self.differences)


def compare(ours: list[OurRow], theirs: list[TheirRow], covers_to: date = date.max) -> Outcome:
    """Match the rows of a second source to our deployments and class every cell that differs.

    A row without a partner after `covers_to`, the last day that our records cover, is no disagreement, and is in no period.
    """
    found = match_rows(ours, theirs)
    alone = judge_dates(theirs)
    later = {row.row for row in found.only_there if (day := _day(row, alone[row.row])) and day > covers_to}
    outcome = Outcome(periods=_periods([row for row in theirs if row.row not in later]))
    position = {row.deployment_id: i for i, row in enumerate(ours)}
    for our, their in found.pairs:
        at = position[our.deployment_id]
        near = ours[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
        neighbours = [row for row in near if row is not our and row.source_id == our.source_id]
        cells = cells_beside(our, their)
        differences = []
        for column, (value, said) in cells.items():
            kind = classify(column, our, their, (value, said), neighbours)
            if kind != SAME:
                text = _short(said.text) if kind in NEED_BOTH_VALUES and column != "location" else ""
                differences.append(DifferentCell(their.row, our.deployment_id, column, kind, _plain(column, value), text))
        outcome.differences += differences
        outcome.columns = list(dict.fromkeys([*outcome.columns, *cells]))
        alike = len(cells) - len(differences)
        outcome.rows.append(RowOutcome("matched", their.row, our.deployment_id, len(cells), alike, alone[their.row]))
    for row in found.only_there:
        outcome.rows.append(RowOutcome("later_there" if row.row in later else "only_there", row.row, "", date_alone=alone[row.row]))
    outcome.rows += [RowOutcome("ambiguous", row.row, "", date_alone=alone[row.row]) for row in found.ambiguous_there]
    outcome.rows += [RowOutcome("ambiguous", 0, row.deployment_id) for row in found.ambiguous_here]
    outcome.rows += [RowOutcome("only_here", 0, row.deployment_id) for row in found.only_here]
    return outcome


def _day(row: TheirRow, alone: str) -> date | None:
    """The day of a row, read as the order of its source says."""
    return exchanged(row.date) if row.date and alone in (SWAPPED, SWAPPED_BY_TYPE) else row.date


def _periods(theirs: list[TheirRow]) -> list[Period]:
    """Their rows counted as somebody who trusts them would: by their year column, by the year and the month of their dates."""
    groups: dict[tuple[str, int, int], list[TheirRow]] = defaultdict(list)
    for row in theirs:
        year = row.said["year"].value if "year" in row.said else None
        if isinstance(year, int):
            groups["year_column", year, 0].append(row)
        if row.date is not None:
            groups["date", row.date.year, 0].append(row)
            groups["date", row.date.year, row.date.month].append(row)
    return [
        Period(*key, len(rows), *(sum(_number(row, column) for row in rows) for column in _TOTALS)) for key, rows in sorted(groups.items())
    ]


def _number(row: TheirRow, column: str) -> int:
    value = row.said[column].value if column in row.said else None
    return value if isinstance(value, int) else 0


def _short(text: str) -> str:
    """A clock time without the seconds that a spreadsheet adds: 06:04:00 is 6:04."""
    clock = re.fullmatch(r"0?(\d{1,2}:\d{2}):00", text, re.A)
    return clock[1] if clock else text


def _plain(column: str, value: object) -> str:
    """Our value as a record writes it: ISO dates, hours and minutes as on a clock."""
    if column == "duration_minutes" and isinstance(value, int):
        return f"{value // 60}:{value % 60:02d}"
    return "" if value is None else str(value)
