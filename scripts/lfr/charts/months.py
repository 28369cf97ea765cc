"""Deployments by month: the columns of one year, and those of all years with the time that no record covers."""

import calendar
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart
from lfr.charts.column_chart import PART_LOOK, TOP
from lfr.charts.series import corrected_counts, partial_notes, say_period, say_threshold_changes, series
from lfr.charts.theme import BAR, OTHER, PANEL, SAID, SOFT, UNKNOWN, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figures
from lfr.wording.words import NO_DEPLOYMENT, NOT_COVERED, say_both_counts, say_count, say_number_of

_PART = "part of the month"
_GAP: dict[str, Any] = {"aria": True, "color": PANEL, "stroke": UNKNOWN, "strokeDash": [3, 3], "fillOpacity": 0.6}
_BAR: dict[str, Any] = {"aria": True, "color": BAR, "stroke": BAR}
UTC = alt.Scale(type="utc")


def months_of_year(figures: Figures, publisher: str, year: int) -> Chart:
    """A column per month, with the year before in grey. A month that no record covers is a band with its word, not a zero."""
    label = figures.figure(publisher, year, "deployments").label
    values, before = _values(figures, publisher, year), {one["month"]: one["value"] for one in _values(figures, publisher, year - 1)}
    values = [{**one, "before": before.get(one["month"])} for one in values]
    months = _months(figures, publisher, year)
    said = ", ".join(one["said"].replace(f" {year}:", "") for one in values)
    subtitle = f"Deployments by month, {label}" + (f"; {year - 1} in grey behind" if any(before.values()) else "")
    notes = [f"Threshold {changes}."] if (changes := say_threshold_changes(figures, publisher, year)) else []
    told = _told(figures, publisher, months, year, notes)
    sentence = f"Deployments in {label}: {said}."
    return Chart(
        publisher, f"{year}-months", _finding(label, months), subtitle, sentence, **told, draw=lambda width: _of_year(values, width)
    )


def _of_year(values: list[dict[str, Any]], width: int) -> Drawing:
    # A letter is enough for a month where there is little room.
    axis = alt.Axis(labelExpr="slice(datum.label, 0, 1)" if is_narrow(width) else "datum.label", ticks=False)
    x = alt.X("month:N", title=None, axis=axis, scale=alt.Scale(domain=[*calendar.month_abbr[1:]], padding=0.12))
    most = max(one[name] or 0 for one in values for name in ("value", "before")) or 1
    y, before = (alt.Y(f"{name}:Q", scale=alt.Scale(domain=[0, most * 1.1], nice=False), axis=None) for name in ("value", "before"))
    known, gaps = (alt.Chart().encode(x=x).transform_filter(f"{no}isValid(datum.value)") for no in ("", "!"))
    return alt.layer(
        alt.Chart().mark_bar(color=OTHER, opacity=0.45).encode(x=x, y=before),
        known.mark_bar(**_BAR, size=width / 26).encode(y=y, description=SAID, **PART_LOOK),
        gaps.mark_rect(**_GAP).encode(description=SAID),
        known.mark_text(dy=-7, fontWeight="bold").encode(y=y, text=alt.Text("value:Q")),
        gaps.mark_text(color=SOFT, dy=24, lineBreak=" ").encode(y=TOP, text=alt.Text("word:N")),
        data=data_of(values),
    ).properties(width=inner(width, 0), height=250)  # fmt: skip


def coverage(figures: Figures, publisher: str) -> Chart:
    """A column for each month of all years, and a band where no record covers the time."""
    values, every, years = _values(figures, publisher), _months(figures, publisher), [*figures.years(publisher).itertuples()]
    covered = every[every["is_covered"]]
    title = f"Used in {(covered['deployments'] > 0).sum()} of the {len(covered)} months that the records cover"
    if covered["deployments"].any():
        most = covered.loc[covered["deployments"].idxmax()]
        title += f", most often in {calendar.month_name[most['month']]} {most['year']} ({say_count(most['deployments'])})"
    for year, of_year in covered.groupby("year"):
        # A year without a deployment has no column that could say so.
        if not of_year["deployments"].any():
            next(one for one in values if one["day"] == f"{year}-07-01")["word"] = "none"

    def draw(width: int) -> Drawing:
        x = alt.X("utcyearmonth(day):T", title=None, scale=UTC, axis=year_axis(figures, publisher))
        known, gaps = (alt.Chart().encode(x=x).transform_filter(f"{no}isValid(datum.value)") for no in ("", "!"))
        return alt.layer(
            known.mark_bar(**_BAR, binSpacing=1).encode(y=alt.Y("value:Q", title=None), description=SAID, **PART_LOOK),
            gaps.mark_rect(aria=True, color=PANEL).encode(description=SAID),
            gaps.mark_text(color=SOFT, angle=270).encode(y=fixed(alt.YValue, 100), text=alt.Text("word:N")),
            known.mark_text(color=SOFT, dy=-10).encode(y=alt.Y("value:Q", title=None), text=alt.Text("word:N")),
            data=data_of(values),
        ).properties(width=inner(width), height=200)  # fmt: skip

    said = " ".join(f"{one.label}: {_coverage_words(every[every['year'] == one.year])}" for one in years)
    subtitle, told = f"Deployments by month, {say_period([one.label for one in years])}", _told(figures, publisher, every, None)
    return Chart(publisher, "months", title, subtitle, f"Deployments by month. {said}", **told, draw=draw)


def year_axis(figures: Figures, publisher: str) -> alt.Axis:
    """The axis of a time scale: the name of each year stands where it begins; a part year has a second line."""
    years = [*figures.years(publisher).itertuples()]
    names = ", ".join(f"'{one.year}': {one.label.split(', ')}" for one in years)
    days = [alt.DateTime(year=int(one.year), month=1, date=1, utc=True) for one in years]
    look: dict[str, Any] = {"labelAlign": "left", "labelOffset": 2, "tickSize": 12, "labelPadding": -6, "labelFlush": False, "grid": False}
    return alt.Axis(values=days, labelExpr=f"({{{names}}})[utcFormat(datum.value, '%Y')]", **look)


def _values(figures: Figures, publisher: str, year: int | None = None) -> list[dict[str, Any]]:
    """Each month as a row to draw; one without a record has no value, and one of those in a year has the word for it."""
    months = _months(figures, publisher, year)
    gaps = months[~months["is_covered"]].groupby("year")["month"].median().round()
    return [
        {
            "day": f"{one.year}-{one.month:02d}-01", "month": calendar.month_abbr[one.month],
            "value": int(one.deployments) if one.is_covered else None, "part": bool(one.is_partial),
            "word": NOT_COVERED if not one.is_covered and gaps[one.year] == one.month else "",
            "said": f"{calendar.month_name[one.month]} {one.year}: {_short(one)}",
        }
        for one in months.itertuples()
    ]  # fmt: skip


def _months(figures: Figures, publisher: str, year: int | None = None) -> pd.DataFrame:
    months = figures.monthly(publisher)
    if year is not None:
        months = months[months["year"] == year]
    is_partial = months["is_part"].fillna(False).astype(bool)
    return months.sort_values(["year", "month"]).assign(is_partial=is_partial, is_covered=months["is_covered"].astype(bool))


def _finding(label: str, months: pd.DataFrame) -> str:
    covered = months[months["is_covered"]]
    if covered.empty:
        return f"{label}: no record covers any month"
    if not covered["deployments"].any():
        return f"{label}: no deployment in any of {len(covered)} months"
    most = covered[covered["deployments"] == covered["deployments"].max()]
    names = ", ".join(calendar.month_name[one.month] for one in most.itertuples())
    count = f"{say_count(covered['deployments'].max())}{' each' if len(most) > 1 else ''}"
    return f"{label}: {say_number_of(covered['deployments'].sum(), 'deployment')}, most in {names} ({count})"


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


def _told(figures: Figures, publisher: str, months: pd.DataFrame, year: int | None, notes: list[str] | None = None) -> dict[str, Any]:
    """Table, notes and plain values of the months of one year or, without `year`, of all."""
    lines = []
    for one in months.itertuples():
        coverage = NOT_COVERED if not one.is_covered else f"{_PART} covered" if one.is_partial else "covered"
        name = calendar.month_name[one.month] + (f" {one.year}" if year is None else "")
        counts = [say_count(one.deployments), say_count(one.deployments_as_published)] if one.is_covered else [NOT_COVERED, NOT_COVERED]
        lines.append([name, *counts, coverage])
    notes = [*partial_notes([one for one in series(figures, publisher, "deployments") if year in (None, one.year)]), *(notes or [])]
    if not months["is_covered"].all():
        notes.append("A grey band is a time that no record covers. It is not a time without a deployment.")
    counts = ["deployments", "deployments_as_published"]
    data = months[["year", "month", "is_covered", "is_partial", *counts]].copy()
    data.insert(0, "publisher", publisher)
    # Not covered is empty in a file, never 0.
    data[counts] = data[counts].astype("Int64").mask(~data["is_covered"])
    columns = {"Month": "words", "Deployments": "number", "Before correction": "number", "Coverage": "words"}
    line_years = [int(one) for one in months["year"]]
    return {
        "columns": columns,
        "lines": lines,
        "notes": [*notes, *corrected_counts(months)],
        "year": year,
        "line_years": line_years,
        "data": data,
    }
