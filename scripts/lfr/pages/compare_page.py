"""What the page of compared years knows: the same days of two years for each part year, and whole years (shown/compare.html)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lfr.charts.series import threshold_notes
from lfr.pages.areas import Cell
from lfr.pages.page import Page
from lfr.pages.single_figures import publisher_name
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import Measure, measures
from lfr.wording.sentences import thresholds_between
from lfr.wording.words import (
    ESTIMATE,
    NOT_COMPARABLE,
    NOT_COVERED,
    NOT_PUBLISHED,
    NOT_RECORDED,
    as_published,
    before_correction,
    is_estimate,
    say_basis,
    say_count,
    say_day,
    say_figure,
    say_minutes,
    say_stops,
)

_MEASURES = ("deployments", "duration_minutes", "faces_seen", "alerts", "true_alerts", "false_alerts", "stops", "arrests")
_WHOLE = 5  # as many whole years have a column
# Bases on which a number is what the title of its measure says.
_PLAIN = {"printed", "counted", "sum_of_printed_parts", "printed_engagements", "no_deployment", "not_published", "not_covered"}


@dataclass(frozen=True)
class Compared:
    """A measure with its value in each of the compared years."""

    measure: Measure
    cells: list[Cell]


@dataclass(frozen=True)
class SameDays:
    """The same days of some years, the newest first: a part year, the year before and all earlier ones. `days` is "1 January to 11 July".

    `deployments` are those of the part year and of the year before, None where the latter is not covered.
    """

    year: int
    days: str
    years: list[int]
    lines: list[Compared]
    thresholds: list[str]
    deployments: tuple[int, int | None]


@dataclass(frozen=True)
class ComparePage:
    publisher: str
    force: str
    same_days: list[SameDays]
    whole: list[int]
    lines: list[Compared]
    broken: dict[str, list[str]]
    notes: list[str]


def context(page: Page, publisher: str) -> ComparePage:
    figures = page.figures
    years = [one for one in figures.years(publisher).itertuples() if one.covered_days][::-1]
    whole = [int(one.year) for one in years if not one.is_partial][:_WHOLE]
    return ComparePage(
        publisher=publisher,
        force=publisher_name(page, publisher, short=True),
        same_days=[same_days(figures, publisher, year) for year in part_years(figures, publisher)[::-1]],
        whole=whole,
        lines=[Compared(measures()[name], _whole_years(figures, publisher, name, whole)) for name in _MEASURES] if len(whole) > 1 else [],
        broken=_breaks(figures, publisher, whole),
        notes=threshold_notes(figures, publisher),
    )


def part_years(figures: Figures, publisher: str) -> list[int]:
    """The years that the records cover in part and of which there are the same days of earlier years."""
    found = figures.same_period(publisher)
    return sorted({int(year) for year in found.loc[found["year"] < found["part_year"], "part_year"]})


def same_days(figures: Figures, publisher: str, year: int) -> SameDays:
    found = figures.same_period(publisher, year)
    rows = {int(one): {row["measure"]: row for row in some.to_dict("records")} for one, some in found.groupby("year")}
    years = sorted(rows, reverse=True)
    ends = {one: next(iter(rows[one].values())) for one in years}
    first, last = (say_day(ends[year][name], with_year=False) for name in ("from_date", "to_date"))
    lines = []
    for name in _MEASURES:
        one = measures()[name]
        parts = [one.lower, one.upper] if one.kind == "range" else [name]
        lines.append(Compared(one, [_compared(name, [rows[other][part] for part in parts]) for other in years]))
    counts = [rows[other]["deployments"]["value"] for other in years[:2]]
    return SameDays(
        year=year,
        days=f"{first} to {last}",
        years=years,
        lines=lines,
        thresholds=[thresholds_between(figures, publisher, ends[one]["from_date"], ends[one]["to_date"]) for one in years],
        deployments=(int(counts[0]), None if pd.isna(counts[1]) else int(counts[1])),
    )


def _compared(name: str, rows: list[dict[str, Any]]) -> Cell:
    """The value of a year in words, and the note of a correction."""
    basis = rows[0]["basis"]
    if any(pd.isna(row["value"]) for row in rows):
        return Cell({"not_covered": NOT_COVERED, "not_published": NOT_PUBLISHED}.get(basis, NOT_RECORDED))
    if not all(row["is_comparable"] for row in rows):
        return Cell(NOT_COMPARABLE)
    now, before = (_say(name, [row[version] for row in rows], basis) for version in ("value", "value_as_published"))
    return Cell(now, as_published(now, before))


def _say(name: str, values: list[float], basis: str) -> str:
    if any(pd.isna(value) for value in values):
        return NOT_RECORDED
    if name == "stops":
        return say_stops(*values, is_printed=not is_estimate(basis))
    return say_minutes(values[0]) if name == "duration_minutes" else say_count(values[0])


def _whole_years(figures: Figures, publisher: str, name: str, years: list[int]) -> list[Cell]:
    return [Cell(say_figure(one), _notes(one)) for one in (figures.figure(publisher, year, name) for year in years)]


def _notes(figure: Figure) -> str:
    """What was counted before a correction, and on which basis a number is counted that is more than its title says."""
    bases = {*figure.basis.split("+")}
    basis = ESTIMATE if is_estimate(figure.basis) else "" if bases <= _PLAIN or not figure.value else say_basis(figure.basis)
    return "; ".join(filter(None, (before_correction(figure), basis)))


def _breaks(figures: Figures, publisher: str, years: list[int]) -> dict[str, list[str]]:
    """The days within the years on which the series of a measure stops comparing with itself, by measure."""
    found: dict[str, list[str]] = {}
    for line in figures.breaks(publisher).itertuples():
        if line.measure in _MEASURES and line.from_date.year in years:
            found.setdefault(line.measure, []).append(say_day(line.from_date))
    return found
