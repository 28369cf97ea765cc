"""The form that most counts have: a column for each year, month or number, from left to right, with its count above it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt

from lfr.charts.theme import INK, OTHER, SAID, SOFT, UNKNOWN, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figure
from lfr.wording.words import say_both, say_figure

# A part year stands in two lines: 2025, to 11 July.
LABELS = alt.Axis(labelExpr="split(datum.label, ', ')", labelOverlap=False, ticks=False)
TOP, MIDDLE = fixed(alt.YValue, 0), fixed(alt.YValue, alt.expr("height / 2"))
# The look of a part of a year or month, and that of a whole one.
PART_LOOK = {
    "fillOpacity": fixed(alt.FillOpacityValue, 1, "datum.part", 0.3),
    "strokeDash": fixed(alt.StrokeDashValue, [1, 0], "datum.part", [3, 2]),
    "strokeWidth": fixed(alt.StrokeWidthValue, 0, "datum.part", 1.5),
}
UNKNOWN_BAND: dict[str, Any] = {"fillOpacity": 0, "stroke": UNKNOWN, "strokeDash": [3, 3]}


def bar(one: Figure, kind: str, word: str = "") -> dict[str, Any]:
    """The column of a figure. Without a `value` it is unknown and stands as a word in an empty band; the two ends of a range are
    its `value` and, as a whisker, its `upper`. `text` stands above it, `said` is what a reader hears who explores the chart.
    """
    low, high = (one.lower, one.upper) if one.ends else (one.value, one.value)
    said = f"{one.label}: {say_both(one)} {word}".strip()
    return {"x": one.label, "kind": kind, "value": low, "upper": high, "text": say_figure(one), "said": said, "part": one.is_partial}


def columns(
    bars: Sequence[Mapping[str, Any]], kinds: Mapping[str, str], width: int, *, breaks: Collection[str] = (), axis: alt.Axis = LABELS
) -> Drawing:
    """The columns of one or more `kinds`, each with its colour, side by side; a broken rule before each of the `breaks`. A number
    `before`, of which a row may have one, is a grey column behind its own.
    """
    each, has_before = [*dict.fromkeys(one["x"] for one in bars)], any(one.get("before") for one in bars)
    if is_narrow(width):
        bars = [{**one, "text": one["text"].replace(" ", "\n", 1)} for one in bars]
    # No scale beside the columns: each has its number above it, for which there must be room.
    most = max([one[name] or 0 for one in bars for name in ("upper", "before") if name in one] + [1])
    room = 1.1 + 0.06 * max(one["text"].count("\n") for one in bars) + 0.06 * bool(breaks)
    y, top, before = (
        alt.Y(f"{one}:Q", scale=alt.Scale(domain=[0, most * room], nice=False), axis=None) for one in ("value", "upper", "before")
    )
    x = alt.X("x:N", title=None, axis=axis, scale=alt.Scale(domain=each, paddingInner=0.25, paddingOuter=0.12))
    base = alt.Chart()
    known, unknown = base.transform_filter("isValid(datum.value)"), base.transform_filter("!isValid(datum.value)")
    if len(kinds) > 1:
        known = known.encode(xOffset=alt.XOffset("kind:N", sort=[*kinds]))
    scale = alt.Scale(domain=[*kinds], range=[*kinds.values()])
    color = alt.Color("kind:N", scale=scale, legend=alt.Legend(symbolOpacity=1) if len(kinds) > 1 else None)
    stroke = alt.Stroke("kind:N", scale=scale, legend=None)
    narrower: dict[str, Any] = {"size": inner(width, 0) / len(each) / 2} if has_before else {}
    above = alt.expr("-4 - 14 * (length(split(datum.text, '\\n')) - 1)")
    whisker: dict[str, Any] = {"color": INK, "thickness": 1.5, "ticks": {"color": INK, "aria": False}, "rule": {"aria": False}}
    layers: list[Any] = [base.mark_bar(color=OTHER, opacity=0.45).encode(y=before)] if has_before else []
    layers.append(known.mark_bar(aria=True, **narrower).encode(y=y, color=color, stroke=stroke, description=SAID, **PART_LOOK))
    layers.append(known.mark_text(baseline="bottom", dy=above).encode(y=top, text=alt.Text("text:N")))
    if any(one["value"] != one["upper"] for one in bars):
        layers.append(known.transform_filter("datum.value != datum.upper").mark_errorbar(**whisker).encode(y=y, y2=alt.Y2("upper")))
    if any(one["value"] is None for one in bars):
        layers.append(unknown.mark_rect(aria=True, **UNKNOWN_BAND).encode(description=SAID))
        # Above what stands behind, where something does.
        layers.append(
            unknown.mark_text(color=SOFT, dy=12 if has_before else 0).encode(y=TOP if has_before else MIDDLE, text=alt.Text("text:N"))
        )
    if breaks:
        is_late = min(each.index(one) for one in breaks) >= len(each) / 2
        between = -inner(width, 0) / len(each) / 8  # half of the room between two columns
        words = {"align": "right" if is_late else "left", "dx": -5 if is_late else 5, "dy": 6, "color": SOFT, "xOffset": between}
        rules: Any = alt.Chart(data_of({"x": one, "words": "" if i else "counted differently from here"} for i, one in enumerate(breaks)))
        rules = rules.encode(x=alt.X("x:N", bandPosition=0))
        layers += [rules.mark_rule(strokeDash=[6, 3], xOffset=between), rules.mark_text(**words).encode(y=TOP, text=alt.Text("words:N"))]
    return alt.layer(*layers, data=data_of(bars)).encode(x=x).properties(width=inner(width, 0), height=260)
