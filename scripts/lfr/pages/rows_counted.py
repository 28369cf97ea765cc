"""The deployments that make a figure: of 27 false alerts those with a false alert, not all of the year."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from lfr.pages.page import Line, lines_of
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import OF_TWO_COUNTS, Measure, measures
from lfr.wording.csv_files import plain
from lfr.wording.words import NO_NUMBER, is_estimate, say_basis, say_count, say_day, say_figure, say_minutes, say_number_of, say_title

# What to read a number of alerts with.
_BESIDE_ALERTS = ("alerts", "threshold")
_ONE = {
    "alerts": "at least one such alert",
    "arrests": "at least one arrest",
    "stops": "at least one such stop",
    "outcomes": "at least one such outcome",
    "Arrests or other disposals": "at least one arrest or other disposal",
    "Engagements": "at least one engagement",
    "Stops that were accurate": "at least one accurate stop",
}
_IN_EVERY_FILE = ("deployment_id", "deployment_date", "location", "borough", "source_id", "page", "row")


@dataclass(frozen=True)
class Counted:
    """The rows of a figure, the columns that say why, and a sentence: how many of how many they are, or why there is none."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    sentence: str

    def file(self) -> list[list[str]]:
        """The rows as plain text, with a head."""
        names = [*_IN_EVERY_FILE[:4], *self.columns, *_IN_EVERY_FILE[4:]]
        return [names, *([plain(line[name]) for name in names] for line in self.rows)]


def counted(figures: Figures, figure: Figure) -> Counted:
    """The rows of a figure, or why it has none."""
    one, every = measures()[figure.measure], _deployments(figures, figure.publisher, figure.year)
    own = _columns(one)
    is_known = any(end.value is not None for end in figure.ends or (figure,))
    rows = tuple(line for line in every if is_known and _counts(one, own, figure)(line))
    if not rows:
        return Counted(own, (), _why_none(figure, is_known, bool(every)))
    beside = tuple(name for name in _BESIDE_ALERTS if one.unit == "alerts" and name not in own)
    return Counted((*own, *beside), rows, _sentence(one, figure, rows, every))


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
    if one.how in ("distinct", "median"):
        return lambda line: line[one.column] is not None
    if one.how in ("minimum", "maximum"):
        return lambda line: line[one.column] is not None and float(line[one.column]) == figure.value
    if one.how == "count":
        return lambda line: True
    if one.how == "range":
        return lambda line: bool(line[own[1]]) and line[own[0]] is not None
    return lambda line: bool(line[own[0]]) and all(line[name] is not None for name in own)


def _why_none(figure: Figure, is_known: bool, has_deployments: bool) -> str:
    if figure.basis in NO_NUMBER:
        said = say_basis(figure)
        return f"{said[:1].upper()}{said[1:]}."
    if not has_deployments:
        return "The records list no deployment in this year."
    return "No deployment of the year has a number above 0." if is_known else "No deployment of the year has a number."


def _sentence(one: Measure, figure: Figure, rows: tuple[Line, ...], every: tuple[Line, ...]) -> str:
    many, all_of = say_number_of(len(rows), "deployment"), say_number_of(len(every), "deployment")
    some = f"{say_count(len(rows))} of the {all_of}" if len(rows) < len(every) else f"All {many}" if len(rows) > 1 else many
    column = one.lower or one.column
    unknown = 0 if one.how in ("count", "distinct") else sum(line[column] is None for line in every)
    rest = f" {say_number_of(unknown, 'further deployment')} {'has' if unknown == 1 else 'have'} no number." if unknown else ""
    if one.how in ("count", "distinct"):
        different = "" if one.how == "count" else f", with {say_count(figure.value or 0)} different {one.unit}"
        span = f"{say_day(figure.covers_from, with_year=False)} to {say_day(figure.covers_to)}" if figure.is_partial else "the year"
        return f"{some} of {span}{different}."
    if one.how in ("minimum", "maximum", "median"):
        what = {"minimum": "the lowest value", "maximum": "the highest value", "median": "a value; the figure is their median"}
        return f"{some} {'has' if len(rows) == 1 else 'have'} {what[one.how]}.{rest}"
    if one.how == "range":
        sums = [sum(int(line[end.measure]) for line in rows) for end in figure.ends]
        low, high = map(say_count, sums)
        if not is_estimate(figure.basis):
            return f"{some} had at least one engagement. Together: {low}.{rest}"
        return (
            f"{some} may have had a stop. Together: {low} by the lowest and {high} by the highest of the three readings of each row.{rest}"
        )
    if one.how in OF_TWO_COUNTS:
        both = sum(line[one.column] is not None and line[one.over] is not None for line in every)
        say = say_minutes if one.how == "per_hour" else say_count
        parts = say_count(figure.numerator or 0), say(figure.denominator or 0)
        here = f"these {say_count(len(rows))} deployments" if len(rows) != 1 else "this deployment"
        of_both = f"all {say_count(both)} deployments that have" if both > 1 else "the one deployment that has"
        whole = f"the {parts[1]} from {of_both} both numbers"
        come = "comes" if figure.numerator == 1 else "come"
        return f"{parts[0]} {'in' if one.how == 'per_hour' else 'of'} {parts[1]}: the {parts[0]} {come} from {here}, {whole}.{rest}"
    total = say_count(sum(float(line[one.column]) for line in rows))
    together = say_figure(figure) if one.unit == "minutes" else total
    if one.unit not in _ONE and len(rows) == len(every) > 1:
        return f"{some} together: {together}."
    title = say_title(one.id, figure.basis, one.title)
    least = _ONE.get(title) or _ONE.get(one.unit, "a number above 0")
    return f"{some} {'has' if len(rows) == 1 else 'have'} {least}. Together: {together}.{rest}"


@cache
def _deployments(figures: Figures, publisher: str, year: int) -> tuple[Line, ...]:
    """Asked once for all figures of a year."""
    return tuple(lines_of(figures.deployments(publisher, year)))
