"""What a yearly figure averages over: false alerts by threshold, and how alerts are spread over deployments."""

from typing import Any

import altair as alt

from lfr.charts.chart import Chart
from lfr.charts.over_time import DEPLOYMENT, over_time
from lfr.charts.series import corrected_counts, newest_of, partial_notes, series, threshold_changes, threshold_notes
from lfr.charts.theme import BAR, FALSE, OTHER, RAMP, SAID, UNKNOWN, Drawing, data_of, inner
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import (
    NOT_RECORDED,
    as_published,
    say_both,
    say_both_counts,
    say_count,
    say_day,
    say_number_of,
    say_or_not_recorded,
    say_score,
    with_note,
)  # fmt: skip

_MOST = 30  # a deployment with more alerts than this stands in the last column
_UNTOLD = "threshold not printed"


def false_alerts(figures: Figures, publisher: str) -> Chart | None:
    """One dot per false alert, at its day and its number in the calendar year, in the colour of the threshold in use."""
    stretches = figures.false_alerts_by_threshold(publisher)
    if stretches.empty:
        return None
    totals = series(figures, publisher, "false_alerts")
    rows = {one.year: [row for row in stretches.itertuples() if row.year == one.year] for one in totals}
    said = [_of_thresholds(one, rows[one.year]) for one in totals]
    frame = figures.deployments(publisher).dropna(subset=["false_alerts"])
    each = frame.loc[frame.index.repeat(frame["false_alerts"].astype(int))]
    each = each.assign(number=each.groupby("deployment_year").cumcount() + 1, threshold=each["threshold"].fillna(0))
    # A threshold without a false alert is in the key too.
    scores = sorted(stretches["threshold"].dropna().unique())
    inks = dict(zip(scores, [FALSE, BAR, RAMP[2], OTHER] * len(scores), strict=False)) | (
        {0: UNKNOWN} if 0 in set(each["threshold"]) else {}
    )
    counts = {one: say_count((each["threshold"] == one).sum()) for one in inks}
    names = {one: f"{f'threshold {say_score(one)}' if one else _UNTOLD}: {counts[one]}" for one in inks}
    dots = [
        (one.deployment_date, one.number, f"{say_day(one.deployment_date)}: {names[one.threshold]}", names[one.threshold])
        for one in each.itertuples()
    ]
    columns = {"deployments": "Deployments", "alerts": "Alerts", "false_alerts": "False alerts"}
    lines = [[one.label, _score(row.threshold), *(_both(row, name) for name in columns)] for one in totals for row in rows[one.year]]
    notes = ["Each dot is a false alert, at the day of its deployment; its height is its number in the calendar year."]
    notes += [*threshold_notes(figures, publisher), *partial_notes(totals)]
    newest = newest_of(totals)
    title = _of_thresholds(newest, rows[newest.year], is_plain=True) if newest else "No record covers a false alert"

    def draw(width: int) -> Drawing:
        y = alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1), scale=alt.Scale(domainMin=0, padding=8))
        breaks = {day: "" for day, _ in threshold_changes(figures, publisher)}
        return over_time(figures, publisher, dots, width, y, breaks=breaks, kinds={names[one]: ink for one, ink in inks.items()})

    return Chart(
        publisher, "false-alerts", title, "False alerts, counted up over each calendar year, by the threshold in use",
        f"False alerts: {'; '.join(said)}.", {"Calendar year": "words", "Threshold": "number", **dict.fromkeys(columns.values(), "number")},
        lines, notes, line_years=[one.year for one in totals for _ in rows[one.year]], draw=draw,
        data=frame[[*DEPLOYMENT, "threshold", "alerts", "false_alerts"]],
    )  # fmt: skip


def _of_thresholds(total: Figure, rows: list[Any], *, is_plain: bool = False) -> str:
    """ "2024: 23 of 633 alerts at 0.60, 4 of 54 alerts at 0.62", or the count of a year whose record prints no threshold.

    A heading `is_plain`: without what was before a correction.
    """
    say = (lambda row, name: say_or_not_recorded(getattr(row, name))) if is_plain else _both
    some = [f"{say(row, 'false_alerts')} of {say(row, 'alerts')} alerts {_at(row.threshold)}" for row in rows if row.deployments]
    untold = "" if rows or not total.value else f", {_UNTOLD}"
    return f"{total.label}: {', '.join(some) or f'{say_both(total)}{untold}'}"


def _at(threshold: float) -> str:
    return f"at {say_score(threshold)}" if threshold == threshold else f"at a threshold that is {NOT_RECORDED}"


def _score(threshold: float) -> str:
    return NOT_RECORDED if threshold != threshold else say_score(threshold)


def _both(row: Any, name: str) -> str:
    """A count of a row, with the count as published where a correction changed it."""
    now, before = (say_or_not_recorded(getattr(row, one)) for one in (name, f"{name}_as_published"))
    return with_note(now, as_published(now, before))


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
    title = f"Half of all deployments gave {say_number_of(half, 'alert')} or fewer, the most was {top}"
    sentence = f"Of {say_count(total)} deployments, {say_count(counts[0])} gave no alert, half gave {half} or fewer, the most was {top}."
    said = [say_both_counts(row.deployments, row.deployments_as_published) for row in together.itertuples()]
    if together["alerts"].isna().any():
        sentence += f" Not recorded: {said[-1]}."
    notes = ["All years together; a deployment without an alert counts, one whose alerts are not recorded does not."]
    values: list[dict[str, Any]] = []
    for alerts, count in counts.items():
        name, x = (f"{alerts} or more alerts", f"{alerts}+") if alerts == _MOST < top else (say_number_of(alerts, "alert"), str(alerts))
        values.append({"x": x, "value": int(count), "said": f"{name}: {say_number_of(count, 'deployment')}"})

    def draw(width: int) -> Drawing:
        axis = alt.Axis(labelOverlap=True, labelSeparation=6, ticks=False)
        x = alt.X("x:N", title="alerts in one deployment", axis=axis, scale=alt.Scale(domain=[one["x"] for one in values], padding=0.05))
        y = alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1))
        chart = alt.Chart(data_of(values)).mark_bar(aria=True).encode(x=x, y=y, description=SAID)
        return chart.properties(width=inner(width), height=240)

    lines = [[say_or_not_recorded(alerts), count] for alerts, count in zip(together["alerts"], said, strict=True)]
    data = frame.assign(publisher=publisher)[["publisher", "year", "alerts", "deployments", "deployments_as_published"]]
    return Chart(
        publisher, "alerts-per-deployment", title, "Deployments by the number of their alerts, all years", sentence,
        {"Alerts in one deployment": "words", "Deployments": "number"}, lines, [*notes, *corrected_counts(together)], draw=draw, data=data,
    )  # fmt: skip
