"""Macros for tables of figures: measures by calendar year, every measure of a year, on what basis each layout gives them."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from lfr.errors import LfrError
from lfr.pages.citing import cite_cell, no_longer_counted
from lfr.pages.page import Page
from lfr.pages.single_figures import label, publisher_name
from lfr.records.layouts import log_layout
from lfr.wording.addresses import anchor, borough_address, method_address, place_address, rows_address, year_address
from lfr.wording.column_names import LOG_KINDS
from lfr.wording.html import Cell, block, table
from lfr.wording.words import (
    BASES,
    FEW,
    as_published,
    before_correction,
    say_basis,
    say_count,
    say_instead,
    say_or_not_recorded,
    say_with_counts,
)


def yearly_table(page: Page, publisher: str, measures: list[str], caption: str = "", anchors: bool = False) -> str:
    """Measures by calendar year, one row per year. Every figure links to its rows."""
    years, lines, ids = list(page.figures.years(publisher).itertuples()), [], []
    head = ["Calendar year", *(page.figures.figure(publisher, years[0].year, name).title for name in measures)]
    for year in years:
        target = page.href(rows_address(publisher, year.year))
        cells = [Cell(year.label, page.href(year_address(publisher, year.year)))]
        for name in measures:
            found = page.figures.figure(publisher, year.year, name)
            stopped = page.figures.figure(publisher, year.year, "deployments_stopped_early").value if name == "deployments" else 0
            early = f"{say_count(stopped)} of them stopped early" if stopped else ""
            notes = "; ".join(filter(None, (early, before_correction(found))))
            cells.append(Cell(say_with_counts(found), target, note=notes, number=True))
        lines.append(cells)
        ids.append(str(year.year))
    return table(caption or f"{publisher_name(page, publisher, short=True)}, by calendar year", head, lines, ids if anchors else ())


def year_measures(page: Page, publisher: str, year: int) -> str:
    """Every measure of one year with its basis; each row has the measure's name as its anchor."""
    lines, ids = [], []
    for found in page.figures.figures_of_year(publisher, year):
        ids.append(anchor(found.measure))
        lines.append([
            Cell(found.title, page.href(method_address(found.method))),
            Cell(say_with_counts(found), page.href("#rows"), note=say_instead(found.measure, found.basis), number=True),
            Cell(say_with_counts(found.as_published), note="changed by a correction" if found.is_corrected else "", number=True),
            Cell(say_basis(found.basis)),
            cite_cell(page, publisher, year, found.measure),
        ])  # fmt: skip
    # The range of stops has an anchor of its own: it is what most people ask for.
    own = table(f"Measures, {label(page, publisher, year)}", ["Measure", "Figure", "As published", "Basis", "Cite as"], lines, ids)
    return block('<span id="stops"></span>') + own + no_longer_counted(page, publisher, year)


def place_table(page: Page, publisher: str, year: int) -> str:
    """Every place of a year with its borough."""
    caption = f"Places, {label(page, publisher, year)}"
    return _where(page, publisher, page.figures.places(publisher, year), caption, {"place": place_address, "borough": None})


def borough_table(page: Page, publisher: str, year: int) -> str:
    """Boroughs of a year; deployments whose borough is not known stand in a row of their own."""
    caption = f"Boroughs, {label(page, publisher, year)}"
    return _where(page, publisher, page.figures.boroughs(publisher, year), caption, {"borough": borough_address})


def _where(page: Page, publisher: str, frame: pd.DataFrame, caption: str, names: Mapping[str, Any]) -> str:
    """`names` are the columns that name a place, each with the function that gives the address of its page or with None."""
    if frame.empty:
        return "\n\nNo deployment is recorded for this year.\n\n"
    counts = {"deployments": "Deployments", "faces_seen": "Faces seen (estimate)", "alerts": "Alerts", "arrests": "Arrests"}
    lines = [
        [*(_named(page, publisher, line, name, address) for name, address in names.items()), *(_count(line, name) for name in counts)]
        for line in frame.to_dict("records")
    ]
    return table(caption, [*(name.capitalize() for name in names), *counts.values()], lines)


def _named(page: Page, publisher: str, line: Mapping[Hashable, Any], name: str, address: Any) -> Cell:
    if not isinstance(line[name], str):
        return Cell("borough not known")
    return Cell(line[name], page.href(address(publisher, line["slug"])) if address else "")


def _count(line: Mapping[Hashable, Any], name: str) -> Cell:
    now, before = (say_or_not_recorded(line[one]) for one in (name, f"{name}_as_published"))
    # A number that was not recorded before or after has no value as published to compare with.
    is_known = not pd.isna(line[name]) and not pd.isna(line[f"{name}_as_published"])
    return Cell(now, note=as_published(now, before) if is_known else "", number=True)


def bases(page: Page, method: str) -> str:
    """On what basis each layout gives the measures of one method page."""
    frame = page.figures.bases(method)
    if frame.empty:
        raise LfrError(f"no measure has the method “{method}” (warehouse/measures.toml).")
    layouts = list(dict.fromkeys(frame["layout"]))
    by_title = frame.pivot(index="title", columns="layout", values="basis").fillna("not_published")
    lines = [[Cell(title), *(Cell(BASES[by_title.at[title, name]]) for name in layouts)] for title in dict.fromkeys(frame["title"])]
    return table("Basis in each layout", ["Measure", *layouts], lines)


def log_columns(page: Page) -> str:
    """The columns of the plain CSV log, from the layout that reads it."""
    lines = [[Cell(column.name), Cell(LOG_KINDS[column.kind]), Cell(column.meaning)] for column in log_layout().columns]
    return table("Columns of the log", ["Column", "Holds", "Meaning"], lines)


def basis_codes(page: Page) -> dict[str, str]:
    """What the codes in the column `basis` mean."""
    return BASES


def few(page: Page) -> int:
    """Fewer cases than this are given as counts, not as a percentage."""
    return FEW
