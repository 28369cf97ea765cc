"""How each measure is counted again from the rows of deployments.csv (recount.toml), and the same as SQL, pandas, R and a formula."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lfr.errors import BadData

_HOW = ("count", "sum", "distinct", "minimum", "median", "maximum", "rate")
_SQL = {"sum": "sum({})", "distinct": "count(DISTINCT {})", "minimum": "min({})", "median": "median({})", "maximum": "max({})"}
_PANDAS = {"sum": "sum", "distinct": "nunique", "minimum": "min", "median": "median", "maximum": "max"}
_R = {"sum": "sum({})", "distinct": "length(unique(na.omit({})))", "minimum": "min({})", "median": "median({})", "maximum": "max({})"}


@dataclass(frozen=True)
class Recount:
    """One measure over the deployments of one force and calendar year. A rate is `column` / `over`, of rows that have both."""

    measure: str
    how: str
    column: str = ""
    over: str = ""
    where: tuple[str, bool] | None = None

    def as_json(self) -> dict[str, Any]:
        """For a program: what to count, in which column, of which rows."""
        found: dict[str, Any] = {"how": self.how}
        if self.column:
            found["column"] = self.column
        if self.over:
            found["over"] = self.over
        if self.where:
            found["where"] = dict([self.where])
        return found

    def sql(self) -> str:
        """An aggregate over the rows."""
        if self.how == "rate":
            return f"sum({self.column}) FILTER (WHERE {self.over} IS NOT NULL) / sum({self.over}) FILTER (WHERE {self.column} IS NOT NULL)"
        if self.how == "count":
            return "count(*)" + (f" FILTER (WHERE {'' if self.where[1] else 'NOT '}{self.where[0]})" if self.where else "")
        return _SQL[self.how].format(self.column)

    def pandas(self) -> str:
        """An expression over the frame `rows`."""
        if self.how == "rate":
            return f"rows.dropna(subset=['{self.column}', '{self.over}']).pipe(lambda d: d.{self.column}.sum() / d.{self.over}.sum())"
        if self.how == "count":
            return f"(rows.{self.where[0]} == {self.where[1]}).sum()" if self.where else "len(rows)"
        return f"rows.{self.column}.{_PANDAS[self.how]}()"

    def r(self) -> str:
        """An expression over the data frame `rows`. Empty cells are left out first."""
        if self.how == "rate":
            both = f"rows[!is.na(rows${self.column}) & !is.na(rows${self.over}), ]"
            return f"with({both}, sum({self.column}) / sum({self.over}))"
        if self.how == "count":
            return f'sum(toupper(rows${self.where[0]}) == "{str(self.where[1]).upper()}")' if self.where else "nrow(rows)"
        return _R[self.how].format(f"na.omit(rows${self.column})")

    def formula(self, names: Sequence[str], publisher: str, year: int) -> str:
        """A spreadsheet formula over the sheet of deployments.csv; "" for what no short formula counts."""

        def letters(name: str) -> str:
            number, found = names.index(name) + 1, ""
            while number:
                number, rest = divmod(number - 1, 26)
                found = chr(65 + rest) + found
            return f"{found}:{found}"

        rows = f'{letters("publisher")},"{publisher}",{letters("deployment_year")},{year}'
        if self.how == "sum":
            return f"=SUMIFS({letters(self.column)},{rows})"
        if self.how == "count":
            return f"=COUNTIFS({rows}{f',{letters(self.where[0])},{str(self.where[1]).upper()}' if self.where else ''})"
        if self.how in ("minimum", "maximum"):
            return f"={self.how.upper()[:3]}IFS({letters(self.column)},{rows})"
        return ""


@cache
def recounts() -> dict[str, Recount]:
    """Every measure's recount, by measure."""
    path = Path(__file__).resolve().parent / "recount.toml"
    found = {}
    for measure, one in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert one["how"] in _HOW, f"recount.toml, {measure}: {one['how']}"
        where = one.pop("where", None)
        found[measure] = Recount(measure, **one, where=next(iter(where.items())) if where else None)
    return found


def recount_of(measure: str) -> Recount:
    """Raises BadData for a measure that says nowhere how it is counted."""
    if measure not in recounts():
        raise BadData(f"downloads/recount.toml: the measure “{measure}” is missing. Say how it is counted from deployments.csv.")
    return recounts()[measure]
