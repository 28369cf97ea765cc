"""A second opinion: compares our deployments with any second source, row by row and cell by cell.

Only the outcome comes out: which row is which, and what kind of difference each cell is. The other source's cells stay where
they are; a value of theirs is kept only where the class of a difference cannot be understood without it.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from lfr.compare.classes import NEED_BOTH_VALUES, SAME, classify
from lfr.compare.dates_alone import SWAPPED, SWAPPED_BY_TYPE, judge_dates
from lfr.compare.matching import match_rows
from lfr.compare.source_rows import OurRow, TheirRow, Value, cells_beside, exchanged
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
        differ = [column for column, kind in kinds.items() if kind != SAME]
        for column in differ:
            value, said = cells[column]
            text = _short(said.text) if kinds[column] in NEED_BOTH_VALUES and column != "location" else ""
            outcome.differences.append(DifferentCell(their.row, our.deployment_id, column, kinds[column], _plain(column, value), text))
        outcome.columns = list(dict.fromkeys([*outcome.columns, *cells]))
        outcome.rows.append(RowOutcome("matched", their.row, our.deployment_id, len(cells), len(cells) - len(differ), alone[their.row]))
    matched = {one for our, their in pairs for one in (our.deployment_id, their.row)}
    there = [row for row in theirs if row.row not in matched]
    later = {row.row for row in there if row.row not in unclear and (_day(row, alone[row.row]) or date.min) > covers_to}
    for row in sorted(there, key=lambda row: row.row in unclear):
        kind = "ambiguous" if row.row in unclear else "later_there" if row.row in later else "only_there"
        outcome.rows.append(RowOutcome(kind, row.row, "", date_alone=alone[row.row]))
    here = [one.deployment_id for one in ours if one.deployment_id not in matched]
    outcome.rows += [RowOutcome("ambiguous", 0, one) for one in here if one in unclear]
    outcome.rows += [RowOutcome("only_here", 0, one) for one in here if one not in unclear]
    outcome.periods = _periods([row for row in theirs if row.row not in later])
    return outcome


def _day(row: TheirRow, alone: str) -> date | None:
    """The day of a row, read as the order of its source says."""
    return exchanged(row.date) if row.date and alone in (SWAPPED, SWAPPED_BY_TYPE) else row.date


def _periods(theirs: list[TheirRow]) -> list[Period]:
    """Their rows counted as somebody who trusts them would: by their year column, by the year and the month of their dates."""
    groups: dict[tuple[str, int, int], list[TheirRow]] = defaultdict(list)
    for row in theirs:
        if year := _number(row, "year"):
            groups["year_column", year, 0].append(row)
        if row.date:
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
    return re.sub(r"^0?(\d{1,2}:\d{2}):00$", r"\1", text, flags=re.A)


def _plain(column: str, value: Value | None) -> str:
    """Our value as a record writes it: ISO dates, hours and minutes as on a clock."""
    if column == "duration_minutes" and isinstance(value, int):
        return f"{value // 60}:{value % 60:02d}"
    return "" if value is None else str(value)
