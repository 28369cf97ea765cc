"""The deployments that make a figure: of 27 false alerts those with a false alert, not all of the year."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lfr.pages.render import lines_of
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import Measure, measures
from lfr.wording.column_names import COLUMNS
from lfr.wording.csv_files import plain
from lfr.wording.words import say_count, say_figure, say_number_of, say_of_deployment

Line = Mapping[str, Any]
# What to read a number of alerts with.
_BESIDE_ALERTS = ("alerts", "threshold")
_ONE = {
    "alerts": "such alert",
    "arrests": "arrest",
    "stops": "such stop",
    "outcomes": "such outcome",
    "minutes": "minute",
    "faces (estimate)": "face",
}
_IN_EVERY_FILE = ("deployment_id", "deployment_date", "location", "borough", "source_id", "page", "row")


@dataclass(frozen=True)
class Counted:
    """The rows of a figure, the columns that say why, and a sentence that names how many of how many they are."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    sentence: str

    def file(self) -> list[list[str]]:
        """The rows as plain text, with a head."""
        names = [*_IN_EVERY_FILE[:4], *self.columns, *_IN_EVERY_FILE[4:]]
        return [names, *([plain(line[name]) for name in names] for line in self.rows)]


def counted(figures: Figures, figure: Figure) -> Counted:
    """The rows of a figure. A figure that is not published has none."""
    one, every = measures()[figure.measure], _deployments(figures, figure.publisher, figure.year)
    own = _columns(one)
    if not figure.ends and figure.value is None:
        return Counted(own, (), "")
    rows = tuple(line for line in every if _counts(one, own, figure)(line))
    beside = tuple(name for name in _BESIDE_ALERTS if one.unit == "alerts" and name not in own)
    return Counted((*own, *beside), rows, _sentence(one, figure, rows, every))


def heading(column: str) -> str:
    """The name of a column."""
    known = measures().get(column)
    found = COLUMNS.get(column, known.title if known else column.replace("_", " "))
    return found[:1].upper() + found[1:]


def said(line: Line, column: str) -> str:
    """What a row says in a column."""
    return (
        "" if line[column] is None and column == "borough" else say_of_deployment(line, column, [_number(line[column])], is_published=True)
    )


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def _columns(one: Measure) -> tuple[str, ...]:
    """The columns of numbers that a measure is counted from."""
    if one.kind == "range":
        return (one.lower, one.upper)
    return tuple(name for name in one.columns if not one.where and one.how != "distinct")


def _counts(one: Measure, own: tuple[str, ...], figure: Figure) -> Callable[[Line], bool]:
    """Whether a row makes a part of the figure."""
    if one.where:
        name, value = one.where
        return lambda line: line[name] == value
    if one.how == "distinct":
        return lambda line: line[one.column] is not None
    if one.how in ("minimum", "maximum"):
        return lambda line: line[one.column] is not None and float(line[one.column]) == figure.value
    if one.how == "median":
        return lambda line: line[one.column] is not None
    if one.how == "count":
        return lambda line: True
    if one.how == "range":
        return lambda line: bool(line[own[1]])
    return lambda line: bool(line[own[0]]) and all(line[name] is not None for name in own)


def _sentence(one: Measure, figure: Figure, rows: tuple[Line, ...], every: tuple[Line, ...]) -> str:
    many, all_of = say_number_of(len(rows), "deployment"), say_number_of(len(every), "deployment")
    some = f"{say_count(len(rows))} of the {all_of}" if len(rows) < len(every) else f"All {many}" if len(rows) > 1 else many
    unknown = (
        sum(line[one.column] is None for line in every) if one.how in ("sum", "rate", "per_hour", "minimum", "median", "maximum") else 0
    )
    rest = f" {say_number_of(unknown, 'further deployment')} {'has' if unknown == 1 else 'have'} no number." if unknown else ""
    if one.how in ("count", "distinct"):
        different = "" if one.how == "count" else f", with {say_count(figure.value or 0)} different {one.unit}"
        return f"{some} of the year{different}."
    if one.how in ("minimum", "maximum", "median"):
        what = {"minimum": "the lowest value", "maximum": "the highest value", "median": "a value; the figure is the middle one of these"}
        return f"{some} {'has' if len(rows) == 1 else 'have'} {what[one.how]}.{rest}"
    if one.how == "range":
        sums = [sum(int(line[end.measure]) for line in rows) for end in figure.ends]
        low, high = map(say_count, sums)
        return f"{some} had a stop by at least one of the readings. They add up to {low} by the lowest and {high} by the highest."
    total = say_count(sum(float(line[one.column]) for line in rows))
    if one.how == "sum":
        together = say_figure(figure) if one.unit == "minutes" else total
        return f"{some} {'has' if len(rows) == 1 else 'have'} at least one {_ONE.get(one.unit, 'of them')}. Together: {together}.{rest}"
    return f"{some} {'has' if len(rows) == 1 else 'have'} a number above 0 of what is divided; together {total}.{rest}"


@cache
def _deployments(figures: Figures, publisher: str, year: int) -> tuple[Line, ...]:
    """Asked once for all figures of a year."""
    return tuple(lines_of(figures.deployments(publisher, year)))
