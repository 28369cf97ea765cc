"""/<force>/deployments/<year>/: every deployment of a year, each with its place, its counts and the row that it is printed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lfr.pages.page import Page
from lfr.pages.render import lines_of
from lfr.pages.rows_counted import heading
from lfr.wording.words import say_of_deployment

# The columns of the table; the others stand in the table of all deployments.
_COUNTS = ("faces_seen", "alerts", "false_alerts", "stops", "arrests")


@dataclass(frozen=True)
class DeploymentsPage:
    """What the page of the deployments of a year knows. A row has its counts in words, each with what was printed before a correction."""

    publisher: str
    year: int
    label: str
    heads: list[tuple[str, bool]]
    rows: list[dict[str, Any]]
    notes: Mapping[str, str]


def context(page: Page, publisher: str, year: int) -> DeploymentsPage:
    """The deployments of one year of a force, in the order of their dates."""
    figures = page.figures
    rows = lines_of(figures.deployments(publisher, year))
    held = {name: {*figures.layout_columns(name)["field"], "false_alerts", "stops"} for name in {line["layout"] for line in rows}}
    told = []
    for line in rows:
        before = figures.printed_before.get(line["deployment_id"], {})
        counts = [(_said(line, name, held[line["layout"]]), before.get(name, "")) for name in _COUNTS]
        told.append({**line, "counts": counts, "before": before})
    return DeploymentsPage(
        publisher=publisher,
        year=year,
        label=figures.figure(publisher, year, "deployments").label,
        heads=[(heading(name), True) for name in _COUNTS],
        rows=told,
        notes=figures.deployment_notes,
    )


def _said(line: Mapping[str, Any], name: str, held: set[str]) -> str:
    ends = [line["stops_lower"], line["stops_upper"]] if name == "stops" else [line[name]]
    numbers = [float("nan") if one is None else float(one) for one in ends]
    return say_of_deployment(line, name, numbers, is_published=name in held)
