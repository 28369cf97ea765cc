"""Rates by calendar year, each with its counts and its 95 % Wilson interval: accuracy of stops, confirmed alerts that were true, and
both false alert rates."""

from collections.abc import Sequence
from dataclasses import replace

from lfr.charts.bars import draw_break
from lfr.charts.chart import Chart
from lfr.charts.series import break_before, by_year, newest_of, over_years, partial_notes, say_threshold_changes, series, threshold_notes
from lfr.charts.sheet import Sheet, scale_step
from lfr.charts.theme import FALSE, TRUE, WIDTH, Ink
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_both, say_count, say_figure

_EDGE = 6  # room for half a dot at either end
_PERCENT = [(0, "0 %"), (0.5, "50 %"), (1, "100 %")]
INTERVAL = (
    "The dot is the rate, the line a 95 % interval (Wilson). The counts are complete; the interval says what the process might have given."
)


def accuracy(figures: Figures, publisher: str) -> Chart:
    """Of the stops, where they are printed, how many were accurate; of the confirmed alerts, where these are, how many were true."""
    found = [series(figures, publisher, name) for name in ("accuracy_of_stops", "confirmed_alerts_true")]
    held = [[one for one in of_measure if one.basis not in ("not_published", "no_deployment")] for of_measure in found]
    sheet, y = Sheet(), 0.0
    for shown, cases in zip(held, ("stops", "confirmed alerts"), strict=True):
        if shown:
            sheet.words(0, y + 14, shown[0].title, bold=True)
            y = _scale(sheet, _panel(figures, sheet, y + 24, shown, TRUE, 1.0, cases), _PERCENT, 1.0) + 22
    notes = [
        "Stops are not confirmed alerts: the two shares do not compare.",
        *threshold_notes(figures, publisher),
        INTERVAL,
        *partial_notes(found[0]),
    ]
    title = "Accuracy of stops, and confirmed alerts that were true, by calendar year"
    chart = over_years("accuracy", title, found[0][0].title, by_year(found[0]), sheet.cut(y), found, notes)
    # The lead says what a reader came for: the share that the newest year has.
    newest = max((shown[-1].year for shown in held if shown), default=None)
    lead = [f"{shown[0].title}, {newest_of(shown, by_year(shown))}." for shown in held if shown and shown[-1].year == newest]
    sentence = [f"{of_measure[0].title}: {'; '.join(by_year(of_measure))}." for of_measure in found]
    return replace(chart, lead=" ".join(lead) or chart.lead, sentence=" ".join(sentence))


def false_alert_rates(figures: Figures, publisher: str) -> Chart:
    """False alerts per face seen and per alert: two rates that answer different questions, never shown apart."""
    faces = series(figures, publisher, "false_alerts_per_face")
    alerts = series(figures, publisher, "false_alerts_per_alert")
    sheet = Sheet()
    most = max([one.upper or 0 for one in faces] + [0.00001])
    sheet.words(0, 14, "Per face seen", bold=True)
    y = _panel(figures, sheet, 24, faces, FALSE, most, "faces")
    step = scale_step(most * 100_000, 4)
    ticks = [(i * step / 100_000, say_count(i * step)) for i in range(5) if i * step / 100_000 <= most]
    ticks[-1] = (ticks[-1][0], f"{ticks[-1][1]} in 100,000")
    y = _scale(sheet, y, ticks, most) + 22
    sheet.words(0, y, "Per alert", bold=True)
    y = _scale(sheet, _panel(figures, sheet, y + 10, alerts, FALSE, 1.0, "alerts"), _PERCENT, 1.0)
    notes = [
        "Both rates are right and answer different questions: of the faces that passed, and of the alerts, how many were false alerts."
    ]
    breaks = figures.breaks(publisher, "faces_seen")
    if len(breaks):
        days = ", ".join(f"{day:%B} {day.year}" for day in breaks["from_date"])
        notes.append(f"The rate per face rests on faces seen, a series that breaks in {days}.")
    per_face, per_alert = "False alerts per face seen", "False alerts per alert"
    title, notes = (
        f"{per_face} and per alert, by calendar year",
        [*notes, *threshold_notes(figures, publisher), INTERVAL, *partial_notes(faces)],
    )
    said = by_year(alerts)
    chart = over_years("false-alert-rates", title, per_face, by_year(faces), sheet.cut(y), [faces, alerts], notes)
    return replace(
        chart,
        lead=f"{chart.lead} Per alert, {newest_of(alerts, said)}.",
        sentence=f"{chart.sentence} {per_alert}: {'; '.join(said)}.",
    )


def _panel(figures: Figures, sheet: Sheet, y: float, found: Sequence[Figure], ink: Ink, most: float, cases: str) -> float:
    """One row per year: its words, and under them the dot with its interval. Returns where the rows end."""
    for number, one in enumerate(found):
        if above := break_before(found, number):
            y = draw_break(sheet, y + 2, above)
        sheet.words(0, y + 13, f"{one.label}: {say_figure(one)}")
        if one.value is None or one.lower is None or one.upper is None:
            y += 24
            continue
        sheet.note(WIDTH, y + 13, f"{say_count(one.numerator or 0)} of {say_count(one.denominator or 0)} {cases}", align="right")
        middle = y + 24
        left, dot, right = (_EDGE + share / most * (WIDTH - 2 * _EDGE) for share in (one.lower, one.value, one.upper))
        sheet.rule(_EDGE, middle, WIDTH - _EDGE, middle, kind="faint")
        sheet.box(left, middle - 3, max(right - left, 1.5), 6, ink, part=one.is_partial, tint=1 if one.is_partial else 0.45)
        for end in (left, right):
            sheet.rule(end, middle - 5, end, middle + 5, ink=ink.colour)
        said = f"{one.label}: {say_both(one)}{' of alerts' if one.measure == 'false_alerts_per_alert' else ''}"
        sheet.dot(dot, middle, ink, radius=4, said=said)
        y += 38
        if changes := say_threshold_changes(figures, one.publisher, one.year):
            y = draw_break(sheet, y, f"In {one.year} the threshold changed: {changes}")
    return y


def _scale(sheet: Sheet, y: float, ticks: Sequence[tuple[float, str]], most: float) -> float:
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
