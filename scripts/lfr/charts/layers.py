"""The marks of a sheet as layers of one Altair chart."""

from typing import Any

import altair as alt

from lfr.charts.sheet import Sheet
from lfr.charts.theme import UNKNOWN, WIDTH

_RULES: dict[str, dict[str, Any]] = {
    "faint": {"strokeWidth": 1, "strokeOpacity": 0.2},
    "plain": {"strokeWidth": 1},
    "break": {"strokeWidth": 1.5, "strokeDash": [6, 3]},
}


def layered(sheet: Sheet) -> alt.LayerChart:
    """The sheet as layers, from what lies lowest to the words on top. Its size is fixed: no font can move or cut the drawing."""
    layers = []
    for kind, look in _RULES.items():
        layers += _layers([one for one in sheet.rules if one["kind"] == kind], look, "rule", stroke=_as_is("ink", alt.Stroke))
    tint = alt.FillOpacity("tint:Q", scale=None, legend=None)
    layers += _layers(sheet.boxes, {}, "rect", fill=_as_is("fill", alt.Fill), stroke=_as_is("stroke", alt.Stroke), fillOpacity=tint)
    outline: dict[str, Any] = {"fillOpacity": 0, "stroke": UNKNOWN.colour, "strokeWidth": 1, "fill": UNKNOWN.colour}
    for known, dashes in ((True, {}), (False, {"strokeDash": [3, 2]})):
        layers += _layers([one for one in sheet.outlines if one["known"] == known], outline | dashes, "rect")
    size = alt.Size("size:Q", scale=None, legend=None)
    layers += _layers(sheet.dots, {"opacity": 1}, "circle", fill=_as_is("fill", alt.Fill), size=size)
    for (font, align, bold, ink), words in sheet.texts.items():
        text = _chart(words).mark_text(fontSize=font, align=align, color=ink, aria=False, fontWeight="bold" if bold else "normal")
        layers.append(text.encode(x=_at("x"), y=_at("y", alt.Y), text="text:N"))
    whole = alt.layer(*layers).properties(width=WIDTH, height=sheet.height, autosize=alt.AutoSizeParams(type="none"))
    return whole.resolve_scale(x="independent")


def _layers(marks: list[dict[str, Any]], look: dict[str, Any], kind: str, **encoding: Any) -> list[alt.Chart]:
    """One layer for the marks that can be explored and one for those that cannot."""
    layers = []
    for said in (False, True):
        some = [one for one in marks if bool(one["said"]) == said]
        if not some:
            continue
        chart = getattr(_chart(some), f"mark_{kind}")(aria=said, **look)
        spots = {"x": _at("x"), "y": _at("y", alt.Y)}
        if kind != "circle":
            spots |= {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
        if said:
            encoding["description"] = alt.Description("said:N")
        layers.append(chart.encode(**spots, **encoding))
    return layers


def _chart(marks: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=marks))


def _at(name: str, channel: Any = alt.X) -> Any:
    return channel(f"{name}:Q", scale=None, axis=None)


def _as_is(name: str, channel: Any) -> Any:
    return channel(f"{name}:N", scale=None, legend=None)
