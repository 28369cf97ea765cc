"""What the page of a place or a borough knows: how often it was used there, its years, its places, its deployments (shown/area.html).

The last part of the address is the place's id in data/manual/places.csv, which does not change with the name. Where it must,
data/manual/moved.csv keeps the old address alive, as for any page. A name that is not looked up has an address made from it
(warehouse/models/macros.sql): whatever a record prints, the page is made.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from lfr.charts.boroughs import CLASSES, SQUARES
from lfr.pages.areas import boroughs, by_area, deployments_by_area
from lfr.pages.deployments_page import Told, told
from lfr.pages.page import Cell, Line, Page
from lfr.warehouse.figures import Figures
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

# The counts of an area with their titles, and the measure that says whether a year holds them at all.
_TITLES = {
    "faces_seen": "Faces seen (estimate)", "alerts": "Alerts", "false_alerts": "False alerts", "stops": "Stops", "arrests": "Arrests",
}  # fmt: skip
_HELD_BY = {name: name for name in _TITLES} | {"stops": "stops_upper"}
# The counts of a version that has no deployment in an area.
_NOTHING = dict.fromkeys(("deployments", "deployments_stopped_early", *(f"{name}_known" for name in _TITLES)), 0)


@dataclass(frozen=True)
class YearHere:
    """A calendar year at an area, or all of them (no year): deployments, as a number and in words, and the other counts by title."""

    label: str
    year: int | None
    count: int
    deployments: Cell
    counts: dict[str, Cell]


@dataclass(frozen=True)
class AreaPage:
    """One place or borough: `area` is its row of answers.area_list, `kind` is "place" or "borough".

    `more` are the boroughs with more deployments, `squares` those of the map of London: column, line, letters, colour (None: not covered),
    whether it is this one; `mixed` what is counted in more than one way (the page of the method, and the name), `places` those of a
    borough with their deployments, `shared` the places that may lie in several boroughs, a line for each of these.
    """

    publisher: str
    kind: str
    area: Line
    borough: Line | None
    more: list[str] | None
    squares: list[tuple[int, int, str, int | None, bool]]
    total: YearHere
    days: str
    years: list[YearHere]
    mixed: list[tuple[str, str]]
    names: list[Line]
    places: list[tuple[str, list[Line]]]
    shared: list[list[Line]]
    corrections: list[Line]
    deployments: list[Told]


def context(page: Page, publisher: str, kind: str, slug: str) -> AreaPage:
    figures, is_borough = page.figures, kind == "borough"
    every, rows = boroughs(figures, publisher), deployments_by_area(figures, publisher)[kind, slug]
    [area] = by_area(figures.areas, publisher)[kind, slug]
    counts = {(one["version"], one["year"]): one for one in by_area(figures.area_counts, publisher)[kind, slug]}
    years = list(figures.years(publisher).itertuples())
    shared = by_area(figures.shared_places, publisher)
    places: dict[str, list[Line]] = defaultdict(list)
    for row in rows if is_borough else []:
        places[row["place_slug"]].append(row)
    columns = {name: title for name, title in _TITLES.items() if name != "stops"}
    return AreaPage(
        publisher=publisher,
        kind=kind,
        area=area,
        borough=every.get(area["borough"]),
        more=[one["name"] for one in every.values() if one["deployments"] > area["deployments"]] if is_borough else None,
        squares=_squares(every, area["name"]) if is_borough else [],
        total=_year_here(figures, publisher, counts, None, "All years", is_covered=True),
        days=_days(*(counts.get((version, None)) for version in ("corrected", "published"))),
        years=[_year_here(figures, publisher, counts, one.year, one.label, is_covered=one.covered_days > 0) for one in reversed(years)],
        mixed=_counted_in_two_ways(figures, publisher, rows),
        names=by_area(figures.printed_names, publisher)[kind, slug],
        places=sorted(places.items(), key=lambda one: (-len(one[1]), one[0])),
        shared=[of for (_, its), of in shared.items() if (any(_lies_in(one, area["name"]) for one in of) if is_borough else its == slug)],
        corrections=by_area(figures.area_corrections, publisher)[kind, slug],
        deployments=[told(figures, row, columns) for row in reversed(rows)],
    )


def _lies_in(line: Line, borough: str) -> bool:
    return borough in (line["borough"], line["also_in"])


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
) -> YearHere:
    """One calendar year, or all of them, as corrected, with what was counted before a correction."""
    versions = [lines.get((version, year)) for version in ("corrected", "published")]
    if year is not None and not any(versions):
        cell = Cell("0" if is_covered else NOT_COVERED)
        return YearHere(label, year, 0, cell, dict.fromkeys(_TITLES.values(), cell))
    now, before = (one or _NOTHING for one in versions)
    stopped, count = now["deployments_stopped_early"], say_count(now["deployments"])
    counts = {}
    for name, title in _TITLES.items():
        is_held = year is None or figures.figure(publisher, year, _HELD_BY[name]).basis != "not_published"
        text, published = (_sum(line, name, is_held=is_held) for line in (now, before))
        known, of = now[f"{name}_known"], now["deployments"] - stopped
        counts[title] = Cell(text, _notes(as_published(text, published), f"known for {known} of {of}" if 0 < known < of else ""))
    early = f"{say_count(stopped)} of them stopped early" if stopped else ""
    return YearHere(
        label, year, now["deployments"], Cell(count, _notes(early, as_published(count, say_count(before["deployments"])))), counts
    )


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
    found = figures.bases(method)
    found = found[(found["measure"] == measure) & found["basis"].notna()]
    return dict(zip(found["layout"], found["basis"], strict=True))


def _counted_in_two_ways(figures: Figures, publisher: str, rows: list[Line]) -> list[tuple[str, str]]:
    named = (("stops", "stops", "stops_upper"), ("outcomes", "arrests", "arrests"))
    bases = {(method, title): _bases(figures, method, measure) for method, title, measure in named}
    layouts, days = {row["layout"] for row in rows}, [row["deployment_date"] for row in rows if row["faces_seen"] is not None]
    found = [one for one, by_layout in bases.items() if len({by_layout[layout] for layout in layouts if layout in by_layout}) > 1]
    breaks = figures.breaks(publisher, "faces_seen")["from_date"]
    return [*found, *([("faces-seen", "faces seen")] if days and ((breaks > min(days)) & (breaks <= max(days))).any() else [])]
