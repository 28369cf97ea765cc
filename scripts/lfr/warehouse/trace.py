"""Where a figure comes from: figure → deployments → printed cells → documents, with the corrections on the way.

from lfr.warehouse.trace import trace
chain = trace(figures, publisher, 2024, "stops")
chain.rows[0].cells[0].printed
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lfr.records.layouts import Layout, layouts
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import Reading, measures, readings
from lfr.warehouse.model_sql import aggregate


@dataclass(frozen=True)
class Document:
    """A published document: where it was published, its checksum, and when it was fetched ("not recorded" where nobody wrote it down)."""

    source_id: str
    title: str
    edition: str
    url: str
    sha256: str
    retrieved: str
    licence: str


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
class Correction:
    """A correction that touches the figure: it changes a value, or moves a deployment into the year or out of it."""

    correction_id: str
    deployment_id: str
    column_name: str
    printed: str
    corrected: str
    reason: str
    evidence: str


@dataclass(frozen=True)
class Chain:
    """Everything between a figure and the documents it rests on. `sql` counts each measure over the rows of core.deployments."""

    figure: Figure
    publisher_name: str
    definition: str
    sql: dict[str, str]
    rows: list[CountedRow]
    corrections: list[Correction]
    documents: list[Document]
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
    frame = figures.deployments(publisher, year)
    printed = {source_id: _cells_of(figures, source_id) for source_id in dict.fromkeys(frame["source_id"])}
    return [
        CountedRow(
            deployment_id=line["deployment_id"],
            date=line["deployment_date"].date(),
            place=str(line["location"]),
            values={column: _value(line[column]) for column in columns},
            source_id=line["source_id"],
            page=int(line["page"]),
            row=int(line["row"]),
            cells=_cells_behind(printed[line["source_id"]][line["page"], line["row"]], layouts()[line["layout"]], columns),
        )
        for line in frame.to_dict("records")
    ]


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
        if not known and column in by_field:  # printed, but not told from its neighbour: shown, though nothing is read from it
            known = [Reading((column,))]
        filled = [one for one in known if any(by_field[field].printed for field in one.of)]
        for one in (filled or known)[:1]:
            found |= {field: by_field[field] for field in one.of}
    return list(found.values())


def _value(found: Any) -> Any:
    if found is None or found is pd.NA or found is pd.NaT or found != found:
        return None
    if isinstance(found, pd.Timestamp):
        return found.date()
    if isinstance(found, str):
        return found
    if pd.api.types.is_bool(found):
        return bool(found)
    number = float(found)
    return int(number) if number.is_integer() else number


def _corrections(figures: Figures, publisher: str, year: int, rows: list[CountedRow]) -> list[Correction]:
    """Applied corrections of the cells behind the figure, and of dates that brought a deployment into the year or took it out."""
    behind = {(row.deployment_id, cell.column) for row in rows for cell in row.cells}
    published = figures.deployment_versions("published", publisher)
    dated = {row.deployment_id for row in rows} | set(published.loc[published["deployment_year"] == year, "deployment_id"])
    ledger = figures.corrections()
    return [
        Correction(**{name: line[name] for name in Correction.__dataclass_fields__})
        for line in ledger[(ledger["publisher"] == publisher) & ledger["is_applied"]].to_dict("records")
        if (line["deployment_id"], line["column_name"]) in behind or (line["column_name"] == "date" and line["deployment_id"] in dated)
    ]


def _documents(figures: Figures, publisher: str, year: int, rows: list[CountedRow]) -> list[Document]:
    """The documents of the rows; in a year without a deployment, those that cover it and so say that there was none."""
    used = {row.source_id for row in rows}
    sources = figures.sources()
    own = sources[sources["publisher"] == publisher].to_dict("records")
    if not used:
        covering = (one for one in own if one["is_current"] == "true" and one["covers_from"][:4] <= str(year) <= one["covers_to"][:4])
        used = {one["id"] for one in covering}
    names = [name for name in Document.__dataclass_fields__ if name != "source_id"]
    return [Document(line["id"], **{name: line[name] for name in names}) for line in own if line["id"] in used]
