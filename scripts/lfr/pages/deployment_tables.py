"""Macros for tables of deployments, one row each."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from lfr.pages.page import Page
from lfr.pages.single_figures import label
from lfr.wording.addresses import deployment_address, place_address, printed_row_address
from lfr.wording.html import Cell, table
from lfr.wording.words import NOT_PUBLISHED, NOT_RECORDED, STOPPED_EARLY, say_between, say_count, say_day, say_minutes, say_score

_COUNTS = {
    "watchlist_size": "Watchlist",
    "threshold": "Threshold",
    "faces_seen": "Faces seen (estimate)",
    "alerts": "Alerts",
    "true_alerts": "True",
    "true_alerts_confirmed": "True, confirmed",
    "false_alerts": "False",
    "false_alerts_confirmed": "False, confirmed",
    "stops": "Stops",
    "arrests": "Arrests",
}


def deployments(page: Page, publisher: str, year: int | None = None) -> str:
    """Every deployment (of a year) in the order of dates. All of them can be sorted; each row has the deployment's id as its anchor."""
    if year is None:
        return deployment_table(page, page.figures.deployments(publisher).to_dict("records"), "Deployments, one row each", can_sort=True)
    return deployment_table(
        page, page.figures.deployments(publisher, year).to_dict("records"), f"Deployments, {label(page, publisher, year)}, one row each"
    )


def deployment_table(page: Page, deployments: Sequence[Mapping[Hashable, Any]], caption: str, *, can_sort: bool = False) -> str:
    """A table of deployments, each with the columns of `Figures.deployments`.

    The date leads to the row's permanent address, the place to its page, the end to the printed row.
    """
    if not deployments:
        return "\n\nThe records cover this year and list no deployment in it.\n\n"
    held = {name: _columns_held(page, name) for name in {line["layout"] for line in deployments}}
    printed = page.figures.printed_before
    lines, marks = [], []
    for line in deployments:
        publisher, deployment_id = line["publisher"], line["deployment_id"]
        before = {field: f"printed {text}" for field, text in printed.get(deployment_id, {}).items()}
        counts = [_count(line, name, held[line["layout"]], before.get(name, "")) for name in ("duration_minutes", *_COUNTS)]
        day, borough = line["deployment_date"], line["borough"] if isinstance(line["borough"], str) else ""
        # No-break spaces: a date is read as one word, also in a narrow column.
        date = say_day(day).replace(" ", "\u00a0")
        moved = before.get("deployment_date", "")
        row = f"page {line['page']}, row {line['row']}"
        lines.append([
            Cell(date, page.href(deployment_address(publisher, deployment_id)), note=moved, sort=f"{day:%Y-%m-%d}"),
            Cell(str(line["location"]), page.href(place_address(publisher, line["place_slug"])), note=before.get("location", "")),
            Cell(borough or "not known", sort=None if borough else ""),
            *counts,
            Cell(row, page.href(printed_row_address(publisher, line["source_id"], line["page"], line["row"]))),
        ])  # fmt: skip
        marks.append(" ".join(["corrected"] * bool(before) + ["stopped-early"] * bool(line["is_stopped_early"])))
    head = ["Date", "Place, as printed", "Borough", "Time deployed", *_COUNTS.values(), "Printed at"]
    return table(caption, head, lines, [line["deployment_id"] for line in deployments], sort_marks=marks if can_sort else None)


def _columns_held(page: Page, layout: str) -> set[str]:
    """The columns of the table for which a layout prints something."""
    return {*page.figures.layout_columns(layout)["field"], "true_alerts", "false_alerts", "stops"}


def _count(line: Mapping[Hashable, Any], name: str, held: set[str], note: str) -> Cell:
    """A count, or the word for why there is none: each kind of nothing has a word of its own."""
    low, high = (line["stops_lower"], line["stops_upper"]) if name == "stops" else (line[name], line[name])
    if pd.isna(low) or pd.isna(high):
        # How long a deployment lasted that was stopped early could have been printed.
        is_stopped = line["is_stopped_early"] and name != "duration_minutes"
        return Cell(NOT_PUBLISHED if name not in held else STOPPED_EARLY if is_stopped else NOT_RECORDED, note=note, number=True, sort="")
    say = {"duration_minutes": say_minutes, "threshold": say_score}.get(name, say_count)
    return Cell(say_between(low, high) if name == "stops" else say(float(low)), note=note, number=True, sort=float(low))
