"""Counts by calendar year: deployments, alerts, stops, outcomes, faces seen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lfr.charts.bars import Bar, Row, rows_chart
from lfr.charts.said import both_ranges, break_before, by_year, corrected_notes, newest, newest_of, partial_notes, series, values
from lfr.charts.theme import BAR, FALSE, OTHER, TRUE, Chart, Ink
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_basis, say_both, say_figure, say_range

_TOGETHER = "arrests_or_disposals"
NOT_PEOPLE = "These are alerts and what followed, not distinct people."


def years(figures: Figures, publisher: str) -> Chart:
    """Deployments by calendar year."""
    found = series(figures, publisher, "deployments")
    return _one_measure(publisher, "years", "Deployments by calendar year", "Deployments", found, [])


def faces(figures: Figures, publisher: str) -> Chart:
    """Faces seen by calendar year, with the breaks that a maintainer found in them."""
    found = series(figures, publisher, "faces_seen")
    breaks = figures.breaks(publisher, "faces_seen")
    notes = ["Faces seen are the publisher's estimate of faces detected, not of people: one person can be seen many times."]
    notes += [f"From {_day(line.from_date)}: {line.words}" for line in breaks.itertuples()]
    return _one_measure(publisher, "faces-seen", "Faces seen (estimate) by calendar year", "Faces seen (estimate)", found, notes, breaks)


def _one_measure(
    publisher: str, key: str, title: str, name: str, found: list[Figure], notes: list[str], breaks: pd.DataFrame | None = None
) -> Chart:
    rows = []
    for i, one in enumerate(found):
        above, below = break_before(found, i), ""
        if breaks is not None:
            of_year = [line.from_date for line in breaks.itertuples() if line.from_date.year == one.year]
            first = [day for day in of_year if (day.month, day.day) == (1, 1)]
            above = above or (f"Break in the series at {_day(first[0])}" if first else "")
            inside = [_day(day).removesuffix(f" {one.year}") for day in of_year if day not in first]
            below = f"Breaks in the series: {' and '.join(inside)}" if inside else ""
        rows.append(Row(one.label, (Bar(say_figure(one), one.value, is_part=one.is_partial, said=say_both(one)),), above, below))
    chart, height = rows_chart(rows)
    return Chart(
        publisher, key, title, f"{name}, {newest(found)}.", f"{name}: {by_year(found)}.", chart, height,
        ["Year", name, "As published"], [[one.label, say_figure(one), say_figure(one.as_published)] for one in found],
        values(found), tuple([*notes, *partial_notes(found), *corrected_notes(found)]), line_years=_years(found),
    )  # fmt: skip


def alerts(figures: Figures, publisher: str) -> Chart:
    """True and false alerts by calendar year, and the thresholds in use."""
    true, false, total = (series(figures, publisher, name) for name in ("true_alerts", "false_alerts", "alerts"))
    thresholds = figures.thresholds(publisher)
    rows, said = [], []
    for i, (right, wrong) in enumerate(zip(true, false, strict=True)):
        bars = (_bar(right, "true", TRUE), _bar(wrong, "false", FALSE))
        rows.append(Row(right.label, bars, break_before(true, i), _threshold_changes(thresholds, right.year)))
        said.append(f"{right.label}: {say_both(right)} true and {say_both(wrong)} false")
    chart, height = rows_chart(rows)
    notes = [NOT_PEOPLE, *_threshold_notes(thresholds), *_basis_notes(true), *partial_notes(true)]
    unequal = [
        one.label
        for one, right, wrong in zip(total, true, false, strict=True)
        if None not in (one.value, right.value, wrong.value) and right.value + wrong.value != one.value  # type: ignore[operator]
    ]
    if unequal:
        notes.append(f"In {' and '.join(unequal)} true and false alerts do not make the total: a row does not add up as printed.")
    return Chart(
        publisher, "alerts", "Alerts by calendar year, true and false",
        f"Alerts, {newest_of(true, said)}.", f"Alerts: {'; '.join(said)}.", chart, height,
        ["Year", "True alerts", "False alerts", "Alerts in all"],
        [[one.label, say_both(right), say_both(wrong), say_both(one)] for one, right, wrong in zip(total, true, false, strict=True)],
        values(true, false, total), tuple([*notes, *corrected_notes(true, false, total)]), line_years=_years(true),
    )  # fmt: skip


def stops(figures: Figures, publisher: str) -> Chart:
    """Stops by calendar year: a number where they are printed, a range where they are not."""
    lower, upper = (series(figures, publisher, f"stops_{end}") for end in ("lower", "upper"))
    rows = [
        Row(
            low.label,
            (Bar(say_range(low, high), low.value, BAR, high.value, low.is_partial, both_ranges(low, high)),),
            _stops_break(upper, i),
        )
        for i, (low, high) in enumerate(zip(lower, upper, strict=True))
    ]
    chart, height = rows_chart(rows)
    said = [f"{low.label}: {both_ranges(low, high)}" for low, high in zip(lower, upper, strict=True)]
    ranges = any(low.value != high.value for low, high in zip(lower, upper, strict=True))
    notes = ["The full part of a bar is the least, the lighter part reaches to the most that the stops can be."] if ranges else []
    return Chart(
        publisher, "stops", "Stops by calendar year",
        f"Stops after an alert, {newest_of(lower, said)}.", f"Stops after an alert: {'; '.join(said)}.", chart, height,
        ["Year", "Stops", "As published", "Basis"],
        [
            [low.label, say_range(low, high), say_range(low.as_published, high.as_published), _two_bases(low, high)]
            for low, high in zip(lower, upper, strict=True)
        ],
        values(lower, upper), tuple([NOT_PEOPLE, *notes, *partial_notes(lower), *corrected_notes(lower, upper)]),
        line_years=_years(lower),
    )  # fmt: skip


def outcomes(figures: Figures, publisher: str) -> Chart:
    """Arrests and other outcomes by calendar year; a force's records do not split them in the same way every year."""
    names = ["arrests", "other_disposals", "no_action", "outcomes_other_than_arrest"]
    found = {name: series(figures, publisher, name) for name in names}
    rows, said, lines = [], [], []
    for i, arrest in enumerate(found["arrests"]):
        counted = _outcomes_of(*(found[name][i] for name in names))
        bars = tuple(_bar(one, word, BAR if one is arrest and arrest.basis != _TOGETHER else OTHER) for one, word in counted)
        rows.append(Row(arrest.label, bars, _outcome_break(found, i)))
        said.append(f"{arrest.label}: {', '.join(f'{say_both(one)} {word}' for one, word in counted)}")
        lines.append([arrest.label, *(say_both(found[name][i]) for name in names), say_basis(arrest.basis)])
    chart, height = rows_chart(rows, label_above=True)
    notes = [NOT_PEOPLE, "An arrest is not a charge or a conviction.", *_basis_notes(found["arrests"])]
    return Chart(
        publisher, "outcomes", "Outcomes by calendar year",
        f"Outcomes, {newest_of(found['arrests'], said)}.", f"Outcomes after an alert: {'; '.join(said)}.", chart, height,
        ["Year", "Arrests", "Other disposals", "No action", "Outcomes other than arrest", "Basis of arrests"], lines,
        values(*found.values()), tuple([*notes, *partial_notes(found["arrests"]), *corrected_notes(*found.values())]),
        line_years=_years(found["arrests"]),
    )  # fmt: skip


def _outcomes_of(arrest: Figure, disposals: Figure, nothing: Figure, other: Figure) -> list[tuple[Figure, str]]:
    """The outcomes that a year has, each with the words for its number; none is said twice."""
    many = arrest.value != 1
    if arrest.basis == _TOGETHER:
        return [(arrest, "arrests or other disposals" if many else "arrest or other disposal")]
    counted = [(arrest, "arrests" if many else "arrest")]
    if disposals.value is not None and nothing.value is not None:
        return [*counted, (disposals, "other disposals" if disposals.value != 1 else "other disposal"), (nothing, "no action")]
    if other.value is not None:
        counted.append((other, "other outcomes" if other.value != 1 else "other outcome"))
    return counted


def _years(found: Sequence[Figure]) -> tuple[int, ...]:
    return tuple(one.year for one in found)


def _bar(one: Figure, word: str, ink: Ink) -> Bar:
    text = f"{say_figure(one)} {word}" if one.value is not None else f"{word}: {say_figure(one)}"
    return Bar(text, one.value, ink, is_part=one.is_partial, said=f"{say_both(one)} {word}" if one.value is not None else "")


def _stops_break(upper: Sequence[Figure], number: int) -> str:
    if not break_before(upper, number):
        return ""
    if upper[number].basis == "confirmed_alerts":
        return f"From 1 January {upper[number].year}: stops not printed; between confirmed true alerts and all confirmed alerts"
    return break_before(upper, number)


def _outcome_break(found: dict[str, list[Figure]], number: int) -> str:
    year = found["arrests"][number].year
    if break_before(found["arrests"], number):
        before = found["arrests"][number - 1].basis
        if before == _TOGETHER:
            return f"From 1 January {year}: arrests printed alone"
        return break_before(found["arrests"], number)
    if break_before(found["outcomes_other_than_arrest"], number):
        if found["no_action"][number].value is not None:
            return f"From 1 January {year}: disposals and no action apart"
        return break_before(found["outcomes_other_than_arrest"], number)
    return ""


def _two_bases(lower: Figure, upper: Figure) -> str:
    bases = [say_basis(one.basis) for one in (lower, upper)]
    return bases[0] if bases[0] == bases[1] else f"least: {bases[0]}; most: {bases[1]}"


def _basis_notes(found: Sequence[Figure]) -> list[str]:
    """On what basis each year is given, where it is not the same in all of them."""
    bases: dict[str, list[str]] = {}
    for one in found:
        bases.setdefault(one.basis, []).append(one.label)
    return [f"{', '.join(labels)}: {say_basis(basis)}." for basis, labels in bases.items()] if len(bases) > 1 else []


def _threshold_changes(thresholds: pd.DataFrame, year: int) -> str:
    changes = [line for line in thresholds.itertuples() if line.is_change and line.from_date.year == year]
    said = [f"{line.threshold:.2f} from {_day(line.from_date).removesuffix(f' {year}')}" for line in changes]
    return f"Threshold {', '.join(said)}" if said else ""


def _threshold_notes(thresholds: pd.DataFrame) -> list[str]:
    changes = [f"{line.threshold:.2f} from {_day(line.from_date)}" for line in thresholds.itertuples() if line.is_change]
    return [f"The threshold changed: {', '.join(changes)}. A higher threshold gives fewer alerts, true and false."] if changes else []


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B} {day.year}"
