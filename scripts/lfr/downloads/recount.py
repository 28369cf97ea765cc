"""How each measure is counted again from the rows of deployments.csv: for a program, and as SQL, pandas, R and a spreadsheet formula.

All of it is made from the measure's entry in warehouse/measures.toml (`how`, `column`, `over`, `where`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lfr.warehouse.measures import Measure, measure
from lfr.warehouse.model_sql import aggregate

# How each way of counting is written over the rows of one force and year: in pandas, in R, and in a spreadsheet where that is short. Of a
# number per hour the column over which it is counted has minutes.
_CODE = {
    "count": ("len(rows)", "nrow(rows)", "=COUNTIFS({rows})"),
    "count where": ("(rows.{w} == {v}).sum()", 'sum(toupper(rows${w}) == "{V}")', "=COUNTIFS({rows},{W},{V})"),
    "sum": ("rows.{c}.sum()", "sum(na.omit(rows${c}))", "=SUMIFS({C},{rows})"),
    "distinct": ("rows.{c}.nunique()", "length(unique(na.omit(rows${c})))", ""),
    "minimum": ("rows.{c}.min()", "min(na.omit(rows${c}))", "=MINIFS({C},{rows})"),
    "median": ("rows.{c}.median()", "median(na.omit(rows${c}))", ""),
    "maximum": ("rows.{c}.max()", "max(na.omit(rows${c}))", "=MAXIFS({C},{rows})"),
    "rate": (
        "rows.dropna(subset=['{c}', '{o}']).pipe(lambda d: d.{c}.sum() / d.{o}.sum())",
        "with(rows[!is.na(rows${c}) & !is.na(rows${o}), ], sum({c}) / sum({o}))",
        "",
    ),
    "per_hour": (
        "rows.dropna(subset=['{c}', '{o}']).pipe(lambda d: 60 * d.{c}.sum() / d.{o}.sum())",
        "with(rows[!is.na(rows${c}) & !is.na(rows${o}), ], 60 * sum({c}) / sum({o}))",
        "",
    ),
}


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
        found = {"how": one.how, "column": one.column, "over": one.over, "where": dict([one.where]) if one.where else None}
        return {name: said for name, said in found.items() if said}

    def sql(self) -> str:
        """An aggregate over the rows, the same that the warehouse counts by."""
        return aggregate(self.measure)

    def pandas(self) -> str:
        """An expression over the frame `rows`."""
        return self._code(0)

    def r(self) -> str:
        """An expression over the data frame `rows`. Empty cells are left out first."""
        return self._code(1)

    def formula(self, names: Sequence[str], publisher: str, year: int) -> str:
        """A spreadsheet formula over the sheet of deployments.csv; "" for what no short formula counts."""

        def letters(name: str) -> str:
            number, found = names.index(name) + 1, ""
            while number:
                number, rest = divmod(number - 1, 26)
                found = chr(65 + rest) + found
            return f"{found}:{found}"

        one, rows = self.measure, f'{letters("publisher")},"{publisher}",{letters("deployment_year")},{year}'
        return self._code(2, rows=rows, C=letters(one.column) if one.column else "", W=letters(one.where[0]) if one.where else "")

    def _code(self, tool: int, **more: str) -> str:
        one = self.measure
        name, value = one.where or ("", "")
        code = _CODE[f"{one.how} where" if one.where else one.how][tool]
        return code.format(c=one.column, o=one.over, w=name, v=value, V=str(value).upper(), **more)
