"""Deployments by month: the bars of one year, and all years as a strip that shows which months a record covers."""

import calendar
from typing import Any

import pandas as pd

from lfr.charts.bars import Bar, Row, rows_chart
from lfr.charts.chart import Chart
from lfr.charts.series import corrected_counts, partial_notes, say_threshold_changes, series
from lfr.charts.sheet import Sheet
from lfr.charts.theme import BAR, WIDTH
from lfr.warehouse.figures import Figures
from lfr.wording.words import NO_DEPLOYMENT, NOT_COVERED, say_both_counts, say_count

_BOX = 27
_WHOLE, _PART = "deployments", "part of the month"


def months_of_year(figures: Figures, publisher: str, year: int) -> Chart:
    """One bar per month. A month that no record covers is named and drawn as unknown, not as zero."""
    label = figures.figure(publisher, year, "deployments").label
    months = _months(figures, publisher, year)
    rows = []
    for one in months.itertuples():
        value = float(one.deployments) if one.is_covered else None
        changes = say_threshold_changes(figures, publisher, year, one.month)
        above = f"Threshold {changes}" if changes else ""
        rows.append(Row(calendar.month_abbr[one.month], (Bar(_short(one), value, BAR, is_part=one.is_partial),), above))
    said = ", ".join(f"{calendar.month_name[one.month]} {_short(one)}" for one in months.itertuples())
    title, sentence = f"Deployments by month, {label}", f"Deployments in {label}: {said}."
    table = _table(figures, publisher, months, year)
    return Chart(publisher, f"{year}-months", title, _lead(label, months), sentence, **table, drawing=rows_chart(rows))


def coverage(figures: Figures, publisher: str) -> Chart:
    """One box per month of every year: how many deployments, and whether a record covers the month at all."""
    sheet = Sheet()
    y, said = 16.0, []
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
        said.append(f"{year.label}: {_coverage_words(months)}")
        y += _BOX + 8
    covered = every[every["is_covered"]]
    used = int((covered["deployments"] > 0).sum())
    lead = f"{used} of the {len(covered)} months that the records cover have a deployment."
    title, sentence = "Deployments by month, and which months the records cover", f"Deployments by month. {' '.join(said)}"
    drawing, table = sheet.cut(_key(sheet, y + 4)), _table(figures, publisher, every, None)
    return Chart(publisher, "months", title, lead, sentence, **table, drawing=drawing)


def _months(figures: Figures, publisher: str, year: int | None) -> pd.DataFrame:
    months = figures.monthly(publisher)
    if year is not None:
        months = months[months["year"] == year]
    is_partial = months["is_part"].fillna(False).astype(bool)
    return months.sort_values(["year", "month"]).assign(is_partial=is_partial, is_covered=months["is_covered"].astype(bool))


def _lead(label: str, months: pd.DataFrame) -> str:
    covered = months[months["is_covered"]]
    if covered.empty:
        return f"{label}: no record covers any month."
    if not covered["deployments"].sum():
        return f"{label}: no deployment in any of {len(covered)} months."
    most = covered[covered["deployments"] == covered["deployments"].max()]
    names = ", ".join(calendar.month_name[one.month] for one in most.itertuples())
    count = f"{say_count(covered['deployments'].max())}{' each' if len(most) > 1 else ''}"
    total = say_both_counts(covered["deployments"].sum(), covered["deployments_as_published"].sum())
    return f"{label}: {total} deployments, most in {names} ({count})."


def _month(sheet: Sheet, one: Any, x: float, y: float) -> None:
    kind = NOT_COVERED if not one.is_covered else NO_DEPLOYMENT if not one.deployments else _PART if one.is_partial else _WHOLE
    _box(sheet, x, y, _BOX, kind, said=f"{calendar.month_name[one.month]} {one.year}: {_short(one)}")
    if one.is_covered:
        sheet.words(x + _BOX / 2, y + 17, say_count(one.deployments), align="center")


def _box(sheet: Sheet, x: float, y: float, size: float, kind: str, said: str = "") -> None:
    if kind in (_WHOLE, _PART):
        sheet.box(x, y, size, size, BAR, tint=0.3, said=said)
        if kind == _PART:
            sheet.box(x, y + size - 6, size, 6, BAR, part=True)
    else:
        sheet.empty(x, y, size, size, known=kind == NO_DEPLOYMENT, said=said)


def _key(sheet: Sheet, y: float) -> float:
    """What the four kinds of box mean; there is no other legend. Returns where it ends."""
    for number, kind in enumerate((_WHOLE, _PART, NO_DEPLOYMENT, NOT_COVERED)):
        x, line = number % 2 * WIDTH / 2, y + number // 2 * 22
        _box(sheet, x + 1, line, 15, kind)
        if kind == NO_DEPLOYMENT:
            sheet.note(x + 8.5, line + 12, "0", "center")
        sheet.note(x + 22, line + 12, kind)
    return y + 44


def _short(one: Any) -> str:
    if not one.is_covered:
        return NOT_COVERED
    return say_both_counts(one.deployments, one.deployments_as_published) + (f" ({_PART})" if one.is_partial else "")


def _coverage_words(months: pd.DataFrame) -> str:
    lines = list(months.itertuples())
    some = [one for one in lines if one.is_covered and (one.deployments or one.deployments_as_published)]
    parts = [", ".join(f"{calendar.month_name[one.month]} {_short(one)}" for one in some)] if some else []
    if none := [one.month for one in lines if one.is_covered and not one.deployments]:
        parts.append(f"{NO_DEPLOYMENT} in {_run(none)}")
    if missing := [one.month for one in lines if not one.is_covered]:
        parts.append(f"{NOT_COVERED}: {_run(missing)}")
    return "; ".join(parts) + "."


def _run(months: list[int]) -> str:
    """ "January, March to December": months that follow each other are named by the first and the last."""
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    names = [[calendar.month_name[month] for month in run] for run in runs]
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in names)


def _table(figures: Figures, publisher: str, months: pd.DataFrame, year: int | None) -> dict[str, Any]:
    """Table, notes and plain values of the months of one year or, without `year`, of all."""
    lines = []
    for one in months.itertuples():
        coverage = NOT_COVERED if not one.is_covered else f"{_PART} covered" if one.is_partial else "covered"
        name = calendar.month_name[one.month] + (f" {one.year}" if year is None else "")
        counts = [say_count(one.deployments), say_count(one.deployments_as_published)] if one.is_covered else [NOT_COVERED, NOT_COVERED]
        lines.append([name, *counts, coverage])
    notes = partial_notes([one for one in series(figures, publisher, "deployments") if year in (None, one.year)])
    if not months["is_covered"].all():
        notes.append("A month that no record covers is an empty box with a broken outline. It is not a month without a deployment.")
    counts = ["deployments", "deployments_as_published"]
    data = months[["year", "month", "is_covered", "is_partial", *counts]].copy()
    data.insert(0, "publisher", publisher)
    # Not covered is empty in a file, never 0.
    data[counts] = data[counts].astype("Int64").mask(~data["is_covered"])
    return {
        "columns": {"Month": "words", "Deployments": "number", "As published": "number", "Coverage": "words"},
        "lines": lines,
        "notes": [*notes, *corrected_counts(months)],
        "year": year,
        "line_years": [int(one) for one in months["year"]],
        "data": data,
    }
