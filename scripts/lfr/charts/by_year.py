"""Counts by calendar year: deployments, alerts, stops, outcomes, faces seen."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from lfr.charts import series as yearly
from lfr.charts.chart import Chart, sentence
from lfr.charts.theme import BAR, FALSE, INK, OTHER, PAPER, PART_LOOK, RAMP, SAID, SOFT, TRUE, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import is_estimate, say_basis, say_both, say_count, say_figure, say_list, with_note
from lfr.wording.year_words import parts_of_year

_TOGETHER = "arrests_or_disposals"
NOT_PEOPLE = "These are alerts and what followed, not distinct people."


def years(figures: Figures, publisher: str) -> Chart:
    """Deployments by calendar year."""
    found = yearly.series(figures, publisher, "deployments")
    title = yearly.with_the_year_before(found, "deployments")
    return _one_measure("years", title, "Deployments by calendar year", "Deployments", found, [])


def faces(figures: Figures, publisher: str) -> Chart:
    """Faces seen by calendar year, with the breaks that a maintainer found in them."""
    found, breaks = yearly.series(figures, publisher, "faces_seen"), figures.breaks(publisher, "faces_seen")
    notes = ["Faces seen are the publisher's estimate of faces detected, not of people: one person can be seen many times."]
    notes += yearly.break_notes(figures, publisher, "faces_seen")
    title, newest = yearly.with_the_year_before(found, "faces seen (estimate)"), yearly.newest_of(found)
    if len(breaks):
        title = f"{say_figure(newest)} faces seen in {newest.label}; the years do not compare"
    # A break within a year parts it from the year before and from the year after.
    parted = {year + more for year in breaks["from_date"].dt.year for more in (0, 1)}
    broken = [one.label for one in found[1:] if one.label in yearly.breaks_in(found) or one.year in parted]
    return _one_measure("faces-seen", title, "Faces seen (estimate) by calendar year", "Faces seen (estimate)", found, notes, broken)


def stops(figures: Figures, publisher: str) -> Chart:
    """Stops by calendar year: a number where they are published, a range where they are not."""
    found = yearly.series(figures, publisher, "stops")
    upper, notes = [one.ends[1] for one in found], [NOT_PEOPLE]
    if any(one.lower != one.upper for one in found):
        notes.append("A column is the least, its whisker reaches to the greatest of three readings that may be taken as stops.")
    notes += yearly.basis_notes(figures, "Stops", found)
    newest, title = yearly.newest_of(found), yearly.with_the_year_before(found, "stops")
    bases = {"Basis": [say_basis(one) for one in found]}
    if yearly.is_known(newest) and is_estimate(newest.basis) and newest.lower != newest.upper:
        title = f"An estimated {title}"
    return _one_measure("stops", title, "Stops after an alert, by calendar year", "Stops", found, notes, yearly.breaks_in(upper), bases)


def _one_measure(
    key: str, title: str, subtitle: str, name: str, found: list[Figure], notes: list[str], breaks: Sequence[str] = (),
    words: dict[str, list[str]] | None = None,
) -> Chart:  # fmt: skip
    bars = [yearly.bar(one, name) for one in found]
    return yearly.over_years(
        key, title, subtitle, {name: found}, bars, lambda width: yearly.columns(bars, {name: BAR}, width, breaks=breaks),
        [*notes, *_notes(found)], words,
    )  # fmt: skip


def alerts(figures: Figures, publisher: str) -> Chart:
    """True and false alerts by calendar year; the thresholds in use are in the notes."""
    true, false, total = (yearly.series(figures, publisher, name) for name in ("true_alerts", "false_alerts", "alerts"))
    kinds = {"true": TRUE, "false": FALSE}
    bars = [yearly.bar(one, kind, kind) for pair in zip(true, false, strict=True) for one, kind in zip(pair, kinds, strict=True)]
    notes = [NOT_PEOPLE, *yearly.threshold_notes(figures, publisher)]
    notes += [*yearly.basis_notes(figures, "True and false alerts", true), *_notes(true)]
    notes += [f"{one.label}: {parts}" for one in total if (parts := parts_of_year(figures, publisher, one.year))]
    right, wrong, newest = next(trio for trio in zip(true, false, total, strict=True) if trio[2] is yearly.newest_of(total))
    title = f"{say_figure(right)} true and {say_figure(wrong)} false alerts in {newest.label}"
    return yearly.over_years(
        "alerts", title, "Alerts by calendar year, true and false", {"True alerts": true, "False alerts": false, "Alerts in all": total},
        bars, lambda width: yearly.columns(bars, kinds, width, breaks=yearly.breaks_in(true)), notes,
    )  # fmt: skip


def outcomes(figures: Figures, publisher: str) -> Chart:
    """What followed an alert as shares of each year that has them apart; of a year with one number for all, that number alone."""
    names = ("arrests", "other_disposals", "no_action", "outcomes_other_than_arrest")
    arrests, *_ = found = [yearly.series(figures, publisher, name) for name in names]
    each = {of_year[0].label: outcomes_of(*of_year) for of_year in zip(*found, strict=True)}
    notes = [NOT_PEOPLE, "An arrest is not a charge or a conviction."]
    notes += [*yearly.basis_notes(figures, "Arrests", arrests), *yearly.partial_notes(arrests)]
    newest, subtitle = yearly.newest_of(arrests), "Outcomes after an alert, as shares of each calendar year"
    counted = say_list([f"{say_figure(one)} {word}" for one, word in each[newest.label]])
    title = f"{counted} in {newest.label}" if newest.value is not None else f"Arrests in {newest.label}: {say_figure(newest)}"
    if any(one.basis == _TOGETHER for one in arrests):
        subtitle += "; a number alone is arrests and other disposals together"
    rows = [row for label, counted in each.items() for row in _parts(label, counted)]
    notes += [*yearly.break_notes(figures, publisher, *names), _not_stops(figures, newest)]
    return yearly.over_years(
        "outcomes", title, subtitle, {of_measure[0].title: of_measure for of_measure in found}, rows,
        lambda width: _shares(rows, [*each], width), notes, {"Basis of arrests": [say_basis(one) for one in arrests]},
    )  # fmt: skip


def _not_stops(figures: Figures, arrests: Figure) -> str:
    """That outcomes are not stops and, where the record shows it, how many more there are than true alerts that are confirmed."""
    every, true = (figures.figure(arrests.publisher, arrests.year, name) for name in ("engagement_outcomes", "true_alerts_confirmed"))
    said = "Outcomes are not stops."
    if every.value is None or true.value is None or every.value <= true.value:
        return said
    more = say_count(every.value - true.value)
    said += f" About {more} belong to a false or unconfirmed alert: the {say_count(every.value)} outcomes of {every.label} are"
    return f"{said} {more} more than the {say_count(true.value)} confirmed true alerts."


def outcomes_of(arrest: Figure, disposals: Figure, nothing: Figure, other: Figure) -> list[tuple[Figure, str]]:
    """The outcomes that a year has, each with the words for its number; none is counted twice."""
    if arrest.basis == _TOGETHER:
        return [(arrest, "arrest or other disposal" if arrest.value == 1 else "arrests or other disposals")]
    counted = [(arrest, "arrests")]
    if disposals.value is not None and nothing.value is not None:
        counted += [(disposals, "other disposals"), (nothing, "no action")]
    elif other.value is not None:
        counted.append((other, "other outcomes"))
    return [(one, word.removesuffix("s") if one.value == 1 else word) for one, word in counted]


def _parts(label: str, counted: list[tuple[Figure, str]]) -> list[dict[str, Any]]:
    """The parts of a column, from below; one without a height where a year has no number, or one number for all."""
    total, below, parts = sum(one.value or 0 for one, _ in counted), 0.0, []
    is_whole = len(counted) > 1 and total and all(one.value is not None for one, _ in counted)
    for one, word in counted:
        share, kind = (one.value or 0) / total if is_whole else None, word if word.endswith(("s", "action")) else f"{word}s"
        middle = 0.02 if share is None else below + share / 2
        known = {"x": label, "kind": kind, "value": share, "count": one.value, "below": below, "middle": middle, "part": one.is_partial}
        words = f"{say_figure(one)}\n{word}" if is_whole else say_figure(one)
        parts.append({**known, "text": say_figure(one), "words": words, "said": f"{label}: {say_both(one)} {word}"})
        below += share or 0
    return parts if is_whole else parts[:1]


_OUTCOMES = {"arrests": BAR, "other outcomes": OTHER, "other disposals": RAMP[2], "no action": RAMP[0]}


def _shares(rows: list[dict[str, Any]], labels: list[str], width: int) -> Drawing:
    """Columns of one height, parted by outcome, with the count in each part."""
    x = alt.X("x:N", title=None, scale=alt.Scale(domain=labels, paddingInner=0.25), axis=yearly.LABELS)
    kinds = [kind for kind in _OUTCOMES if any(one["kind"] == kind and one["value"] is not None for one in rows)]
    scale = alt.Scale(domain=kinds, range=[_OUTCOMES[kind] for kind in kinds])
    color = alt.Color("kind:N", scale=scale, legend=alt.Legend(symbolOpacity=1, columns=2 if is_narrow(width) else 4) if kinds else None)
    y = alt.Y("value:Q", stack="zero", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=4))
    known, alone = (alt.Chart().transform_filter(f"{no}isValid(datum.value)") for no in ("", "!"))
    ink = fixed(alt.ColorValue, INK, "datum.kind == 'arrests' && !datum.part", PAPER)
    # With its word beside it a part is known without its colour, of which the pale one of a part of a year is like another.
    text, rise = ("text", 0) if is_narrow(width) else ("words", -7)
    stroke, words = fixed(alt.StrokeValue, SOFT), {"y": alt.Y("middle:Q"), "text": alt.Text(f"{text}:N")}
    return alt.layer(
        known.mark_bar(aria=True).encode(y=y, color=color, stroke=stroke, order=alt.Order("below:Q"), description=SAID, **PART_LOOK),
        known.mark_text(dy=rise).encode(**words, color=ink),
        alone.transform_filter("!isValid(datum.count)").mark_rect(**yearly.UNKNOWN_BAND),
        alone.mark_text(aria=True, baseline="bottom", lineBreak=" ").encode(**words, description=SAID),
        data=data_of(rows),
    ).encode(x=x).properties(width=inner(width), height=260)  # fmt: skip


def _notes(found: Sequence[Figure]) -> list[str]:
    unknown = "A band with a broken outline is a year of which the number is not known. It is not zero."
    return [*yearly.partial_notes(found), *([] if all(map(yearly.is_known, found)) else [unknown])]


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
        [NOT_PEOPLE, *cut, f"Stops: {say_basis(stops)}.", *yearly.partial_notes([alerts]), *yearly.corrected_notes(found)], year,
        draw=lambda width: _steps(rows, width), data=yearly.values_of([[end] for one in found for end in (one.ends or (one,))]),
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
