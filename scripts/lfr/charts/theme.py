"""One look for every chart: readable on white, on dark and in grey, at 320 px and on paper.

A colour is written twice: as a fill, so that a downloaded file is right on white, and as a class that the site's
stylesheet (assets/css/charts.css) sets from the theme's own colours, so that a chart inside a page follows light and dark.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.drawing import draw

# Altair refuses more than 5,000 marks, because a browser would have to draw them; here each is drawn once, at build time.
alt.data_transformers.disable_max_rows()

# 360 units: in a window of 320 px a label of 13 units is still 10 px high.
WIDTH = 360
FONT_SIZE = 13
SMALL = 12


@dataclass(frozen=True)
class Ink:
    """A colour with the class that stands for it, and the pattern that stands for a part of a year or month."""

    name: str
    colour: str

    @property
    def hatched(self) -> str:
        return f"url(#{self.name})"


# True and false alerts have these colours everywhere. Each has its word beside it, so they hold in grey too.
TRUE = Ink("true", "#4f93d6")
FALSE = Ink("false", "#9a3d00")
BAR = Ink("bar", "#55677a")
OTHER = Ink("other", "#8391a0")
UNKNOWN = Ink("unknown", "#767f87")
SOFT = Ink("soft", "#4c5661")
INKS = {ink.name: ink for ink in (TRUE, FALSE, BAR, OTHER, UNKNOWN, SOFT)}
TEXT = "currentColor"

_CONFIG: dict[str, Any] = {
    "background": "transparent",
    "padding": 0,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "text": {"color": TEXT, "fontSize": FONT_SIZE, "align": "left", "baseline": "alphabetic"},
    "rule": {"color": TEXT},
}


@dataclass(frozen=True)
class Chart:
    """A chart with everything that is said of it, from the same figures.

    `key` is its address under /<publisher>/charts/. `lead` says in one short sentence what a reader came for and stands beside the
    drawing; `sentence` says every figure of it and is its text alternative. `head` and
    `lines` are its data as a table in words, `data` the same as plain values for the CSV. `notes` are what a reader must
    know before comparing: another basis, a break, a part of a year. `line_years` names the calendar year of each line, where
    a line has one: its figures lead to the rows of that year.
    """

    publisher: str
    key: str
    title: str
    lead: str
    sentence: str
    spec: alt.LayerChart
    height: int
    head: list[str]
    lines: list[list[str]]
    data: pd.DataFrame
    notes: tuple[str, ...] = ()
    year: int | None = None
    line_years: tuple[int, ...] = ()
    width: int = field(default=WIDTH)

    @property
    def name(self) -> str:
        return f"{self.publisher}-{self.key}"


def layered(layers: list[alt.Chart], height: int, width: int = WIDTH) -> alt.LayerChart:
    """Layers on one sheet of fixed size: labels never move the drawing, so that no font can cut them off."""
    return (
        alt.layer(*layers).properties(width=width, height=height, autosize=alt.AutoSizeParams(type="none")).resolve_scale(x="independent")
    )


def vega_svg(chart: alt.TopLevelMixin) -> str:
    """The chart as Vega draws it, before it is made small (lfr.charts.svg)."""
    spec: dict[str, Any] = chart.to_dict()
    spec["config"] = _CONFIG
    return draw(spec)
