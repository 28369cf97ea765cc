"""A sheet to draw on: boxes, rules, dots and words at places given in units of the sheet, as layers of one Altair chart."""

from __future__ import annotations

import textwrap
from typing import Any, Literal

import altair as alt
import pandas as pd

from lfr.charts.theme import FONT_SIZE, SMALL, SOFT, TEXT, UNKNOWN, WIDTH, Ink

# Readers have other fonts than the machine that draws: labels are given the room that a wide font takes.
_WIDE = 0.6
Align = Literal["left", "center", "right"]

_RULES: dict[str, dict[str, Any]] = {
    "faint": {"strokeWidth": 1, "strokeOpacity": 0.2},
    "plain": {"strokeWidth": 1},
    "break": {"strokeWidth": 1.5, "strokeDash": [6, 3]},
}


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
        self._boxes: list[dict[str, Any]] = []
        self._empty: list[dict[str, Any]] = []
        self._rules: list[dict[str, Any]] = []
        self._dots: list[dict[str, Any]] = []
        self._words: dict[tuple[int, Align, bool, str], list[dict[str, Any]]] = {}

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
        self._boxes.append({"x": x, "x2": x + width, "y": y, "y2": y + height, **look, "said": said})

    def empty(self, x: float, y: float, width: float, height: float, *, known: bool = False, said: str = "") -> None:
        """An empty box: a full outline where the number is known to be zero, a broken outline where it is not known."""
        self._empty.append({"x": x, "x2": x + width, "y": y, "y2": y + height, "known": known, "said": said})

    def rule(self, x: float, y: float, x2: float, y2: float, *, kind: str = "plain", ink: str = TEXT) -> None:
        """A line: `plain`, `faint` (a grid) or `break` (where a series breaks)."""
        self._rules.append({"x": x, "x2": x2, "y": y, "y2": y2, "kind": kind, "ink": ink, "said": ""})

    def dot(self, x: float, y: float, ink: Ink, *, radius: float, said: str = "") -> None:
        """A filled circle."""
        self._dots.append({"x": x, "y": y, "fill": ink.colour, "size": (2 * radius) ** 2, "said": said})

    def words(
        self, x: float, y: float, text: str, *, small: bool = False, align: Align = "left", bold: bool = False, ink: str = TEXT
    ) -> None:
        """Text with its baseline at `y`."""
        look = (SMALL if small else FONT_SIZE, align, bold, ink)
        self._words.setdefault(look, []).append({"x": x, "y": y, "text": text})

    def note(self, x: float, y: float, text: str, align: Align = "left") -> None:
        """Small print."""
        self.words(x, y, text, small=True, align=align, ink=SOFT.colour)

    def chart(self) -> alt.LayerChart:
        """The sheet as layers, from what lies lowest to the words on top. Its size is fixed: no font can move or cut the drawing."""
        layers = []
        for kind, look in _RULES.items():
            layers += _layers([one for one in self._rules if one["kind"] == kind], look, "rule", stroke=_as_is("ink", alt.Stroke))
        tint = alt.FillOpacity("tint:Q", scale=None, legend=None)
        layers += _layers(self._boxes, {}, "rect", fill=_as_is("fill", alt.Fill), stroke=_as_is("stroke", alt.Stroke), fillOpacity=tint)
        outline: dict[str, Any] = {"fillOpacity": 0, "stroke": UNKNOWN.colour, "strokeWidth": 1, "fill": UNKNOWN.colour}
        for known, dashes in ((True, {}), (False, {"strokeDash": [3, 2]})):
            layers += _layers([one for one in self._empty if one["known"] == known], outline | dashes, "rect")
        size = alt.Size("size:Q", scale=None, legend=None)
        layers += _layers(self._dots, {"opacity": 1}, "circle", fill=_as_is("fill", alt.Fill), size=size)
        for (font, align, bold, ink), words in self._words.items():
            text = alt.Chart(pd.DataFrame(words)).mark_text(
                fontSize=font, align=align, color=ink, aria=False, fontWeight="bold" if bold else "normal"
            )
            layers.append(text.encode(x=_at("x"), y=_at("y", alt.Y), text="text:N"))
        whole = alt.layer(*layers).properties(width=WIDTH, height=self.height, autosize=alt.AutoSizeParams(type="none"))
        return whole.resolve_scale(x="independent")


def _layers(marks: list[dict[str, Any]], look: dict[str, Any], kind: str, **encoding: Any) -> list[alt.Chart]:
    """One layer for the marks that can be explored and one for those that cannot."""
    layers = []
    for said in (False, True):
        some = [one for one in marks if bool(one["said"]) == said]
        if not some:
            continue
        chart = getattr(alt.Chart(pd.DataFrame(some)), f"mark_{kind}")(aria=said, **look)
        spots = {"x": _at("x"), "y": _at("y", alt.Y)}
        if kind != "circle":
            spots |= {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
        if said:
            encoding["description"] = alt.Description("said:N")
        layers.append(chart.encode(**spots, **encoding))
    return layers


def _at(name: str, channel: Any = alt.X) -> Any:
    return channel(f"{name}:Q", scale=None, axis=None)


def _as_is(name: str, channel: Any) -> Any:
    return channel(f"{name}:N", scale=None, legend=None)
