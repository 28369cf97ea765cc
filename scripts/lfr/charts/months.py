"""Deployments by month: of one year as bars, and of all years as a strip that shows which months a record covers."""

from __future__ import annotations

import calendar
from typing import Any

import pandas as pd

from lfr.charts.bars import Bar, Row, rows_chart
from lfr.charts.said import CORRECTED, PARTIAL, both_counts
from lfr.charts.sheet import Sheet
from lfr.charts.theme import BAR, WIDTH, Chart
from lfr.warehouse.figures import Figures
from lfr.wording.words import NO_DEPLOYMENT, NOT_COVERED, say_count

_BOX = 27
_HEAD = ["Month", "Deployments", "As published", "Coverage"]


def months_of_year(figures: Figures, publisher: str, year: int) -> Chart:
    """One bar a month. A month that no record covers is named and drawn as unknown, not as nought."""
    label = figures.figure(publisher, year, "deployments").label
    months = _months(figures, publisher, year)
    changes = _changes(figures, publisher, year)
    rows = []
    for one in months.itertuples():
        value = float(one.deployments) if one.is_covered else None
        rows.append(
            Row(calendar.month_abbr[one.month], (Bar(_short(one), value, BAR, is_part=one.is_partial),), changes.get(one.month, ""))
        )
    chart, height = rows_chart(rows)
    said = ", ".join(_long(one) for one in months.itertuples())
    return Chart(
        publisher, f"{year}-months", f"Deployments by month, {label}",
        _lead(label, months), f"Deployments in {label}: {said}.", chart, height,
        _HEAD, _lines(months), _data(publisher, months), _notes(figures, publisher, months, [year]), year,
        tuple([year] * len(months)),
    )  # fmt: skip


def coverage(figures: Figures, publisher: str) -> Chart:
    """One box a month of every year: how many deployments, and whether a record covers the month at all."""
    sheet = Sheet()
    y, pieces = 16.0, []
    pitch = WIDTH / 12
    for month in range(1, 13):
        sheet.note((month - 0.5) * pitch, 11, calendar.month_abbr[month][0], "center")
    every = _months(figures, publisher, None)
    for year in figures.years(publisher).itertuples():
        months = every[every["year"] == year.year]
        sheet.words(0, y + 14, year.label)
        y += 20
        for one in months.itertuples():
            _month(sheet, one, (one.month - 1) * pitch + 1.5, y)
        pieces.append(f"{year.label}: {_coverage_words(months)}")
        y += _BOX + 8
    y = _key(sheet, y + 4)
    height = round(y)
    years = [int(one) for one in figures.years(publisher)["year"]]
    return Chart(
        publisher, "months", "Deployments by month, and which months the records cover", _coverage_lead(every),
        f"Deployments by month. {' '.join(pieces)}",
        sheet.chart(height), height, _HEAD, _lines(every, with_year=True), _data(publisher, every),
        _notes(figures, publisher, every, years), line_years=tuple(int(year) for year in every["year"]),
    )  # fmt: skip


def _lead(label: str, months: pd.DataFrame) -> str:
    covered = months[months["is_covered"].astype(bool)]
    if covered.empty:
        return f"{label}: no record covers any month."
    if not covered["deployments"].sum():
        return f"{label}: no deployment in any of {len(covered)} months."
    most = covered[covered["deployments"] == covered["deployments"].max()]
    names = ", ".join(calendar.month_name[one.month] for one in most.itertuples())
    count = f"{say_count(covered['deployments'].max())}{' each' if len(most) > 1 else ''}"
    total = both_counts(covered["deployments"].sum(), covered["deployments_as_published"].sum())
    return f"{label}: {total} deployments, most in {names} ({count})."


def _coverage_lead(months: pd.DataFrame) -> str:
    covered = months[months["is_covered"].astype(bool)]
    used = int((covered["deployments"] > 0).sum())
    return f"{used} of the {len(covered)} months that the records cover have a deployment."


def _month(sheet: Sheet, one: Any, x: float, y: float) -> None:
    said = f"{calendar.month_name[one.month]} {one.year}: {_short(one)}"
    if not one.is_covered:
        sheet.empty(x, y, _BOX, _BOX, said=said)
        return
    if one.deployments:
        sheet.box(x, y, _BOX, _BOX, BAR, tint=0.3, said=said)
        if one.is_partial:
            sheet.box(x, y + _BOX - 6, _BOX, 6, BAR, part=True)
    else:
        sheet.empty(x, y, _BOX, _BOX, known=True, said=said)
    sheet.words(x + _BOX / 2, y + 17, say_count(one.deployments), align="center")


def _key(sheet: Sheet, y: float) -> float:
    """What the four kinds of box mean; the words beside the boxes are all the legend there is."""
    kinds = [("deployments", 0), ("part of the month", 1), (f"{NO_DEPLOYMENT}", 2), (NOT_COVERED, 3)]
    for number, (words, kind) in enumerate(kinds):
        x, line = (0 if number % 2 == 0 else WIDTH / 2), y + (number // 2) * 22
        if kind < 2:
            sheet.box(x + 1, line, 15, 15, BAR, tint=0.3)
            if kind == 1:
                sheet.box(x + 1, line + 9, 15, 6, BAR, part=True)
        else:
            sheet.empty(x + 1, line, 15, 15, known=kind == 2)
            if kind == 2:
                sheet.note(x + 8.5, line + 12, "0", "center")
        sheet.note(x + 22, line + 12, words)
    return y + 44


def _months(figures: Figures, publisher: str, year: int | None) -> pd.DataFrame:
    months = figures.monthly(publisher)
    if year is not None:
        months = months[months["year"] == year]
    return months.sort_values(["year", "month"]).assign(is_partial=months["is_part"].fillna(False).astype(bool))


def _short(one: Any) -> str:
    if not one.is_covered:
        return NOT_COVERED
    count = both_counts(one.deployments, one.deployments_as_published)
    return f"{count}{' (part of the month)' if one.is_partial else ''}"


def _long(one: Any) -> str:
    return f"{calendar.month_name[one.month]} {_short(one)}"


def _coverage_words(months: pd.DataFrame) -> str:
    said = [_long(one) for one in months.itertuples() if one.is_covered and (one.deployments or one.deployments_as_published)]
    none = [calendar.month_name[one.month] for one in months.itertuples() if one.is_covered and not one.deployments]
    missing = [calendar.month_name[one.month] for one in months.itertuples() if not one.is_covered]
    parts = [", ".join(said)] if said else []
    parts += [f"{NO_DEPLOYMENT} in {_run(none)}"] if none else []
    parts += [f"{NOT_COVERED}: {_run(missing)}"] if missing else []
    return "; ".join(parts) + "."


def _run(names: list[str]) -> str:
    """ "January, March to December": months that follow each other are named by the first and the last."""
    every = list(calendar.month_name)
    runs: list[list[str]] = []
    for name in names:
        if runs and every.index(name) == every.index(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _lines(months: pd.DataFrame, with_year: bool = False) -> list[list[str]]:
    lines = []
    for one in months.itertuples():
        coverage = NOT_COVERED if not one.is_covered else "part of the month covered" if one.is_partial else "covered"
        name = calendar.month_name[one.month] + (f" {one.year}" if with_year else "")
        counts = [say_count(one.deployments), say_count(one.deployments_as_published)] if one.is_covered else [NOT_COVERED, NOT_COVERED]
        lines.append([name, *counts, coverage])
    return lines


def _data(publisher: str, months: pd.DataFrame) -> pd.DataFrame:
    data = months[["year", "month", "is_covered", "is_partial", "deployments", "deployments_as_published"]].copy()
    data.insert(0, "publisher", publisher)
    counts = ["deployments", "deployments_as_published"]
    # Not covered is empty in a file, never 0.
    data[counts] = data[counts].astype("Int64").mask(~data["is_covered"].astype(bool))
    return data


def _changes(figures: Figures, publisher: str, year: int) -> dict[int, str]:
    said: dict[int, list[str]] = {}
    for line in figures.thresholds(publisher).itertuples():
        if line.is_change and line.from_date.year == year:
            said.setdefault(line.from_date.month, []).append(f"{line.threshold:.2f} from {line.from_date.day} {line.from_date:%B}")
    return {month: f"Threshold {', '.join(changes)}" for month, changes in said.items()}


def _notes(figures: Figures, publisher: str, months: pd.DataFrame, years: list[int]) -> tuple[str, ...]:
    found = [figures.figure(publisher, year, "deployments") for year in years]
    notes = [PARTIAL.format(one.label) for one in found if one.is_partial and one.basis != "not_covered"]
    if not months["is_covered"].all():
        notes.append("A month that no record covers is an empty box with a broken outline. It is not a month without a deployment.")
    if (months["deployments"] != months["deployments_as_published"]).any():
        notes.append(CORRECTED)
    return tuple(notes)
