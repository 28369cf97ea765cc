"""Rates by calendar year, each with its counts and its confidence interval: accuracy of stops, confirmed alerts that were true, and
both false alert rates."""

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from lfr.charts.chart import Chart
from lfr.charts.series import LABELS, newest_of, over_years, partial_notes, series, threshold_notes
from lfr.charts.theme import FALSE, PANEL, SAID, TRUE, Drawing, data_of, inner, is_narrow
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import FEW, say_both, say_figure, say_of

INTERVAL = (
    "The dot is the rate, the line a 95% confidence interval (Wilson). The counts are complete; it says what the process might have given."
)
APART = f"A year with fewer than {FEW} cases is grey and has only its counts: beside its interval the other years could not be told apart."
_CASES = {"accuracy_of_stops": ("stops", "were accurate"), "confirmed_alerts_true": ("confirmed alerts", "were true")}


def accuracy(figures: Figures, publisher: str) -> Chart:
    """Of the stops, where they are published, how many were accurate; of the confirmed alerts, where these are, how many were true."""
    found = {one[0].title: one for one in (series(figures, publisher, name) for name in _CASES)}
    # Each year has one of the two, as its record has it.
    none = ("not_published", "no_deployment")
    shown = [next((one for one in of_year if one.basis not in none), of_year[0]) for of_year in zip(*found.values(), strict=True)]
    points = [_point(one, _CASES[one.measure][0], 100, _is_enough(one)) for one in shown]
    newest, notes = newest_of(shown), ["Stops are not confirmed alerts: the two shares do not compare."]
    title = _finding(newest, " ".join(_CASES[newest.measure]))
    subtitle = "Stops that were accurate or, where none are printed, of confirmed alerts that were true, with a 95% confidence interval"
    return over_years(
        "accuracy", title, subtitle, found, points, lambda width: _panel(points, TRUE, width, 240, "%"),
        [*notes, *threshold_notes(figures, publisher), INTERVAL, APART, *partial_notes(shown)],
    )  # fmt: skip


def false_alert_rates(figures: Figures, publisher: str) -> Chart:
    """False alerts per face seen and per alert: two rates that answer different questions, never shown apart."""
    faces, alerts = (series(figures, publisher, f"false_alerts_per_{one}") for one in ("face", "alert"))
    # A year of few alerts stands apart in both.
    enough = [*map(_is_enough, alerts)]
    per_face = [_point(one, "faces", 100_000, some) for one, some in zip(faces, enough, strict=True)]
    per_alert = [_point(one, "alerts", 100, some) for one, some in zip(alerts, enough, strict=True)]
    notes = [
        "Both rates are right and answer different questions: of the faces that passed, and of the alerts, how many were false alerts."
    ]
    if days := ", ".join(f"{day:%B} {day.year}" for day in figures.breaks(publisher, "faces_seen")["from_date"]):
        notes.append(f"The rate per face rests on faces seen, a series that breaks in {days}.")

    def draw(width: int) -> Drawing:
        # Two drawings one above the other share a width and not a scale.
        above, below = (
            _panel(points, FALSE, width, 150, unit).properties(title=alt.TitleParams(name, fontSize=13))
            for name, points, unit in (("Per 100,000 faces seen", per_face, ""), ("Per alert", per_alert, "%"))
        )
        return alt.vconcat(above, below, spacing=22)

    return over_years(
        "false-alert-rates", _finding(newest_of(alerts), "alerts were false"),
        "False alerts per face seen and per alert, with a 95% confidence interval",
        {faces[0].title: faces, alerts[0].title: alerts}, [*per_face, *per_alert], draw,
        [*notes, *threshold_notes(figures, publisher), INTERVAL, APART, *partial_notes(faces)],
    )  # fmt: skip


def _finding(one: Figure, words: str) -> str:
    return f"{say_of(one)} {words} in {one.label}" if one.value is not None else f"{one.title} in {one.label}: {say_figure(one)}"


def _is_enough(one: Figure) -> bool:
    return one.value is not None and (one.denominator or 0) >= FEW


def _point(one: Figure, cases: str, unit: int, is_dot: bool) -> dict[str, Any]:
    """A year of a rate in the `unit` of its scale: a dot with its interval or, where that says too little, only its counts in words."""
    rate, low, high = (share * unit if is_dot and share is not None else None for share in (one.value, one.lower, one.upper))
    words = [say_figure(one)] if one.value is None else [say_of(one), cases]
    if rate is not None:
        words = [say_figure(one).removesuffix(" per 100,000"), say_of(one)]
    said = f"{one.label}: {say_both(one)}" + (f" of {cases}" if one.value is not None and "per 100,000" not in say_both(one) else "")
    return {"label": one.label, "words": words, "rate": rate, "low": low, "high": high, "said": said}


def _panel(points: Sequence[dict[str, Any]], colour: str, width: int, height: int, unit: str) -> Drawing:
    """A dot with its interval for each year of enough cases; the scale is theirs. The rate and its counts stand under the year."""
    most = 9 if is_narrow(width) else 99  # letters under a year
    points = [{**one, "x": ", ".join([one["label"], *(", ".join(textwrap.wrap(words, most)) for words in one["words"])])} for one in points]
    x = alt.X("x:N", title=None, scale=alt.Scale(domain=[one["x"] for one in points], padding=0.1), axis=LABELS)
    ends = [one[end] for one in points for end in ("low", "high") if one[end] is not None] or [0, 100]
    scale = alt.Scale(domain=[0 if min(ends) < 0.5 * max(ends) else min(ends), max(ends)], nice=True, zero=False)
    axis = alt.Axis(labelExpr=f"datum.label + '{unit}'", tickCount=4)
    y, low = (alt.Y(f"{one}:Q", title=None, scale=scale, axis=axis) for one in ("rate", "low"))
    quiet: dict[str, Any] = {"aria": False, "color": colour}
    whisker: dict[str, Any] = {"color": colour, "thickness": 2, "rule": quiet, "ticks": {**quiet, "size": 14}}
    few, dots = (alt.Chart().transform_filter(f"{sign}isValid(datum.rate)") for sign in ("!", ""))
    return alt.layer(
        few.mark_rect(aria=True, color=PANEL).encode(description=SAID),
        dots.mark_errorbar(**whisker).encode(y=low, y2=alt.Y2("high")),
        dots.mark_circle(aria=True, size=110, color=colour, opacity=1).encode(y=y, description=SAID),
        data=data_of(points),
    ).encode(x=x).properties(width=inner(width), height=height)  # fmt: skip
