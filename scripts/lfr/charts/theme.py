"""One look for every chart, as a theme of Altair: readable on white, on dark and in grey, at 320 px and on paper.

A drawing has the colours below, so that a file to take away and a notebook are right on white. Inside a page each of them becomes
the variable of its name (lfr.charts.chart), which site/assets/css sets for light and for dark.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import pandas as pd

Drawing = Any  # one of the charts of Altair, whose kinds share no type that can be sized and titled
WIDE, NARROW = 736, 358  # the column of a page, and a phone

# True and false alerts have these colours everywhere. Each has its word beside it, so they hold in grey too.
TRUE, FALSE, BAR, OTHER, UNKNOWN = "#4f93d6", "#9a3d00", "#33597d", "#8391a0", "#767f87"
INK, SOFT, LINE, PANEL, PAPER = "#16191d", "#4c5661", "#cfd6dc", "#f3f6f8", "#ffffff"
RAMP = ("#dbe7f1", "#b3cbe1", "#7fa8cd", "#3f72a5", "#1b4470")  # from few to many
COLOURS = {
    "true": TRUE, "false": FALSE, "bar": BAR, "other": OTHER, "unknown": UNKNOWN, "ink": INK, "soft": SOFT, "line": LINE, "panel": PANEL,
    "paper": PAPER, **{f"ramp-{number}": colour for number, colour in enumerate(RAMP, 1)},
}  # fmt: skip
SCALE = 42  # room for a scale on the left, the same in all drawings
_LEFT, _RIGHT = 2, 10
SAID = alt.Description("said:N")  # what a mark says to a reader who explores the chart
# Measured alike on every machine: the second and third have the widths of the first.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@alt.theme.register("lfr", enable=True)
def lfr() -> alt.theme.ThemeConfig:
    axis = {"domainColor": SOFT, "tickColor": SOFT, "gridColor": LINE, "labelColor": INK, "titleColor": SOFT}
    small = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    config: dict[str, Any] = {
        "font": FONT,
        "background": "transparent",
        "padding": {"left": _LEFT, "right": _RIGHT, "top": 6, "bottom": 4},
        "view": {"stroke": None},
        "title": {"anchor": "start", "color": INK, "fontSize": 16, "subtitleColor": SOFT, "subtitleFontSize": 13, "offset": 14},
        "axis": {**axis, **small, "labelLimit": 260, "labelPadding": 5},
        "axisX": {"grid": False, "labelAngle": 0},
        "axisY": {"domain": False, "ticks": False, "tickCount": 5, "minExtent": SCALE, "maxExtent": SCALE},
        "header": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 13, "labelFontWeight": "bold"},
        "legend": {"labelColor": INK, "titleColor": INK, "orient": "top", "title": None, **small, "symbolStrokeWidth": 0, "offset": 10},
        "mark": {"aria": False},
        "text": {"color": INK, "fontSize": 12, "lineBreak": "\n"},
        "rule": {"color": SOFT},
        "rect": {"color": BAR},
        **{mark: {"color": BAR} for mark in ("bar", "circle", "point", "line", "tick", "area")},
    }
    return {"config": config}  # type: ignore[typeddict-item]


def data_of(values: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of a drawing. A frame and no list, which Altair copies row by row each time that it copies a part of a chart."""
    return pd.DataFrame(values)


def fixed(channel: Any, value: Any, test: str = "", other: Any = None) -> Any:
    """A channel of one value for all marks, or of another, `other`, for those that pass a test."""
    return channel(value, condition={"test": test, "value": other}) if test else channel(value)


def inner(width: int, scale: int = SCALE) -> int:
    """The width of what lies right of a scale. Known before it is drawn: a drawing that fits itself into a width is drawn twice."""
    return width - _LEFT - _RIGHT - scale


def is_narrow(width: int) -> bool:
    return width < (WIDE + NARROW) / 2


TOP, MIDDLE = fixed(alt.YValue, 0), fixed(alt.YValue, alt.expr("height / 2"))
# The look of a part of a year or month, and that of a whole one.
PART_LOOK = {
    "fillOpacity": fixed(alt.FillOpacityValue, 1, "datum.part", 0.3),
    "strokeDash": fixed(alt.StrokeDashValue, [1, 0], "datum.part", [3, 2]),
    "strokeWidth": fixed(alt.StrokeWidthValue, 0, "datum.part", 1.5),
}
