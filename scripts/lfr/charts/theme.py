"""One look for every chart, readable on white, on dark and in grey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

# True and false alerts have these colours everywhere. They differ in lightness, so they hold in grey and for
# colour-blind readers, and both stand out from white and from the dark page.
TRUE_COLOUR = "#4c8bd6"
FALSE_COLOUR = "#c2570c"
PART_OPACITY = 0.5  # a part year or part month is drawn lighter, and its label says so

_CONFIG = {
    "background": "transparent",
    # Readers' fonts are wider than the one the labels are measured in: room so that none is cut off.
    "padding": {"left": 40, "right": 40, "top": 5, "bottom": 5},
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "domainColor": "currentColor",
        "tickColor": "currentColor",
        "gridColor": "currentColor",
        "gridOpacity": 0.15,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 260,
    },
    "legend": {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12, "orient": "top", "title": None},
    "text": {"color": "currentColor", "fontSize": 12},
    "bar": {"color": TRUE_COLOUR},
}


@dataclass(frozen=True)
class Chart:
    """A chart with its text alternative: `sentence` says what it shows, from the same figures."""

    name: str
    title: str
    sentence: str
    spec: alt.TopLevelMixin


def to_svg(chart: alt.TopLevelMixin) -> str:
    """The chart as an SVG without any style, script or foreign address inside."""
    spec: dict[str, Any] = chart.to_dict()
    spec["config"] = _CONFIG
    return vl_convert.vegalite_to_svg(spec)
