"""The page of a place or a borough: its address, its years, its printed names, its corrections and every deployment (templates/areas.html).

The last part of the address is the place's id in data/manual/places.csv, which does not change with the name. Where it must,
data/manual/moved.csv keeps the old address alive, as for any page. A name that is not looked up has an address made from it
(warehouse/models/macros.sql): whatever a record prints, the page is made.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd

from lfr.pages.correction_tables import correction_list
from lfr.pages.deployment_tables import deployment_table
from lfr.pages.page import Page
from lfr.pages.render import lines_of, render_part
from lfr.pages.single_figures import publisher_name
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import borough_address
from lfr.wording.words import NOT_COVERED, NOT_PUBLISHED, NOT_RECORDED, STOPPED_EARLY, as_published, say_count, say_stops

# Counts of the table of years, with the measure that says whether a year holds them at all.
_COUNTS = {
    "faces_seen": ("Faces seen (estimate)", "faces_seen"),
    "alerts": ("Alerts", "alerts"),
    "true_alerts": ("True alerts", "true_alerts"),
    "false_alerts": ("False alerts", "false_alerts"),
    "stops": ("Stops", "stops_upper"),
    "arrests": ("Arrests", "arrests"),
}
# The counts of a version that has no deployment in an area.
_NOTHING = dict.fromkeys(("deployments", "deployments_stopped_early", *(f"{name}_known" for name in _COUNTS)), 0)

Line = dict[str, Any]


def area_names(figures: Figures, publisher: str) -> Iterator[tuple[str, str, str]]:
    """Kind and slug of each place and borough of a force, with the name for the title of its page."""
    for area in figures.areas(publisher).to_dict("records"):
        kind, slug, name = area["kind"], area["slug"], area["name"]
        if kind == "borough":
            yield kind, slug, f"{plain(name)} (borough)"
        else:
            # An unknown name comes from a record: the title has only the letters of the address, the heading on the page the name.
            yield kind, slug, plain(name) if area["place_id"] else f"place not looked up yet ({slug})"


def plain(name: str) -> str:
    """A name for the title of a page: letters, digits and the signs that names have. The theme prints titles as they are,
    so nothing is left that HTML, YAML or the template engine could take for its own."""
    return " ".join(re.sub(r"[^\w ,.’'()/-]", " ", name.replace("&", " and ")).split())


def area(page: Page, publisher: str, kind: str, slug: str) -> Area:
    """One place or borough, for its own page."""
    return Area(page, publisher, kind, slug)


class Area:
    """One place or borough, as the templates ask for it. `kind` is "place" or "borough"."""

    counted = ("Deployments", *(title for title, _ in _COUNTS.values()))

    def __init__(self, page: Page, publisher: str, kind: str, slug: str) -> None:
        self._page, self.publisher, self.kind, self.slug = page, publisher, kind, slug
        figures = page.figures
        [self.own] = _by_area(figures.areas, publisher)[kind, slug]
        self.name = self.own["name"]
        self.force = publisher_name(page, publisher)
        self.names = _by_area(figures.printed_names, publisher)["place", slug]
        self._counts = {(line["version"], line["year"]): line for line in _by_area(figures.area_counts, publisher)[kind, slug]}
        self.total = self._counts.get(("corrected", None), _NOTHING)
        key, value = ("borough", self.name) if kind == "borough" else ("place_slug", slug)
        self.rows = [line for line in _deployments(figures, publisher) if line[key] == value]

    def part(self, name: str) -> str:
        """One part of the page: a macro of templates/areas.html."""
        return render_part(self._page, "areas.html", name, area=self)

    def corrections(self) -> str:
        """The corrections that touch a deployment here, with both values."""
        touched = _by_area(self._page.figures.area_corrections, self.publisher)[self.kind, self.slug]
        return correction_list(self._page, touched) or "\n\nNo correction touches a deployment here.\n\n"

    def deployments(self) -> str:
        """Every deployment here, one row each."""
        if not self.rows:
            return "\n\nNone, as corrected.\n\n"
        return deployment_table(self._page, self.rows, f"Deployments at {self.name}, one row each")

    def borough_address(self) -> str:
        """The page of the borough in which a place lies."""
        areas = _by_area(self._page.figures.areas, self.publisher)
        [slug] = [slug for (kind, slug), [one] in areas.items() if kind == "borough" and one["name"] == self.own["borough"]]
        return borough_address(self.publisher, slug)

    def years(self) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
        """Each calendar year, then None for all of them together, with its counts and the notes beside them."""
        for year in self._page.figures.years(self.publisher).itertuples():
            if any((version, year.year) in self._counts for version in ("corrected", "published")):
                yield year, self._cells(year.year)
            else:
                yield year, [("0" if year.covered_days else NOT_COVERED, "")] * (len(_COUNTS) + 1)
        yield None, self._cells(None)

    def _cells(self, year: int | None) -> list[tuple[str, str]]:
        now, before = (self._counts.get((version, year), _NOTHING) for version in ("corrected", "published"))
        stopped, count = now["deployments_stopped_early"], say_count(now["deployments"])
        early = f"{say_count(stopped)} of them stopped early" if stopped else ""
        cells = [(count, _notes(early, as_published(count, say_count(before["deployments"]))))]
        for name, (_, measure) in _COUNTS.items():
            text, published = (self._say(line, name, year, measure) for line in (now, before))
            known, of = now[f"{name}_known"], now["deployments"] - stopped
            cells.append((text, _notes(as_published(text, published), f"printed for {known} of {of}" if 0 < known < of else "")))
        return cells

    def _say(self, line: Line, name: str, year: int | None, measure: str) -> str:
        """A sum, or the word for why there is none: unknown is not zero."""
        if not line["deployments"]:
            return "0"
        low, high = (line[f"{name}_lower"], line[f"{name}_upper"]) if name == "stops" else (line[name], line[name])
        if low is not None and high is not None:
            return say_stops(low, high, is_printed=name != "stops" or line["stops_known"] == line["stops_printed"])
        if line["deployments_stopped_early"] == line["deployments"]:
            return STOPPED_EARLY
        if year is not None and self._page.figures.figure(self.publisher, year, measure).basis == "not_published":
            return NOT_PUBLISHED
        return NOT_RECORDED

    def counted_in_two_ways(self) -> list[tuple[str, str]]:
        """What the records of the deployments here count in more than one way: the page of the method, and the name."""
        used = {line["layout"] for line in self.rows}
        named = (("stops", "stops", "stops_upper"), ("outcomes", "arrests", "arrests"))
        return [
            (method, title)
            for method, title, measure in named
            if len({basis for layout, basis in _bases(self._page.figures, method, measure) if layout in used}) > 1
        ]

    def places(self) -> list[tuple[str, str, int]]:
        """The places of a borough, those with the most deployments first: slug, name, deployments."""
        names = {line["place_slug"]: line["place"] for line in self.rows}
        counts = Counter(line["place_slug"] for line in self.rows)
        return [(slug, names[slug], count) for slug, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


# Each of these asks once for all pages of a force.
@cache
def _deployments(figures: Figures, publisher: str) -> list[Line]:
    return lines_of(figures.deployments(publisher))


@cache
def _by_area(read: Callable[[str], pd.DataFrame], publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The rows that `read` gives of a force, by kind and slug; a row without a kind is that of a place."""
    rows: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines_of(read(publisher)):
        rows[line.get("kind", "place"), line["slug"]].append(line)
    return rows


@cache
def _bases(figures: Figures, method: str, measure: str) -> list[tuple[str, str]]:
    """Each layout with the basis on which it gives the measure, where it gives it."""
    found = lines_of(figures.bases(method))
    return [(line["layout"], line["basis"]) for line in found if line["measure"] == measure and line["basis"] is not None]


def _notes(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def place_years(page: Page, publisher: str) -> str:
    """Deployments by place and calendar year, each place with its page."""
    return _years_of_areas(page, publisher, "place", page.figures.places(publisher))


def borough_years(page: Page, publisher: str) -> str:
    """Deployments by borough and calendar year; 0 where the records cover the year and list none."""
    return _years_of_areas(page, publisher, "borough", page.figures.boroughs(publisher))


def _years_of_areas(page: Page, publisher: str, kind: str, frame: pd.DataFrame) -> str:
    named: dict[tuple[str, str], dict[int, Line]] = defaultdict(dict)
    for line in lines_of(frame):
        named[(line[kind], line["slug"]) if line[kind] is not None else ("Borough not known", "")][line["year"]] = line
    areas = sorted(named.items(), key=lambda one: (one[0][0].lower(), one[0][1]))
    years = list(page.figures.years(publisher).itertuples())
    return render_part(page, "areas.html", "by_year", publisher=publisher, kind=kind, areas=areas, years=years)
