"""What the page of a place or a borough knows: how often it was used there, its years, its places, its deployments (shown/area.html).

The last part of the address is the place's id in data/manual/places.csv, which does not change with the name. Where it must,
data/manual/moved.csv keeps the old address alive, as for any page. A name that is not looked up has an address made from it
(warehouse/models/macros.sql): whatever a record prints, the page is made.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from lfr.charts.boroughs import CLASSES, SQUARES
from lfr.pages.areas import Cell, Line, Shared, borough_slugs, by_area, deployments_by_area, shared_places
from lfr.pages.page import Page
from lfr.pages.single_figures import covered, publisher_name
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import area_file_address, borough_address
from lfr.wording.words import (
    NOT_COVERED,
    NOT_PUBLISHED,
    NOT_RECORDED,
    STOPPED_EARLY,
    as_published,
    say_count,
    say_of_deployment,
    say_stops,
)

# Counts of an area, with the measure that says whether a year holds them at all.
_COUNTS = {"faces_seen": "faces_seen", "alerts": "alerts", "false_alerts": "false_alerts", "stops": "stops_upper", "arrests": "arrests"}
_TITLES = {
    "faces_seen": "Faces seen (estimate)", "alerts": "Alerts", "false_alerts": "False alerts", "stops": "Stops", "arrests": "Arrests",
}  # fmt: skip
_OF_DEPLOYMENT = ("faces_seen", "alerts", "false_alerts", "arrests")
# The counts of a version that has no deployment in an area.
_NOTHING = dict.fromkeys(("deployments", "deployments_stopped_early", *(f"{name}_known" for name in _COUNTS)), 0)


@dataclass(frozen=True)
class YearHere:
    """A calendar year at an area, or all of them (no year): deployments, as a number and in words, and the other counts."""

    label: str
    year: int | None
    count: int
    deployments: Cell
    counts: dict[str, Cell]


@dataclass(frozen=True)
class DeploymentHere:
    """A deployment, its counts in words, and what was printed before a correction, by field; `note` is on its purpose."""

    row: Line
    counts: dict[str, Cell]
    before: dict[str, str]
    note: str


@dataclass(frozen=True)
class AreaPage:
    """One place or borough: `area` is its row of answers.area_list, `kind` is "place" or "borough".

    `titles` are those of the counts, `most` the deployments of the year with the most, `more` the boroughs with more deployments, `mixed`
    what is counted in more than one way (the page of the method, and the name), `places` those of a borough, each with its deployments.
    """

    publisher: str
    force: str
    kind: str
    area: Line
    covered: str
    borough_address: str
    more: list[str] | None
    squares: list[tuple[int, int, str, int | None, bool]]
    titles: dict[str, str]
    total: YearHere
    most: int
    years: list[YearHere]
    mixed: list[tuple[str, str]]
    names: list[Line]
    places: list[tuple[str, list[Line]]]
    shared: list[Shared]
    corrections: list[Line]
    deployments: list[DeploymentHere]
    csv: str


def context(page: Page, publisher: str, kind: str, slug: str) -> AreaPage:
    figures = page.figures
    [area] = by_area(figures.areas, publisher)[kind, slug]
    rows, counts = deployments_by_area(figures, publisher)[kind, slug], _Counts(figures, publisher, kind, slug)
    years = [counts.of(one.year, one.label, is_covered=one.covered_days > 0) for one in figures.years(publisher).itertuples()][::-1]
    slugs, is_place = borough_slugs(figures, publisher), kind == "place"
    here = [
        one for one in shared_places(figures, publisher) if (one.slug == slug if is_place else area["name"] in (one.borough, *one.others))
    ]
    return AreaPage(
        publisher=publisher,
        force=publisher_name(page, publisher, short=True),
        kind=kind,
        area=area,
        covered=covered(page, publisher),
        borough_address=borough_address(publisher, slugs[area["borough"]]) if area["borough"] else "",
        more=None if is_place else _more(figures, publisher, area["deployments"]),
        squares=[] if is_place else _squares(figures, publisher, area["name"]),
        titles=_TITLES,
        total=counts.of(None, "All years"),
        most=max((one.count for one in years), default=0),
        years=years,
        mixed=_counted_in_two_ways(figures, rows),
        names=by_area(figures.printed_names, publisher)[kind, slug],
        places=[] if is_place else _places(rows),
        shared=here,
        corrections=by_area(figures.area_corrections, publisher)[kind, slug],
        deployments=[_deployment(figures, row) for row in reversed(rows)],
        csv=area_file_address(publisher, kind, slug) if rows else "",
    )


def _more(figures: Figures, publisher: str, deployments: int) -> list[str]:
    """The boroughs with more deployments, those with the most first."""
    boroughs = [one for (kind, _), [one] in by_area(figures.areas, publisher).items() if kind == "borough"]
    boroughs.sort(key=lambda one: (-one["deployments"], one["name"]))
    return [one["name"] for one in boroughs if one["deployments"] > deployments]


def _squares(figures: Figures, publisher: str, name: str) -> list[tuple[int, int, str, int | None, bool]]:
    """The map of London: column, line and letters of each square, its colour (None: not covered), and whether it is this borough."""
    areas = {one["name"]: one for (kind, _), [one] in by_area(figures.areas, publisher).items() if kind == "borough"}
    if name not in [square[3] for square in SQUARES.values()]:
        return []
    return [
        (column, line, letters, _colour(areas.get(other, {"deployments": 0, "policed_by": ""})), other == name)
        for column, line, letters, other in SQUARES.values()
    ]


def _colour(area: Line) -> int | None:
    if area["policed_by"] and not area["deployments"]:
        return None
    return sum(1 for least in CLASSES.values() if area["deployments"] >= least) - 1


def _places(rows: list[Line]) -> list[tuple[str, list[Line]]]:
    """The places of a borough, those with the most deployments first."""
    by_slug: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        by_slug[row["place_slug"]].append(row)
    return sorted(by_slug.items(), key=lambda one: (-len(one[1]), one[0]))


def _deployment(figures: Figures, row: Line) -> DeploymentHere:
    before = {field: f"printed {text}" for field, text in figures.printed_before.get(row["deployment_id"], {}).items()}
    held = _columns_held(figures, row["layout"])
    counts = {
        name: Cell(say_of_deployment(row, name, [row[name]], is_published=name in held), before.get(name, "")) for name in _OF_DEPLOYMENT
    }
    return DeploymentHere(row, counts, before, figures.deployment_notes.get(row["deployment_id"], ""))


def _counted_in_two_ways(figures: Figures, rows: list[Line]) -> list[tuple[str, str]]:
    used = {row["layout"] for row in rows}
    named = (("stops", "stops", "stops_upper"), ("outcomes", "arrests", "arrests"))
    return [
        (method, title)
        for method, title, measure in named
        if len({basis for layout, basis in _bases(figures, method, measure) if layout in used}) > 1
    ]


class _Counts:
    """The counts of one area by year, as corrected and as published."""

    def __init__(self, figures: Figures, publisher: str, kind: str, slug: str) -> None:
        self._figures, self._publisher = figures, publisher
        self._lines = {(line["version"], line["year"]): line for line in by_area(figures.area_counts, publisher)[kind, slug]}

    def of(self, year: int | None, label: str, *, is_covered: bool = True) -> YearHere:
        """One calendar year, or all of them."""
        if year is not None and not any((version, year) in self._lines for version in ("corrected", "published")):
            cell = Cell("0" if is_covered else NOT_COVERED)
            return YearHere(label, year, 0, cell, dict.fromkeys(_COUNTS, cell))
        now, before = (self._lines.get((version, year), _NOTHING) for version in ("corrected", "published"))
        stopped, count = now["deployments_stopped_early"], say_count(now["deployments"])
        counts = {}
        for name, measure in _COUNTS.items():
            text, published = (self._say(line, name, year, measure) for line in (now, before))
            known, of = now[f"{name}_known"], now["deployments"] - stopped
            counts[name] = Cell(text, _notes(as_published(text, published), f"known for {known} of {of}" if 0 < known < of else ""))
        early = f"{say_count(stopped)} of them stopped early" if stopped else ""
        said = Cell(count, _notes(early, as_published(count, say_count(before["deployments"]))))
        return YearHere(label, year, now["deployments"], said, counts)

    def _say(self, line: Line, name: str, year: int | None, measure: str) -> str:
        """A sum, or the word for why there is none: unknown is not zero."""
        if not line["deployments"]:
            return "0"
        low, high = (line[f"{name}_lower"], line[f"{name}_upper"]) if name == "stops" else (line[name], line[name])
        if low is not None and high is not None:
            return say_stops(low, high, is_printed=name != "stops" or line["stops_known"] == line["stops_printed"])
        if line["deployments_stopped_early"] == line["deployments"]:
            return STOPPED_EARLY
        if year is not None and self._figures.figure(self._publisher, year, measure).basis == "not_published":
            return NOT_PUBLISHED
        return NOT_RECORDED


@cache
def _bases(figures: Figures, method: str, measure: str) -> list[tuple[str, str]]:
    """Each layout with the basis on which it gives the measure, where it gives it."""
    found = figures.bases(method).to_dict("records")
    return [(line["layout"], line["basis"]) for line in found if line["measure"] == measure and isinstance(line["basis"], str)]


@cache
def _columns_held(figures: Figures, layout: str) -> set[str]:
    """The counts of a deployment for which a layout prints something."""
    return {*figures.layout_columns(layout)["field"], "true_alerts", "false_alerts"}


def _notes(*notes: str) -> str:
    return "; ".join(filter(None, notes))
