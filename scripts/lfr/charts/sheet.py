"""A sheet to draw on: boxes, rules, dots and words at places given in units of the sheet, as layers of one Altair chart."""

from __future__ import annotations

import textwrap
from typing import Any, Literal

import altair as alt
import pandas as pd

from lfr.charts.theme import FONT_SIZE, SMALL, SOFT, TEXT, UNKNOWN, WIDTH, Ink, layered

# Readers have other fonts than the machine that draws: labels are given the room that a wide one takes.
_WIDE = 0.6
Align = Literal["left", "center", "right"]


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
    """Collects marks; `chart()` makes the layers. `said` on a mark is what a reader hears when exploring it."""

    def __init__(self, width: int = WIDTH) -> None:
        self.width = width
        self._boxes: list[dict[str, Any]] = []
        self._empty: list[dict[str, Any]] = []
        self._rules: list[dict[str, Any]] = []
        self._dots: list[dict[str, Any]] = []
        self._words: dict[tuple[int, Align, bool, str], list[dict[str, Any]]] = {}

    def box(
        self, x: float, y: float, width: float, height: float, ink: Ink, *, part: bool = False, said: str = "", tint: float = 1
    ) -> None:
        """A filled box; `part` draws it hatched with an outline, `tint` lighter."""
        fill = ink.hatched if part else ink.colour
        stroke = ink.colour if part else None
        self._boxes.append({"x": x, "x2": x + width, "y": y, "y2": y + height, "fill": fill, "stroke": stroke, "tint": tint, "said": said})

    def empty(self, x: float, y: float, width: float, height: float, *, known: bool = False, said: str = "") -> None:
        """A box with nothing in it: a full outline where the number is known to be nought, a broken one where it is not known."""
        self._empty.append({"x": x, "x2": x + width, "y": y, "y2": y + height, "known": known, "said": said})

    def rule(self, x: float, y: float, x2: float, y2: float, *, kind: str = "plain", ink: str = TEXT, said: str = "") -> None:
        """A line: `plain`, `faint` (a grid) or `break` (where a series breaks)."""
        self._rules.append({"x": x, "x2": x2, "y": y, "y2": y2, "kind": kind, "ink": ink, "said": said})

    def dot(self, x: float, y: float, ink: Ink, *, size: int = 60, said: str = "") -> None:
        self._dots.append({"x": x, "y": y, "fill": ink.colour, "size": size, "said": said})

    def words(
        self, x: float, y: float, text: str, *, small: bool = False, align: Align = "left", bold: bool = False, ink: str = TEXT
    ) -> None:
        """Text with its baseline at `y`."""
        key = (SMALL if small else FONT_SIZE, align, bold, ink)
        self._words.setdefault(key, []).append({"x": x, "y": y, "text": text})

    def note(self, x: float, y: float, text: str, align: Align = "left") -> None:
        """Small print."""
        self.words(x, y, text, small=True, align=align, ink=SOFT.colour)

    def chart(self, height: int) -> alt.LayerChart:
        """The layers, from what lies lowest to the words on top."""
        layers = []
        for kind, look in _RULES.items():
            layers += _layers([one for one in self._rules if one["kind"] == kind], look, "rule", stroke=_as_is("ink", alt.Stroke))
        tint = alt.FillOpacity("tint:Q", scale=None, legend=None)
        layers += _layers(self._boxes, {}, "rect", fill=_as_is("fill", alt.Fill), stroke=_as_is("stroke", alt.Stroke), fillOpacity=tint)
        outline: dict[str, Any] = {"fillOpacity": 0, "stroke": UNKNOWN.colour, "strokeWidth": 1, "fill": UNKNOWN.colour}
        layers += _layers([one for one in self._empty if one["known"]], outline, "rect")
        layers += _layers([one for one in self._empty if not one["known"]], {**outline, "strokeDash": [3, 2]}, "rect")
        size = alt.Size("size:Q", scale=None, legend=None)
        layers += _layers(self._dots, {"opacity": 1}, "circle", fill=_as_is("fill", alt.Fill), size=size)
        for (font, align, bold, ink), words in self._words.items():
            layers.append(
                alt.Chart(pd.DataFrame(words))
                .mark_text(fontSize=font, align=align, color=ink, aria=False, fontWeight="bold" if bold else "normal")
                .encode(x=_at("x"), y=_at("y", alt.Y), text="text:N")
            )
        return layered(layers, height, self.width)


_RULES: dict[str, dict[str, Any]] = {
    "faint": {"strokeWidth": 1, "strokeOpacity": 0.2},
    "plain": {"strokeWidth": 1},
    "break": {"strokeWidth": 1.5, "strokeDash": [6, 3]},
}


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
