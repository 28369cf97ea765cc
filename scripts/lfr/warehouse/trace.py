"""Where a figure comes from: figure → deployments → printed cells → documents, with the corrections on the way.

from lfr.warehouse.trace import trace
chain = trace(figures, publisher, 2024, "stops")
chain.rows[0].cells[0].printed
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lfr.records.layouts import Layout, layouts
from lfr.warehouse.database import lines_of, quoted
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures, readings
from lfr.warehouse.model_sql import aggregate

Line = dict[str, Any]


@dataclass(frozen=True)
class PrintedCell:
    """One printed cell. `counted` is what counts instead, where a correction applies."""

    column: str
    heading: str
    printed: str
    counted: str
    correction_id: str


@dataclass(frozen=True)
class CountedRow:
    """One deployment behind a figure, with the values that went into it (None: not recorded) and the cells they were read from."""

    deployment_id: str
    date: date
    place: str
    values: dict[str, Any]
    source_id: str
    page: int
    row: int
    cells: list[PrintedCell]


@dataclass(frozen=True)
class Chain:
    """Everything between a figure and the documents it rests on.

    `sql` counts each measure over the rows of core.deployments. `corrections` and `documents` are lines of answers.corrections and
    answers.sources: a correction that changes a value, or moves a deployment into the year or out of it; the documents of the rows.
    """

    figure: Figure
    publisher_name: str
    definition: str
    sql: dict[str, str]
    rows: list[CountedRow]
    corrections: list[Line]
    documents: list[Line]
    release: str


def trace(figures: Figures, publisher: str, year: int, measure: str) -> Chain:
    """The chain of one figure. Raises LfrError, with the nearest known name, for one that does not exist."""
    figure = figures.figure(publisher, year, measure)
    counted = [measures()[one.measure] for one in figure.ends or (figure,)]
    columns = list(dict.fromkeys(column for one in counted for column in one.columns or ["deployment_id"]))
    rows = _rows(figures, publisher, year, columns)
    return Chain(
        figure=figure,
        publisher_name=str(figures.publishers().set_index("id")["name"][publisher]),
        definition=measures()[measure].definition,
        sql={one.id: aggregate(one) for one in counted},
        rows=rows,
        corrections=_corrections(figures, publisher, year, rows),
        documents=_documents(figures, publisher, year, rows),
        release=figures.shown().sentence,
    )


def _rows(figures: Figures, publisher: str, year: int, columns: list[str]) -> list[CountedRow]:
    names = ["deployment_id", "deployment_date", "location", "source_id", "page", "row", "layout", *columns]
    found = figures.relation("core.deployments").filter(f"publisher = {quoted(publisher)} AND deployment_year = {int(year)}")
    rows = found.order("deployment_date, source_id, page, row").project(", ".join(names)).fetchall()
    printed = {source_id: _cells_of(figures, source_id) for source_id in dict.fromkeys(row[3] for row in rows)}
    return [
        CountedRow(
            deployment_id, day, location, dict(zip(columns, map(_plain, values), strict=True)), source_id, page, row,
            _cells_behind(printed[source_id][page, row], layouts()[layout], columns),
        )
        for deployment_id, day, location, source_id, page, row, layout, *values in rows
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _cells_of(figures: Figures, source_id: str) -> dict[tuple[int, int], dict[str, PrintedCell]]:
    found: dict[tuple[int, int], dict[str, PrintedCell]] = {}
    for line in figures.printed_cells(source_id).itertuples():
        texts = [one if isinstance(one, str) else "" for one in (line.printed, line.corrected, line.correction_id)]
        found.setdefault((line.page, line.row), {})[line.column_name] = PrintedCell(line.column_name, line.heading, *texts)
    return found


def _cells_behind(cells: dict[str, PrintedCell], layout: Layout, columns: list[str]) -> list[PrintedCell]:
    """The cells that the columns of a row were read from: by the first reading that the layout has and the row fills in."""
    by_field = {one.field: cells[one.name] for one in layout.columns}
    found: dict[str, PrintedCell] = {}
    for column in columns:
        known = readings(column, layout)
        filled = [one for one in known if any(by_field[field].printed for field in one.of)]
        for one in (filled or known)[:1]:
            found |= {field: by_field[field] for field in one.of}
    return list(found.values())


def _corrections(figures: Figures, publisher: str, year: int, rows: list[CountedRow]) -> list[Line]:
    behind = {(row.deployment_id, cell.column) for row in rows for cell in row.cells}
    of_year = f"SELECT deployment_id FROM core.deployment_versions WHERE publisher = {quoted(publisher)} AND deployment_year = {year}"
    ledger = figures.relation("answers.corrections").filter(f"is_applied AND deployment_id IN ({of_year})").order("correction_id")
    return [one for one in lines_of(ledger) if one["column_name"] == "date" or (one["deployment_id"], one["column_name"]) in behind]


def _documents(figures: Figures, publisher: str, year: int, rows: list[CountedRow]) -> list[Line]:
    """The documents of the rows; in a year without a deployment, those that cover it and so say that there was none."""
    used = ", ".join(quoted(one) for one in {row.source_id: None for row in rows})
    of_year = f"is_current = 'true' AND {year} BETWEEN year(covers_from::DATE) AND year(covers_to::DATE)"
    own = figures.relation("answers.sources").filter(f"publisher = {quoted(publisher)}")
    return lines_of(own.filter(f"id IN ({used})" if used else of_year).order("covers_from, covers_to, id"))
