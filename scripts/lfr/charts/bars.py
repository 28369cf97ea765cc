"""The chart that most measures have: one row per year, month or place, each with its bars and its words directly beside them."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from lfr.charts.sheet import Sheet, room, wrapped
from lfr.charts.theme import BAR, SMALL, WIDTH, Ink

_BAR, _BETWEEN_BARS, _BETWEEN_ROWS, _LINE = 15, 3, 10, 16
_LABEL = 16  # letters in a line of a label that stands left of its bars
_UNKNOWN_WIDTH = 44


@dataclass(frozen=True)
class Bar:
    """One bar. `text` stands beside it; `said` (by default the same) is what a reader hears who explores the chart.

    A bar without a `value` is unknown and drawn as an empty box with a broken outline. A bar with
    `upper` is a range: full up to `value`, lighter up to `upper`.
    """

    text: str
    value: float | None
    ink: Ink = BAR
    upper: float | None = None
    is_part: bool = False
    said: str = ""


@dataclass(frozen=True)
class Row:
    """`above` is the words of a break, drawn as a rule between this row and the one before; `below` is small print."""

    label: str
    bars: tuple[Bar, ...]
    above: str = ""
    below: str = ""


def rows_chart(rows: Sequence[Row], *, label_above: bool = False) -> Sheet:
    """Draw the rows from top to bottom."""
    sheet = Sheet()
    left = 0 if label_above else max(room(line) for row in rows for line in textwrap.wrap(row.label, _LABEL)) + 12
    right = max(room(bar.text) for row in rows for bar in row.bars) + 6
    most = max([bar.upper or bar.value or 0 for row in rows for bar in row.bars] + [1])
    per_unit = max(60, WIDTH - left - right) / most
    y = 2.0
    for number, row in enumerate(rows):
        if row.above:
            y = draw_break(sheet, y, row.above)
        if label_above:
            sheet.words(0, y + 12, row.label)
            y += _LINE + 1
            labels = 0
        else:
            lines = textwrap.wrap(row.label, _LABEL)
            labels = len(lines) * _LINE
            for i, line in enumerate(lines):
                sheet.words(left - 8, y + 12 + i * _LINE, line, align="right")
        top = y
        for bar in row.bars:
            _bar(sheet, row.label, bar, left, y, per_unit)
            y += _BAR + _BETWEEN_BARS
        sheet.rule(left, top - 2, left, y - 1)
        y = max(y, top + labels)
        for line in wrapped(row.below, 50 if label_above else (WIDTH - left) * 10 // (SMALL * 6)):
            y += 13
            sheet.note(left + (0 if label_above else 4), y - 1, line)
        if number < len(rows) - 1:
            y += _BETWEEN_ROWS
    return sheet.cut(round(y) + 4)


def _bar(sheet: Sheet, label: str, bar: Bar, left: float, y: float, per_unit: float) -> None:
    said = f"{label}: {bar.said or bar.text}"
    if bar.value is None:
        sheet.empty(left + 3, y + 1.5, _UNKNOWN_WIDTH, _BAR - 3, said=said)
        sheet.words(left + _UNKNOWN_WIDTH + 8, y + 12, bar.text)
        return
    width = bar.value * per_unit
    end = (bar.upper or bar.value) * per_unit
    if end == 0:
        # Zero is a number: a small box with a full outline.
        sheet.empty(left + 2, y + 1.5, 4, _BAR - 3, known=True, said=said)
        sheet.words(left + 11, y + 12, bar.text)
        return
    if bar.upper is not None and end > width:
        sheet.box(left + width, y + 4, end - width, _BAR - 8, bar.ink, tint=0.55)
        sheet.rule(left + end, y, left + end, y + _BAR)
    sheet.box(left, y, max(width, 1.5), _BAR, bar.ink, part=bar.is_part, said=said)
    sheet.words(left + end + 5, y + 12, bar.text)


def draw_break(sheet: Sheet, y: float, words: str) -> float:
    """A rule across the sheet, and under it the words of the break. Returns where they end."""
    sheet.rule(0, y, WIDTH, y, kind="break")
    for line in wrapped(words):
        y += 14
        sheet.note(0, y, line)
    return y + 7
