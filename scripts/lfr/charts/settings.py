"""Watchlist size and threshold of each deployment over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lfr.charts.said import corrected_notes, newest_of, series
from lfr.charts.sheet import Sheet
from lfr.charts.theme import BAR, WIDTH, Chart
from lfr.warehouse.figures import Figures
from lfr.wording.words import NOT_COVERED, say_both, say_count, say_figure

_LEFT, _HEIGHT, _TOP = 50, 170, 22


def watchlist(figures: Figures, publisher: str) -> Chart | None:
    """One dot a deployment: the size of its watchlist on its day. Never a sum: the same images are on list after list."""
    frame = figures.deployments(publisher).dropna(subset=["watchlist_size"])
    if frame.empty:
        return None
    measures = [f"watchlist_size_{name}" for name in ("minimum", "median", "maximum")]
    smallest, median, largest = found = [series(figures, publisher, name) for name in measures]
    step = next(step for step in (10, 50, 100, 500, 1000, 2000, 5000, 10000, 50000, 10**9) if frame["watchlist_size"].max() / step <= 4.5)
    most = -(-int(frame["watchlist_size"].max()) // step) * step
    ticks = [(float(value), say_count(value)) for value in range(0, most + 1, step)]
    said = [
        f"{low.label}: {say_both(low)} to {say_both(high)} images, median {say_both(middle)}"
        if low.value is not None
        else f"{low.label}: {say_figure(low)}"
        for low, middle, high in zip(smallest, median, largest, strict=True)
    ]
    sheet, height = _over_time(figures, publisher, frame, "watchlist_size", ticks, said)
    _threshold_rules(sheet, figures, publisher)
    notes = [
        "Each dot is a deployment. Lists are never added up: the same images are on one list after the other.",
        *_change_notes(figures, publisher),
        *corrected_notes(*found),
    ]
    return Chart(
        publisher, "watchlist", "Watchlist size of each deployment",
        f"Watchlist size, {newest_of(median, said)}.", f"Watchlist size: {'; '.join(said)}.", sheet.chart(height), height,
        ["Year", "Smallest watchlist", "Median watchlist", "Largest watchlist"],
        [[one[0].label, *(say_both(figure) for figure in one)] for one in zip(*found, strict=True)],
        _each(frame, "watchlist_size"), tuple(notes), line_years=tuple(one.year for one in smallest),
    )  # fmt: skip


def threshold(figures: Figures, publisher: str) -> Chart | None:
    """One dot a deployment: the threshold in use on its day, with the changes drawn."""
    frame = figures.deployments(publisher).dropna(subset=["threshold"])
    if frame.empty:
        return None
    stretches = figures.thresholds(publisher)
    low, high = frame["threshold"].min() - 0.02, frame["threshold"].max() + 0.02
    ticks = [(value, f"{value:.2f}") for value in sorted(set(frame["threshold"]))]
    lowest, highest = (series(figures, publisher, f"threshold_{name}") for name in ("minimum", "maximum"))
    said = [
        f"{one.label}: {say_figure(one)}" if one.value in (None, other.value) else f"{one.label}: {say_figure(one)} to {say_figure(other)}"
        for one, other in zip(lowest, highest, strict=True)
    ]
    sheet, height = _over_time(figures, publisher, frame, "threshold", ticks, said, (low, high))
    _threshold_rules(sheet, figures, publisher)
    stretched = [
        f"{line.threshold:.2f} from {_day(line.from_date)} to {_day(line.to_date)} ({say_count(line.deployments)} deployments)"
        for line in stretches.itertuples()
    ]
    return Chart(
        publisher, "threshold", "Threshold of each deployment",
        f"Threshold in use: {'; '.join(stretched[-2:])}.", f"Threshold in use: {'; '.join(stretched)}.", sheet.chart(height), height,
        ["From the deployment of", "To the deployment of", "Threshold", "Deployments"],
        [[_day(one.from_date), _day(one.to_date), f"{one.threshold:.2f}", say_count(one.deployments)] for one in stretches.itertuples()],
        _each(frame, "threshold"),
        (
            "Each dot is a deployment. A higher threshold gives fewer alerts, true and false.",
            *_unknown_note(figures, publisher),
            *(f"{one.label}, {one.title.lower()}: {say_both(one)}." for one in (*lowest, *highest) if one.is_corrected),
        ),
    )  # fmt: skip


def _over_time(
    figures: Figures, publisher: str, frame: pd.DataFrame, column: str, ticks: list[tuple[float, str]], said: list[str],
    ends: tuple[float, float] | None = None,
) -> tuple[Sheet, int]:  # fmt: skip
    """Dots by date. Behind them one box a calendar year, which says what the year holds."""
    sheet = Sheet()
    low, high = ends or (0.0, ticks[-1][0])
    years, axis = list(figures.years(publisher).itertuples()), _axis(figures, publisher)
    for value, words in ticks:
        y = _TOP + _HEIGHT * (1 - (value - low) / (high - low))
        sheet.rule(_LEFT, y, WIDTH, y, kind="faint")
        sheet.note(_LEFT - 5, y + 4, words, "right")
    for year, words in zip(years, said, strict=True):
        left, right = axis.x(date(year.year, 1, 1)), axis.x(date(year.year + 1, 1, 1))
        sheet.box(left, _TOP, right - left, _HEIGHT, BAR, tint=0.06 if year.year % 2 else 0.02, said=words)
        if year.is_partial:
            # A part year has a longer name and stands a line lower, under its end of the axis.
            sheet.note(min(right, WIDTH), _TOP + _HEIGHT + 31, year.label, "right")
        else:
            sheet.note((left + right) / 2, _TOP + _HEIGHT + 16, str(year.year), "center")
    for row in frame.itertuples():
        value = float(getattr(row, column))
        sheet.dot(axis.x(row.deployment_date.date()), _TOP + _HEIGHT * (1 - (value - low) / (high - low)), BAR, size=16)
    last = years[-1]
    height = _TOP + _HEIGHT + (36 if any(year.is_partial for year in years) else 22)
    if last.is_partial and last.covered_days:
        end = axis.x(last.covers_to.date())
        sheet.empty(end + 1, _TOP + 1, max(WIDTH - end - 2, 1), _HEIGHT - 2, said=f"After {_day(last.covers_to)}: {NOT_COVERED}")
        sheet.note(WIDTH, height + 11, f"Broken outline: {NOT_COVERED}", "right")
        height += 16
    return sheet, height


@dataclass(frozen=True)
class _Axis:
    """Where a day lies between the first of January of the first year and the end of the last."""

    first: date
    last: date

    def x(self, day: date) -> float:
        return _LEFT + (WIDTH - _LEFT) * (day - self.first).days / (self.last - self.first).days


def _axis(figures: Figures, publisher: str) -> _Axis:
    years = figures.years(publisher)["year"]
    return _Axis(date(int(years.min()), 1, 1), date(int(years.max()) + 1, 1, 1))


def _threshold_rules(sheet: Sheet, figures: Figures, publisher: str) -> None:
    """A rule at each change of threshold; words that would lie on each other stand in one line."""
    changes = [line for line in figures.thresholds(publisher).itertuples() if line.is_change]
    if not changes:
        return
    axis = _axis(figures, publisher)
    for line in changes:
        x = axis.x(line.from_date.date())
        sheet.rule(x, 18, x, _TOP + _HEIGHT, kind="break")
    words = ", ".join(f"{line.threshold:.2f} from {line.from_date.day} {line.from_date:%b} {line.from_date.year}" for line in changes[-2:])
    sheet.note(WIDTH, 12, f"Threshold {words}", "right")


def _change_notes(figures: Figures, publisher: str) -> list[str]:
    changes = [f"{line.threshold:.2f} from {_day(line.from_date)}" for line in figures.thresholds(publisher).itertuples() if line.is_change]
    return [f"Rules mark where the threshold changed: {', '.join(changes)}."] if changes else []


def _unknown_note(figures: Figures, publisher: str) -> list[str]:
    frame = figures.deployments(publisher)
    missing = int(frame["threshold"].isna().sum())
    return [f"{say_count(missing)} deployments print no threshold and have no dot."] if missing else []


def _each(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame[["publisher", "deployment_id", "deployment_date", column]]


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B} {day.year}"
