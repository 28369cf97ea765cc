"""Places and boroughs: what their lists know (shown/areas.html), what the page of each knows (shown/area.html), and its file.

The last part of an address is the place's id in data/manual/places.csv, which does not change with the name. Where it must,
data/manual/moved.csv keeps the old address alive, as for any page. A name that is not looked up has an address made from it
(warehouse/models/macros.sql): whatever a record prints, the page is made. What the pages need is asked once for all of a force.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from lfr.charts.places import CLASSES, SQUARES
from lfr.downloads.tables import definitions
from lfr.pages.deployment_pages import told
from lfr.pages.page import Line, Page, lines_of
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import area_file_address
from lfr.wording.csv_files import write_csv
from lfr.wording.html import Cell
from lfr.wording.words import (
    NOT_COVERED,
    NOT_PUBLISHED,
    NOT_RECORDED,
    STOPPED_EARLY,
    as_published,
    say_count,
    say_day,
    say_number_of,
    say_stops,
    with_note,
)

_NEWEST = 3  # as many years have a column each in a list; the earlier ones share one
# The counts of an area with their titles, and the measure that says whether a year holds them at all.
_TITLES = {
    "faces_seen": "Faces seen (estimate)", "alerts": "Alerts", "false_alerts": "False alerts", "stops": "Stops", "arrests": "Arrests",
}  # fmt: skip
_HELD_BY = {name: name for name in _TITLES} | {"stops": "stops_upper"}
# The counts of a version that has no deployment in an area.
_NOTHING = dict.fromkeys(("deployments", "deployments_stopped_early", *(f"{name}_known" for name in _TITLES)), 0)


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
    slugs = {name: one["slug"] for name, one in _boroughs(figures, publisher).items()}
    for kind, keys in (("place", frame["place_slug"]), ("borough", frame["borough"].map(slugs))):
        for slug, rows in frame.groupby(keys):
            path = figures.project.pages / area_file_address(publisher, kind, str(slug)).lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            write_csv(path, rows[[name for name in names if name in rows]])


@cache
def _by_area(read: Callable[[str], pd.DataFrame], publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The rows that `read` gives of a force, by kind and slug; a row without a kind is that of a place."""
    rows: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines_of(read(publisher)):
        rows[line.get("kind", "place"), line["slug"]].append(line)
    return rows


@cache
def _boroughs(figures: Figures, publisher: str) -> dict[str, Line]:
    """The rows of answers.area_list that are boroughs, by name, those with the most deployments first."""
    found = [one for (kind, _), [one] in _by_area(figures.areas, publisher).items() if kind == "borough"]
    return {one["name"]: one for one in sorted(found, key=lambda one: (-one["deployments"], one["name"]))}


@cache
def _deployments(figures: Figures, publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The deployments of each place and borough, in the order of their dates."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for row in lines_of(figures.deployments(publisher)):
        found["place", row["place_slug"]].append(row)
        if row["borough"] is not None:
            found["borough", _boroughs(figures, publisher)[row["borough"]]["slug"]].append(row)
    return found


# -- lists -------------------------------------------------------------------------------------------------------------


def areas_context(page: Page, publisher: str, kind: str) -> Line:
    """The places or boroughs of a force. `used` are those with a deployment, `own` counts those that the force itself polices.

    A line has a row of answers.area_list (None: borough not known), its deployments in all and by column, and whether the record names
    no more than the borough.
    """
    figures = page.figures
    years = list(figures.years(publisher).itertuples())[::-1]
    columns = [[year] for year in years[:_NEWEST]] + ([years[_NEWEST:]] if years[_NEWEST:] else [])
    of_area: dict[str | None, dict[int, Line]] = defaultdict(dict)
    for line in lines_of(figures.boroughs(publisher) if kind == "borough" else figures.places(publisher)):
        of_area[line["slug"] if line[kind] is not None else None][line["year"]] = line
    areas: dict[str | None, Line] = {slug: one for (of, slug), [one] in _by_area(figures.areas, publisher).items() if of == kind}
    lines: list[Line] = []
    for slug in [*areas, *([None] if None in of_area else [])]:
        area, count = areas.get(slug), sum(line["deployments"] for line in of_area[slug].values())
        is_covered = not (area and area["policed_by"] and not count)
        total, *cells = (_cell(of_area[slug], some, is_covered=is_covered) for some in [years, *columns])
        is_only_borough = bool(area and area["place_precision"] == "borough")
        lines.append({"area": area, "count": count, "total": total, "cells": cells, "is_only_borough": is_only_borough})
    lines.sort(key=lambda one: (one["area"] is None, -one["count"], one["area"]["name"].lower() if one["area"] else ""))
    return {
        "columns": [some[0].label if len(some) == 1 else f"{some[-1].year} to {some[0].year}" for some in columns],
        "lines": lines,
        "used": [one for one in lines if one["area"] and one["area"]["deployments"]],
        "own": sum(1 for one in areas.values() if not one["policed_by"]),
    }


def _cell(of_year: Mapping[int, Line], years: list[Any], *, is_covered: bool) -> Cell:
    """The deployments of some years together: "not covered" where no record reaches any of them."""
    if not is_covered or not any(year.covered_days for year in years):
        return Cell(NOT_COVERED)
    found = [of_year[year.year] for year in years if year.year in of_year]
    now, before = (say_count(sum(line[name] for line in found)) for name in ("deployments", "deployments_as_published"))
    return Cell(now, as_published(now, before))


# -- a page each -------------------------------------------------------------------------------------------------------


def area_context(page: Page, publisher: str, kind: str, slug: str) -> Line:
    """One place or borough: `area` is its row of answers.area_list, `kind` is "place" or "borough".

    `more` are the boroughs with more deployments, `squares` those of the map of London: column, line, letters, colour (None: not covered),
    whether it is this one; `mixed` what is counted in more than one way (the page of the method, and the name), `places` those of a
    borough with their deployments, `shared` the places that may lie in several boroughs, a line for each of these.
    """
    figures, is_borough = page.figures, kind == "borough"
    every, rows = _boroughs(figures, publisher), _deployments(figures, publisher)[kind, slug]
    [area] = _by_area(figures.areas, publisher)[kind, slug]
    counts = {(one["version"], one["year"]): one for one in _by_area(figures.area_counts, publisher)[kind, slug]}
    years = reversed([*figures.years(publisher).itertuples()])
    shared = _by_area(figures.shared_places, publisher)
    places: dict[str, list[Line]] = defaultdict(list)
    for row in rows if is_borough else []:
        places[row["place_slug"]].append(row)
    columns = {name: title for name, title in _TITLES.items() if name != "stops"}
    return {
        "area": area,
        "borough": every.get(area["borough"]),
        "more": [one["name"] for one in every.values() if one["deployments"] > area["deployments"]] if is_borough else None,
        "squares": _squares(every, area["name"]) if is_borough else [],
        "total": _year_here(figures, publisher, counts, None, "All years", is_covered=True),
        "days": _days(*(counts.get((version, None)) for version in ("corrected", "published"))),
        "years": [_year_here(figures, publisher, counts, one.year, one.label, is_covered=one.covered_days > 0) for one in years],
        "mixed": _counted_in_two_ways(figures, publisher, rows),
        "names": _by_area(figures.printed_names, publisher)[kind, slug],
        "places": sorted(places.items(), key=lambda one: (-len(one[1]), one[0])),
        "shared": [of for (_, its), of in shared.items() if (_may_lie_in(of, area["name"]) if is_borough else its == slug)],
        "corrections": _by_area(figures.area_corrections, publisher)[kind, slug],
        "deployments": [told(figures, row, columns) for row in reversed(rows)],
    }


def _may_lie_in(lines: list[Line], borough: str) -> bool:
    return any(borough in (one["borough"], one["also_in"]) for one in lines)


def _squares(every: dict[str, Line], name: str) -> list[tuple[int, int, str, int | None, bool]]:
    if name not in [square[3] for square in SQUARES.values()]:
        return []
    colours = {one["name"]: _colour(one) for one in every.values()}
    return [(column, line, letters, colours.get(other, 0), other == name) for column, line, letters, other in SQUARES.values()]


def _colour(area: Line) -> int | None:
    if area["policed_by"] and not area["deployments"]:
        return None
    return sum(1 for least in CLASSES.values() if area["deployments"] >= least) - 1


def _year_here(
    figures: Figures, publisher: str, lines: dict[tuple[str, int | None], Line], year: int | None, label: str, *, is_covered: bool
) -> Line:
    """A calendar year at an area, or all of them (no year): deployments, as a number and in words, and the other counts by title.

    As corrected, with what was counted before a correction.
    """
    now, before = (lines.get((version, year)) for version in ("corrected", "published"))
    if year is not None and not now and not before:
        cell = Cell("0" if is_covered else NOT_COVERED)
        return {"label": label, "year": year, "count": 0, "deployments": cell, "counts": dict.fromkeys(_TITLES.values(), cell)}
    now, before = now or _NOTHING, before or _NOTHING
    stopped, count = now["deployments_stopped_early"], say_count(now["deployments"])
    counts = {}
    for name, title in _TITLES.items():
        is_held = year is None or figures.figure(publisher, year, _HELD_BY[name]).basis != "not_published"
        text, published = (_sum(line, name, is_held=is_held) for line in (now, before))
        known, of = now[f"{name}_known"], now["deployments"] - stopped
        counts[title] = Cell(text, _notes(as_published(text, published), f"known for {known} of {of}" if 0 < known < of else ""))
    early = f"{say_count(stopped)} of them stopped early" if stopped else ""
    deployments = Cell(count, _notes(early, as_published(count, say_count(before["deployments"]))))
    return {"label": label, "year": year, "count": now["deployments"], "deployments": deployments, "counts": counts}


def _days(*versions: Line | None) -> str:
    """From which day to which, and on how many; with what that was before a correction."""
    said = []
    for one in filter(None, versions):
        ends = dict.fromkeys(say_day(one[name]) for name in ("first_date", "last_date"))
        said.append(f"from {' to '.join(ends)}, on {say_number_of(one['days'], 'day')}" if len(ends) > 1 else f"on {''.join(ends)}")
    return with_note(said[0], as_published(said[0], said[-1])) if said else ""


def _sum(line: Line, name: str, *, is_held: bool) -> str:
    """A sum, or the word for why there is none: unknown is not zero."""
    if not line["deployments"]:
        return "0"
    low, high = (line[f"{name}_lower"], line[f"{name}_upper"]) if name == "stops" else (line[name], line[name])
    if low is not None and high is not None:
        return say_stops(low, high, is_printed=name != "stops" or line["stops_known"] == line["stops_printed"])
    if line["deployments_stopped_early"] == line["deployments"]:
        return STOPPED_EARLY
    return NOT_RECORDED if is_held else NOT_PUBLISHED


def _notes(*notes: str) -> str:
    return "; ".join(filter(None, notes))


@cache
def _bases(figures: Figures, method: str, measure: str) -> dict[str, str]:
    """On which basis each layout gives a measure, where it gives it."""
    return dict(figures.bases(method).query("measure == @measure").set_index("layout")["basis"].dropna())


def _counted_in_two_ways(figures: Figures, publisher: str, rows: list[Line]) -> list[tuple[str, str]]:
    layouts, found = {row["layout"] for row in rows}, []
    for method, title, measure in (("stops", "stops", "stops_upper"), ("outcomes", "arrests", "arrests")):
        if len({basis for layout, basis in _bases(figures, method, measure).items() if layout in layouts}) > 1:
            found.append((method, title))
    days = [row["deployment_date"] for row in rows if row["faces_seen"] is not None]
    breaks = figures.breaks(publisher, "faces_seen")["from_date"]
    return [*found, *([("faces-seen", "faces seen")] if days and ((breaks > min(days)) & (breaks <= max(days))).any() else [])]
