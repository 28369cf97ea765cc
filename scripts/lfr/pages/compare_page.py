"""/<force>/compare/: the same days of two years, and whole years, side by side."""

from dataclasses import dataclass

import pandas as pd

from lfr.charts.series import threshold_notes
from lfr.pages.page import Cell, Line, Page
from lfr.warehouse.figures import Figure
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

Compared = tuple[Measure, list[Cell]]  # a measure with its value in each of the compared years


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

    @property
    def titles(self) -> list[str]:
        """A part year never stands as a bare year, and neither do the same days of another."""
        first, _, last = self.days.partition(" to ")
        return [f"{one}, {f'to {last}' if first == '1 January' else self.days}" for one in self.years]


@dataclass(frozen=True)
class ComparePage:
    publisher: str
    same_days: list[SameDays]
    whole: list[int]
    lines: list[Compared]


def context(page: Page, publisher: str) -> ComparePage:
    figures = page.figures
    years = [one for one in figures.years(publisher).itertuples() if one.covered_days][::-1]
    whole = [int(one.year) for one in years if not one.is_partial][:_WHOLE]
    return ComparePage(
        publisher=publisher,
        same_days=[same_days_of(page, publisher, year) for year in part_years(page, publisher)[::-1]],
        whole=whole,
        lines=[(measures()[name], [_of_whole(figures.figure(publisher, year, name)) for year in whole]) for name in _MEASURES],
    )


def notes_on_thresholds(page: Page, publisher: str) -> list[str]:
    """What to know of the threshold before comparing."""
    return threshold_notes(page.figures, publisher)


def part_years(page: Page, publisher: str) -> list[int]:
    """The years that the records cover in part and of which there are the same days of earlier years."""
    found = page.figures.same_period(publisher)
    return sorted({int(year) for year in found.loc[found["year"] < found["part_year"], "part_year"]})


def same_days_of(page: Page, publisher: str, year: int) -> SameDays:
    """A part year beside the same days of each earlier year."""
    found = page.figures.same_period(publisher, year)
    rows = {int(one): {row["measure"]: row for row in some.to_dict("records")} for one, some in found.groupby("year")}
    years = sorted(rows, reverse=True)
    ends = {one: next(iter(rows[one].values())) for one in years}
    first, last = (say_day(ends[year][name], with_year=False) for name in ("from_date", "to_date"))
    lines = []
    for one in (measures()[name] for name in _MEASURES):
        parts = [one.lower, one.upper] if one.kind == "range" else [one.id]
        lines.append((one, [_of_days(one.id, [rows[other][part] for part in parts]) for other in years]))
    counts = [rows[other]["deployments"]["value"] for other in years[:2]]
    return SameDays(
        year=year,
        days=f"{first} to {last}",
        years=years,
        lines=lines,
        thresholds=[thresholds_between(page.figures, publisher, ends[one]["from_date"], ends[one]["to_date"]) for one in years],
        deployments=(int(counts[0]), None if pd.isna(counts[1]) else int(counts[1])),
    )


def _of_days(name: str, rows: list[Line]) -> Cell:
    """The value of some days of a year in words, and the note of a correction."""
    basis = rows[0]["basis"]
    if any(pd.isna(row["value"]) for row in rows):
        return Cell({"not_covered": NOT_COVERED, "not_published": NOT_PUBLISHED}.get(basis, NOT_RECORDED))
    # That there was no deployment compares with every number.
    if not all(row["is_comparable"] or row["basis"] == "no_deployment" for row in rows):
        return Cell(NOT_COMPARABLE)
    now, before = (_say(name, [row[version] for row in rows], basis) for version in ("value", "value_as_published"))
    return Cell(now, as_published(now, before))


def _say(name: str, values: list[float], basis: str) -> str:
    if any(pd.isna(value) for value in values):
        return NOT_RECORDED
    if name == "stops":
        return say_stops(*values, is_printed=not is_estimate(basis))
    return say_minutes(values[0]) if name == "duration_minutes" else say_count(values[0])


def _of_whole(figure: Figure) -> Cell:
    """What was counted before a correction, and on which basis a number is counted that is more than its title says."""
    bases = {*figure.basis.split("+")}
    basis = ESTIMATE if is_estimate(figure.basis) else "" if bases <= _PLAIN or not figure.value else say_basis(figure)
    return Cell(say_figure(figure), "; ".join(filter(None, (before_correction(figure), basis))))
