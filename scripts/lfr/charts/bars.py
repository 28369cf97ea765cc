"""The bar charts: deployments by year, month and place, and alerts by year split true and false."""

from __future__ import annotations

import calendar

import altair as alt
import pandas as pd

from lfr.charts.theme import FALSE_COLOUR, PART_OPACITY, TRUE_COLOUR, Chart

_WIDTH = 560
_MOST_PLACES = 15


def years(publisher: str, yearly: pd.DataFrame) -> Chart:
    """Deployments by calendar year; a part year is lighter and labelled with its last day."""
    data = yearly[yearly["measure"] == "deployments"][["label", "value", "value_as_published", "is_partial"]]
    sentence = "; ".join(f"{row.label}: {_both(row.value, row.value_as_published)}" for row in data.itertuples())
    data = data[["label", "value", "is_partial"]]
    return Chart(f"{publisher}-years", "Deployments by calendar year", f"Deployments: {sentence}.", _columns(data, "label", "deployments"))


def alerts_by_year(publisher: str, yearly: pd.DataFrame) -> Chart:
    """True and false alerts by calendar year."""
    kinds = {"true_alerts": "true alerts", "false_alerts": "false alerts"}
    data = yearly[yearly["measure"].isin(kinds)].assign(kind=lambda frame: frame["measure"].map(kinds))
    said: dict[str, list[str]] = {}
    for row in data.itertuples():
        said.setdefault(row.label, []).append(f"{_both(row.value, row.value_as_published)} {row.kind.split()[0]}")
    sentence = "; ".join(f"{label}: {' and '.join(parts)}" for label, parts in said.items())
    data = data[["label", "value", "kind", "is_partial"]]
    bars = (
        alt.Chart(data)
        .mark_bar()
        .encode(
            x=alt.X("value:Q", title="alerts"),
            y=alt.Y("label:N", title=None, sort=None),
            color=alt.Color("kind:N", scale=alt.Scale(domain=list(kinds.values()), range=[TRUE_COLOUR, FALSE_COLOUR])),
            order=alt.Order("kind:N", sort="descending"),
            opacity=_part(),
        )
        .properties(width=_WIDTH - 60, height=alt.Step(26))
    )
    return Chart(f"{publisher}-alerts", "Alerts by calendar year, true and false", f"Alerts: {sentence}.", bars)


def months_of_year(publisher: str, year: int, label: str, monthly: pd.DataFrame) -> Chart:
    """Deployments by month; a month that no record covers is named, not drawn as zero."""
    data = monthly.sort_values("month").assign(
        name=lambda frame: [calendar.month_abbr[month] for month in frame["month"]],
        is_partial=lambda frame: frame["is_part"].fillna(False).astype(bool),
    )
    said = []
    for row in data.itertuples():
        month = calendar.month_name[row.month]
        part = " (part of the month)" if row.is_partial else ""
        count = _both(row.deployments, row.deployments_as_published)
        said.append(f"{month} {count}{part}" if row.is_covered else f"{month} not covered")
    data["text"] = [
        "no record" if not row.is_covered else f"{row.deployments}{' (part)' if row.is_partial else ''}" for row in data.itertuples()
    ]
    data = data[["name", "deployments", "is_partial", "text"]]
    base = alt.Chart(data).encode(
        y=alt.Y("name:N", title=None, sort=None), x=alt.X("deployments:Q", title="deployments", axis=alt.Axis(tickMinStep=1))
    )
    chart = base.mark_bar().encode(opacity=_part()) + base.mark_text(align="left", dx=4).encode(text="text:N")
    return Chart(
        f"{publisher}-{year}-months",
        f"Deployments by month, {label}",
        f"Deployments in {label}: {', '.join(said)}.",
        chart.properties(width=_WIDTH - 60, height=alt.Step(22)),
    )


def places_of_year(publisher: str, year: int, label: str, places: pd.DataFrame) -> Chart:
    """The places with the most deployments; the table beside the chart holds every place."""
    places = places[places["deployments"] > 0]
    most = places.sort_values(["deployments", "place"], ascending=[False, True]).head(_MOST_PLACES)
    # A semicolon between places: a place may hold a comma.
    said = "; ".join(f"{row.place} {_both(row.deployments, row.deployments_as_published)}" for row in most.itertuples())
    rest = len(places) - len(most)
    data = most[["place", "deployments"]]
    base = alt.Chart(data).encode(
        y=alt.Y("place:N", title=None, sort=None), x=alt.X("deployments:Q", title="deployments", axis=alt.Axis(tickMinStep=1))
    )
    chart = base.mark_bar() + base.mark_text(align="left", dx=4).encode(text="deployments:Q")
    return Chart(
        f"{publisher}-{year}-places",
        f"Places with the most deployments, {label}",
        f"Deployments in {label} by place: {said}{f'; and {rest} more places' if rest else ''}.",
        chart.properties(width=_WIDTH - 160, height=alt.Step(22)),
    )


def _both(value: float, published: float) -> str:
    """A count; where a correction changed it, with the count as published."""
    return f"{value:,.0f}" if value == published else f"{value:,.0f} (as published {published:,.0f})"


def _columns(data: pd.DataFrame, label: str, title: str) -> alt.LayerChart:
    base = alt.Chart(data).encode(y=alt.Y(f"{label}:N", title=None, sort=None), x=alt.X("value:Q", title=title))
    bars = base.mark_bar().encode(opacity=_part())
    return (bars + base.mark_text(align="left", dx=4).encode(text="value:Q")).properties(width=_WIDTH - 60, height=alt.Step(26))


def _part() -> alt.Opacity:
    return alt.Opacity("is_partial:N", scale=alt.Scale(domain=[False, True], range=[1, PART_OPACITY]), legend=None)
