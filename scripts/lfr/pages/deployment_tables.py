"""Macros for tables of deployments, one row each (templates/deployments.html)."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lfr.pages.page import Page
from lfr.pages.render import render_part
from lfr.wording.words import say_of_deployment

_COUNTS = {
    "duration_minutes": "Time deployed",
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
_HEADS = ["Date", "Place, as printed", "Borough", *((title, True) for title in _COUNTS.values()), "Printed at"]


def deployments(page: Page, publisher: str) -> str:
    """Every deployment in the order of dates, to be sorted; each row has the deployment's id as its anchor."""
    return deployment_table(page, page.figures.deployments(publisher).to_dict("records"), "Deployments, one row each", can_sort=True)


def deployment_table(page: Page, deployments: Sequence[Mapping[Any, Any]], caption: str, *, can_sort: bool = False) -> str:
    """A table of deployments, each with the columns of `Figures.deployments`."""
    held = {name: _columns_held(page, name) for name in {line["layout"] for line in deployments}}
    lines = []
    for line in deployments:
        before = {field: f"printed {text}" for field, text in page.figures.printed_before.get(line["deployment_id"], {}).items()}
        own = {
            "before": before,
            "counts": [(*_count(line, name, held[line["layout"]]), before.get(name, "")) for name in _COUNTS],
            "borough": line["borough"] if isinstance(line["borough"], str) else "",
            "date_note": "; ".join(filter(None, (before.get("deployment_date"), page.figures.deployment_notes.get(line["deployment_id"])))),
        }
        lines.append({**line, **own})
    return render_part(page, "deployments.html", "deployments", caption=caption, lines=lines, heads=_HEADS, can_sort=can_sort)


def _columns_held(page: Page, layout: str) -> set[str]:
    """The columns of the table for which a layout prints something."""
    return {*page.figures.layout_columns(layout)["field"], "true_alerts", "false_alerts", "stops"}


def _count(line: Mapping[Any, Any], name: str, held: set[str]) -> tuple[str, str]:
    """A count, or the word for why there is none: each kind of nothing has a word of its own. And the value to sort by, "" for none."""
    ends = [line["stops_lower"], line["stops_upper"]] if name == "stops" else [line[name]]
    said = say_of_deployment(line, name, ends, is_published=name in held)
    return said, "" if any(map(pd.isna, ends)) else format(float(ends[0]), ".10g")
