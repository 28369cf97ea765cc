"""Deployments by month: the columns of one year, and those of all years with the time that no record covers."""

import calendar
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart, sentence
from lfr.charts.series import columns, corrected_counts, partial_notes, say_period, say_threshold_changes, series, threshold_notes
from lfr.charts.theme import BAR, OTHER, PANEL, PART_LOOK, RAMP, SAID, SOFT, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import NOT_COVERED, say_both, say_both_counts, say_count, say_day, say_number_of

_SAME_DAYS = ("deployments", "alerts", "true_alerts", "false_alerts", "arrests")


def months_of_year(figures: Figures, publisher: str, year: int) -> Chart:
    """A column per month, with the year before in grey. A month that no record covers is a band with its word, not a zero."""
    label, months = figures.figure(publisher, year, "deployments").label, _months(figures, publisher)
    before = {one["month"]: one["value"] for one in months[months["year"] == year - 1].to_dict("records")}
    months = months[months["year"] == year]
    rows = [
        {
            "x": calendar.month_abbr[one["month"]], "kind": "deployments", "value": one["value"], "upper": one["value"],
            "before": before.get(one["month"]), "text": say_count(one["value"]) if one["is_covered"] else one["word"],
            "said": f"{one['name']} {year}: {one['cell']}", "part": one["part"],
        }
        for one in months.to_dict("records")
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
        for name, one in zip(names, months.to_dict("records"), strict=True)
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
    values = [int(count) if is_known else None for count, is_known in zip(months["deployments"], covered, strict=True)]
    cells = [say_both_counts(*counts) for counts in months[["deployments", "deployments_as_published"]].fillna(0).values]
    months = months.assign(
        publisher=publisher, is_covered=covered, part=part, value=pd.Series(values, dtype=object), word="",
        name=[calendar.month_name[month] for month in months["month"]],
        cell=pd.Series(cells) + part.map({True: " (part of the month)", False: ""}),
    )  # fmt: skip
    months.loc[~covered, "cell"] = NOT_COVERED
    middle = months[~covered].groupby("year")["month"].transform("median").round()
    months.loc[middle.index[middle == months["month"][middle.index]], "word"] = NOT_COVERED
    return months


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
    gap = [] if months["is_covered"].all() else ["A grey band is a time that no record held here covers, not a time without a deployment."]
    found = [one for one in series(figures, publisher, "deployments") if one.year in set(months["year"])]
    return [*partial_notes(found), *gap, *corrected_counts(months)]


def _data(months: pd.DataFrame) -> pd.DataFrame:
    """Not covered is empty in a file, never 0."""
    counts = ["deployments", "deployments_as_published"]
    data = months.rename(columns={"part": "is_partial"})[["publisher", "year", "month", "is_covered", "is_partial", *counts]]
    return data.assign(**{name: data[name].astype("Int64").where(data["is_covered"]) for name in counts})


def cumulative(figures: Figures, publisher: str) -> Chart | None:
    """Deployments added up from the first of January: one line per year, to the last day that the records cover."""
    frame = figures.deployments(publisher).sort_values(["deployment_date", "deployment_id"])
    if frame.empty:
        return None
    frame = frame.assign(number=frame.groupby("deployment_year").cumcount() + 1)
    found = series(figures, publisher, "deployments")
    rows, ends = [], []
    for one in (one for one in found if one.value):
        of_year = frame[frame["deployment_year"] == one.year]
        days = [one.covers_from, *of_year["deployment_date"], one.covers_to]
        # All years lie on the days of one leap year.
        points = [{"year": str(one.year), "day": f"2000-{day:%m-%d}"} for day in days]
        rows += [{**point, "number": min(number, len(of_year))} for number, point in enumerate(points)]
        text = f"{one.label}: {say_count(one.value or 0)}"
        ends.append({**points[-1], "number": one.value, "part": one.is_partial, "text": text, "said": f"{one.label}: {say_both(one)}"})
    names, labels, cells = [str(one.year) for one in found], [one.label for one in found], [*map(say_both, found)]
    said = [{"said": f"{label}: {cell}"} for label, cell in zip(labels, cells, strict=True)]
    part = [one for one in found if one.is_partial and one.value]
    title = f"{ends[-1]['said']} deployments"
    if part:
        until, newest = part[-1].covers_to, part[-1].year
        title = f"{say_number_of(part[-1].value or 0, 'deployment')} by {say_day(until)}"
        # Only where both years are covered from their first day.
        same = figures.same_period(publisher, newest)
        same = same[(same["measure"] == "deployments") & (same["year"] == newest - 1) & (same["from_date"].dt.day_of_year == 1)]
        for one in same[same["value"].notna()].itertuples():
            title += f", {say_count(one.value)} by the same day of {newest - 1}"
            labels, cells = [*labels, f"to {say_day(one.to_date)}"], [*cells, say_both_counts(one.value, one.value_as_published)]
            said += [{"said": f"{say_day(one.to_date)}: {cells[-1]}"}]

    def draw(width: int) -> Drawing:
        months = [alt.DateTime(year=2000, month=month, date=1, utc=True) for month in range(1, 13)]
        name = f"slice(utcFormat(datum.value, '%b'), 0, {1 if is_narrow(width) else 3})"
        # Beyond December there is room for the names of the lines.
        reach = ["2000-01-01", "2001-06-01" if is_narrow(width) else "2001-02-20"]
        x = alt.X(
            "day:T", title=None, scale=alt.Scale(type="utc", domain=reach), axis=alt.Axis(values=months, labelExpr=name, labelAlign="left")
        )
        order, thick = alt.Order("number:Q"), fixed(alt.StrokeWidthValue, 2, f"datum.year == '{names[-1]}'", 4)
        inks = [OTHER] * (len(names) - 2) + [RAMP[3], BAR][-len(names) :]
        color, y = alt.Color("year:N", scale=alt.Scale(domain=names, range=inks), legend=None), alt.Y("number:Q", title=None)
        last = alt.Chart(data_of(_together(ends)))
        return alt.layer(
            alt.Chart(data_of(rows)).mark_line(interpolate="step-after").encode(color=color, strokeWidth=thick, order=order),
            last.mark_circle(aria=True, size=50, opacity=1).encode(color=color, description=SAID),
            last.transform_filter("!datum.part").mark_text(align="left", dx=7).encode(text=alt.Text("text:N")),
            last.transform_filter("datum.part").mark_text(align="right", dx=-4, dy=-9).encode(text=alt.Text("text:N")),
        ).encode(x=x, y=y).properties(width=inner(width), height=280)  # fmt: skip

    return Chart(
        publisher, "cumulative", title, f"Deployments added up over each calendar year, {say_period(figures, publisher)}",
        sentence("Deployments added up from 1 January of each year", said),
        {"Calendar year": labels, "Deployments": cells},
        [*partial_notes(found), *corrected_counts(figures.monthly(publisher))], draw=draw,
        data=frame[["publisher", "deployment_id", "deployment_date", "number"]],
    )  # fmt: skip


def _together(ends: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ends of lines that lie close together have one label, with the highest."""
    merged: list[dict[str, Any]] = []
    for one in sorted(ends, key=lambda one: (one["part"], -one["number"])):
        if merged and merged[0]["part"] == one["part"] and merged[-1]["number"] - one["number"] < ends[-1]["number"] / 12:
            merged[-1] = {**merged[-1], "text": f"{merged[-1]['text']}, {one['text']}"}
            merged.insert(0, {**one, "text": ""})
        else:
            merged.append(one)
    return merged


def same_days(figures: Figures, publisher: str) -> Chart | None:
    """The newest part year beside the same days of the year before, measure by measure; None where no year is covered in part."""
    frame = figures.same_period(publisher)
    if frame.empty:
        return None
    year = int(frame["part_year"].max())
    frame = frame[(frame["part_year"] == year) & frame["year"].isin([year - 1, year]) & frame["measure"].isin(_SAME_DAYS)]
    frame = frame.sort_values(["position", "year"])
    # Only what is known of both years, and compares.
    pairs = frame[(frame["is_comparable"] & frame["value"].notna()).groupby(frame["measure"]).transform("sum") == 2]
    if pairs.empty:
        return None
    titles, cells = [measures()[name].title for name in pairs["measure"]], map(say_both_counts, pairs["value"], pairs["value_as_published"])
    most = pairs.groupby("measure")["value"].transform("max").replace(0, 1)
    rows: list[dict[str, Any]] = [
        {
            "measure": title, "year": str(row.year), "value": float(row.value), "text": say_count(row.value), "cell": cell,
            "share": row.value / of, "said": f"{title}, {row.year}: {cell}",
        }
        for row, title, cell, of in zip(pairs.itertuples(), titles, cells, most, strict=True)
    ]  # fmt: skip
    first, last = (say_day(frame[end].iloc[-1], with_year=False) for end in ("from_date", "to_date"))
    names = [one["measure"] for one in rows[::2]]
    title = f"{rows[1]['text']} {names[0].lower()} from {first} to {last} {year}, {rows[0]['text']} on the same days of {year - 1}"
    notes = ["Each pair of columns has a scale of its own: compare the years, not the measures."]
    if len(names) < len(_SAME_DAYS):
        notes.append("What was counted differently in the two years is left out.")
    counts, parts_of = frame.pivot(index="year", columns="measure", values="value"), ["alerts", "true_alerts", "false_alerts"]
    if {*parts_of} <= {*counts.columns}:
        for one, count in counts[parts_of].dropna().iterrows():
            if (parts := count["true_alerts"] + count["false_alerts"]) != (total := count["alerts"]):
                sums = f"add up to {say_count(parts)}, not {say_count(total)}"
                notes.append(f"On these days of {one} true and false alerts {sums}: so the record has it.")

    def draw(width: int) -> Drawing:
        across = min(len(names), 3 if is_narrow(width) else 5)
        x = alt.X("year:N", title=None, axis=alt.Axis(ticks=False), scale=alt.Scale(padding=0.2))
        # Each pair has a scale of its own, and one height.
        base, y = alt.Chart(), alt.Y("share:Q", axis=None, scale=alt.Scale(domain=[0, 1.12], nice=False))
        color = alt.Color("year:N", scale=alt.Scale(domain=[str(year - 1), str(year)], range=[OTHER, BAR]), legend=None)
        bars, words = base.mark_bar(aria=True).encode(color=color, description=SAID), base.mark_text(dy=-8, fontWeight="bold")
        each = alt.layer(bars, words.encode(text=alt.Text("text:N")), data=data_of(rows)).encode(x=x, y=y)
        each = each.properties(width=(width - 20 * across) / across, height=180)
        return each.facet(alt.Facet("measure:N", sort=names, title=None), columns=across, spacing=20).resolve_axis(x="independent")

    pairs = zip(rows[::2], rows[1::2], strict=True)
    said = [{"said": f"{before['measure']}: {now['cell']}, and {before['cell']} in {year - 1}"} for before, now in pairs]
    subtitle, data = f"{first} to {last} of {year - 1} and of {year}", frame.assign(publisher=publisher)
    return Chart(
        publisher, "same-days", title, subtitle, sentence(f"{first} to {last} {year}", said),
        {"Measure": names, f"{year - 1}": [one["cell"] for one in rows[::2]], f"{year}": [one["cell"] for one in rows[1::2]]},
        [*notes, *threshold_notes(figures, publisher)], draw=draw,
        data=data[["publisher", "year", "from_date", "to_date", "measure", "value", "value_as_published", "basis", "is_comparable"]],
    )  # fmt: skip
