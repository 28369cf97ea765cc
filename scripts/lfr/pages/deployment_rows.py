"""Deployments as tables show them: what each says in some columns, and what was printed before a correction."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lfr.pages.page import Line
from lfr.warehouse.figures import Figures
from lfr.wording.words import column_name, say_of_deployment


@dataclass(frozen=True)
class Cell:
    """What a cell says, the note beside it, and, where a reader can sort by it, the number behind it."""

    text: str
    note: str = ""
    value: float | None = None


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
    text = say_of_deployment(row, column, numbers, is_published=column in _columns_held(figures, row["layout"]))
    return Cell(text, note, None if None in ends else numbers[0])


@cache
def _columns_held(figures: Figures, layout: str) -> set[str]:
    """The counts of a deployment for which a layout prints something."""
    return {*figures.layout_columns(layout)["field"], "true_alerts", "false_alerts", "stops"}


def heading(column: str) -> str:
    """The name of a column."""
    name = column_name(column)
    return name[:1].upper() + name[1:]
