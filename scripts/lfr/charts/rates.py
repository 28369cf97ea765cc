"""Rates by calendar year, each with its counts and its 95 % Wilson interval: accuracy of stops, and both false alert rates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lfr.charts.said import break_before, by_year, corrected_notes, newest, partial_notes, series, values
from lfr.charts.sheet import Sheet, wrapped
from lfr.charts.theme import FALSE, TRUE, WIDTH, Chart, Ink
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_both, say_count, say_figure, say_with_counts

_EDGE = 6  # room for half a dot at either end
_WRAP = 50
INTERVAL = (
    "The dot is the rate, the line a 95 % interval (Wilson). The counts are complete; the interval says what the process might have given."
)


def accuracy(figures: Figures, publisher: str) -> Chart:
    """How many of the stops were accurate, by calendar year."""
    found = series(figures, publisher, "accuracy_of_stops")
    sheet = Sheet()
    y = _panel(sheet, 2, found, TRUE, 1.0, lambda one: f"{say_count(one.numerator or 0)} of {say_count(one.denominator or 0)} stops")
    y = _scale(sheet, y, [(0, "0 %"), (0.5, "50 %"), (1, "100 %")], 1.0)
    height = round(y)
    return Chart(
        publisher, "accuracy", "Accuracy of stops by calendar year",
        f"Stops that were accurate, {newest(found)}.", f"Stops that were accurate: {by_year(found)}.",
        sheet.chart(height), height,
        ["Year", "Accuracy of stops", "As published"],
        [[one.label, say_with_counts(one), say_with_counts(one.as_published)] for one in found],
        values(found), tuple([INTERVAL, *partial_notes(found), *corrected_notes(found)]),
        line_years=tuple(one.year for one in found),
    )  # fmt: skip


def false_alert_rates(figures: Figures, publisher: str) -> Chart:
    """False alerts per face seen and per alert: two rates that answer different questions, never one without the other."""
    faces = series(figures, publisher, "false_alerts_per_face")
    alerts = series(figures, publisher, "false_alerts_per_alert")
    sheet = Sheet()
    most = max([one.upper or 0 for one in faces] + [0.00001])
    sheet.words(0, 14, "Per face seen", bold=True)
    y = _panel(sheet, 24, faces, FALSE, most, lambda one: f"{say_count(one.numerator or 0)} of {say_count(one.denominator or 0)} faces")
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 20000, 50000) if most * 100_000 / step <= 4)
    ticks = [(i * step / 100_000, say_count(i * step)) for i in range(5) if i * step / 100_000 <= most]
    ticks[-1] = (ticks[-1][0], f"{ticks[-1][1]} in 100,000")
    y = _scale(sheet, y, ticks, most) + 22
    sheet.words(0, y, "Per alert", bold=True)
    y = _panel(
        sheet, y + 10, alerts, FALSE, 1.0, lambda one: f"{say_count(one.numerator or 0)} of {say_count(one.denominator or 0)} alerts"
    )
    height = round(_scale(sheet, y, [(0, "0 %"), (0.5, "50 %"), (1, "100 %")], 1.0))
    breaks = figures.breaks(publisher, "faces_seen")
    notes = [
        "Both rates are right and answer different questions: of the faces that passed, and of the alerts, how many were false alerts."
    ]
    if len(breaks):
        days = ", ".join(f"{day:%B} {day.year}" for day in breaks["from_date"])
        notes.append(f"The rate per face rests on faces seen, a series that breaks in {days}.")
    return Chart(
        publisher, "false-alert-rates", "False alerts per face seen and per alert, by calendar year",
        f"False alerts per face seen, {newest(faces)}. Per alert, {newest(alerts)}.",
        f"False alerts per face seen: {by_year(faces)}. False alerts per alert: {by_year(alerts)}.",
        sheet.chart(height), height,
        ["Year", "False alerts per face seen", "False alerts per alert"],
        [[face.label, *(say_both(one) for one in (face, alert))] for face, alert in zip(faces, alerts, strict=True)],
        values(faces, alerts), tuple([*notes, INTERVAL, *partial_notes(faces), *corrected_notes(faces, alerts)]),
        line_years=tuple(one.year for one in faces),
    )  # fmt: skip


def _panel(sheet: Sheet, y: float, found: Sequence[Figure], ink: Ink, most: float, counts: Callable[[Figure], str]) -> float:
    """One row a year: its words, and under them the dot with its interval."""
    for number, one in enumerate(found):
        above = break_before(found, number)
        if above:
            sheet.rule(0, y + 2, WIDTH, y + 2, kind="break")
            for line in wrapped(above, _WRAP):
                y += 15
                sheet.note(0, y, line)
            y += 8
        if one.value is None or one.lower is None or one.upper is None:
            sheet.words(0, y + 13, f"{one.label}: {say_figure(one)}")
            y += 24
            continue
        sheet.words(0, y + 13, f"{one.label}: {say_figure(one)}")
        sheet.note(WIDTH, y + 13, counts(one), align="right")
        middle = y + 24
        left, dot, right = (_EDGE + share / most * (WIDTH - 2 * _EDGE) for share in (one.lower, one.value, one.upper))
        sheet.rule(_EDGE, middle, WIDTH - _EDGE, middle, kind="faint")
        sheet.box(left, middle - 3, max(right - left, 1.5), 6, ink, part=one.is_partial, tint=1 if one.is_partial else 0.45)
        for end in (left, right):
            sheet.rule(end, middle - 5, end, middle + 5, ink=ink.colour)
        sheet.dot(
            dot, middle, ink, size=64, said=f"{one.label}: {say_both(one)}{'' if one.measure != 'false_alerts_per_alert' else ' of alerts'}"
        )
        y += 38
    return y


def _scale(sheet: Sheet, y: float, ticks: list[tuple[float, str]], most: float) -> float:
    sheet.rule(_EDGE, y, WIDTH - _EDGE, y)
    for number, (share, words) in enumerate(ticks):
        x = _EDGE + share / most * (WIDTH - 2 * _EDGE)
        sheet.rule(x, y, x, y + 4)
        # The words of the ends stay on the sheet.
        if number == 0:
            sheet.note(0, y + 17, words)
        elif number == len(ticks) - 1 and x > WIDTH / 2:
            sheet.note(min(WIDTH, x + 30), y + 17, words, "right")
        else:
            sheet.note(x, y + 17, words, "center")
    return y + 22
