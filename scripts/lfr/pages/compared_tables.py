"""Macros for tables that compare like with like: false alerts for each threshold, a part year with the same days of earlier years."""

from typing import Any

import pandas as pd

from lfr.charts.series import threshold_notes
from lfr.pages.page import Page
from lfr.pages.render import lines_of, render_part
from lfr.pages.single_figures import label, publisher_name
from lfr.warehouse.measures import measures
from lfr.wording.words import (
    ESTIMATED,
    NOT_COMPARABLE,
    NOT_COVERED,
    NOT_PUBLISHED,
    NOT_RECORDED,
    as_published,
    say_count,
    say_day,
    say_minutes,
    say_stops,
)

_SAME_DAYS = ("deployments", "duration_minutes", "faces_seen", "alerts", "true_alerts", "false_alerts", "stops", "arrests")


def false_alerts_by_threshold(page: Page, publisher: str) -> str:
    """False alerts, alerts and faces seen for each threshold in each year; nothing where no record prints thresholds."""
    lines = lines_of(page.figures.false_alerts_by_threshold(publisher))
    labelled = [{**line, "label": label(page, publisher, line["year"])} for line in lines]
    name = publisher_name(page, publisher, short=True)
    return render_part(page, "yearly.html", "by_threshold", publisher=publisher, name=name, lines=labelled) if lines else ""


def part_years(page: Page, publisher: str) -> list[int]:
    """The years that the records cover in part and of which there are the same days of earlier years."""
    found = page.figures.same_period(publisher)
    return sorted({int(year) for year in found.loc[found["year"] < found["part_year"], "part_year"]})


def same_days_table(page: Page, publisher: str, year: int) -> str:
    """A part year beside the same days of each earlier year; nothing for a year that is covered to its end."""
    if year not in part_years(page, publisher):
        return ""
    found = page.figures.same_period(publisher, year)
    of_year = {int(one): {row["measure"]: row for row in rows.to_dict("records")} for one, rows in found.groupby("year")}
    lines = []
    for name in _SAME_DAYS:
        one = measures()[name]
        ends = [one.lower, one.upper] if one.kind == "range" else [name]
        lines.append((one, [_compared(name, [rows[end] for end in ends]) for rows in of_year.values()]))
    days = next(iter(of_year[year].values()))
    first, last = (say_day(days[name], with_year=False) for name in ("from_date", "to_date"))
    # A part year never stands as a bare year, and neither do the same days of another.
    until = f"to {last}" if first == "1 January" else f"{first} to {last}"
    titles = [f"{one}, {until}" for one in of_year]
    notes = threshold_notes(page.figures, publisher)
    return render_part(page, "yearly.html", "same_days", year=year, days=f"{first} to {last}", titles=titles, lines=lines, notes=notes)


def _compared(name: str, rows: list[dict[str, Any]]) -> tuple[str, str]:
    """The value of a year in words, and the note of a correction."""
    basis = rows[0]["basis"]
    if any(pd.isna(row["value"]) for row in rows):
        return {"not_covered": NOT_COVERED, "not_published": NOT_PUBLISHED}.get(basis, NOT_RECORDED), ""
    if not all(row["is_comparable"] for row in rows):
        return NOT_COMPARABLE, ""
    now, before = (_say(name, [row[version] for row in rows], basis) for version in ("value", "value_as_published"))
    return now, as_published(now, before)


def _say(name: str, values: list[float], basis: str) -> str:
    if any(pd.isna(value) for value in values):
        return NOT_RECORDED
    if name == "stops":
        return say_stops(*values, is_printed=not set(basis.split("+")) & {*ESTIMATED})
    return say_minutes(values[0]) if name == "duration_minutes" else say_count(values[0])


def series_breaks(page: Page, publisher: str) -> str:
    """The days from which a series no longer compares with itself (data/manual/breaks.csv); nothing where there is none."""
    lines = lines_of(page.figures.breaks(publisher))
    return render_part(page, "yearly.html", "series_breaks", name=publisher_name(page, publisher, short=True), lines=lines) if lines else ""
