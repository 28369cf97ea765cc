"""How each measure is counted again from the rows of deployments.csv: for a program, and as SQL, pandas, R and a spreadsheet formula.

All of it is made from the measure's entry in warehouse/measures.toml (`how`, `column`, `over`, `where`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lfr.warehouse.measures import OF_TWO_COUNTS, Measure, measure
from lfr.warehouse.model_sql import aggregate

_PANDAS = {"sum": "sum", "distinct": "nunique", "minimum": "min", "median": "median", "maximum": "max"}
_R = {"sum": "sum({})", "distinct": "length(unique(na.omit({})))", "minimum": "min({})", "median": "median({})", "maximum": "max({})"}


def recount_of(name: str) -> Recount:
    """How a measure is counted again. Raises LfrError for a measure that does not exist."""
    return Recount(measure(name))


@dataclass(frozen=True)
class Recount:
    """One measure over the deployments of one force and calendar year."""

    measure: Measure

    def as_json(self) -> dict[str, Any]:
        """For a program: what to count, in which column, of which rows."""
        one = self.measure
        found: dict[str, Any] = {"how": one.how}
        if one.column:
            found["column"] = one.column
        if one.over:
            found["over"] = one.over
        if one.where:
            found["where"] = dict([one.where])
        return found

    def sql(self) -> str:
        """An aggregate over the rows, the same that the warehouse counts by."""
        return aggregate(self.measure)

    def pandas(self) -> str:
        """An expression over the frame `rows`."""
        one = self.measure
        if one.how in OF_TWO_COUNTS:
            times = "60 * " if one.how == "per_hour" else ""
            return f"rows.dropna(subset=['{one.column}', '{one.over}']).pipe(lambda d: {times}d.{one.column}.sum() / d.{one.over}.sum())"
        if one.how == "count":
            return f"(rows.{one.where[0]} == {one.where[1]}).sum()" if one.where else "len(rows)"
        return f"rows.{one.column}.{_PANDAS[one.how]}()"

    def r(self) -> str:
        """An expression over the data frame `rows`. Empty cells are left out first."""
        one = self.measure
        if one.how in OF_TWO_COUNTS:
            times = "60 * " if one.how == "per_hour" else ""
            both = f"rows[!is.na(rows${one.column}) & !is.na(rows${one.over}), ]"
            return f"with({both}, {times}sum({one.column}) / sum({one.over}))"
        if one.how == "count":
            return f'sum(toupper(rows${one.where[0]}) == "{str(one.where[1]).upper()}")' if one.where else "nrow(rows)"
        return _R[one.how].format(f"na.omit(rows${one.column})")

    def formula(self, names: Sequence[str], publisher: str, year: int) -> str:
        """A spreadsheet formula over the sheet of deployments.csv; "" for what no short formula counts."""
        one = self.measure

        def letters(name: str) -> str:
            number, found = names.index(name) + 1, ""
            while number:
                number, rest = divmod(number - 1, 26)
                found = chr(65 + rest) + found
            return f"{found}:{found}"

        rows = f'{letters("publisher")},"{publisher}",{letters("deployment_year")},{year}'
        if one.how == "sum":
            return f"=SUMIFS({letters(one.column)},{rows})"
        if one.how == "count":
            return f"=COUNTIFS({rows}{f',{letters(one.where[0])},{str(one.where[1]).upper()}' if one.where else ''})"
        if one.how in ("minimum", "maximum"):
            return f"={one.how.upper()[:3]}IFS({letters(one.column)},{rows})"
        return ""
