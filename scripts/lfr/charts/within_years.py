"""Years beside each other: deployments added up from the first of January, and the same days of two years."""

from typing import Any

import altair as alt

from lfr.charts.chart import Chart, sentence
from lfr.charts.series import corrected_counts, partial_notes, say_period, series, threshold_notes
from lfr.charts.theme import BAR, OTHER, RAMP, SAID, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import say_both, say_both_counts, say_count, say_day, say_number_of

_SAME_DAYS = ("deployments", "alerts", "true_alerts", "false_alerts", "arrests")


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
