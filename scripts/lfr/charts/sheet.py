"""A sheet to draw on: boxes, rules, dots and words at places given in units of the sheet. layers.py makes a chart of it."""

from __future__ import annotations

import textwrap
from typing import Any, Literal

from lfr.charts.theme import FONT_SIZE, SMALL, SOFT, TEXT, Ink

# Readers have other fonts than the machine that draws: labels are given the room that a wide font takes.
_WIDE = 0.6
Align = Literal["left", "center", "right"]


def room(text: str, size: int = FONT_SIZE) -> int:
    """How many units a text takes in a wide font."""
    return round(len(text) * size * _WIDE) + 1


def wrapped(text: str, most: int = 50) -> list[str]:
    """A text in as few lines as it needs, and those about equally long; small print has 50 letters in the width of a sheet."""
    lines = textwrap.wrap(text, most)
    for width in range(max(len(text) // max(len(lines), 1), 1), most):
        if len(even := textwrap.wrap(text, width)) == len(lines):
            return even
    return lines


def scale_step(most: float, at_most: float) -> int:
    """The round number between two marks of a scale up to `most` that has `at_most` such steps."""
    steps = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)
    return next((step for step in steps if most / step <= at_most), 10**9)


class Sheet:
    """Collects marks. `said` on a mark is what a reader hears who explores the chart."""

    def __init__(self) -> None:
        self.height = 0
        self.hatched: set[str] = set()
        self.boxes: list[dict[str, Any]] = []
        self.outlines: list[dict[str, Any]] = []
        self.rules: list[dict[str, Any]] = []
        self.dots: list[dict[str, Any]] = []
        self.texts: dict[tuple[int, Align, bool, str], list[dict[str, Any]]] = {}

    def cut(self, height: float) -> Sheet:
        """The sheet, with its height."""
        self.height = round(height)
        return self

    def box(
        self, x: float, y: float, width: float, height: float, ink: Ink, *, part: bool = False, said: str = "", tint: float = 1
    ) -> None:
        """A filled box; `part` draws it hatched with an outline, `tint` lighter."""
        if part:
            self.hatched.add(ink.name)
        look = {"fill": f"url(#{ink.name})" if part else ink.colour, "stroke": ink.colour if part else None, "tint": tint}
        self.boxes.append({"x": x, "x2": x + width, "y": y, "y2": y + height, **look, "said": said})

    def empty(self, x: float, y: float, width: float, height: float, *, known: bool = False, said: str = "") -> None:
        """An empty box: a full outline where the number is known to be zero, a broken outline where it is not known."""
        self.outlines.append({"x": x, "x2": x + width, "y": y, "y2": y + height, "known": known, "said": said})

    def rule(self, x: float, y: float, x2: float, y2: float, *, kind: str = "plain", ink: str = TEXT) -> None:
        """A line: `plain`, `faint` (a grid) or `break` (where a series breaks)."""
        self.rules.append({"x": x, "x2": x2, "y": y, "y2": y2, "kind": kind, "ink": ink, "said": ""})

    def dot(self, x: float, y: float, ink: Ink, *, radius: float, said: str = "") -> None:
        """A filled circle."""
        self.dots.append({"x": x, "y": y, "fill": ink.colour, "size": (2 * radius) ** 2, "said": said})

    def words(
        self, x: float, y: float, text: str, *, small: bool = False, align: Align = "left", bold: bool = False, ink: str = TEXT
    ) -> None:
        """Text with its baseline at `y`."""
        look = (SMALL if small else FONT_SIZE, align, bold, ink)
        self.texts.setdefault(look, []).append({"x": x, "y": y, "text": text})

    def note(self, x: float, y: float, text: str, align: Align = "left") -> None:
        """Small print."""
        self.words(x, y, text, small=True, align=align, ink=SOFT.colour)
