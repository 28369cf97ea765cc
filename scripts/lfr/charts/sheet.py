"""A sheet to draw on: boxes, rules, dots and words at places given in units of the sheet, written as a small SVG.

Marks of one look share one group, so that hundreds of them stay a few kilobytes.
"""

from __future__ import annotations

import textwrap
from html import escape
from itertools import groupby
from typing import Literal

from lfr.charts.theme import FONT_SIZE, INKS, SMALL, SOFT, TEXT, UNKNOWN, Ink

# Readers have other fonts than the machine that draws: labels are given the room that a wide font takes.
_WIDE = 0.6
Align = Literal["left", "center", "right"]

_CLASSES = {ink.colour: ink.name for ink in INKS.values()}
# What lies lowest comes first.
_RULES = {
    "faint": (0, {"stroke_opacity": "0.2"}),
    "plain": (1, {}),
    "break": (2, {"stroke_dasharray": "6,3", "stroke_width": "1.5"}),
}
_BOX, _ZERO, _UNKNOWN, _DOT, _WORDS = 3, 4, 5, 6, 7


def room(text: str, size: int = FONT_SIZE) -> int:
    """How many units a text takes in a wide font."""
    return round(len(text) * size * _WIDE) + 1


def wrapped(text: str, most: int) -> list[str]:
    """A text in as few lines as it needs, and those about equally long."""
    lines = textwrap.wrap(text, most)
    for width in range(max(len(text) // max(len(lines), 1), 1), most):
        if len(even := textwrap.wrap(text, width)) == len(lines):
            return even
    return lines


class Sheet:
    """Collects marks. `said` on a mark is what a reader hears who explores the chart."""

    def __init__(self) -> None:
        self.height = 0
        self.hatched: set[str] = set()
        self._marks: list[tuple[int, bool, int, str, str, str, str]] = []  # layer, is said, group of words, look, tag, place, text
        self._groups: dict[str, int] = {}

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
            look = _look(fill=f"url(#{ink.name})", stroke=ink.colour)
        else:
            look = _look(fill=ink.colour, fill_opacity="" if tint == 1 else str(tint))
        self._rect(_BOX, look, x, y, width, height, said)

    def empty(self, x: float, y: float, width: float, height: float, *, known: bool = False, said: str = "") -> None:
        """An empty box: a full outline where the number is known to be zero, a broken outline where it is not known."""
        look = _look(fill="none", stroke=UNKNOWN.colour, stroke_dasharray="" if known else "3,2")
        self._rect(_ZERO if known else _UNKNOWN, look, x, y, width, height, said)

    def _rect(self, layer: int, look: str, x: float, y: float, width: float, height: float, said: str) -> None:
        place = f' x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self._marks.append((layer, bool(said), 0, look, "rect", place + _value(said), ""))

    def rule(self, x: float, y: float, x2: float, y2: float, *, kind: str = "plain", ink: str = TEXT) -> None:
        """A line: `plain`, `faint` (a grid) or `break` (where a series breaks)."""
        layer, dashes = _RULES[kind]
        look = _look(stroke=ink, **dashes)
        self._marks.append((layer, False, 0, look, "path", f' d="M{_n(x)} {_n(y)}L{_n(x2)} {_n(y2)}"', ""))

    def dot(self, x: float, y: float, ink: Ink, *, radius: float, said: str = "") -> None:
        """A dot. Without a value to say it is a stroke of no length with a round end: hundreds of them make one path."""
        if said:
            place = f' cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{_value(said)}'
            self._marks.append((_DOT, True, 0, _look(fill=ink.colour), "circle", place, ""))
        else:
            look = _look(stroke=ink.colour, stroke_linecap="round", stroke_width=_n(2 * radius))
            self._marks.append((_DOT, False, 0, look, "", f"M{_n(x)} {_n(y)}h0", ""))

    def words(
        self, x: float, y: float, text: str, *, small: bool = False, align: Align = "left", bold: bool = False, ink: str = TEXT
    ) -> None:
        """Text with its baseline at `y`."""
        look = _look(
            fill=ink if ink in _CLASSES else "",
            font_size=str(SMALL) if small else "",
            font_weight="bold" if bold else "",
            text_anchor={"left": "", "center": "middle", "right": "end"}[align],
        )
        if text:
            group = self._groups.setdefault(look, len(self._groups))
            self._marks.append((_WORDS, False, group, look, "text", f' x="{_n(x)}" y="{_n(y)}"', escape(text)))

    def note(self, x: float, y: float, text: str, align: Align = "left") -> None:
        """Small print."""
        self.words(x, y, text, small=True, align=align, ink=SOFT.colour)

    def marks(self, name: str) -> str:
        """Every mark, from what lies lowest to the words on top; hatching is that of the chart `name`."""
        ordered = sorted(self._marks, key=lambda mark: mark[:3])
        pieces = []
        for look, group in groupby(ordered, key=lambda mark: mark[3]):
            marks = [(tag, place, text) for *_, tag, place, text in group]
            if not marks[0][0]:
                marks = [("path", f' d="{"".join(place for _, place, _ in marks)}"', "")]
            if len(marks) == 1:
                pieces.append(_element(*marks[0], look))
            else:
                inside = "".join(_element(*mark) for mark in marks)
                pieces.append(f"<g{look}>{inside}</g>" if look else inside)
        return "".join(pieces).replace("url(#", f"url(#{name}-")


def _look(*, fill: str = "", stroke: str = "", **more: str) -> str:
    """The attributes that differ from those of the whole image; a colour of ours brings its class."""
    classes = [f"{letter}-{_CLASSES[colour]}" for letter, colour in (("c", fill), ("s", stroke)) if colour in _CLASSES]
    look = {"class": " ".join(classes), "fill": fill, "stroke": stroke, **{key.replace("_", "-"): value for key, value in more.items()}}
    return "".join(f' {key}="{value}"' for key, value in sorted(look.items()) if value)


def _element(tag: str, place: str, text: str, look: str = "") -> str:
    return f"<{tag}{look}{place}>{text}</{tag}>" if text else f"<{tag}{look}{place}/>"


def _value(said: str) -> str:
    return f' data-v="{escape(said)}"' if said else ""


def _n(number: float) -> str:
    """A number with one decimal at most: finer than anybody can see."""
    return f"{round(number, 1):.1f}".removesuffix(".0").replace("-0.0", "0")
