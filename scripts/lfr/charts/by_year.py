"""Counts by calendar year: deployments, alerts, stops, outcomes, faces seen."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from lfr.charts.bars import Bar, Row, rows_chart
from lfr.charts.chart import Chart
from lfr.charts.series import (
    break_before,
    by_year,
    newest_of,
    now_and_before,
    over_years,
    partial_notes,
    say_threshold_changes,
    series,
    threshold_notes,
)
from lfr.charts.theme import BAR, FALSE, OTHER, TRUE, Ink
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import ESTIMATED, say_basis, say_both, say_day, say_figure

_TOGETHER = "arrests_or_disposals"
NOT_PEOPLE = "These are alerts and what followed, not distinct people."


def years(figures: Figures, publisher: str) -> Chart:
    """Deployments by calendar year."""
    return _one_measure("years", "Deployments", series(figures, publisher, "deployments"), [])


def faces(figures: Figures, publisher: str) -> Chart:
    """Faces seen by calendar year, with the breaks that a maintainer found in them."""
    breaks = figures.breaks(publisher, "faces_seen")
    notes = ["Faces seen are the publisher's estimate of faces detected, not of people: one person can be seen many times."]
    notes += [f"From {say_day(line.from_date)}: {line.words}" for line in breaks.itertuples()]
    return _one_measure("faces-seen", "Faces seen (estimate)", series(figures, publisher, "faces_seen"), notes, breaks)


def _one_measure(key: str, name: str, found: list[Figure], notes: list[str], breaks: pd.DataFrame | None = None) -> Chart:
    rows = []
    for i, one in enumerate(found):
        days = [] if breaks is None else [day for day in breaks["from_date"] if day.year == one.year]
        first = [day for day in days if (day.month, day.day) == (1, 1)]
        above = break_before(found, i) or (f"Break in the series at {say_day(first[0])}" if first else "")
        inside = [say_day(day, with_year=False) for day in days if day not in first]
        below = f"Breaks in the series: {' and '.join(inside)}" if inside else ""
        rows.append(Row(one.label, (Bar(say_figure(one), one.value, is_part=one.is_partial, said=say_both(one)),), above, below))
    title, notes, columns = f"{name} by calendar year", [*notes, *partial_notes(found)], now_and_before(found, name)
    return over_years(key, title, name, by_year(found), rows_chart(rows), [found], notes, columns)


def alerts(figures: Figures, publisher: str) -> Chart:
    """True and false alerts by calendar year, and the thresholds in use."""
    true, false, total = found = [series(figures, publisher, name) for name in ("true_alerts", "false_alerts", "alerts")]
    rows, said, unequal = [], [], []
    for i, (right, wrong, both) in enumerate(zip(true, false, total, strict=True)):
        changes = say_threshold_changes(figures, publisher, right.year)
        below = f"Threshold {changes}" if changes else ""
        rows.append(Row(right.label, (_bar(right, "true", TRUE), _bar(wrong, "false", FALSE)), break_before(true, i), below))
        said.append(f"{right.label}: {say_both(right)} true and {say_both(wrong)} false")
        if None not in (both.value, right.value, wrong.value) and right.value + wrong.value != both.value:  # type: ignore[operator]
            unequal.append(right.label)
    notes = [NOT_PEOPLE, *threshold_notes(figures, publisher), *_basis_notes(figures, "True and false alerts", true), *partial_notes(true)]
    if unequal:
        notes.append(f"In {' and '.join(unequal)} true and false alerts do not make the total: a row does not add up as printed.")
    heads = ("True alerts", "False alerts", "Alerts in all")
    columns = {head: [say_both(one) for one in of_measure] for head, of_measure in zip(heads, found, strict=True)}
    return over_years("alerts", "Alerts by calendar year, true and false", "Alerts", said, rows_chart(rows), found, notes, columns)


def stops(figures: Figures, publisher: str) -> Chart:
    """Stops by calendar year: a number where they are printed, a range where they are not."""
    found = series(figures, publisher, "stops")
    lower, upper = ([one.ends[i] for one in found] for i in (0, 1))
    rows = [
        Row(one.label, (Bar(say_figure(one), one.lower, BAR, one.upper, one.is_partial, say_both(one)),), _stops_break(upper, i))
        for i, one in enumerate(found)
    ]
    notes = [NOT_PEOPLE]
    if any(one.lower != one.upper for one in found):
        notes.append(
            "The full part of a bar is the least, the lighter part reaches to the greatest of three columns that may be taken as stops."
        )
    columns, bases = now_and_before(found), {"Basis": [say_basis(one.basis) for one in found]}
    title, what, notes = "Stops by calendar year", "Stops after an alert", [*notes, *partial_notes(found)]
    return over_years("stops", title, what, by_year(found), rows_chart(rows), [lower, upper], notes, columns, bases)


def outcomes(figures: Figures, publisher: str) -> Chart:
    """Arrests and other outcomes by calendar year; a force's records do not split them in the same way every year."""
    names = ("arrests", "other_disposals", "no_action", "outcomes_other_than_arrest")
    arrests, disposals, nothing, others = found = [series(figures, publisher, name) for name in names]
    rows, said = [], []
    for i, arrest in enumerate(arrests):
        counted = _outcomes_of(arrest, disposals[i], nothing[i], others[i])
        bars = tuple(_bar(one, word, BAR if one is arrest and arrest.basis != _TOGETHER else OTHER) for one, word in counted)
        rows.append(Row(arrest.label, bars, _outcome_break(arrests, others, nothing[i], i)))
        said.append(f"{arrest.label}: {', '.join(f'{say_both(one)} {word}' for one, word in counted)}")
    notes = [NOT_PEOPLE, "An arrest is not a charge or a conviction.", *_basis_notes(figures, "Arrests", arrests), *partial_notes(arrests)]
    drawing, bases = rows_chart(rows, label_above=True), {"Basis of arrests": [say_basis(one.basis) for one in arrests]}
    title, what = "Outcomes by calendar year", "Outcomes after an alert"
    chart = over_years("outcomes", title, what, said, drawing, found, notes, words=bases)
    return replace(chart, lead=f"Outcomes, {newest_of(arrests, said)}.")


def _outcomes_of(arrest: Figure, disposals: Figure, nothing: Figure, other: Figure) -> list[tuple[Figure, str]]:
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


def _bar(one: Figure, word: str, ink: Ink) -> Bar:
    if one.value is None:
        return Bar(f"{word}: {say_figure(one)}", None, ink, is_part=one.is_partial)
    return Bar(f"{say_figure(one)} {word}", one.value, ink, is_part=one.is_partial, said=f"{say_both(one)} {word}")


def _stops_break(upper: Sequence[Figure], number: int) -> str:
    words = break_before(upper, number)
    if words and upper[number].basis in ESTIMATED:
        return f"From 1 January {upper[number].year}: stops not printed; the range of three columns that may be taken as stops"
    return words


def _outcome_break(arrests: list[Figure], others: list[Figure], nothing: Figure, number: int) -> str:
    begin = f"From 1 January {arrests[number].year}:"
    if words := break_before(arrests, number):
        return f"{begin} arrests printed alone" if arrests[number - 1].basis == _TOGETHER else words
    if words := break_before(others, number):
        return f"{begin} disposals and no action apart" if nothing.value is not None else words
    return ""


def _basis_notes(figures: Figures, what: str, found: Sequence[Figure]) -> list[str]:
    """On what basis each year is given, where it is not the same in all of them. A year without a deployment prints nothing."""
    bases: dict[str, list[str]] = {}
    for one in found:
        if figures.figure(one.publisher, one.year, "deployments").value != 0:
            bases.setdefault(one.basis, []).append(one.label)
    return [f"{what}, {', '.join(labels)}: {say_basis(basis)}." for basis, labels in bases.items()] if len(bases) > 1 else []
