"""Dots by date: the drawing of what each deployment has of its own, with the days on which a series breaks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from lfr.charts.sheet import Sheet, scale_step, wrapped
from lfr.charts.theme import BAR, WIDTH, Ink
from lfr.warehouse.figures import Figures
from lfr.wording.words import NOT_COVERED, say_count, say_day

_LEFT, _HEIGHT, _TOP = 50, 170, 22
DEPLOYMENT = ("publisher", "deployment_id", "deployment_date")  # the columns by which a deployment is known in the values of a chart
Dot = tuple[date, float, Ink]


def counts_up_to(most: float) -> dict[float, str]:
    """The marks of a scale from 0 up to a round number that is not less than `most`."""
    step = scale_step(most, 4.5)
    steps = max(-(-int(most) // step), 1)
    return {float(value * step): say_count(value * step) for value in range(steps + 1)}


def over_time(
    figures: Figures,
    publisher: str,
    dots: Sequence[Dot],
    ticks: Mapping[float, str],
    said: Sequence[str],
    *,
    margin: float = 0,
    breaks: Iterable[date] = (),
    head: str = "",
    levels: Iterable[tuple[date, date, float]] = (),
    below: str = "",
) -> Sheet:
    """Dots by date and a rule at each break. Behind them one box per calendar year from the first dot on, which says what it holds.

    The scale reaches from the first of the `ticks` to the last, and `margin` beyond either. `levels` are lines from one day to
    another at a value; `head` stands above the drawing, `below` under it.
    """
    sheet = Sheet()
    since = min((day.year for day, _, _ in dots), default=0)
    known = zip(figures.years(publisher).itertuples(), said, strict=True)
    years, said = zip(*[(year, words) for year, words in known if year.year >= since], strict=True)
    first, end = date(years[0].year, 1, 1), date(years[-1].year + 1, 1, 1)
    least, most = min(ticks) - margin, max(ticks) + margin

    def x(day: date) -> float:
        return _LEFT + (WIDTH - _LEFT) * (day - first).days / (end - first).days

    def y(value: float) -> float:
        return _TOP + _HEIGHT * (1 - (value - least) / (most - least))

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
    for day, value, ink in dots:
        sheet.dot(x(day), y(value), ink, radius=2)
    for day, last_day, value in levels:
        sheet.rule(x(day), y(value), max(x(last_day), x(day) + 3), y(value), kind="level")
    last = years[-1]
    height = _TOP + _HEIGHT + (36 if any(year.is_partial for year in years) else 22)
    if last.is_partial and last.covered_days:
        left = x(last.covers_to.date())
        sheet.empty(left + 1, _TOP + 1, max(WIDTH - left - 2, 1), _HEIGHT - 2, said=f"After {say_day(last.covers_to)}: {NOT_COVERED}")
        sheet.note(WIDTH, height + 11, f"Broken outline: {NOT_COVERED}", "right")
        height += 16
    for day in breaks:
        sheet.rule(x(day), 18, x(day), _TOP + _HEIGHT, kind="break")
    if head:
        sheet.note(WIDTH, 12, head, "right")
    for line in wrapped(below):
        sheet.note(0, height + 11, line)
        height += 15
    return sheet.cut(height)
