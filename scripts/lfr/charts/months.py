"""Deployments by month: the columns of one year, and those of all years with the time that no record covers."""

import calendar
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart, sentence
from lfr.charts.column_chart import PART_LOOK, columns
from lfr.charts.series import corrected_counts, partial_notes, say_period, say_threshold_changes, series
from lfr.charts.theme import BAR, PANEL, SAID, SOFT, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figures
from lfr.wording.words import NOT_COVERED, say_both_counts, say_count, say_number_of


def months_of_year(figures: Figures, publisher: str, year: int) -> Chart:
    """A column per month, with the year before in grey. A month that no record covers is a band with its word, not a zero."""
    label, months = figures.figure(publisher, year, "deployments").label, _months(figures, publisher)
    before = {one["month"]: one["value"] for one in _rows(months[months["year"] == year - 1])}
    months = months[months["year"] == year]
    rows = [
        {
            "x": calendar.month_abbr[one["month"]], "kind": "deployments", "value": one["value"], "upper": one["value"],
            "before": before.get(one["month"]), "text": say_count(one["value"]) if one["is_covered"] else one["word"],
            "said": f"{one['name']} {year}: {one['cell']}", "part": one["part"],
        }
        for one in _rows(months)
    ]  # fmt: skip
    changes = say_threshold_changes(figures, publisher, year)
    subtitle = f"Deployments by month, {label}" + (f"; {year - 1} in grey behind" if any(before.values()) else "")

    def draw(width: int) -> Drawing:
        # A letter is enough for a month where there is little room.
        axis = alt.Axis(labelExpr="slice(datum.label, 0, 1)" if is_narrow(width) else "datum.label", ticks=False)
        return columns(rows, {"deployments": BAR}, width, axis=axis)

    return Chart(
        publisher, f"{year}-months", _finding(label, months), subtitle, sentence(f"Deployments by month, {label}", rows),
        {"Month": [*months["name"]], "Deployments": [*months["cell"]]},
        [*_notes(figures, publisher, months), *([f"Threshold {changes}."] if changes else [])], year, draw=draw, data=_data(months),
    )  # fmt: skip


def coverage(figures: Figures, publisher: str) -> Chart:
    """A column for each month of all years, and a band where no record covers the time."""
    months = _months(figures, publisher)
    covered = months[months["is_covered"]]
    title = f"Used in {(covered['deployments'] > 0).sum()} of the {len(covered)} months that the records cover"
    if covered["deployments"].any():
        most = covered.loc[covered["deployments"].idxmax()]
        title += f", most often in {calendar.month_name[most['month']]} {most['year']} ({say_count(most['deployments'])})"
    said = []
    for year, of_year in months.groupby("year"):
        label, told = figures.figure(publisher, int(year), "deployments").label, of_year[(of_year["cell"] != "0") & of_year["is_covered"]]
        if told.empty and of_year["is_covered"].all():
            # A year without a deployment has no column that could say so.
            months.loc[of_year.index[6], "word"] = "none"
        cells = [*(told["name"] + " " + told["cell"]), *(of_year["name"][~of_year["is_covered"]] + f" {NOT_COVERED}")]
        if (of_year["cell"] == "0").any():
            cells.append(f"no deployment in any {'other ' if cells else ''}month")
        said.append({"said": f"{label}: {', '.join(cells)}"})
    names = months["name"] + " " + months["year"].astype(str)
    rows = [
        {
            "day": f"{one['year']}-{one['month']:02d}-01",
            "said": f"{name}: {one['cell']}",
            **{key: one[key] for key in ("value", "part", "word")},
        }
        for name, one in zip(names, _rows(months), strict=True)
    ]

    def draw(width: int) -> Drawing:
        x = alt.X("utcyearmonth(day):T", title=None, scale=alt.Scale(type="utc"), axis=year_axis(figures, publisher))
        known, gaps = (alt.Chart().transform_filter(f"{no}isValid(datum.value)") for no in ("", "!"))
        y, word = alt.Y("value:Q", title=None), alt.Text("word:N")
        return alt.layer(
            known.mark_bar(aria=True, color=BAR, stroke=BAR, binSpacing=1).encode(y=y, description=SAID, **PART_LOOK),
            gaps.mark_rect(aria=True, color=PANEL).encode(description=SAID),
            gaps.mark_text(color=SOFT, angle=270).encode(y=fixed(alt.YValue, 100), text=word),
            known.mark_text(color=SOFT, dy=-10).encode(y=y, text=word),
            data=data_of(rows),
        ).encode(x=x).properties(width=inner(width), height=200)  # fmt: skip

    subtitle = f"Deployments by month, {say_period(figures, publisher)}"
    return Chart(
        publisher, "months", title, subtitle, sentence(subtitle, said), {"Month": [*names], "Deployments": [*months["cell"]]},
        _notes(figures, publisher, months), draw=draw, data=_data(months),
    )  # fmt: skip


def year_axis(figures: Figures, publisher: str) -> alt.Axis:
    """The axis of a time scale: the name of each year stands where it begins; a part year has a second line."""
    years = [*figures.years(publisher).itertuples()]
    names = ", ".join(f"'{one.year}': {one.label.split(', ')}" for one in years)
    days = [alt.DateTime(year=int(one.year), month=1, date=1, utc=True) for one in years]
    look: dict[str, Any] = {"labelAlign": "left", "labelOffset": 2, "tickSize": 12, "labelPadding": -6, "labelFlush": False, "grid": False}
    return alt.Axis(values=days, labelExpr=f"({{{names}}})[utcFormat(datum.value, '%Y')]", **look)


def _months(figures: Figures, publisher: str) -> pd.DataFrame:
    """Every month: its count, which is no `value` where no record covers it, and the `cell` that says it. Of such months one in a
    year has the `word` for it.
    """
    months = figures.monthly(publisher).sort_values(["year", "month"]).reset_index(drop=True)
    covered, part = months["is_covered"].astype(bool), months["is_part"].fillna(False).astype(bool)
    cells = [say_both_counts(*counts) for counts in months[["deployments", "deployments_as_published"]].fillna(0).values]
    months = months.assign(
        publisher=publisher, is_covered=covered, part=part, value=months["deployments"].astype("Int64").where(covered), word="",
        name=[calendar.month_name[month] for month in months["month"]],
        cell=pd.Series(cells) + part.map({True: " (part of the month)", False: ""}),
    )  # fmt: skip
    months.loc[~covered, "cell"] = NOT_COVERED
    middle = months[~covered].groupby("year")["month"].transform("median").round()
    months.loc[middle.index[middle == months["month"][middle.index]], "word"] = NOT_COVERED
    return months


def _rows(months: pd.DataFrame) -> list[dict[str, Any]]:
    return [{**one, "value": None if pd.isna(one["value"]) else int(one["value"])} for one in months.to_dict("records")]


def _finding(label: str, months: pd.DataFrame) -> str:
    covered = months[months["is_covered"]]
    if covered.empty:
        return f"{label}: no record covers any month"
    if not covered["deployments"].any():
        return f"{label}: no deployment in any of {len(covered)} months"
    most = covered[covered["deployments"] == covered["deployments"].max()]
    count = f"{say_count(covered['deployments'].max())}{' each' if len(most) > 1 else ''}"
    return f"{label}: {say_number_of(covered['deployments'].sum(), 'deployment')}, most in {', '.join(most['name'])} ({count})"


def _notes(figures: Figures, publisher: str, months: pd.DataFrame) -> list[str]:
    gap = [] if months["is_covered"].all() else ["A grey band is a time that no record covers. It is not a time without a deployment."]
    found = [one for one in series(figures, publisher, "deployments") if one.year in set(months["year"])]
    return [*partial_notes(found), *gap, *corrected_counts(months)]


def _data(months: pd.DataFrame) -> pd.DataFrame:
    """Not covered is empty in a file, never 0."""
    counts = ["deployments", "deployments_as_published"]
    data = months.rename(columns={"part": "is_partial"})[["publisher", "year", "month", "is_covered", "is_partial", *counts]]
    return data.assign(**{name: data[name].astype("Int64").where(data["is_covered"]) for name in counts})
