"""Counts by calendar year: deployments, alerts, stops, outcomes, faces seen."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from lfr.charts.chart import Chart
from lfr.charts.column_chart import LABELS, PART_LOOK, UNKNOWN_BAND, bar, columns
from lfr.charts.series import break_before, by_year, is_known, newest_of, now_and_before, over_years, partial_notes, series, threshold_notes
from lfr.charts.series import with_the_year_before as with_before
from lfr.charts.theme import BAR, FALSE, INK, OTHER, PAPER, RAMP, SAID, TRUE, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_basis, say_both, say_day, say_figure, say_list

_TOGETHER = "arrests_or_disposals"
NOT_PEOPLE = "These are alerts and what followed, not distinct people."
_UNKNOWN = "A band with a broken outline is a year of which the number is not known. It is not zero."


def years(figures: Figures, publisher: str) -> Chart:
    """Deployments by calendar year."""
    found = series(figures, publisher, "deployments")
    return _one_measure("years", with_before(found, "deployments"), "Deployments", found, [])


def faces(figures: Figures, publisher: str) -> Chart:
    """Faces seen by calendar year, with the breaks that a maintainer found in them."""
    found, breaks = series(figures, publisher, "faces_seen"), figures.breaks(publisher, "faces_seen")
    notes = ["Faces seen are the publisher's estimate of faces detected, not of people: one person can be seen many times."]
    notes += [f"From {say_day(line.from_date)}: {line.words}" for line in breaks.itertuples()]
    title, newest = with_before(found, "faces seen (estimate)"), newest_of(found)
    if newest and len(breaks):
        title = f"{say_figure(newest)} faces seen in {newest.label}; the years do not compare"
    return _one_measure("faces-seen", title, "Faces seen (estimate)", found, notes, {day.year for day in breaks["from_date"]})


def _one_measure(key: str, title: str, name: str, found: list[Figure], notes: list[str], broken: set[int] | None = None) -> Chart:
    # A break within a year parts it from the year before and from the year after.
    breaks = [one.label for i, one in enumerate(found) if i and (break_before(found, i) or {one.year, one.year - 1} & (broken or set()))]
    bars = [_bar(one, name) for one in found]
    return over_years(
        key, title, f"{name} by calendar year", name, by_year(found), lambda width: columns(bars, {name: BAR}, width, breaks=breaks),
        [found], [*notes, *_notes(found)], now_and_before(found, name),
    )  # fmt: skip


def alerts(figures: Figures, publisher: str) -> Chart:
    """True and false alerts by calendar year; the thresholds in use are in the notes."""
    true, _, total = found = [series(figures, publisher, name) for name in ("true_alerts", "false_alerts", "alerts")]
    each = [*zip(*found, strict=True)]
    bars = [_bar(one, kind, kind) for right, wrong, _ in each for one, kind in ((right, "true"), (wrong, "false"))]
    said = [f"{right.label}: {say_both(right)} true and {say_both(wrong)} false" for right, wrong, _ in each]
    unequal = [
        both.label
        for right, wrong, both in each
        if None not in (right.value, wrong.value, both.value) and (right.value or 0) + (wrong.value or 0) != both.value
    ]
    notes = [NOT_PEOPLE, *threshold_notes(figures, publisher), *_basis_notes(figures, "True and false alerts", true), *_notes(true)]
    if unequal:
        notes.append(f"In {say_list(unequal)} true and false alerts do not make the total: a row does not add up as printed.")
    heads = ("True alerts", "False alerts", "Alerts in all")
    table = {head: [say_both(one) for one in of_measure] for head, of_measure in zip(heads, found, strict=True)}
    newest, title = newest_of(total), "No record covers an alert"
    if newest:
        right, wrong, _ = each[total.index(newest)]
        title = f"{say_figure(right)} true and {say_figure(wrong)} false alerts in {newest.label}"
    breaks = [one.label for i, one in enumerate(true) if break_before(true, i)]
    return over_years(
        "alerts", title, "Alerts by calendar year, true and false", "Alerts", said,
        lambda width: columns(bars, {"true": TRUE, "false": FALSE}, width, breaks=breaks), found, notes, table,
    )  # fmt: skip


def stops(figures: Figures, publisher: str) -> Chart:
    """Stops by calendar year: a number where they are printed, a range where they are not."""
    found = series(figures, publisher, "stops")
    lower, upper = ([one.ends[i] for one in found] for i in (0, 1))
    notes = [NOT_PEOPLE]
    if any(one.lower != one.upper for one in found):
        notes.append("A column is the least, its whisker reaches to the greatest of three columns that may be taken as stops.")
    notes += [*_basis_notes(figures, "Stops", upper), *_notes(found)]
    bars, breaks = [_bar(one, "stops") for one in found], [one.label for i, one in enumerate(upper) if break_before(upper, i)]
    bases = {"Basis": [say_basis(one.basis) for one in found]}
    return over_years(
        "stops", with_before(found, "stops"), "Stops after an alert, by calendar year", "Stops after an alert", by_year(found),
        lambda width: columns(bars, {"stops": BAR}, width, breaks=breaks), [lower, upper], notes, now_and_before(found), bases,
    )  # fmt: skip


def outcomes(figures: Figures, publisher: str) -> Chart:
    """What followed an alert as shares of each year that has them apart; of a year with one number for all, that number alone."""
    names = ("arrests", "other_disposals", "no_action", "outcomes_other_than_arrest")
    arrests, *_ = found = [series(figures, publisher, name) for name in names]
    each = {of_year[0].label: outcomes_of(*of_year) for of_year in zip(*found, strict=True)}
    said = [f"{label}: {', '.join(f'{say_both(one)} {word}' for one, word in counted)}" for label, counted in each.items()]
    notes = [NOT_PEOPLE, "An arrest is not a charge or a conviction."]
    notes += [*_basis_notes(figures, "Arrests", arrests), *partial_notes(arrests)]
    newest, title, subtitle = newest_of(arrests), "No record covers an outcome", "Outcomes after an alert, as shares of each calendar year"
    if newest:
        counted = [f"{say_figure(one)} {word}" for one, word in each[newest.label]]
        title = f"{say_list(counted)} in {newest.label}" if newest.value is not None else f"Arrests in {newest.label}: {say_figure(newest)}"
    if any(one.basis == _TOGETHER for one in arrests):
        subtitle += "; a number alone is arrests and other disposals together"
    values = [value for label, counted in each.items() for value in _parts(label, counted)]
    return over_years(
        "outcomes", title, subtitle, "Outcomes after an alert", said, lambda width: _shares(values, [*each], width), found, notes,
        words={"Basis of arrests": [say_basis(one.basis) for one in arrests]},
    )  # fmt: skip


def _parts(label: str, counted: list[tuple[Figure, str]]) -> list[dict[str, Any]]:
    """The parts of a column, from below; one without a height where a year has no number, or one number for all."""
    total, below, parts = sum(one.value or 0 for one, _ in counted), 0.0, []
    is_whole = len(counted) > 1 and total and all(one.value is not None for one, _ in counted)
    for one, word in counted:
        share, kind = (one.value or 0) / total if is_whole else None, word if word.endswith(("s", "action")) else f"{word}s"
        middle = 0.02 if share is None else below + share / 2
        said = f"{label}: {say_both(one)} {word}"
        known = {"x": label, "kind": kind, "value": share, "count": one.value, "below": below, "middle": middle, "part": one.is_partial}
        parts.append({**known, "text": say_figure(one), "said": said})
        below += share or 0
    return parts if is_whole else parts[:1]


_OUTCOMES = {"arrests": BAR, "other outcomes": OTHER, "other disposals": RAMP[2], "no action": RAMP[0]}


def _shares(values: list[dict[str, Any]], labels: list[str], width: int) -> Drawing:
    """Columns of one height, parted by outcome, with the count in each part."""
    x = alt.X("x:N", title=None, scale=alt.Scale(domain=labels, paddingInner=0.25), axis=LABELS)
    kinds = [kind for kind in _OUTCOMES if any(one["kind"] == kind and one["value"] is not None for one in values)]
    scale = alt.Scale(domain=kinds, range=[_OUTCOMES[kind] for kind in kinds])
    color = alt.Color("kind:N", scale=scale, legend=alt.Legend(symbolOpacity=1, columns=2 if is_narrow(width) else 4) if kinds else None)
    y = alt.Y("value:Q", stack="zero", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=4))
    known, alone = (alt.Chart().encode(x=x).transform_filter(f"{no}isValid(datum.value)") for no in ("", "!"))
    ink = fixed(alt.ColorValue, INK, "datum.kind == 'arrests' && !datum.part", PAPER)
    stroke, words = alt.Stroke("kind:N", scale=scale, legend=None), {"y": alt.Y("middle:Q"), "text": alt.Text("text:N")}
    return alt.layer(
        known.mark_bar(aria=True).encode(y=y, color=color, stroke=stroke, order=alt.Order("below:Q"), description=SAID, **PART_LOOK),
        known.mark_text().encode(**words, color=ink),
        alone.transform_filter("!isValid(datum.count)").mark_rect(**UNKNOWN_BAND),
        alone.mark_text(aria=True, baseline="bottom", lineBreak=" ").encode(**words, description=SAID),
        data=data_of(values),
    ).properties(width=inner(width), height=260)  # fmt: skip


def outcomes_of(arrest: Figure, disposals: Figure, nothing: Figure, other: Figure) -> list[tuple[Figure, str]]:
    """The outcomes that a year has, each with the words for its number; none is counted twice."""
    many = arrest.value != 1
    if arrest.basis == _TOGETHER:
        return [(arrest, "arrests or other disposals" if many else "arrest or other disposal")]
    counted = [(arrest, "arrests" if many else "arrest")]
    if disposals.value is not None and nothing.value is not None:
        return [*counted, (disposals, "other disposals" if disposals.value != 1 else "other disposal"), (nothing, "no action")]
    if other.value is not None:
        counted.append((other, "other outcomes" if other.value != 1 else "other outcome"))
    return counted


def _bar(one: Figure, kind: str, word: str = "") -> dict[str, Any]:
    low, high = (one.lower, one.upper) if one.ends else (one.value, None)
    return bar(one.label, kind, low, say_figure(one), f"{say_both(one)} {word}".strip(), upper=high, is_part=one.is_partial)


def _notes(found: Sequence[Figure]) -> list[str]:
    """What to know of years that are covered in part or of which a number is not known."""
    is_unknown = not all(is_known(one) for one in found)
    return [*partial_notes(found), *([_UNKNOWN] if is_unknown else [])]


def _basis_notes(figures: Figures, what: str, found: Sequence[Figure]) -> list[str]:
    """On what basis each year is given, where it is not the same in all of them. A year without a deployment prints nothing."""
    bases: dict[str, list[str]] = {}
    for one in found:
        if figures.figure(one.publisher, one.year, "deployments").value != 0:
            bases.setdefault(one.basis, []).append(one.label)
    return [f"{what}, {', '.join(labels)}: {say_basis(basis)}." for basis, labels in bases.items()] if len(bases) > 1 else []
