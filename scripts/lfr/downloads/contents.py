"""The tables with their rows, from the read side. Nothing is counted here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from lfr.downloads.columns import columns_frame
from lfr.downloads.recount import recount_of
from lfr.downloads.tables import Definition, Table, definitions
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.addresses import (
    borough_address,
    correction_address,
    deployment_address,
    figure_address,
    method_address,
    place_address,
    printed_row_address,
)  # fmt: skip
from lfr.wording.words import NO_CASE, NO_DEPLOYMENT, NOT_COVERED, NOT_PUBLISHED, NOT_RECORDED, say_figure

# What a page says where there is no value, and the symbol for it.
_SYMBOLS = {NOT_PUBLISHED: "x", NOT_COVERED: "nc", NOT_RECORDED: "n", NO_DEPLOYMENT: "z", NO_CASE: "z"}
_RATE_PARTS = ("numerator", "denominator", "lower", "upper")
Rows = Mapping[str, list[dict[str, Any]]]


def gather(figures: Figures, library: Rows) -> dict[str, Table]:
    """Every table by name. `library` gives the rows of `releases`, `disclosures` and `documents`."""
    known = definitions(figures)
    every = [
        one for name in figures.publishers()["id"] for year in figures.years(name)["year"] for one in figures.figures_of_year(name, year)
    ]
    by_key = {(one.publisher, one.year, one.measure): one for one in every}
    labels = {(one.publisher, one.year): one.label for one in every}

    def plain(name: str, frame: Callable[[], pd.DataFrame]) -> Table:
        return Table(known[name], lambda: iter([frame()]))

    tables = [
        Table(known["yearly_figures"], lambda: iter([_long(every)]), lambda row: _why_of_figure(by_key, row)),
        Table(
            known["yearly_figures_wide"],
            lambda: iter([_wide(known["yearly_figures_wide"], every)]),
            lambda row: _why_wide(figures.figures_of_year(row["publisher"], row["year"])),
        ),
        _deployments(figures, known["deployments"], "corrected", labels),
        _deployments(figures, known["deployments_as_published"], "published", labels),
        plain("places", lambda: _where(figures, "places", labels)),
        plain("boroughs", lambda: _where(figures, "boroughs", labels)),
        Table(known["printed_cells"], lambda: _cells(figures)),
        plain("corrections", lambda: _corrections(figures)),
        plain("findings", figures.findings),
        plain("measures", lambda: _measures(figures)),
        plain("sources", lambda: figures.sources().rename(columns={"id": "source_id"})),
        *(plain(name, lambda name=name: _library(known[name], library)) for name in ("releases", "disclosures", "documents")),  # type: ignore[misc]
    ]
    found = {table.name: table for table in tables}
    # The last: it tells of the rows that went into the tables before it.
    return found | {"columns": plain("columns", lambda: columns_frame(figures, found, known["columns"]))}


def why_no_value(one: Figure) -> str:
    """What a page says where a figure has no value; "" where it has one."""
    return say_figure(one) if one.value is None else ""


def symbol_of(one: Figure) -> str:
    """The symbol for a figure without value."""
    return _SYMBOLS.get(why_no_value(one), "z")


def _long(every: list[Figure]) -> pd.DataFrame:
    names = (
        "publisher", "year", "measure", "value", "value_as_published", "numerator", "denominator", "lower", "upper", "basis", "covers_from",
        "covers_to", "label", "is_partial", "is_corrected", "title", "unit", "kind", "numerator_as_published", "denominator_as_published",
        "lower_as_published", "upper_as_published",
    )  # fmt: skip
    rows = [
        {
            **{name: getattr(one, name) for name in names},
            "why_empty": why_no_value(one),
            "address": figure_address(one.publisher, one.year, one.measure),
        }
        for one in every
    ]
    return pd.DataFrame(rows, columns=[*names, "why_empty", "address"])


def _why_of_figure(by_key: Mapping[tuple[str, int, str], Figure], row: Mapping[str, Any]) -> dict[str, str]:
    one = by_key[row["publisher"], row["year"], row["measure"]]
    found = {}
    for ending, version in (("", one), ("_as_published", one.as_published)):
        symbol = symbol_of(version)
        found[f"value{ending}"] = symbol
        found |= {f"{part}{ending}": symbol if one.kind == "rate" else "z" for part in _RATE_PARTS}
    return found


def _wide(definition: Definition, every: list[Figure]) -> pd.DataFrame:
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for one in every:
        days = {name: getattr(one, name) for name in ("publisher", "year", "label", "covers_from", "covers_to", "is_partial")}
        row = rows.setdefault((one.publisher, one.year), days)
        for ending, version in (("", one), ("_as_published", one.as_published)):
            row[f"{one.measure}{ending}"] = version.value
            if one.kind == "rate":
                row |= {f"{one.measure}_{part}{ending}": getattr(version, part) for part in _RATE_PARTS}
    return pd.DataFrame(list(rows.values()), columns=definition.names)


def _why_wide(of_year: list[Figure]) -> dict[str, str]:
    found = {}
    for one in of_year:
        for ending, version in (("", one), ("_as_published", one.as_published)):
            symbol = symbol_of(version)
            found[f"{one.measure}{ending}"] = symbol
            found |= {f"{one.measure}_{part}{ending}": symbol for part in _RATE_PARTS}
    return found


def _deployments(figures: Figures, definition: Definition, version: str, labels: Mapping[tuple[str, int], str]) -> Table:
    def rows() -> Iterator[pd.DataFrame]:
        for publisher in figures.publishers()["id"]:
            frame = figures.deployment_versions(version, publisher)
            where = zip(frame["source_id"], frame["page"], frame["row"], strict=True)
            yield frame.assign(
                year_label=[labels.get((publisher, year)) for year in frame["deployment_year"]],
                address=[deployment_address(publisher, one) for one in frame["deployment_id"]],
                printed_at=[printed_row_address(publisher, *row) for row in where],
            )

    @cache
    def why_in(layout: str, is_stopped_early: bool) -> dict[str, str]:
        held = set(figures.layout_columns(layout)["column_name"])
        found = {}
        for column in definition.columns:
            if column.printed:
                # As the pages say it: a deployment stopped early has no counts, but its time is just not recorded.
                is_count = column.unit not in ("", "minutes")
                found[column.name] = "s" if is_stopped_early and is_count else "n"
                if layout in column.not_in or not held & set(column.printed):
                    found[column.name] = "x"
        return found

    def why(row: Mapping[str, Any]) -> dict[str, str]:
        return why_in(row["layout"], row["is_stopped_early"])

    return Table(definition, rows, why)


def _where(figures: Figures, what: str, labels: Mapping[tuple[str, int], str]) -> pd.DataFrame:
    frames = []
    codes = figures.borough_codes()
    for publisher in figures.publishers()["id"]:
        frame = figures.places(publisher) if what == "places" else figures.boroughs(publisher)
        frame.insert(0, "publisher", publisher)
        address = place_address if what == "places" else borough_address
        addresses = [address(publisher, slug) if isinstance(slug, str) else None for slug in frame["slug"]]
        frames.append(frame.assign(label=[labels.get((publisher, year)) for year in frame["year"]], address=addresses))
    found = pd.concat(frames, ignore_index=True)
    return found.assign(borough_code=found["borough"].map(codes)) if what == "places" else found


def _cells(figures: Figures) -> Iterator[pd.DataFrame]:
    for source_id in figures.sources()["id"]:
        yield figures.printed_cells(source_id).assign(source_id=source_id)


def _corrections(figures: Figures) -> pd.DataFrame:
    frame = figures.corrections()
    return frame.assign(address=[correction_address(one) for one in frame["correction_id"]])


def _measures(figures: Figures) -> pd.DataFrame:
    frame = figures.measures()
    recounts = [recount_of(one).sql() for one in frame["measure"]]
    return frame.assign(definition=[method_address(one) for one in frame["method"]], recount=recounts)


def _library(definition: Definition, library: Rows) -> pd.DataFrame:
    return pd.DataFrame(library.get(definition.name, []), columns=definition.names)
