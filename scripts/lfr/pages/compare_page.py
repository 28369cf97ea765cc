"""/<force>/compare/: the same days of two years, and whole years, side by side."""

from collections.abc import Iterable

import pandas as pd

from lfr.charts.series import basis_notes, is_known, series, threshold_notes
from lfr.pages.page import Line, Page
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import Measure, measures
from lfr.wording.html import Cell
from lfr.wording.sentences import thresholds_between
from lfr.wording.words import (
    ESTIMATE,
    NO_DEPLOYMENT,
    NO_NUMBER,
    NOT_COMPARABLE,
    NOT_COVERED,
    NOT_RECORDED,
    as_published,
    before_correction,
    is_estimate,
    say_basis,
    say_day,
    say_days,
    say_figure,
    say_of_days,
)
from lfr.wording.year_words import year_before

_MEASURES = ("deployments", "duration_minutes", "faces_seen", "alerts", "true_alerts", "false_alerts", "stops", "arrests")
_WHOLE = 5  # as many whole years have a column
# Bases on which a number is what the title of its measure says.
PLAIN = {"printed", "counted", "sum_of_printed_parts", "printed_engagements", "no_deployment", *NO_NUMBER}


def compare_context(page: Page, publisher: str) -> Line:
    figures = page.figures
    years = [one for one in figures.years(publisher).itertuples() if one.covered_days][::-1]
    whole = [int(one.year) for one in years if not one.is_partial][:_WHOLE]
    return {
        "same_days": [same_days_of(page, publisher, year) for year in part_years(page, publisher)[::-1]],
        "whole": whole,
        "lines": [(measures()[name], [_of_whole(figures, figures.figure(publisher, year, name)) for year in whole]) for name in _MEASURES],
    }


def notes_on_thresholds(page: Page, publisher: str) -> list[str]:
    """What to know of the threshold before comparing."""
    return threshold_notes(page.figures, publisher)


def years_that_differ(page: Page, publisher: str, names: Iterable[str]) -> list[str]:
    """What stands below a table of years: on which basis each year counts a measure, if not on the same, and where its series breaks."""
    said = []
    for one in (measures()[name] for name in names if name in measures()):
        notes = basis_notes(page.figures, one.title, [year for year in series(page.figures, publisher, one.id) if is_known(year)])
        if days := say_days(page.figures.breaks(publisher, one.id)["from_date"]):
            notes.append(f"{one.title}: its series breaks on {days}; across a break neither it nor what is worked out from it compares.")
        said.append(" ".join(notes))
    return [*filter(None, said), *notes_on_thresholds(page, publisher)]


def part_years(page: Page, publisher: str) -> list[int]:
    """The years that the records cover in part and of which there are the same days of earlier years."""
    found = page.figures.same_period(publisher)
    return sorted({int(year) for year in found.loc[found["year"] < found["part_year"], "part_year"]})


def same_days_of(page: Page, publisher: str, year: int) -> Line:
    """A part year beside the same days of each earlier year; `days` is "1 January to 11 July".

    `deployments` are those of the part year and the year before; nothing where the latter is not covered.
    """
    found = page.figures.same_period(publisher, year)
    rows = {int(one): {row["measure"]: row for row in some.to_dict("records")} for one, some in found.groupby("year")}
    years = sorted(rows, reverse=True)
    ends = {one: next(iter(rows[one].values())) for one in years}
    first, last = (say_day(ends[year][name], with_year=False) for name in ("from_date", "to_date"))
    lines: list[tuple[Measure, list[Cell]]] = []
    for one in (measures()[name] for name in _MEASURES):
        parts = [one.lower, one.upper] if one.kind == "range" else [one.id]
        lines.append((one, [_of_days(one.id, [rows[other][part] for part in parts]) for other in years]))
    pair = lines[0][1][:2]
    return {
        "year": year,
        "days": f"{first} to {last}",
        "years": years,
        # A part year never stands as a bare year, and neither do the same days of another.
        "titles": [f"{one}, {'' if first == '1 January' else f'{first} '}to {last}" for one in years],
        "deployments": pair if pair[-1].text != NOT_COVERED else [],
        "lines": lines,
        "thresholds": [
            NO_DEPLOYMENT
            if rows[one]["deployments"]["value"] == 0
            else thresholds_between(page.figures, publisher, ends[one]["from_date"], ends[one]["to_date"])
            for one in years
        ],
    }


def _of_days(name: str, rows: list[Line]) -> Cell:
    """The value of some days of a year in words, and the note of a correction."""
    basis = rows[0]["basis"]
    if any(pd.isna(row["value"]) for row in rows):
        return Cell(NO_NUMBER.get(basis, NOT_RECORDED))
    # That there was no deployment compares with every number.
    if not all(row["is_comparable"] or row["basis"] == "no_deployment" for row in rows):
        return Cell(NOT_COMPARABLE)
    now, before = (say_of_days(name, [row[version] for row in rows], basis) for version in ("value", "value_as_published"))
    return Cell(now, as_published(now, before))


def _of_whole(figures: Figures, figure: Figure) -> Cell:
    """What was counted before a correction, on which basis, where that is more than the title says, and what it does not compare with."""
    bases = {*figure.basis.split("+")}
    basis = ESTIMATE if is_estimate(figure.basis) else "" if bases <= PLAIN or not figure.value else say_basis(figure)
    before = year_before(figures, figure)
    apart = before.note if before and not before.is_comparable else ""
    return Cell(say_figure(figure), "; ".join(filter(None, (before_correction(figure), basis, apart))))
