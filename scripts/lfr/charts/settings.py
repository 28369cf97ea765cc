"""Watchlist size and threshold of each deployment over time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from lfr.charts.chart import Chart
from lfr.charts.series import over_years, say_threshold_changes, series, threshold_changes
from lfr.charts.sheet import Sheet, scale_step
from lfr.charts.theme import BAR, WIDTH
from lfr.warehouse.figures import Figures
from lfr.wording.words import NOT_COVERED, say_both, say_count, say_day, say_figure, say_score

_LEFT, _HEIGHT, _TOP = 50, 170, 22
_DEPLOYMENT = ("publisher", "deployment_id", "deployment_date")


def watchlist(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the size of its watchlist on its day. Never a sum: the same images are on list after list."""
    frame = figures.deployments(publisher).dropna(subset=["watchlist_size"])
    if frame.empty:
        return None
    smallest, median, largest = found = [series(figures, publisher, f"watchlist_size_{name}") for name in ("minimum", "median", "maximum")]
    step = scale_step(frame["watchlist_size"].max(), 4.5)
    most = -(-int(frame["watchlist_size"].max()) // step) * step
    ticks = {float(value): say_count(value) for value in range(0, most + 1, step)}
    said = [
        f"{low.label}: {say_both(low)} to {say_both(high)} images, median {say_both(middle)}"
        if low.value is not None
        else f"{low.label}: {say_figure(low)}"
        for low, middle, high in zip(smallest, median, largest, strict=True)
    ]
    notes = ["Each dot is a deployment. Lists are never added up: the same images are on one list after the other."]
    if changes := say_threshold_changes(figures, publisher):
        notes.append(f"Rules mark where the threshold changed: {changes}.")
    sheet = _over_time(figures, publisher, frame["watchlist_size"], frame["deployment_date"], ticks, said, (0.0, float(most)))
    chart = over_years("watchlist", "Watchlist size of each deployment", "Watchlist size", said, sheet, found, notes)
    return replace(chart, data=frame[[*_DEPLOYMENT, "watchlist_size"]])


def threshold(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the threshold in use on its day, with the changes drawn."""
    every = figures.deployments(publisher)
    frame = every.dropna(subset=["threshold"])
    if frame.empty:
        return None
    lowest, highest = (series(figures, publisher, f"threshold_{name}") for name in ("minimum", "maximum"))
    said = [
        f"{low.label}: {say_figure(low)}" + ("" if low.value in (None, high.value) else f" to {say_figure(high)}")
        for low, high in zip(lowest, highest, strict=True)
    ]
    ticks = {value: say_score(value) for value in sorted(set(frame["threshold"]))}
    ends = (frame["threshold"].min() - 0.02, frame["threshold"].max() + 0.02)
    lines = [
        [say_day(one.from_date), say_day(one.to_date), say_score(one.threshold), say_count(one.deployments)]
        for one in figures.thresholds(publisher).itertuples()
    ]
    stretches = [f"{score} from {first} to {last} ({count} deployments)" for first, last, score, count in lines]
    notes = ["Each dot is a deployment. A higher threshold gives fewer alerts, true and false."]
    if missing := len(every) - len(frame):
        notes.append(f"{say_count(missing)} deployments print no threshold and have no dot.")
    notes += [f"{one.label}, {one.title.lower()}: {say_both(one)}." for one in (*lowest, *highest) if one.is_corrected]
    lead, sentence = (f"Threshold in use: {'; '.join(some)}." for some in (stretches[-2:], stretches))
    columns = {"From the deployment of": "words", "To the deployment of": "words", "Threshold": "number", "Deployments": "number"}
    drawing = _over_time(figures, publisher, frame["threshold"], frame["deployment_date"], ticks, said, ends)
    title, data = "Threshold of each deployment", frame[[*_DEPLOYMENT, "threshold"]]
    return Chart(publisher, "threshold", title, lead, sentence, columns, lines, notes, drawing=drawing, data=data)


def _over_time(
    figures: Figures,
    publisher: str,
    values: pd.Series,
    days: pd.Series,
    ticks: dict[float, str],
    said: Sequence[str],
    ends: tuple[float, float],
) -> Sheet:
    """Dots by date and a rule at each change of threshold. Behind them one box per calendar year, which says what the year holds."""
    sheet = Sheet()
    years = list(figures.years(publisher).itertuples())
    first, end = date(years[0].year, 1, 1), date(years[-1].year + 1, 1, 1)

    def x(day: date) -> float:
        return _LEFT + (WIDTH - _LEFT) * (day - first).days / (end - first).days

    def y(value: float) -> float:
        return _TOP + _HEIGHT * (1 - (value - ends[0]) / (ends[1] - ends[0]))

    for value, words in ticks.items():
        sheet.rule(_LEFT, y(value), WIDTH, y(value), kind="faint")
        sheet.note(_LEFT - 5, y(value) + 4, words, "right")
    for year, words in zip(years, said, strict=True):
        left, right = x(date(year.year, 1, 1)), x(date(year.year + 1, 1, 1))
        sheet.box(left, _TOP, right - left, _HEIGHT, BAR, tint=0.06 if year.year % 2 else 0.02, said=words)
        if year.is_partial:
            # A part year has a longer name and stands a line lower, under its end of the axis.
            sheet.note(min(right, WIDTH), _TOP + _HEIGHT + 31, year.label, "right")
        else:
            sheet.note((left + right) / 2, _TOP + _HEIGHT + 16, str(year.year), "center")
    for value, day in zip(values, days, strict=True):
        sheet.dot(x(day.date()), y(float(value)), BAR, radius=2)
    last = years[-1]
    height = _TOP + _HEIGHT + (36 if any(year.is_partial for year in years) else 22)
    if last.is_partial and last.covered_days:
        left = x(last.covers_to.date())
        sheet.empty(left + 1, _TOP + 1, max(WIDTH - left - 2, 1), _HEIGHT - 2, said=f"After {say_day(last.covers_to)}: {NOT_COVERED}")
        sheet.note(WIDTH, height + 11, f"Broken outline: {NOT_COVERED}", "right")
        height += 16
    if changes := threshold_changes(figures, publisher):
        for day, _ in changes:
            sheet.rule(x(day), 18, x(day), _TOP + _HEIGHT, kind="break")
        # Only the last two have room above the drawing.
        words = ", ".join(f"{score:.2f} from {day.day} {day:%b} {day.year}" for day, score in changes[-2:])
        sheet.note(WIDTH, 12, f"Threshold {words}", "right")
    return sheet.cut(height)
