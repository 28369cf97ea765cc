"""What a yearly figure averages over: false alerts by threshold, and faces seen per hour between the breaks of the series."""

from itertools import cycle
from math import log10
from typing import Any

from lfr.charts.chart import Chart
from lfr.charts.over_time import DEPLOYMENT, counts_up_to, over_time
from lfr.charts.series import newest_of, series, threshold_breaks, threshold_notes
from lfr.charts.sheet import Sheet
from lfr.charts.theme import BAR, FALSE, OTHER, SOFT, UNKNOWN, WIDTH, Ink
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import NOT_RECORDED, as_published, say_both, say_count, say_day, say_or_not_recorded, say_score, with_note

_INKS = (FALSE, BAR, OTHER, SOFT)
_MARKS = [step * 10**power for power in range(-2, 8) for step in (1, 2, 5)]


def false_alerts(figures: Figures, publisher: str) -> Chart | None:
    """One dot per false alert, at its day and its number in the calendar year, in the colour of the threshold in use."""
    stretches = figures.false_alerts_by_threshold(publisher)
    if stretches.empty:
        return None
    totals = series(figures, publisher, "false_alerts")
    rows = {one.year: [row for row in stretches.itertuples() if row.year == one.year] for one in totals}
    said = [_of_thresholds(one, rows[one.year]) for one in totals]
    frame = figures.deployments(publisher).dropna(subset=["false_alerts"])
    each = frame.loc[frame.index.repeat(frame["false_alerts"].astype(int))]
    each = each.assign(number=each.groupby("deployment_year").cumcount() + 1)
    inks = dict(zip(sorted(stretches["threshold"].dropna().unique()), cycle(_INKS), strict=False))
    dots = [(one.deployment_date.date(), one.number, inks.get(one.threshold, UNKNOWN)) for one in each.itertuples()]
    counts = {f"threshold {say_score(value)}": (int((each["threshold"] == value).sum()), ink) for value, ink in inks.items()}
    if unknown := int(each["threshold"].isna().sum()):
        counts["threshold not printed"] = (unknown, UNKNOWN)
    ticks = counts_up_to(max([number for _, number, _ in dots], default=1))
    sheet = _key(over_time(figures, publisher, dots, ticks, said, **threshold_breaks(figures, publisher)), counts)
    names = {"deployments": "Deployments", "alerts": "Alerts", "false_alerts": "False alerts"}
    lines = [[one.label, _score(row.threshold), *(_both(row, name) for name in names)] for one in totals for row in rows[one.year]]
    notes = [
        "Each dot is a false alert, at the day of its deployment; its height is its number in the calendar year.",
        *threshold_notes(figures, publisher),
    ]
    return Chart(
        publisher, "false-alerts", "False alerts by threshold",
        f"False alerts, {newest_of(totals, said)}.", f"False alerts: {'; '.join(said)}.",
        {"Calendar year": "words", "Threshold": "number", **dict.fromkeys(names.values(), "number")}, lines, notes,
        line_years=[one.year for one in totals for _ in rows[one.year]], drawing=sheet,
        data=frame[[*DEPLOYMENT, "threshold", "alerts", "false_alerts"]],
    )  # fmt: skip


def faces_per_hour(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the faces seen per hour deployed, with the median of each stretch between two breaks."""
    every = figures.deployments(publisher)
    hours = every["duration_minutes"].where(every["duration_minutes"] > 0) / 60
    frame = every.assign(faces_per_hour=every["faces_seen"] / hours).query("faces_per_hour > 0")
    if frame.empty:
        return None
    values, stretches = frame["faces_per_hour"], [*figures.faces_per_hour(publisher).itertuples()]
    least = max((mark for mark in _MARKS if mark <= values.min()), default=_MARKS[0])
    most = min((mark for mark in _MARKS if mark > values.max()), default=_MARKS[-1])
    ticks = {log10(mark): say_count(mark) for mark in _MARKS if least <= mark <= most}
    dots = [(one.deployment_date.date(), log10(one.faces_per_hour), OTHER) for one in frame.itertuples()]
    levels = [
        (one.from_date.date(), one.to_date.date(), log10(one.median_faces_per_hour)) for one in stretches if one.median_faces_per_hour
    ]
    lines = [
        [say_day(one.from_date), say_day(one.to_date), say_count(one.deployments), say_count(round(one.median_faces_per_hour))]
        for one in stretches
    ]
    of_years = {
        year: f"{say_count(round(of_year.min()))} to {say_count(round(of_year.max()))} per hour"
        for year, of_year in values.groupby(frame["deployment_year"])
    }
    said = [f"{one.label}: {of_years.get(one.year, 'no value')}" for one in figures.years(publisher).itertuples()]
    breaks = figures.breaks(publisher, "faces_seen")
    sheet = over_time(
        figures, publisher, dots, ticks, said, breaks=[day.date() for day in breaks["from_date"]], levels=levels,
        head=f"Median {'; '.join(line[3] for line in lines[-5:])}", below="Lines: the median between two breaks. The scale is logarithmic.",
    )  # fmt: skip
    notes = [
        "Each dot is a deployment: its faces seen, which the publisher estimates, by its hours.",
        "What lies on two sides of a break does not compare.",
        *(f"From {say_day(line.from_date)}: {line.words}." for line in breaks.itertuples()),
    ]
    if missing := len(every) - len(frame):
        notes.append(f"Deployments without faces seen or without a duration have no dot: {say_count(missing)}.")
    medians = [f"{median} from {first} to {last} ({count} deployments)" for first, last, count, median in lines]
    lead, sentence = (f"Faces seen per hour deployed, median: {'; '.join(some)}." for some in (medians[-2:], medians))
    columns = {"From the deployment of": "words", "To the deployment of": "words", "Deployments": "number", "Median per hour": "number"}
    title, data = "Faces seen per hour deployed", frame[[*DEPLOYMENT, "faces_seen", "duration_minutes", "faces_per_hour"]]
    return Chart(publisher, "faces-per-hour", title, lead, sentence, columns, lines, notes, drawing=sheet, data=data)


def _of_thresholds(total: Figure, rows: list[Any]) -> str:
    """ "2024: 23 of 633 alerts at 0.60, 4 of 54 alerts at 0.62", or the count of a year whose record prints no threshold."""
    some = [f"{_both(row, 'false_alerts')} of {_both(row, 'alerts')} alerts at {_score(row.threshold)}" for row in rows if row.deployments]
    untold = "" if rows or not total.value else ", threshold not printed"
    return f"{total.label}: {', '.join(some) or f'{say_both(total)}{untold}'}"


def _score(threshold: float) -> str:
    return NOT_RECORDED if threshold != threshold else say_score(threshold)


def _both(row: Any, name: str) -> str:
    """A count of a row, with the count as published where a correction changed it."""
    now, before = (say_or_not_recorded(getattr(row, one)) for one in (name, f"{name}_as_published"))
    return with_note(now, as_published(now, before))


def _key(sheet: Sheet, counts: dict[str, tuple[int, Ink]]) -> Sheet:
    """Under the drawing what each colour means, with how many dots have it."""
    top = sheet.height + 4
    for number, (words, (count, ink)) in enumerate(counts.items()):
        x, y = number % 2 * WIDTH / 2, top + number // 2 * 18
        sheet.dot(x + 5, y + 8, ink, radius=4)
        sheet.note(x + 15, y + 12, f"{words}: {say_count(count)}")
    return sheet.cut(top + (len(counts) + 1) // 2 * 18)
