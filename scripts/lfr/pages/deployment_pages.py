"""/<force>/deployments/, also of a year, and /<force>/records/<source>/: deployments with their counts, and the rows as printed.

Other pages show the deployments of a place, of a day, or that make a figure, in the same way: of 27 false alerts those with a false
alert, not all of the year.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter

from lfr.pages.page import Line, Page, lines_of
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import OF_TWO_COUNTS, Measure, measures
from lfr.wording.csv_files import plain
from lfr.wording.html import Cell
from lfr.wording.words import (
    NO_NUMBER,
    column_name,
    is_estimate,
    say_basis,
    say_count,
    say_day,
    say_figure,
    say_minutes,
    say_number_of,
    say_of_deployment,
    say_title,
)


def told(figures: Figures, row: Line, columns: Mapping[str, str]) -> Line:
    """A deployment: its `row`, the `counts` of some columns by their titles, in words, what was printed `before` a correction by field,
    and the `note` on its date.
    """
    before = {field: f"printed {text}" for field, text in figures.printed_before.get(row["deployment_id"], {}).items()}
    notes = (before.get("deployment_date"), figures.deployment_notes.get(row["deployment_id"]))
    counts = {title: _cell(figures, row, name, before.get(name, "")) for name, title in columns.items()}
    return {"row": row, "counts": counts, "before": before, "note": "; ".join(filter(None, notes))}


def _cell(figures: Figures, row: Line, column: str, note: str) -> Cell:
    ends = [row["stops_lower"], row["stops_upper"]] if column == "stops" else [row[column]]
    numbers = [float("nan") if one is None else float(one) for one in ends]
    text = say_of_deployment(row, column, numbers, "" if column in _columns_held(figures, row["layout"]) else "not_published")
    return Cell(text, note, None if None in ends else numbers[0])


@cache
def _columns_held(figures: Figures, layout: str) -> set[str]:
    """The counts of a deployment for which a layout prints something."""
    return {*figures.layout_columns(layout)["field"], "true_alerts", "false_alerts", "stops"}


def heading(column: str) -> str:
    """The name of a column."""
    name = column_name(column)
    return name[:1].upper() + name[1:]


# The columns of a table that fits; the others are in the table of all deployments, to be sorted.
_OFTEN = {name: heading(name) for name in ("faces_seen", "alerts", "false_alerts", "stops", "arrests")}
_EVERY = {
    "duration_minutes": "Time deployed", "watchlist_size": "Watchlist", "threshold": "Threshold", "faces_seen": "Faces seen (estimate)",
    "alerts": "Alerts", "true_alerts": "True", "true_alerts_confirmed": "True, confirmed", "false_alerts": "False",
    "false_alerts_confirmed": "False, confirmed", "stops": "Stops", "arrests": "Arrests",
}  # fmt: skip


def deployments_context(page: Page, publisher: str, year: int | None = None) -> Line:
    """The deployments of a year, or all."""
    columns = _OFTEN if year else _EVERY
    rows = [told(page.figures, line, columns) for line in lines_of(page.figures.deployments(publisher, year))]
    return {"titles": [*columns.values()], "rows": rows}


def record_context(page: Page, source_id: str) -> Line:
    """A document: `source` is its entry in sources.toml, `rows` are the cells of each row as printed, by layout."""
    [source] = [one for one in lines_of(page.figures.sources()) if one["id"] == source_id]
    rows: dict[str, list[list[Line]]] = {}
    for (layout, _, _), cells in groupby(lines_of(page.figures.printed_cells(source_id)), itemgetter("layout", "page", "row")):
        rows.setdefault(layout, []).append(list(cells))
    return {"source": source, "rows": rows}


def deployments_of_days(page: Page, publisher: str, days: Sequence[date]) -> list[Line]:
    """The deployments of certain days."""
    found = lines_of(page.figures.deployments(publisher))
    return [told(page.figures, line, _OFTEN) for line in found if line["deployment_date"].date() in days]


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
