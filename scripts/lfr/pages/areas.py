"""Places and boroughs: what their lists know (shown/areas.html), and what their pages need, asked once for all of a force."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from lfr.downloads.tables import definitions
from lfr.pages.page import Cell, Line, Page, lines_of
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import area_file_address
from lfr.wording.csv_files import write_csv
from lfr.wording.words import NOT_COVERED, as_published, say_count

_NEWEST = 3  # as many years have a column each; the earlier ones share one


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


def write_area_files(figures: Figures, publisher: str) -> None:
    """Write the deployments of each place and borough as a CSV beside its page, with the columns of the table of all deployments."""
    frame, names = figures.deployments(publisher), definitions(figures)["deployments"].names
    slugs = {name: one["slug"] for name, one in boroughs(figures, publisher).items()}
    for kind, keys in (("place", frame["place_slug"]), ("borough", frame["borough"].map(slugs))):
        for slug, rows in frame.groupby(keys):
            path = figures.project.pages / area_file_address(publisher, kind, str(slug)).lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            write_csv(path, rows[[name for name in names if name in rows]])


@cache
def by_area(read: Callable[[str], pd.DataFrame], publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The rows that `read` gives of a force, by kind and slug; a row without a kind is that of a place."""
    rows: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines_of(read(publisher)):
        rows[line.get("kind", "place"), line["slug"]].append(line)
    return rows


@cache
def boroughs(figures: Figures, publisher: str) -> dict[str, Line]:
    """The rows of answers.area_list that are boroughs, by name, those with the most deployments first."""
    found = [one for (kind, _), [one] in by_area(figures.areas, publisher).items() if kind == "borough"]
    return {one["name"]: one for one in sorted(found, key=lambda one: (-one["deployments"], one["name"]))}


@cache
def deployments_by_area(figures: Figures, publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The deployments of each place and borough, in the order of their dates."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for row in lines_of(figures.deployments(publisher)):
        found["place", row["place_slug"]].append(row)
        if row["borough"] is not None:
            found["borough", boroughs(figures, publisher)[row["borough"]]["slug"]].append(row)
    return found


@dataclass(frozen=True)
class AreaLine:
    """A place or borough of the list: its row of answers.area_list (None: borough not known), its deployments in all and by column."""

    area: Line | None
    count: int
    total: Cell
    cells: list[Cell]

    @property
    def is_only_borough(self) -> bool:
        """Whether the record names no more than the borough."""
        return bool(self.area and self.area["place_precision"] == "borough")


@dataclass(frozen=True)
class AreasPage:
    """`used` are those with a deployment, `own` counts those that the force itself polices."""

    publisher: str
    kind: str
    columns: list[str]
    lines: list[AreaLine]
    used: list[AreaLine]
    own: int


def context(page: Page, publisher: str, kind: str) -> AreasPage:
    figures = page.figures
    years = list(figures.years(publisher).itertuples())[::-1]
    columns = [[year] for year in years[:_NEWEST]] + ([years[_NEWEST:]] if years[_NEWEST:] else [])
    of_area: dict[str | None, dict[int, Line]] = defaultdict(dict)
    for line in lines_of(figures.boroughs(publisher) if kind == "borough" else figures.places(publisher)):
        of_area[line["slug"] if line[kind] is not None else None][line["year"]] = line
    areas: dict[str | None, Line | None] = {slug: one for (of, slug), [one] in by_area(figures.areas, publisher).items() if of == kind}
    if None in of_area:
        areas[None] = None
    lines = []
    for slug, area in areas.items():
        count = sum(line["deployments"] for line in of_area[slug].values())
        is_covered = not (area and area["policed_by"] and not count)
        total, *cells = (_cell(of_area[slug], some, is_covered=is_covered) for some in [years, *columns])
        lines.append(AreaLine(area, count, total, cells))
    lines.sort(key=lambda one: (one.area is None, -one.count, one.area["name"].lower() if one.area else ""))
    return AreasPage(
        publisher=publisher,
        kind=kind,
        columns=[some[0].label if len(some) == 1 else f"{some[-1].year} to {some[0].year}" for some in columns],
        lines=lines,
        used=[one for one in lines if one.area and one.area["deployments"]],
        own=sum(1 for one in lines if one.area and not one.area["policed_by"]),
    )


def _cell(of_year: Mapping[int, Line], years: list[Any], *, is_covered: bool) -> Cell:
    """The deployments of some years together: "not covered" where no record reaches any of them."""
    if not is_covered or not any(year.covered_days for year in years):
        return Cell(NOT_COVERED)
    found = [of_year[year.year] for year in years if year.year in of_year]
    now, before = (sum(line[name] for line in found) for name in ("deployments", "deployments_as_published"))
    return Cell(say_count(now), as_published(say_count(now), say_count(before)))
