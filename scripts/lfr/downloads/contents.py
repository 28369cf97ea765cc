"""The rows of each table, from the read side. Nothing is counted here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache, partial

import pandas as pd

from lfr.downloads.table_files import Row, Table
from lfr.downloads.tables import RATE_PARTS, Column, Definition, definitions, parts_of
from lfr.records.layouts import layouts
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import bases, measures
from lfr.warehouse.model_sql import aggregate
from lfr.wording import addresses, words
from lfr.wording.csv_files import plain
from lfr.wording.words import is_estimate, say_figure

# What a page says where there is no value, and the symbol for it.
_SYMBOLS = {
    words.NOT_PUBLISHED: "x", words.NOT_RECORDED: "x1", words.NOT_KNOWN: "x1", words.NOT_COVERED: "x3", words.NOT_SEPARABLE: "x4",
    words.NO_DEPLOYMENT: "z", words.NO_CASE: "z",
}  # fmt: skip
Labels = Mapping[tuple[str, int], str]
MarksOf = Callable[[str, int, str], str]  # of the figure of a force, year and measure


def gather(figures: Figures, library: Mapping[str, list[Row]]) -> dict[str, Table]:
    """Every table by name. `library` gives the rows of `releases`, `disclosures` and `documents`."""
    known = definitions(figures)
    labels = {(one, year.year): year.label for one in figures.publishers()["id"] for year in figures.years(one).itertuples()}

    @cache
    def marks(publisher: str, year: int, measure: str) -> str:
        return _marks(figures, figures.figure(publisher, year, measure))

    def marks_of(row: Row, names: Iterable[str]) -> dict[str, str]:
        return {f"{name}{ending}": marks(row["publisher"], row["year"], name) for name in names for ending in ("", "_as_published")}

    marks_of_area = partial(marks_of, names=("faces_seen", "alerts", "arrests"))
    tables = [
        Table(
            known["yearly_figures"], lambda: _long(figures, labels, marks), lambda row: _why_long(figures, row),
            lambda row: dict.fromkeys(("value", "value_as_published"), row["marks"] or ""),
        ),
        Table(
            known["yearly_figures_wide"], lambda: _wide(figures, labels),
            lambda row: {column: symbol_of(one) for column, _, one in _wide_cells(figures, row["publisher"], row["year"])},
            lambda row: marks_of(row, figures.measures()["measure"]),
        ),
        _deployments(figures, known["deployments"], "corrected", labels),
        _deployments(figures, known["deployments_as_published"], "published", labels),
        Table(known["places"], lambda: _areas(figures, figures.places, addresses.place_address, labels), marks=marks_of_area),
        Table(known["boroughs"], lambda: _areas(figures, figures.boroughs, addresses.borough_address, labels), marks=marks_of_area),
        Table(known["false_alerts_by_threshold"], lambda: _of_forces(figures, figures.false_alerts_by_threshold)),
        Table(known["same_period"], lambda: _of_forces(figures, figures.same_period), lambda row: dict.fromkeys(
            ("value", "value_as_published"), _SYMBOLS[words.NO_NUMBER.get(row["basis"], words.NOT_RECORDED)]
        ), _marks_same_period),
        Table(known["breaks"], lambda: _of_forces(figures, figures.breaks)),
        Table(known["printed_cells"], lambda: (figures.printed_cells(one).assign(source_id=one) for one in figures.sources()["id"])),
        Table(
            known["corrections"],
            lambda: [figures.corrections().assign(address=lambda frame: frame["correction_id"].map(addresses.correction_address))],
        ),
        Table(known["findings"], lambda: [figures.findings()]),
        Table(known["measures"], lambda: [figures.measures().assign(
            definition=lambda frame: frame["method"].map(addresses.method_address),
            recount=lambda frame: [aggregate(measures()[one]) for one in frame["measure"]],
        )]),
        Table(known["sources"], lambda: [figures.sources().rename(columns={"id": "source_id"})]),
        *(Table(known[name], partial(list, [pd.DataFrame(library.get(name, []))])) for name in ("releases", "disclosures", "documents")),
    ]  # fmt: skip
    # Last, because it tells what was found in the rows of the tables before it. Of itself it has nothing but the definition.
    described = [*tables, Table(known["columns"], list)]
    tables.append(Table(known["columns"], lambda: [columns_frame(figures.layouts(), described)]))
    return {table.definition.name: table for table in tables}


def why_no_value(one: Figure) -> str:
    """What a page says where a figure has no value; "" where it has one."""
    return say_figure(one) if one.value is None else ""


def symbol_of(one: Figure) -> str:
    """The symbol for a figure without a value."""
    return _SYMBOLS.get(why_no_value(one), "z")


def _versions(one: Figure) -> list[tuple[str, Figure]]:
    """A figure as corrected and as published, each with the ending of its columns."""
    return [("", one), ("_as_published", one.as_published)]


def _long(figures: Figures, labels: Labels, marks: MarksOf) -> Iterator[pd.DataFrame]:
    rows = []
    for key in labels:
        for one in figures.figures_of_year(*key):
            row = {field.name: getattr(one, field.name) for field in fields(one)}
            told = {"is_corrected": one.is_corrected, "why_empty": why_no_value(one), "marks": marks(*key, one.measure)}
            rows.append({**row, **told, "address": addresses.figure_address(*key, one.measure)})
    yield pd.DataFrame(rows)


def _marks(figures: Figures, one: Figure) -> str:
    """The shorthand beside a value: an estimate, a series that breaks in the year or at its beginning."""
    if one.value is None:
        return ""
    columns = measures()[one.measure].columns
    is_estimate = one.value != 0 and _is_estimate(one.measure, one.basis)
    earlier = (figures.figure(one.publisher, int(year), one.measure) for year in figures.years(one.publisher)["year"] if year < one.year)
    known = [other.basis for other in earlier if other.basis not in (*words.NO_NUMBER, "no_deployment")]
    # How many alerts there are depends on the threshold.
    series = {one.measure, *columns, *(["threshold"] if any("alerts" in column for column in columns) else [])}
    days = [day for name in series for day in figures.breaks(one.publisher, name)["from_date"]]
    has_break = any(day.year == one.year for day in days) or (one.basis not in (*known[-1:], "no_deployment") and bool(known))
    return " ".join(["[e]"] * is_estimate + ["[b]"] * has_break)


def _is_estimate(measure: str, basis: str) -> bool:
    return "faces_seen" in measures()[measure].columns or is_estimate(basis)


def _why_long(figures: Figures, row: Row) -> dict[str, str]:
    one = figures.figure(row["publisher"], row["year"], row["measure"])
    parts = ["value", *parts_of(one.kind)]
    return {f"{part}{ending}": symbol_of(version) for ending, version in _versions(one) for part in parts}


def _wide_cells(figures: Figures, publisher: str, year: int) -> Iterator[tuple[str, str, Figure]]:
    """Each cell of a row of the wide table that a figure gives: its column, and what it is of which version of the figure."""
    for one in figures.figures_of_year(publisher, year):
        for ending, version in _versions(one):
            for part in ("value", *RATE_PARTS):
                yield f"{one.measure}{'' if part == 'value' else f'_{part}'}{ending}", part, version


def _wide(figures: Figures, labels: Labels) -> Iterator[pd.DataFrame]:
    rows = []
    for key in labels:
        first = figures.figures_of_year(*key)[0]
        row = {name: getattr(first, name) for name in ("publisher", "year", "label", "covers_from", "covers_to", "is_partial")}
        rows.append(row | {column: getattr(version, part) for column, part, version in _wide_cells(figures, *key)})
    yield pd.DataFrame(rows)


def _deployments(figures: Figures, definition: Definition, version: str, labels: Labels) -> Table:
    def frames() -> Iterator[pd.DataFrame]:
        for publisher in figures.publishers()["id"]:
            frame = figures.deployment_versions(version, publisher)
            where = zip(frame["source_id"], frame["page"], frame["row"], strict=True)
            yield frame.assign(
                year_label=[labels.get((publisher, year)) for year in frame["deployment_year"]],
                address=[addresses.deployment_address(publisher, one) for one in frame["deployment_id"]],
                printed_at=[addresses.printed_row_address(publisher, *row) for row in where],
            )

    @cache
    def why_in(layout: str, is_stopped_early: bool) -> dict[str, str]:
        # As the pages say it: a deployment stopped early has no counts, but its time is just not recorded.
        stopped = [one for one in definition.columns if one.printed and one.unit not in ("", "minutes")] if is_stopped_early else []
        not_printed = [one for one in definition.columns if one.printed and not headings(one, layout)]
        known = [measures()[one.name] for one in definition.columns if one.name in measures()]
        apart = {one.id: "x4" for one in known if "not_separable" in bases(one, layouts()[layout])}
        return apart | {one.name: "x2" for one in stopped} | {one.name: "x" for one in not_printed}

    def marks(row: Row) -> dict[str, str]:
        is_estimate = bool(row["stops_upper"]) and not row["has_printed_stops"]
        return dict.fromkeys(("stops_lower", "stops_upper"), "[e]") if is_estimate else {}

    return Table(definition, frames, lambda row: why_in(row["layout"], row["is_stopped_early"]), marks)


def _areas(
    figures: Figures, read: Callable[[str], pd.DataFrame], address: Callable[[str, str], str], labels: Labels
) -> Iterator[pd.DataFrame]:
    codes = figures.borough_codes()
    for frame in _of_forces(figures, read):
        yield frame.assign(
            label=[labels.get(key) for key in zip(frame["publisher"], frame["year"], strict=True)],
            borough_code=frame["borough"].map(codes),
            address=[address(*key) if isinstance(key[1], str) else None for key in zip(frame["publisher"], frame["slug"], strict=True)],
        )


def _of_forces(figures: Figures, read: Callable[[str], pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for publisher in figures.publishers()["id"]:
        yield read(publisher).assign(publisher=publisher)


def _marks_same_period(row: Row) -> dict[str, str]:
    is_estimate = bool(row["value"]) and _is_estimate(row["measure"], row["basis"])
    text = " ".join(["[e]"] * is_estimate + ["[b]"] * (not row["is_comparable"]))
    return dict.fromkeys(("value", "value_as_published"), text)


def columns_frame(known: list[str], tables: Iterable[Table]) -> pd.DataFrame:
    """One row per column of each table, with its headings in the `known` layouts; symbols and examples of the rows written before."""
    rows = []
    for table in tables:
        for position, column in enumerate(table.definition.columns, start=1):
            # Only a table whose rows give their own symbols has others than those of its columns.
            example = plain(table.examples.get(column.name, ""))
            symbols = " ".join(sorted(table.symbols.get(column.name, ()))) if table.why else column.empty
            rows.append(
                {
                    "table": table.definition.name,
                    "position": position,
                    "column": column.name,
                    "type": column.type,
                    "unit": column.unit,
                    "meaning": column.about,
                    "oddities": column.oddities,
                    "is_required": not column.empty,
                    "values": " | ".join(column.values),
                    "symbols": symbols,
                    "layouts": "; ".join(
                        f"{layout}: {' and '.join(f'“{one}”' for one in names)}" for layout in known if (names := headings(column, layout))
                    ),
                    "example": example if len(example) <= 80 else example[:79].rstrip() + "…",
                }
            )
    return pd.DataFrame(rows)


def headings(column: Column, layout: str) -> list[str]:
    """Under which headings a layout prints a column; none where it does not give it."""
    known, measure = {one.name: one.printed_heading for one in layouts()[layout].columns}, measures().get(column.name)
    found = [known[one] for one in column.printed if one in known]
    # What a layout prints need not give the measure of that name: measures.toml says which do.
    return found if found and (not measure or bases(measure, layouts()[layout])) else []
