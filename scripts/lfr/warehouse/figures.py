"""Reads a built warehouse: every figure, deployment and finding, as pandas data frames.

Notebooks, page macros and downloads read through here and nowhere else, so that they cannot disagree.

    from lfr.warehouse.figures import open_figures
    figures = open_figures()
    figures.figure(publisher, 2024, "arrests").value
    figures.deployments(publisher, 2024)
    figures.by_year(publisher, ["deployments", "alerts"])
    figures.relation("answers.yearly_figures").filter("measure = 'arrests'").order("year")    # for those who prefer SQL

A figure is traced to deployments, printed cells and documents, with the corrections on the way:

    trace(figures, publisher, 2024, "stops").rows[0].cells[0].printed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from lfr.errors import LfrError, did_you_mean
from lfr.project import Project, find_project
from lfr.records.layouts import Layout, layouts
from lfr.warehouse.answer_tables import Shown, Tables, all_of, rows_of
from lfr.warehouse.database import lines_of, quoted
from lfr.warehouse.measures import Measure, measures, readings
from lfr.warehouse.model_sql import aggregate

__all__ = ["Figure", "Figures", "Shown", "open_figures", "trace"]

Line = dict[str, Any]


def open_figures(project: Project | Path | str | None = None) -> Figures:
    """Open the warehouse of a project, or of the folder it is in (default: the one around the working directory).

    Raises LfrError when it has not been built yet.
    """
    return Figures(project if isinstance(project, Project) else find_project(Path(project) if project else None))


@dataclass(frozen=True)
class Figure:
    """One measure in one calendar year.

    `value` is corrected, `value_as_published` the same count from the cells as printed; both are None where
    the records do not hold it. A rate has `numerator`, `denominator` and the 95% confidence interval (Wilson) `lower` to
    `upper` (all proportions, 0 to 1); a number per hour has its count and its minutes as `numerator` and `denominator`.
    A range has no value, only `lower` and `upper`, and `ends`, the two figures it lies between. `basis` is a code of
    warehouse/measures.toml, or several joined by "+".
    """

    publisher: str
    year: int
    measure: str
    title: str
    unit: str
    kind: str
    method: str
    value: float | None
    value_as_published: float | None
    numerator: int | None
    denominator: int | None
    lower: float | None
    upper: float | None
    basis: str
    covers_from: date
    covers_to: date
    label: str
    is_partial: bool
    numerator_as_published: int | None
    denominator_as_published: int | None
    lower_as_published: float | None
    upper_as_published: float | None
    ends: tuple[Figure, ...] = ()
    is_unused: bool = False  # no deployment lies in the year

    @property
    def is_corrected(self) -> bool:
        """Whether a correction changed the figure."""
        return self.value != self.value_as_published or any(one.is_corrected for one in self.ends)

    @property
    def as_published(self) -> Figure:
        """The same figure counted from the cells as printed, with the counts and interval that go with it."""
        counted = ("value", "numerator", "denominator", "lower", "upper")
        published: dict[str, Any] = {name: getattr(self, f"{name}_as_published") for name in counted}
        return replace(self, **published, ends=tuple(one.as_published for one in self.ends))


class Figures(Tables):
    """Read access to a built warehouse: figures by calendar year, and every table. Opened by `open_figures`."""

    @cached_property
    def _all_figures(self) -> dict[tuple[str, int, str], Figure]:
        names = [field.name for field in fields(Figure) if field.name not in ("ends", "is_unused")]
        columns = ", ".join(f"{name}::INTEGER" if name.startswith(("numerator", "denominator")) else name for name in names)
        rows = self._rows(
            f"SELECT {columns} FROM answers.yearly_figures JOIN (SELECT * EXCLUDE (position) FROM raw.measures) USING (measure)"
            " ORDER BY publisher, year, position"
        )
        used = set(self._rows("SELECT DISTINCT publisher, deployment_year FROM core.deployments"))
        return {(row[0], row[1], row[2]): replace(Figure(*row), is_unused=(row[0], row[1]) not in used) for row in rows}

    def figure(self, publisher: str, year: int, measure: str) -> Figure:
        """One figure, a range too ("stops"). Raises LfrError, with the nearest known name, for one that does not exist."""
        found = self._all_figures.get((publisher, year, measure))
        if found:
            return found
        known = measures().get(measure)
        if known and known.kind == "range" and (publisher, year, known.lower) in self._all_figures:
            return _range(known, *(self._all_figures[publisher, year, end] for end in (known.lower, known.upper)))
        publishers = {key[0] for key in self._all_figures}
        if publisher not in publishers:
            raise LfrError(f"figure {publisher} {year} {measure}: unknown publisher.{did_you_mean(publisher, publishers)}")
        years = sorted({str(key[1]) for key in self._all_figures if key[0] == publisher})
        if str(year) not in years:
            raise LfrError(f"figure {publisher} {year} {measure}: no record covers that year. Known: {', '.join(years)}.")
        raise LfrError(f"figure {publisher} {year} {measure}: unknown measure.{did_you_mean(measure, measures())}")

    def figures_of_year(self, publisher: str, year: int) -> list[Figure]:
        """Every measure of one calendar year but the ranges, in the order of measures.toml."""
        return [one for key, one in self._all_figures.items() if key[:2] == (publisher, year)]

    # One row per publisher: id, name, links, credit, licence. In the order of the file: pages that speak of one force take the first.
    publishers = all_of("raw.publishers", "rowid")
    # Totals published elsewhere, each with our count of the same days (None where the records do not cover all of them).
    published_totals = all_of("answers.published_totals", "period_from, period_to, line")

    # For the measures of one method page: measure, title, layout, basis (None: not held).
    bases = rows_of("answers.measure_layouts", "position", "method")

    def measures(self) -> pd.DataFrame:
        """One row per measure: measure, title, unit, kind, method."""
        return self._in_order("raw.measures")

    def by_year(self, publisher: str, measures: Sequence[str], *, as_published: bool = False) -> pd.DataFrame:
        """Measures side by side: one row per calendar year (its label), one column per measure, by its name.

        Values are corrected, or with `as_published` counted from the cells as printed. A count is a whole number, a rate a
        proportion from 0 to 1; <NA> is what the records do not hold. Raises LfrError for a measure that does not exist.
        """
        columns: dict[str, pd.Series] = {}
        years = self.years(publisher)
        for measure in measures:
            found = [self.figure(publisher, int(year), measure) for year in years["year"]]
            values = [one.value_as_published if as_published else one.value for one in found]
            is_whole = all(value is None or float(value).is_integer() for value in values) and found[0].kind == "count"
            columns[measure] = pd.Series(values, index=pd.Index(years["label"]), dtype="Int64" if is_whole else "Float64")
        return pd.DataFrame(columns, index=pd.Index(years["label"], name="calendar year"))

    def wilson(self, part: int, whole: int) -> tuple[float, float]:
        """The 95% confidence interval (Wilson) of a share, by the same SQL as the published rates. `whole` must not be 0."""
        if not 0 <= part <= whole or whole == 0:
            raise LfrError(f"wilson: {part} of {whole} is no share.")
        [(lower, upper)] = self._rows("SELECT wilson_lower($1, $2), wilson_upper($1, $2)", part, whole)
        return float(lower), float(upper)

    def later_totals(self, publisher: str) -> pd.DataFrame:
        """Those whose period ends after the last day that the records cover."""
        return self._frame(
            "SELECT * FROM answers.published_totals WHERE publisher = $1"
            " AND period_to > (SELECT max(covers_to) FROM answers.years WHERE publisher = $1) ORDER BY period_from, period_to, line",
            publisher,
        )


def _range(measure: Measure, low: Figure, high: Figure) -> Figure:
    """The figure of a number of which only the least and the most are known."""
    about: dict[str, Any] = {name: getattr(measure, name) for name in ("title", "unit", "kind", "method")}
    ends = {"lower": low, "upper": high}
    values: dict[str, Any] = {name: end.value for name, end in ends.items()}
    values |= {f"{name}_as_published": end.value_as_published for name, end in ends.items()}
    basis = "+".join(dict.fromkeys([*low.basis.split("+"), *high.basis.split("+")]))
    return replace(low, measure=measure.id, **about, **values, value=None, value_as_published=None, basis=basis, ends=(low, high))


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
    of_publisher = f"publisher = {quoted(publisher)}"
    of_year = f"SELECT deployment_id FROM core.deployment_versions WHERE {of_publisher} AND deployment_year = {year}"
    ledger = figures.relation("answers.corrections").filter(f"is_applied AND deployment_id IN ({of_year})").order("correction_id")
    behind = {(row.deployment_id, cell.column) for row in rows for cell in row.cells}
    # In a year without a deployment the documents that cover it, and so say that there was none.
    covering = f"is_current = 'true' AND {year} BETWEEN year(covers_from::DATE) AND year(covers_to::DATE)"
    used = ", ".join(quoted(one) for one in {row.source_id: None for row in rows})
    documents = figures.relation("answers.sources").filter(of_publisher).filter(f"id IN ({used})" if used else covering)
    return Chain(
        figure=figure,
        publisher_name=str(figures.publishers().set_index("id")["name"][publisher]),
        definition=measures()[measure].definition,
        sql={one.id: aggregate(one) for one in counted},
        rows=rows,
        corrections=[
            one for one in lines_of(ledger) if one["column_name"] == "date" or (one["deployment_id"], one["column_name"]) in behind
        ],
        documents=lines_of(documents.order("covers_from, covers_to, id")),
        release=figures.shown().sentence,
    )


def _rows(figures: Figures, publisher: str, year: int, columns: list[str]) -> list[CountedRow]:
    names = ["deployment_id", "deployment_date", "location", "source_id", "page", "row", "layout", *columns]
    found = figures.relation("core.deployments").filter(f"publisher = {quoted(publisher)} AND deployment_year = {int(year)}")
    rows = found.order("deployment_date, source_id, page, row").project(", ".join(names)).fetchall()
    printed = {source_id: _cells_of(figures, source_id) for source_id in dict.fromkeys(row[3] for row in rows)}
    return [
        CountedRow(
            deployment_id, day, location, {
                name: float(one) if isinstance(one, Decimal) else one for name, one in zip(columns, values, strict=True)
            }, source_id, page, row,
            _cells_behind(printed[source_id][page, row], layouts()[layout], columns),
        )
        for deployment_id, day, location, source_id, page, row, layout, *values in rows
    ]  # fmt: skip


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
