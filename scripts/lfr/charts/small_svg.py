"""From what Vega draws of a sheet to a small SVG: no groups, no repeated attributes, one class per colour."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby
from operator import itemgetter
from xml.etree import ElementTree

from altair.utils.schemapi import debug_mode

from lfr.charts.altair_svg import drawn
from lfr.charts.layers import layered
from lfr.charts.sheet import Sheet
from lfr.charts.theme import FONT_SIZE, INKS, TEXT

_SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_RECT = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z$")
_CIRCLE = re.compile(r"M([\d.]+),0A")
_CLASSES = {ink.colour: ink.name for ink in INKS.values()}
_KEPT = ("fill-opacity", "stroke", "stroke-opacity", "stroke-dasharray", "stroke-width", "font-size", "font-weight", "text-anchor")
_DOT = "dot"  # a dot that is one of many: no element of SVG, drawn with its neighbours as one path
_Mark = tuple[str, str, str, str]  # look, tag, place, text
_CONFIG = {
    "background": "transparent",
    "padding": 0,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "text": {"color": TEXT, "fontSize": FONT_SIZE, "align": "left", "baseline": "alphabetic"},
    "rule": {"color": TEXT},
}


def small_marks(sheet: Sheet, name: str) -> str:
    """Every mark that Vega draws of a sheet, marks of one look in one group. Ids of hatching begin with `name`."""
    pieces = []
    for look, group in groupby(_walk(ElementTree.fromstring(_vega(sheet)), 0, 0), key=itemgetter(0)):
        look = look.replace("url(#", f"url(#{name}-")
        marks = [mark[1:] for mark in group]
        if marks[0][0] == _DOT:
            marks = [("path", f' d="{"".join(place for _, place, _ in marks)}"', "")]
        if len(marks) == 1:
            pieces.append(_element(*marks[0], look))
        else:
            inside = "".join(_element(*mark) for mark in marks)
            pieces.append(f"<g{look}>{inside}</g>" if look else inside)
    return "".join(pieces)


def _element(tag: str, place: str, text: str, look: str = "") -> str:
    return f"<{tag}{look}{place}>{text}</{tag}>" if text else f"<{tag}{look}{place}/>"


@cache
def _vega(sheet: Sheet) -> str:
    """Drawn once for the page and the file to take away."""
    with debug_mode(False):  # Altair checks each layer against its schema, which takes as long as drawing; Vega refuses what it cannot draw
        return drawn(layered(sheet), _CONFIG)


def _walk(element: ElementTree.Element, x: float, y: float) -> Iterator[_Mark]:
    """The marks below an element, each with its place worked out."""
    if moved := _MOVE.match(element.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag in (f"{_SVG}svg", f"{_SVG}g"):
        for child in element:
            yield from _walk(child, x, y)
    elif mark := _mark(element, x, y):
        yield mark


def _mark(element: ElementTree.Element, x: float, y: float) -> _Mark | None:
    tag, path, look = element.tag.removeprefix(_SVG), element.get("d", ""), _look(element)
    said = element.get("aria-label", "")
    said = f' data-v="{escape(said)}"' if said else ""
    if tag == "text":
        return (look, "text", f' x="{_n(x)}" y="{_n(y)}"', escape(element.text)) if element.text else None
    if tag == "line":
        x2, y2 = x + float(element.get("x2", "0")), y + float(element.get("y2", "0"))
        return look, "path", f' d="M{_n(x)} {_n(y)}L{_n(x2)} {_n(y2)}"{said}', ""
    if tag != "path" or element.get("class") in ("background", "foreground") or not path:
        return None
    if rect := _RECT.match(path):
        left, up, width, height = (float(one) for one in rect.groups())
        return look, "rect", f' x="{_n(x + left)}" y="{_n(y + up)}" width="{_n(width)}" height="{_n(height)}"{said}', ""
    circle = _CIRCLE.match(path)
    assert circle, f"a mark that is neither a box nor a dot: {path[:40]}"
    if said:
        return look, "circle", f' cx="{_n(x)}" cy="{_n(y)}" r="{_n(float(circle[1]))}"{said}', ""
    # A dot is a stroke of no length with a round end: hundreds of dots share one look and little else.
    colour = element.attrib["fill"]
    look = f' class="s-{_CLASSES[colour]}" stroke="{colour}" stroke-linecap="round" stroke-width="{_n(2 * float(circle[1]))}"'
    return look, _DOT, f"M{_n(x)} {_n(y)}h0", ""


def _look(element: ElementTree.Element) -> str:
    """The attributes that differ from those of the whole image; a colour of ours brings its class."""
    look = {key: element.attrib[key] for key in _KEPT if element.get(key) not in (None, "1", "start", "normal", f"{FONT_SIZE}px")}
    fill = element.get("fill", "")
    if look.get("fill-opacity") == "0":
        fill = "none"
        del look["fill-opacity"]
    if "stroke" not in look:
        look.pop("stroke-width", None)
    if fill == "none" or fill in _CLASSES or fill.startswith("url(#"):
        look["fill"] = fill
    classes = [f"{letter}-{_CLASSES[colour]}" for letter, colour in (("c", fill), ("s", element.get("stroke"))) if colour in _CLASSES]
    look |= {"class": " ".join(classes)} if classes else {}
    return "".join(f' {key}="{escape(value.removesuffix("px"))}"' for key, value in sorted(look.items()))


def _n(number: float) -> str:
    """A number with one decimal at most: finer than anybody can see."""
    return f"{round(number, 1):.1f}".removesuffix(".0").replace("-0.0", "0")
