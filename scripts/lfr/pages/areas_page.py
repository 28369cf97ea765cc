"""What the lists of places and of boroughs know: deployments at each by calendar year, the newest first (shown/areas.html)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lfr.pages.areas import by_area
from lfr.pages.deployment_rows import Cell
from lfr.pages.page import Line, Page, lines_of
from lfr.wording.words import NOT_COVERED, as_published, say_count

_NEWEST = 3  # as many years have a column each; the earlier ones share one


@dataclass(frozen=True)
class AreaLine:
    """A place or borough of the list: its row of answers.area_list (None: borough not known), its deployments in all and by column."""

    area: Line | None
    count: int
    total: Cell
    cells: list[Cell]


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
