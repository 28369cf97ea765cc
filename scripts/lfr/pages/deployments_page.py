"""/<force>/deployments/, also of a year, and /<force>/records/<source>/: deployments with their counts, and the rows as printed.

Other pages show the deployments of a place, of a figure, of a day in the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter

from lfr.pages.page import Cell, Line, Page, lines_of
from lfr.warehouse.figures import Figures
from lfr.wording.words import column_name, say_of_deployment


@dataclass(frozen=True)
class Told:
    """A deployment: its row, its counts by the title of the column, what was printed before a correction by field, the note on its date."""

    row: Line
    counts: dict[str, Cell]
    before: dict[str, str]
    note: str


def told(figures: Figures, row: Line, columns: Mapping[str, str]) -> Told:
    """A deployment with the counts of some columns, each with its title, in words."""
    before = {field: f"printed {text}" for field, text in figures.printed_before.get(row["deployment_id"], {}).items()}
    notes = (before.get("deployment_date"), figures.deployment_notes.get(row["deployment_id"]))
    counts = {title: _cell(figures, row, name, before.get(name, "")) for name, title in columns.items()}
    return Told(row, counts, before, "; ".join(filter(None, notes)))


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


def deployments_of_days(page: Page, publisher: str, days: Sequence[date]) -> list[Told]:
    """The deployments of certain days."""
    found = lines_of(page.figures.deployments(publisher))
    return [told(page.figures, line, _OFTEN) for line in found if line["deployment_date"].date() in days]
