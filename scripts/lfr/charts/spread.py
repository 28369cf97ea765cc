"""What a yearly figure averages over: false alerts by threshold, and how alerts are spread over deployments."""

from typing import Any

import altair as alt

from lfr.charts.chart import Chart, sentence
from lfr.charts.over_time import known, over_time, values_at
from lfr.charts.series import corrected_counts, newest_of, partial_notes, series, threshold_changes, threshold_notes
from lfr.charts.theme import BAR, FALSE, INK, OTHER, SAID, UNKNOWN, Drawing, data_of, inner
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import NOT_RECORDED, say_both, say_both_counts, say_count, say_number_of, say_or_not_recorded, say_score

_MOST = 30  # a deployment with more alerts than this stands in the last column
_UNTOLD = "threshold not published"
_COUNTED = "All years together; a deployment without an alert counts, one whose alerts are not recorded does not."


def false_alerts(figures: Figures, publisher: str) -> Chart | None:
    """One dot per false alert, at its day and its number in the calendar year, in the colour of the threshold in use."""
    stretches, frame = figures.false_alerts_by_threshold(publisher), known(figures, publisher, false_alerts="false_alerts")
    if stretches.empty or frame is None:
        return None
    totals = series(figures, publisher, "false_alerts")
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
    newest = newest_of(totals)
    return Chart(
        publisher, "false-alerts", _of_thresholds(newest, rows[newest.year], is_plain=True),
        "False alerts, counted up over each calendar year, by the threshold in use",
        sentence("False alerts", [{"said": _of_thresholds(one, rows[one.year])} for one in totals]), table,
        [*notes, *threshold_notes(figures, publisher), *partial_notes(totals)],
        data=values_at(frame, "threshold", "alerts", "false_alerts"),
        draw=lambda width: over_time(
            figures, publisher, each, str, width,
            alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1), scale=alt.Scale(domainMin=0, padding=8)),
            breaks=dict.fromkeys(threshold_changes(figures, publisher), ""), kinds={names[one]: ink for one, ink in inks.items()},
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
    said = (
        f"Of {say_count(total)} deployments, {say_count(counts[0])} gave no alert, the median deployment gave {half}, the most was {top}."
    )
    said += f" Not recorded: {cells[-1]}." if together["alerts"].isna().any() else ""
    rows: list[dict[str, Any]] = []
    for alerts, count in counts.items():
        name, x = (f"{alerts} or more alerts", f"{alerts}+") if alerts == _MOST < top else (say_number_of(alerts, "alert"), str(alerts))
        rows.append({"x": x, "value": int(count), "said": f"{name}: {say_number_of(count, 'deployment')}"})
    return Chart(
        publisher, "alerts-per-deployment", f"The median deployment gave {say_number_of(half, 'alert')}, the most was {top}",
        "Deployments by the number of their alerts, all years together", said,
        {"Alerts in one deployment": [*map(say_or_not_recorded, together["alerts"])], "Deployments": cells},
        [_COUNTED, *corrected_counts(together)], draw=lambda width: _column_each(rows, width),
        data=frame.assign(publisher=publisher)[["publisher", "year", "alerts", "deployments", "deployments_as_published"]],
    )  # fmt: skip


def _column_each(rows: list[dict[str, Any]], width: int) -> Drawing:
    axis = alt.Axis(labelOverlap=True, labelSeparation=6, ticks=False)
    x = alt.X("x:N", title="alerts in one deployment", axis=axis, scale=alt.Scale(domain=[one["x"] for one in rows], padding=0.05))
    y = alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1))
    return alt.Chart(data_of(rows)).mark_bar(aria=True).encode(x=x, y=y, description=SAID).properties(width=inner(width), height=240)
