"""Any Altair chart as an SVG in the look of the site: for notebooks, whose charts are not drawn mark by mark."""

import re
from html import escape
from typing import Any

import altair as alt
import vl_convert

from lfr.charts.theme import BAR, FONT_SIZE, INKS, SMALL, TEXT

AnyChart = alt.TopLevelMixin
# Altair refuses more than 5,000 marks, because a browser would have to draw them; here each is drawn once, at build time.
alt.data_transformers.disable_max_rows()

_QUIET = {"domainColor": TEXT, "tickColor": TEXT, "gridColor": TEXT, "gridOpacity": 0.15, "labelColor": TEXT, "titleColor": TEXT}
_CONFIG: dict[str, Any] = {
    "background": "transparent",
    # Readers' fonts are wider than the one the labels are measured in: room so that none is cut off.
    "padding": {"left": 8, "right": 24, "top": 4, "bottom": 4},
    "font": "system-ui, sans-serif",
    "view": {"stroke": None, "continuousWidth": 300, "continuousHeight": 200, "discreteWidth": 300},
    "axis": {**_QUIET, "labelFontSize": SMALL, "titleFontSize": SMALL, "titleFontWeight": "normal", "labelLimit": 200},
    "header": {"labelColor": TEXT, "titleColor": TEXT, "labelFontSize": FONT_SIZE},
    "legend": {"labelColor": TEXT, "titleColor": TEXT, "labelFontSize": SMALL, "orient": "top", "title": None},
    "text": {"color": TEXT, "fontSize": SMALL},
    "bar": {"color": BAR.colour},
    "rule": {"color": TEXT},
    **{mark: {"color": BAR.colour} for mark in ("point", "circle", "line", "tick", "area", "rect")},
}
_INNER = re.compile(r'\s(?:role|aria-[a-z]+)="[^"]*"')
_COLOURS = {ink.colour: ink.name for ink in INKS.values()}


def drawn(chart: AnyChart, config: dict[str, Any]) -> str:
    """A chart as Vega draws it at build time. What the chart says of its own look goes before `config`."""
    # Not validated against the schema, which takes longer than drawing: what Vega cannot draw it refuses itself.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec["config"] = {**config, **spec.get("config", {})}
    return str(vl_convert.vegalite_to_svg(spec))


def any_svg(chart: AnyChart, name: str, title: str, sentence: str) -> str:
    """The chart as one image with its name and description; every id begins with `name`, colours of ours follow light and dark."""
    opening, rest = drawn(chart, _CONFIG).split(">", 1)
    width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', opening)[0]
    rest = _INNER.sub("", rest).replace('id="', f'id="{name}-').replace("url(#", f"url(#{name}-")
    rest = re.sub(r"<(path|line|text|rect)\b(?![^>]* class=)[^>]*>", _with_class, rest)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(sentence)}</desc>{rest}'
    )


def _with_class(found: re.Match[str]) -> str:
    classes = [
        f"{letter}-{_COLOURS[colour]}"
        for letter, attribute in (("c", "fill"), ("s", "stroke"))
        for colour in re.findall(rf'\s{attribute}="(#[0-9a-f]{{6}})"', found[0])
        if colour in _COLOURS
    ]
    return found[0].replace(found[1], f'{found[1]} class="{" ".join(classes)}"', 1) if classes else found[0]
