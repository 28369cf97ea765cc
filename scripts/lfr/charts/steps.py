"""From faces to arrests in one calendar year, step by step."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from lfr.charts.by_year import NOT_PEOPLE, outcomes_of
from lfr.charts.chart import Chart, sentence
from lfr.charts.series import corrected_notes, partial_notes, values_of
from lfr.charts.theme import BAR, OTHER, SAID, SOFT, Drawing, data_of, fixed, inner
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_basis, say_both, say_count, say_figure, with_note


def steps_of_year(figures: Figures, publisher: str, year: int) -> Chart | None:
    """Faces seen, alerts, stops and arrests of a year, each with how many it was of the alerts; None for a year without an alert."""
    found = [figures.figure(publisher, year, name) for name in ("faces_seen", "alerts", "stops", "arrests")]
    faces, alerts, stops, arrests = found
    if not alerts.value:
        return None
    # Where arrests are published with other disposals in one number, they are called so.
    word = outcomes_of(arrests, arrests, arrests, arrests)[0][1]
    rows: list[dict[str, Any]] = []
    for one, name in zip(found, (faces.title, alerts.title, "Stops", word[0].upper() + word[1:]), strict=True):
        ends, rate = [end.value for end in (one.ends or (one,))], ""
        if one is faces and faces.value:
            # Faces are some hundred times as many as alerts: their bar is cut, and says so by its colour and its words.
            rate, ends = f"1 alert for {say_count(round(faces.value / alerts.value))} faces", [alerts.value * 1.06]
        elif one in (stops, arrests) and None not in ends:
            rate = f"{say_figure(one)} of {say_count(alerts.value)} alerts"
        words = {"name": name, "rate": rate, "label": f"{name}: {say_figure(one)}", "said": f"{name}: {with_note(say_both(one), rate)}"}
        rows.append({**words, "is_cut": one is faces, "low": ends[0] or 0, "high": ends[-1] or 0})
    nouns = ((faces, "faces seen"), (alerts, "alerts"), (arrests, word))
    told = ", ".join(f"{say_figure(one)} {noun}" for one, noun in nouns if one.value is not None)
    cut = ["Faces seen are the publisher's estimate. Their bar is cut off: it would be many times as long."] if faces.value else []
    return Chart(
        publisher, f"{year}-steps", f"{told} in {alerts.label}",
        f"From faces to arrests, {alerts.label}{'; the bar of faces is cut off' if faces.value else ''}",
        sentence(f"From faces to arrests in {alerts.label}", rows),
        {"Step": [one["name"] for one in rows], "Number": [*map(say_both, found)], "Rate": [one["rate"] for one in rows]},
        [NOT_PEOPLE, *cut, f"Stops: {say_basis(stops)}.", *partial_notes([alerts]), *corrected_notes(found)], year,
        draw=lambda width: _steps(rows, width), data=values_of([[end] for one in found for end in (one.ends or (one,))]),
    )  # fmt: skip


def _steps(rows: Sequence[dict[str, Any]], width: int) -> Drawing:
    """A bar for each step with its name and count above it, so that both have room at any width."""
    y = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.55, paddingOuter=0.5))
    x = alt.X("low:Q", axis=None, scale=alt.Scale(domain=[0, max(one["high"] for one in rows)], nice=False))
    base, above = alt.Chart(), {"baseline": "bottom", "dy": -15}
    name: dict[str, Any] = {**above, "align": "left", "fontWeight": "bold", "fontSize": 13}
    rate: dict[str, Any] = {**above, "align": "right", "color": SOFT}
    return alt.layer(
        base.mark_bar(aria=True).encode(x=x, color=fixed(alt.ColorValue, BAR, "datum.is_cut", OTHER), description=SAID),
        base.transform_filter("datum.high > datum.low").mark_bar(opacity=0.4).encode(x=x, x2=alt.X2("high")),
        base.mark_text(**name).encode(x=fixed(alt.XValue, 0), text=alt.Text("label:N")),
        base.mark_text(**rate).encode(x=fixed(alt.XValue, alt.expr("width")), text=alt.Text("rate:N")),
        data=data_of(rows),
    ).encode(y=y).properties(width=inner(width, 0), height=58 * len(rows))  # fmt: skip
