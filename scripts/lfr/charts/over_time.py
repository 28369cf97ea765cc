"""Each deployment as a dot at its day: watchlist, threshold, faces seen per hour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart
from lfr.charts.column_chart import TOP
from lfr.charts.months import year_axis
from lfr.charts.series import newest_of, over_years, partial_notes, say_threshold_changes, series, threshold_changes
from lfr.charts.theme import BAR, INK, OTHER, PANEL, SAID, SOFT, UNKNOWN, Drawing, data_of, fixed, inner
from lfr.warehouse.figures import Figures
from lfr.wording.words import NOT_COVERED, say_both, say_count, say_day, say_figure, say_number_of, say_score

DEPLOYMENT = ["publisher", "deployment_id", "deployment_date"]  # the columns by which a deployment is known in the values of a chart
_STRETCH = {"From the deployment of": "words", "To the deployment of": "words"}
_MARKS = [step * 10**power for power in range(8) for step in (1, 3)]  # of a logarithmic scale
Level = tuple[pd.Timestamp, pd.Timestamp, float, str]


def over_time(
    figures: Figures,
    publisher: str,
    dots: Iterable[tuple[pd.Timestamp, float, str, str]],
    width: int,
    y: alt.Y,
    *,
    breaks: Mapping[date, str] | None = None,
    levels: Sequence[Level] = (),
    kinds: Mapping[str, str] | None = None,
) -> Drawing:
    """Dots by date, each as day, value, words, and kind, if the `kinds` have colours of their own.

    A broken rule at each of the `breaks`, with its words; `levels` are lines from one day to another at a value, with their words. From
    the day to which the records cover the last year the ground is another.
    """
    known = [{"day": f"{day:%Y-%m-%d}", "value": float(value), "said": said, "kind": kind} for day, value, said, kind in dots]
    years = [*figures.years(publisher).itertuples()]
    last, end = years[-1], f"{years[-1].year}-12-31"
    scale = alt.Scale(type="utc", domain=[f"{min((str(one['day'])[:4] for one in known), default=last.year)}-01-01", end])
    x = alt.X("day:T", title=None, scale=scale, axis=year_axis(figures, publisher))
    colours = alt.Scale(domain=[*(kinds or {})], range=[*(kinds or {}).values()])
    color = alt.Color("kind:N", scale=colours, legend=alt.Legend(columns=2)) if kinds else fixed(alt.ColorValue, OTHER if levels else BAR)
    layers: list[Any] = []
    if last.is_partial and last.covered_days:
        said = f"After {say_day(last.covers_to)}: {NOT_COVERED}"
        ground: Any = alt.Chart(data_of([{"day": f"{last.covers_to:%Y-%m-%d}", "to": end, "said": said}])).encode(x=x)
        look: dict[str, Any] = {"color": PANEL, "stroke": UNKNOWN, "strokeDash": [3, 3], "fillOpacity": 0.6}
        layers.append(ground.mark_rect(aria=True, **look).encode(x2=alt.X2("to"), description=SAID))
        layers.append(ground.mark_text(angle=270, dx=-4, dy=12, align="right", color=SOFT, text=NOT_COVERED).encode(y=TOP))
    layers.append(
        alt.Chart(data_of(known))
        .mark_circle(aria=True, size=26, opacity=0.5 if levels else 0.85)
        .encode(x=x, y=y, color=color, description=SAID)
    )
    if levels:
        lines = [
            {"day": f"{start:%Y-%m-%d}", "to": f"{end:%Y-%m-%d}", "value": value, "text": words} for start, end, value, words in levels
        ]
        level: Any = alt.Chart(data_of(lines)).encode(x=x, y=y)
        layers.append(level.mark_rule(strokeWidth=2.5, color=INK).encode(x2=alt.X2("to")))
        layers.append(level.mark_text(align="left", dy=-9, fontWeight="bold").encode(text=alt.Text("text:N")))
    if breaks:
        rules: Any = alt.Chart(data_of({"day": f"{day:%Y-%m-%d}", "text": words} for day, words in breaks.items())).encode(x=x)
        layers.append(rules.mark_rule(strokeDash=[6, 3]))
        layers.append(rules.mark_text(align="right", dx=-4, dy=6, color=SOFT).encode(y=TOP, text=alt.Text("text:N")))
    return alt.layer(*layers).properties(width=inner(width), height=260)


def threshold_rules(figures: Figures, publisher: str) -> dict[date, str]:
    """The days on which the threshold changed. The first has the words of all: there is no room for more."""
    changes = threshold_changes(figures, publisher)
    words = f"threshold {', then '.join(say_score(one) for _, one in changes)} from here"
    return {day: "" if i else words for i, (day, _) in enumerate(changes)}


def watchlist(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the size of its watchlist on its day. Never a sum: the same images are on list after list."""
    frame = figures.deployments(publisher).dropna(subset=["watchlist_size"])
    if frame.empty:
        return None
    found = [series(figures, publisher, f"watchlist_size_{name}") for name in ("minimum", "median", "maximum")]
    each, said = [*zip(*found, strict=True)], []
    for low, middle, high in each:
        range_of = f"{say_both(low)} to {say_both(high)} images, median {say_both(middle)}"
        said.append(f"{low.label}: {range_of if low.value is not None else say_figure(low)}")
    notes = ["Each dot is a deployment. Lists are never added up: the same images are on one list after the other."]
    if changes := say_threshold_changes(figures, publisher):
        notes.append(f"The broken rules mark where the threshold changed: {changes}.")
    dots = [
        (day, size, f"{say_day(day)}: {say_count(size)} images", "") for day, size in frame[["deployment_date", "watchlist_size"]].values
    ]
    newest, title = newest_of(found[1]), "Watchlists"
    if newest:
        low, middle, high = (say_figure(one) for one in each[found[1].index(newest)])
        title = f"Watchlists of {low} to {high} images in {newest.label}, median {middle}"

    def draw(width: int) -> Drawing:
        y = alt.Y("value:Q", title=None, axis=alt.Axis(format=",d"), scale=alt.Scale(zero=True))
        return over_time(figures, publisher, dots, width, y, breaks=threshold_rules(figures, publisher))

    subtitle, notes = "Images on the watchlist of each deployment", [*notes, *partial_notes(found[1])]
    chart = over_years("watchlist", title, subtitle, "Watchlist size", said, draw, found, notes)
    return replace(chart, data=frame[[*DEPLOYMENT, "watchlist_size"]])


def threshold(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment at its threshold, where the record prints one, and a line for each stretch of one threshold."""
    every = figures.deployments(publisher)
    frame = every.dropna(subset=["threshold"])
    if frame.empty:
        return None
    lowest, highest = (series(figures, publisher, f"threshold_{name}") for name in ("minimum", "maximum"))
    found = [*figures.thresholds(publisher).itertuples()]
    lines = [[say_day(one.from_date), say_day(one.to_date), say_score(one.threshold), say_count(one.deployments)] for one in found]
    stretches = [
        f"{score} from {first} to {last} ({say_number_of(one.deployments, 'deployment')})"
        for (first, last, score, _), one in zip(lines, found, strict=True)
    ]
    notes = ["Each dot is a deployment. A higher threshold gives fewer alerts, true and false."]
    if missing := len(every) - len(frame):
        notes.append(f"{say_count(missing)} deployments print no threshold and have no dot.")
    notes += [f"{one.label}, {one.title.lower()}: {say_both(one)}." for one in (*lowest, *highest) if one.is_corrected]
    dots = [(day, score, f"{say_day(day)}: {say_score(score)}", "") for day, score in frame[["deployment_date", "threshold"]].values]
    marks = sorted(set(frame["threshold"]))
    title = f"Threshold {lines[-1][2]} since {lines[-1][0]}" + (f", {lines[-2][2]} before" if len(lines) > 1 else "")

    def draw(width: int) -> Drawing:
        scale = alt.Scale(domain=[marks[0] - 0.02, marks[-1] + 0.03])
        y = alt.Y("value:Q", title=None, axis=alt.Axis(format=".2f", values=marks), scale=scale)
        levels = [(one.from_date, one.to_date, one.threshold, "") for one in found]
        return over_time(figures, publisher, dots, width, y, levels=levels).properties(height=180)

    return Chart(
        publisher, "threshold", title, "Lowest similarity at which the system gives an alert, in each deployment",
        f"Threshold in use: {'; '.join(stretches)}.", {**_STRETCH, "Threshold": "number", "Deployments": "number"}, lines, notes,
        draw=draw, data=frame[[*DEPLOYMENT, "threshold"]],
    )  # fmt: skip


def faces_per_hour(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the faces seen per hour deployed, with the median of each stretch between two breaks."""
    every = figures.deployments(publisher)
    hours = every["duration_minutes"].where(every["duration_minutes"] > 0) / 60
    frame = every.assign(faces_per_hour=every["faces_seen"] / hours).query("faces_per_hour > 0")
    if frame.empty:
        return None
    stretches, breaks = [*figures.faces_per_hour(publisher).itertuples()], figures.breaks(publisher, "faces_seen")
    rates = frame[["deployment_date", "faces_per_hour"]].astype({"faces_per_hour": float}).values
    dots = [(day, rate, f"{say_day(day)}: {say_count(round(rate))} per hour", "") for day, rate in rates]
    lines = [
        [say_day(one.from_date), say_day(one.to_date), say_count(one.deployments), say_count(round(one.median_faces_per_hour))]
        for one in stretches
    ]
    levels = [(one.from_date, one.to_date, one.median_faces_per_hour, line[3]) for one, line in zip(stretches, lines, strict=True)]
    levels = [one for one in levels if one[2]]
    notes = [
        "Each dot is a deployment: its faces seen, which the publisher estimates, by its hours. The scale is logarithmic.",
        "A line with its number is the median between two breaks. What lies on two sides of a break does not compare.",
        *(f"From {say_day(line.from_date)}: {line.words}." for line in breaks.itertuples()),
    ]
    if missing := len(every) - len(frame):
        notes.append(f"Deployments without faces seen or without a duration have no dot: {say_count(missing)}.")
    medians = "; ".join(f"{median} from {first} to {last} ({count} deployments)" for first, last, count, median in lines)
    title = f"{lines[-1][3]} faces an hour at the median since {lines[-1][0]}"
    title += f", {lines[-2][3]} in the stretch before" if len(lines) > 1 else ""

    def draw(width: int) -> Drawing:
        y = alt.Y("value:Q", title=None, scale=alt.Scale(type="log", nice=False, padding=10), axis=alt.Axis(format=",d", values=_MARKS))
        return over_time(figures, publisher, dots, width, y, breaks={day.date(): "" for day in breaks["from_date"]}, levels=levels)

    return Chart(
        publisher, "faces-per-hour", title, "Faces seen per hour deployed, in each deployment; medians between the breaks of the series",
        f"Faces seen per hour deployed, median: {medians}.", {**_STRETCH, "Deployments": "number", "Median per hour": "number"},
        lines, notes, draw=draw, data=frame[[*DEPLOYMENT, "faces_seen", "duration_minutes", "faces_per_hour"]],
    )  # fmt: skip
