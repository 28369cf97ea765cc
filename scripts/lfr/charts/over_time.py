"""Each deployment as a dot at its day: watchlist, threshold, faces seen per hour, false alerts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts import series as yearly
from lfr.charts.chart import Chart, sentence
from lfr.charts.months import year_axis
from lfr.charts.theme import BAR, FALSE, INK, OTHER, PANEL, SAID, SOFT, TOP, UNKNOWN, Drawing, data_of, fixed, inner
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import (
    NOT_COVERED,
    NOT_RECORDED,
    say_both,
    say_both_counts,
    say_count,
    say_day,
    say_figure,
    say_number_of,
    say_or_not_recorded,
    say_score,
)

_MOST = 30  # a deployment with more alerts than this stands in the last column
_UNTOLD = "threshold not published"
_MARKS = [step * 10**power for power in range(8) for step in (1, 3)]  # of a logarithmic scale


def over_time(
    figures: Figures, publisher: str, dots: pd.DataFrame, say: Callable[[Any], str], width: int, y: alt.Y, *,
    breaks: Mapping[date, str] | None = None, levels: Sequence[dict[str, Any]] = (), kinds: Mapping[str, str] | None = None,
    height: int = 260,
) -> Drawing:  # fmt: skip
    """Dots by `deployment_date` and `value`, which they `say`, or by `kind`, where the `kinds` have colours of their own.

    A broken rule at each of the `breaks`, with its words; `levels` are lines from one day to another at a value, with their words. From
    the day to which the records cover the last year the ground is another.
    """
    last = [*figures.years(publisher).itertuples()][-1]
    said = [f"{say_day(day)}: {say(one)}" for day, one in dots[["deployment_date", "kind" if kinds else "value"]].values]
    rows = pd.DataFrame({"day": dots["deployment_date"].dt.strftime("%Y-%m-%d"), "value": dots["value"].astype(float), "said": said})
    scale = alt.Scale(type="utc", domain=[f"{min(rows['day'], default=str(last.year))[:4]}-01-01", end := f"{last.year}-12-31"])
    x = alt.X("day:T", title=None, scale=scale, axis=year_axis(figures, publisher))
    color = fixed(alt.ColorValue, BAR)
    if kinds:
        rows["kind"] = [*dots["kind"]]
        color = alt.Color("kind:N", scale=alt.Scale(domain=[*kinds], range=[*kinds.values()]), legend=alt.Legend(columns=2))
    layers: list[Any] = []
    if last.is_partial and last.covered_days:
        after = {"day": f"{last.covers_to:%Y-%m-%d}", "to": end, "said": f"After {say_day(last.covers_to)}: {NOT_COVERED}"}
        ground: Any = alt.Chart(data_of([after]))
        look: dict[str, Any] = {"color": PANEL, "stroke": UNKNOWN, "strokeDash": [3, 3], "fillOpacity": 0.6}
        layers.append(ground.mark_rect(aria=True, **look).encode(x2=alt.X2("to"), description=SAID))
        layers.append(ground.mark_text(angle=270, dx=-4, dy=12, align="right", color=SOFT, text=NOT_COVERED).encode(y=TOP))
    dot = alt.Chart(data_of(rows)).mark_circle(aria=True, size=26, opacity=0.25 if levels else 0.85)
    layers.append(dot.encode(y=y, color=color, description=SAID))
    if levels:
        level: Any = alt.Chart(data_of(levels)).encode(y=y)
        layers.append(level.mark_rule(strokeWidth=2.5, color=INK).encode(x2=alt.X2("to")))
        layers.append(level.mark_text(align="left", dy=-9, fontWeight="bold").encode(text=alt.Text("text:N")))
    if breaks:
        rules: Any = alt.Chart(data_of({"day": f"{day:%Y-%m-%d}", "text": words} for day, words in breaks.items()))
        layers.append(rules.mark_rule(strokeDash=[6, 3]))
        layers.append(rules.mark_text(align="right", dx=-4, dy=6, color=SOFT).encode(y=TOP, text=alt.Text("text:N")))
    return alt.layer(*layers).encode(x=x).properties(width=inner(width), height=height)


def known(figures: Figures, publisher: str, **more: str) -> pd.DataFrame | None:
    """The deployments of which a value is known, with it as `value` (a column, or an expression of columns); None if there is none."""
    every = figures.deployments(publisher)
    [(name, expression)] = more.items()
    frame = every.assign(**{name: every.eval(expression)}).dropna(subset=[name])
    return None if frame.empty else frame.assign(value=frame[name])


def values_at(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The values of a chart of deployments, with the columns by which a deployment is known."""
    return frame[["publisher", "deployment_id", "deployment_date", *columns]]


def watchlist(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the size of its watchlist on its day. Never a sum: the same images are on list after list."""
    frame = known(figures, publisher, watchlist_size="watchlist_size")
    if frame is None:
        return None
    found = [yearly.series(figures, publisher, f"watchlist_size_{name}") for name in ("minimum", "median", "maximum")]
    rows = []
    for low, middle, high in zip(*found, strict=True):
        range_of = f"{say_both(low)} to {say_both(high)} images, median {say_both(middle)}"
        rows.append({"said": f"{low.label}: {range_of if low.value is not None else say_figure(low)}"})
    notes = ["Each dot is a deployment. Lists are never added up: the same images are on one list after the other."]
    if changes := yearly.say_threshold_changes(figures, publisher):
        notes.append(f"The broken rules mark where the threshold changed: {changes}.")
    newest = yearly.newest_of(found[1])
    low, middle, high = next(trio for trio in zip(*found, strict=True) if trio[1] is newest)
    title = f"Watchlists of {say_figure(low)} to {say_figure(high)} images in {newest.label}, median {say_figure(middle)}"
    # The first rule has the words of all: there is no room for more.
    scores = yearly.threshold_changes(figures, publisher)
    words = f"threshold {', then '.join(map(say_score, scores.values()))} from here"
    breaks = {day: "" if i else words for i, day in enumerate(scores)}
    chart = yearly.over_years(
        "watchlist", title, "Images on the watchlist of each deployment", {of_measure[0].title: of_measure for of_measure in found}, rows,
        lambda width: over_time(
            figures, publisher, frame, lambda size: f"{say_count(size)} images", width,
            alt.Y("value:Q", title=None, axis=alt.Axis(format=",d"), scale=alt.Scale(zero=True)), breaks=breaks,
        ),
        [*notes, *yearly.partial_notes(found[1])],
    )  # fmt: skip
    return replace(chart, data=values_at(frame, "watchlist_size"))


def _stretches(frame: pd.DataFrame, name: str, numbers: list[str], values: pd.Series) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Stretches of days that belong together, each with its number, called `name`: the lines to draw and the table."""
    days = [f"{say_day(one.from_date)} to {say_day(one.to_date)}" for one in frame.itertuples()]
    before = frame.get("deployments_as_published", frame["deployments"])
    levels = [
        {
            "day": f"{one.from_date:%Y-%m-%d}", "to": f"{one.to_date:%Y-%m-%d}", "value": float(value), "text": say_count(round(value)),
            "said": f"{number} from {of} ({say_number_of(one.deployments, 'deployment')})",
        }
        for one, value, number, of in zip(frame.itertuples(), values, numbers, days, strict=True)
    ]  # fmt: skip
    return levels, {"Days": days, name: numbers, "Deployments": [*map(say_both_counts, frame["deployments"], before)]}


def threshold(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment at its threshold, where the record names one, and a line for each stretch of one threshold."""
    frame, found = known(figures, publisher, threshold="threshold"), figures.thresholds(publisher)
    if frame is None:
        return None
    numbers = [*map(say_score, found["threshold"])]
    levels, table = _stretches(found, "Threshold", numbers, found["threshold"])
    ends = [one for end in ("minimum", "maximum") for one in yearly.series(figures, publisher, f"threshold_{end}")]
    notes = ["Each dot is a deployment."]
    if missing := len(figures.deployments(publisher)) - len(frame):
        notes.append(f"{say_count(missing)} deployments have no threshold in the record and no dot.")
    notes += [f"{one.label}, {one.title.lower()}: {say_both(one)}." for one in ends if one.is_corrected]
    marks = sorted(set(frame["threshold"]))
    ends_of_scale = [marks[0] - 0.02, marks[-1] + 0.03]
    since = [
        f"{number} {'from' if i < len(numbers) else 'since'} {say_day(day)}"
        for i, (number, day) in enumerate(zip(numbers, found["from_date"], strict=True), 1)
    ]
    return Chart(
        publisher, "threshold", f"Threshold {', '.join(since)}",
        "The similarity from which the system gives an alert, set for each deployment",
        sentence("Threshold in use", levels), table, notes, data=values_at(frame, "threshold"),
        draw=lambda width: over_time(
            figures, publisher, frame, say_score, width,
            alt.Y("value:Q", title=None, axis=alt.Axis(format=".2f", values=marks), scale=alt.Scale(domain=ends_of_scale)),
            levels=[{**one, "text": ""} for one in levels], height=180,
        ),
    )  # fmt: skip


def faces_per_hour(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the faces seen per hour deployed, with the median of each stretch between two breaks."""
    frame = known(figures, publisher, faces_per_hour="faces_seen / (duration_minutes / 60)")
    frame = frame[(frame["value"] > 0) & (frame["duration_minutes"] > 0)] if frame is not None else None
    if frame is None or frame.empty:
        return None
    found, breaks = figures.faces_per_hour(publisher), figures.breaks(publisher, "faces_seen")
    medians = (found[f"median_faces_per_hour{version}"].round() for version in ("", "_as_published"))
    numbers = [*map(say_both_counts, *medians)]
    levels, table = _stretches(found, "Median per hour", numbers, found["median_faces_per_hour"])
    notes = [
        "Each dot is a deployment: its faces seen, which the publisher estimates, by its hours. The scale is logarithmic.",
        "A line with its number is the median between two breaks. What lies on two sides of a break does not compare.",
        *yearly.break_notes(figures, publisher, "faces_seen"),
    ]
    if missing := len(figures.deployments(publisher)) - len(frame):
        notes.append(f"Deployments without faces seen or without a duration have no dot: {say_count(missing)}.")
    title = f"{numbers[-1]} faces an hour at the median since {say_day(found['from_date'].iloc[-1])}"
    title += f", {numbers[-2]} in the stretch before" if len(found) > 1 else ""
    return Chart(
        publisher, "faces-per-hour", title, "Faces seen per hour deployed, in each deployment; medians between the breaks of the series",
        sentence("Faces seen per hour deployed, median", levels), table, notes,
        data=values_at(frame, "faces_seen", "duration_minutes", "faces_per_hour"),
        draw=lambda width: over_time(
            figures, publisher, frame, lambda rate: f"{say_count(round(rate))} per hour", width,
            alt.Y("value:Q", title=None, scale=alt.Scale(type="log", nice=False, padding=10), axis=alt.Axis(format=",d", values=_MARKS)),
            breaks={day.date(): "" for day in breaks["from_date"]}, levels=[one for one in levels if one["value"]],
        ),
    )  # fmt: skip


def false_alerts(figures: Figures, publisher: str) -> Chart | None:
    """One dot per false alert, at its day and its number in the calendar year, in the colour of the threshold in use."""
    stretches, frame = figures.false_alerts_by_threshold(publisher), known(figures, publisher, false_alerts="false_alerts")
    if stretches.empty or frame is None:
        return None
    totals = yearly.series(figures, publisher, "false_alerts")
    rows = {one.year: [row for row in stretches.itertuples() if row.year == one.year] for one in totals}
    each = frame.loc[frame.index.repeat(frame["false_alerts"].astype(int))]
    each = each.assign(value=each.groupby("deployment_year").cumcount() + 1, threshold=each["threshold"].fillna(0))
    # A threshold without a false alert is in the key too.
    inks: dict[float, str] = dict(zip(sorted(stretches["threshold"].dropna().unique()), [FALSE, INK, BAR, OTHER] * 9, strict=False))
    inks |= {0: UNKNOWN} if 0 in set(each["threshold"]) else {}
    names = {one: f"{f'threshold {say_score(one)}' if one else _UNTOLD}: {say_count((each['threshold'] == one).sum())}" for one in inks}
    each["kind"] = each["threshold"].map(names)
    lines = [(one, row) for one in totals for row in rows[one.year]]
    columns = {"deployments": "Deployments", "alerts": "Alerts", "false_alerts": "False alerts"}
    table = {"Calendar year": [one.label for one, _ in lines], "Threshold": [_score(row.threshold) for _, row in lines]}
    table |= {head: [_both(row, name) for _, row in lines] for name, head in columns.items()}
    notes = ["Each dot is a false alert, at the day of its deployment; its height is its number in the calendar year."]
    newest = yearly.newest_of(totals)
    return Chart(
        publisher, "false-alerts", _of_thresholds(newest, rows[newest.year], is_plain=True),
        "False alerts, counted up over each calendar year, by the threshold in use",
        sentence("False alerts", [{"said": _of_thresholds(one, rows[one.year])} for one in totals]), table,
        [*notes, *yearly.threshold_notes(figures, publisher), *yearly.partial_notes(totals)],
        data=values_at(frame, "threshold", "alerts", "false_alerts"),
        draw=lambda width: over_time(
            figures, publisher, each, str, width,
            alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1), scale=alt.Scale(domainMin=0, padding=8)),
            breaks=dict.fromkeys(yearly.threshold_changes(figures, publisher), ""), kinds={names[one]: ink for one, ink in inks.items()},
        ),
    )  # fmt: skip


def _of_thresholds(total: Figure, rows: list[Any], *, is_plain: bool = False) -> str:
    """ "2024: 23 of 633 alerts at 0.60, 4 of 54 alerts at 0.62", or the count of a year whose record has no threshold.

    A heading `is_plain`: it says what is counted, and not what was before a correction.
    """
    say = (lambda row, name: say_or_not_recorded(getattr(row, name))) if is_plain else _both
    some = [f"{say(row, 'false_alerts')} of {say(row, 'alerts')} alerts at {_score(row.threshold)}" for row in rows if row.deployments]
    untold = "" if rows or not total.value else f", {_UNTOLD}"
    lead = f"False alerts in {total.label}" if is_plain else total.label
    return f"{lead}: {', '.join(some) or f'{say_both(total)}{untold}'}"


def _score(threshold: float) -> str:
    return f"a threshold that is {NOT_RECORDED}" if threshold != threshold else say_score(threshold)


def _both(row: Any, name: str) -> str:
    """A count of a row, with the count before where a correction changed it."""
    return say_both_counts(getattr(row, name), getattr(row, f"{name}_as_published"))


def alerts_per_deployment(figures: Figures, publisher: str) -> Chart | None:
    """How many deployments gave no alert, one, two, and so on."""
    frame = figures.alerts_per_deployment(publisher)
    frame["alerts"] = frame["alerts"].astype("Int64")
    together = frame.groupby("alerts", dropna=False)[["deployments", "deployments_as_published"]].sum().reset_index()
    known = together[together["alerts"].notna() & (together["deployments"] > 0)]
    if known.empty:
        return None
    top, total = int(known["alerts"].max()), int(known["deployments"].sum())
    counts = known.groupby(known["alerts"].clip(upper=_MOST))["deployments"].sum().reindex(range(min(_MOST, top) + 1), fill_value=0)
    half = int(known.loc[known["deployments"].cumsum() * 2 >= total, "alerts"].iloc[0])
    cells = [say_both_counts(*pair) for pair in together[["deployments", "deployments_as_published"]].values]
    said = f"Of {say_count(total)} deployments, {say_count(counts[0])} gave no alert, the median deployment gave {half}, the most was {top}"
    said += f". Not recorded: {cells[-1]}." if together["alerts"].isna().any() else "."
    rows: list[dict[str, Any]] = []
    for alerts, count in counts.items():
        name, x = (f"{alerts} or more alerts", f"{alerts}+") if alerts == _MOST < top else (say_number_of(alerts, "alert"), str(alerts))
        rows.append({"x": x, "value": int(count), "said": f"{name}: {say_number_of(count, 'deployment')}"})

    def draw(width: int) -> Drawing:
        axis = alt.Axis(labelOverlap=True, labelSeparation=6, ticks=False)
        x = alt.X("x:N", title="alerts in one deployment", axis=axis, scale=alt.Scale(domain=[one["x"] for one in rows], padding=0.05))
        y = alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1))
        return alt.Chart(data_of(rows)).mark_bar(aria=True).encode(x=x, y=y, description=SAID).properties(width=inner(width), height=240)

    return Chart(
        publisher, "alerts-per-deployment", f"The median deployment gave {say_number_of(half, 'alert')}, the most was {top}",
        "Deployments by the number of their alerts, all years together", said,
        {"Alerts in one deployment": [*map(say_or_not_recorded, together["alerts"])], "Deployments": cells},
        ["All years together; a deployment without an alert counts, one whose alerts are not recorded does not.",
         *yearly.corrected_counts(together)], draw=draw,
        data=frame.assign(publisher=publisher)[["publisher", "year", "alerts", "deployments", "deployments_as_published"]],
    )  # fmt: skip
