"""The page of a place or a borough: its address, its years, its printed names, its corrections and every deployment.

The last part of the address is the place's id in data/manual/places.csv, which does not change with the name. Where it must,
data/manual/moved.csv keeps the old address alive, as for any page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from html import escape
from typing import Any

import pandas as pd

from lfr.errors import BadData
from lfr.pages.correction_tables import correction_list
from lfr.pages.deployment_tables import deployment_table
from lfr.pages.page import Page
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import borough_address, method_address, place_address, rows_address, year_address
from lfr.wording.html import Cell, block, table
from lfr.wording.words import (
    NOT_COVERED,
    NOT_PUBLISHED,
    NOT_RECORDED,
    STOPPED_EARLY,
    as_published,
    say_between,
    say_count,
    say_day,
    say_number_of,
)

_LONGEST = 120  # letters of the last part of an address: a file name ends at 255 bytes, and other parts are added to it
_ADDRESSES: dict[str, Callable[[str, str], str]] = {"place": place_address, "borough": borough_address}
# On what the borough of a place rests, by the codes of data/manual/places.csv.
_RESTS_ON = {
    "printed name": "the printed name itself",
    "gla-workbook": "a compilation by the office of a London Assembly member",
    "location of the named street or site": "where the named street or site lies",
    "not known": "",
}
_PRECISIONS = {
    "borough": "The record names only the borough here, not where in it.",
    "area": "The record names a part of London, not a street.",
    "street": "The record names a street.",
    "site": "The record names a single site.",
}
# Counts of the table of years, with the measure that says whether a year holds them at all.
_COUNTS = {
    "faces_seen": ("Faces seen (estimate)", "faces_seen"),
    "alerts": ("Alerts", "alerts"),
    "true_alerts": ("True alerts", "true_alerts"),
    "false_alerts": ("False alerts", "false_alerts"),
    "stops": ("Stops", "stops_upper"),
    "arrests": ("Arrests", "arrests"),
}

Line = dict[Hashable, Any]


def area_stubs(figures: Figures, publisher: str) -> Iterator[tuple[str, str, str]]:
    """The path of each place and borough of a force, the name for its title, and the body of its page.

    Raises BadData when two places would share an address, or a name leaves no letters for one.
    """
    taken: dict[tuple[str, str], str] = {}
    for area in figures.areas(publisher).to_dict("records"):
        kind, slug, name = area["kind"], area["slug"], area["name"]
        problem = ""
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug or ""):
            problem = f"The printed place “{name}” has no letter or digit that an address can hold. Give it"
        elif len(slug) > _LONGEST:
            problem = (
                f"The printed place “{name[:60]}…” has {len(name)} letters, more than an address can hold (at most {_LONGEST}). Give it"
            )
        elif (kind, slug) in taken:
            address = _ADDRESSES[kind](publisher, slug)
            problem = f"The places “{taken[kind, slug]}” and “{name}” would both stand at {address}. Give the one that has none"
        if problem:
            raise BadData(f"{problem} a place_id: a line in data/manual/places.csv with the name as printed.")
        taken[kind, slug] = name
        if kind == "borough":
            title = f"{plain(name)} (borough)"
        else:
            # An unknown name comes from a record: the title has only the letters of the address, the heading on the page the name.
            title = plain(name) if area["place_id"] else f"place not looked up yet ({slug})"
        body = f'{{% set area = area("{publisher}", "{kind}", "{slug}") %}}{{% include "area.md" %}}'
        yield f"{kind}s/{slug}.md", title, body


def plain(name: str) -> str:
    """A name for the title of a page: letters, digits and the signs that names have. The theme prints titles as they are,
    so nothing is left that HTML, YAML or the template engine could take for its own."""
    return " ".join(re.sub(r"[^\w ,.’'()/-]", " ", name.replace("&", " and ")).split())


def area(page: Page, publisher: str, kind: str, slug: str) -> Area:
    """One place or borough, for its own page."""
    return Area(page, publisher, kind, slug)


class Area:
    """One place or borough, for its template. `kind` is "place" or "borough"."""

    def __init__(self, page: Page, publisher: str, kind: str, slug: str) -> None:
        self._page, self.publisher, self.kind, self.slug = page, publisher, kind, slug
        figures = page.figures
        self._own = _areas(figures, publisher)[kind, slug]
        self._names = _by_area(figures.printed_names, publisher)["place", slug]
        self._counts = {
            (line["version"], None if pd.isna(line["year"]) else int(line["year"])): line
            for line in _by_area(figures.area_counts, publisher)[kind, slug]
        }
        key, value = ("borough", self._own["name"]) if kind == "borough" else ("place_slug", slug)
        self._rows = [line for line in _deployments(figures, publisher) if line[key] == value]

    def heading(self) -> str:
        kind = " (borough)" if self.kind == "borough" else ""
        return block(f"<h1>{escape(self._own['name'])}{kind}</h1>")

    def about(self) -> str:
        """What the area is, where it lies, and on what that rests."""
        publisher = self._page.figures.publishers().set_index("id").loc[self.publisher, "name"]
        total = self._counts.get(("corrected", None))
        if total and self._rows:
            first, last = (say_day(self._rows[i]["deployment_date"]) for i in (0, -1))
            said = (
                f"{say_number_of(total['deployments'], 'deployment')} by the {escape(str(publisher))}"
                f" on {say_number_of(total['days'], 'day')}, {first if first == last else f'from {first} to {last}'}."
            )
        else:
            said = "As corrected, no deployment is left here; the corrections below say why."
        stopped = total["deployments_stopped_early"] if total else 0
        if stopped:
            verb = "was" if stopped == 1 else "were"
            said += f" {say_count(stopped)} of these {verb} stopped early; what would have been counted is unknown."
        return block(f"<p>{said}</p>{'' if self.kind == 'borough' else self._where()}")

    def _where(self) -> str:
        if not isinstance(self._own["place_id"], str):
            return (
                "<p>This is the name as printed. Nobody has looked up yet which place it stands for and in which borough it lies"
                f' (<a href="{self._page.href(method_address("places"))}">how that is done</a>).</p>'
            )
        sources = [_RESTS_ON.get(one, one) for one in dict.fromkeys(line["borough_source"] for line in self._names)]
        rests = f" That rests on {escape(' and '.join(filter(None, sources)))}." if any(sources) else ""
        notes = "".join(f" Note: {escape(one)}." for one in dict.fromkeys(line["note"] for line in self._names) if one)
        borough = self._own["borough"]
        if isinstance(borough, str):
            slug = next(
                slug
                for (kind, slug), one in _areas(self._page.figures, self.publisher).items()
                if kind == "borough" and one["name"] == borough
            )
            lies = f'Borough: <a href="{self._page.href(borough_address(self.publisher, slug))}">{escape(borough)}</a>.'
        else:
            lies = "Borough: not known; the deployments here are counted in no borough."
        return f"<p>{_PRECISIONS.get(str(self._own['place_precision']), '')} {lies}{rests}{notes}</p>"

    def years(self) -> str:
        """One row per calendar year that the records reach, and one for all of them together."""
        lines = []
        for year in self._page.figures.years(self.publisher).itertuples():
            name = Cell(year.label, self._page.href(year_address(self.publisher, year.year)))
            if any((version, year.year) in self._counts for version in ("corrected", "published")):
                lines.append([name, *self._cells(year.year)])
            else:
                lines.append([name, *[Cell("0" if year.covered_days else NOT_COVERED, number=True)] * (len(_COUNTS) + 1)])
        lines.append([Cell("All years"), *self._cells(None)])
        head = ["Calendar year", "Deployments", *(title for title, _ in _COUNTS.values())]
        return table(f"{self._own['name']}, by calendar year", head, lines)

    def _cells(self, year: int | None) -> list[Cell]:
        now, before = (self._counts.get((version, year), _nothing()) for version in ("corrected", "published"))
        stopped, count = now["deployments_stopped_early"], say_count(now["deployments"])
        cells = [
            _cell(
                count,
                f"{say_count(stopped)} of them stopped early" if stopped else "",
                as_published(count, say_count(before["deployments"])),
            )
        ]
        for name, (_, measure) in _COUNTS.items():
            text, published = (self._say(line, name, year, measure) for line in (now, before))
            known, of = now[f"{name}_known"], now["deployments"] - stopped
            cells.append(_cell(text, as_published(text, published), f"printed for {known} of {of}" if 0 < known < of else ""))
        return cells

    def _say(self, line: Line, name: str, year: int | None, measure: str) -> str:
        """A sum, or the word for why there is none: unknown is not zero."""
        if not line["deployments"]:
            return "0"
        low, high = (line[f"{name}_lower"], line[f"{name}_upper"]) if name == "stops" else (line[name], line[name])
        if not pd.isna(low) and not pd.isna(high):
            return say_between(low, high)
        if line["deployments_stopped_early"] == line["deployments"]:
            return STOPPED_EARLY
        if year is not None and self._page.figures.figure(self.publisher, year, measure).basis == "not_published":
            return NOT_PUBLISHED
        return NOT_RECORDED

    def total_note(self) -> str:
        """Where the row "All years" adds up counts that were made in different ways, it says so."""
        used = {line["layout"] for line in self._rows}
        mixed = []
        for method, title, measure in (("stops", "stops", "stops_upper"), ("outcomes", "arrests", "arrests")):
            if len({basis for layout, basis in _bases(self._page.figures, method, measure) if layout in used}) > 1:
                mixed.append(f'<a href="{self._page.href(method_address(method))}">{title}</a>')
        if not mixed:
            return ""
        return block(f"<p>The row “All years” adds up {' and '.join(mixed)} that the records count in more than one way.</p>")

    def names(self) -> str:
        """Every name under which the records print the place."""
        lines = [[Cell(line["printed"]), Cell(say_count(line["deployments"]), number=True)] for line in self._names]
        return table("Names in the records, as printed", ["Printed", "Deployments"], lines)

    def places(self) -> str:
        """The places of a borough, each with its page."""
        names = {line["place_slug"]: line["place"] for line in self._rows}
        counts = Counter(line["place_slug"] for line in self._rows)
        lines = [
            [Cell(names[slug], self._page.href(place_address(self.publisher, slug))), Cell(say_count(count), number=True)]
            for slug, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ]
        return table(f"Places in {self._own['name']}", ["Place", "Deployments"], lines)

    def corrections(self) -> str:
        """The corrections that touch a deployment here, with both values."""
        touched = _by_area(self._page.figures.area_corrections, self.publisher)[self.kind, self.slug]
        return correction_list(self._page, touched) or "\n\nNo correction touches a deployment here.\n\n"

    def deployments(self) -> str:
        if not self._rows:
            return "\n\nNone, as corrected.\n\n"
        return deployment_table(self._page, self._rows, f"Deployments at {self._own['name']}, one row each")


# Each of these asks once for all pages of a force.
@cache
def _areas(figures: Figures, publisher: str) -> dict[tuple[str, str], Line]:
    return {(line["kind"], line["slug"]): line for line in figures.areas(publisher).to_dict("records")}


@cache
def _deployments(figures: Figures, publisher: str) -> list[Line]:
    return figures.deployments(publisher).to_dict("records")


@cache
def _by_area(read: Callable[[str], pd.DataFrame], publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The rows that `read` gives of a force, by kind and slug; a row without a kind is that of a place."""
    rows: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in read(publisher).to_dict("records"):
        rows[line.get("kind", "place"), line["slug"]].append(line)
    return rows


@cache
def _bases(figures: Figures, method: str, measure: str) -> list[tuple[str, str]]:
    """Each layout with the basis on which it gives the measure, where it gives it."""
    bases = figures.bases(method)
    own = bases[bases["measure"] == measure].dropna(subset="basis")
    return list(zip(own["layout"], own["basis"], strict=True))


def _cell(text: str, *notes: str) -> Cell:
    return Cell(text, note="; ".join(filter(None, notes)), number=True)


def _nothing() -> Line:
    """The counts of a version that has no deployment here."""
    return dict.fromkeys(("deployments", "deployments_stopped_early", *(f"{name}_known" for name in _COUNTS)), 0)


def place_years(page: Page, publisher: str) -> str:
    """Deployments by place and calendar year, each place with its page."""
    return _years_of_areas(page, publisher, "place", page.figures.places(publisher))


def borough_years(page: Page, publisher: str) -> str:
    """Deployments by borough and calendar year; 0 where the records cover the year and list none."""
    return _years_of_areas(page, publisher, "borough", page.figures.boroughs(publisher))


def _years_of_areas(page: Page, publisher: str, kind: str, frame: pd.DataFrame) -> str:
    years = list(page.figures.years(publisher).itertuples())
    named: dict[tuple[str, str], dict[int, Line]] = {}
    for line in frame.to_dict("records"):
        key = (line[kind], line["slug"]) if isinstance(line[kind], str) else ("Borough not known", "")
        named.setdefault(key, {})[int(line["year"])] = line
    lines = []
    for (name, slug), counted in sorted(named.items(), key=lambda one: (one[0][0].lower(), one[0][1])):
        cells = [Cell(name, page.href(_ADDRESSES[kind](publisher, slug)) if slug else "")]
        if kind == "place":
            borough = next(iter(counted.values()))["borough"]
            cells.append(Cell(borough if isinstance(borough, str) else "not known"))
        for year in years:
            line = counted.get(year.year, {"deployments": 0, "deployments_as_published": 0})
            now, before = say_count(line["deployments"]), say_count(line["deployments_as_published"])
            target = page.href(rows_address(publisher, year.year)) if kind == "borough" else ""
            cells.append(Cell(now if year.covered_days else NOT_COVERED, target, note=as_published(now, before), number=True))
        lines.append(cells)
    head = ["Borough"] if kind == "borough" else ["Place", "Borough"]
    return table(f"Deployments by {kind} and calendar year", [*head, *(year.label for year in years)], lines)
