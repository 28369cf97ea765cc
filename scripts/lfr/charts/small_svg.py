"""From what Vega draws of a sheet to a small SVG: no groups, no repeated attributes, one class per colour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from xml.etree import ElementTree

from lfr.charts.altair_svg import drawn
from lfr.charts.sheet import Sheet
from lfr.charts.theme import FONT_SIZE, INKS, TEXT

_SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_RECT = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z$")
_CIRCLE = re.compile(r"M([\d.]+),0A")
_CLASSES = {ink.colour: ink.name for ink in INKS.values()}
_KEPT = ("fill-opacity", "stroke-opacity", "stroke-dasharray", "font-weight", "text-anchor")
_DOT = "dot"  # a dot that is one of many: no element of SVG, drawn with its neighbours as one path
_CONFIG = {
    "background": "transparent",
    "padding": 0,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "text": {"color": TEXT, "fontSize": FONT_SIZE, "align": "left", "baseline": "alphabetic"},
    "rule": {"color": TEXT},
}


@dataclass(frozen=True)
class _Mark:
    """One mark: its element without the look that it shares with its neighbours."""

    tag: str
    place: str
    look: str
    text: str = ""

    def html(self) -> str:
        return f"<{self.tag}{self.place}>{self.text}</{self.tag}>" if self.text else f"<{self.tag}{self.place}/>"


def small_marks(sheet: Sheet, name: str) -> str:
    """Every mark that Vega draws of a sheet, marks of one look in one group. Ids of hatching begin with `name`."""
    pieces = []
    for look, group in groupby(_walk(ElementTree.fromstring(_vega(sheet)), 0, 0), key=lambda mark: mark.look):
        together, look = list(group), look.replace("url(#", f"url(#{name}-")
        if together[0].tag == _DOT:
            together = [_Mark("path", f' d="{"".join(mark.place for mark in together)}"', look)]
        inside = "".join(mark.html() for mark in together)
        if len(together) == 1 and look:
            pieces.append(inside.replace(f"<{together[0].tag}", f"<{together[0].tag}{look}", 1))
        else:
            pieces.append(f"<g{look}>{inside}</g>" if look else inside)
    return "".join(pieces)


@cache
def _vega(sheet: Sheet) -> str:
    """Drawn once for the page and the file to take away."""
    return drawn(sheet.chart(), _CONFIG)


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
        shown = escape(element.text or "")
        return _Mark("text", f' x="{_n(x)}" y="{_n(y)}"', look, shown) if shown else None
    if tag == "line":
        x2, y2 = x + float(element.get("x2", "0")), y + float(element.get("y2", "0"))
        return _Mark("path", f' d="M{_n(x)} {_n(y)}L{_n(x2)} {_n(y2)}"{said}', look)
    if tag != "path" or element.get("class") in ("background", "foreground") or not path:
        return None
    rect, circle = _RECT.match(path), _CIRCLE.match(path)
    if rect:
        left, up, width, height = (float(one) for one in rect.groups())
        return _Mark("rect", f' x="{_n(x + left)}" y="{_n(y + up)}" width="{_n(width)}" height="{_n(height)}"{said}', look)
    assert circle, f"a mark that is neither a box nor a dot: {path[:40]}"
    if not said:
        # A dot is a stroke of no length with a round end: hundreds of dots share one look and little else.
        return _Mark(_DOT, f"M{_n(x)} {_n(y)}h0", _dots_look(element, float(circle[1])))
    return _Mark("circle", f' cx="{_n(x)}" cy="{_n(y)}" r="{_n(float(circle[1]))}"{said}', look)


def _dots_look(element: ElementTree.Element, radius: float) -> str:
    colour = element.attrib["fill"]
    return f' class="s-{_CLASSES[colour]}" stroke="{colour}" stroke-linecap="round" stroke-width="{_n(2 * radius)}"'


def _look(element: ElementTree.Element) -> str:
    """The attributes that differ from those of the whole image; a colour of ours brings its class."""
    fill, stroke = element.get("fill"), element.get("stroke")
    kept = {key: element.attrib[key] for key in _KEPT if element.get(key) not in (None, "1", "start", "normal")}
    classes = [f"{letter}-{_CLASSES[colour]}" for letter, colour in (("c", fill), ("s", stroke)) if colour in _CLASSES]
    if fill and fill.startswith("url(#"):
        kept["fill"] = fill
    elif element.get("fill-opacity") == "0":
        kept.pop("fill-opacity")
        kept["fill"] = "none"
        classes = [one for one in classes if one[0] == "s"]
    elif fill in _CLASSES:
        kept["fill"] = fill
    if stroke:
        kept["stroke"] = stroke
        if element.get("stroke-width", "1") != "1":
            kept["stroke-width"] = element.attrib["stroke-width"]
    if classes:
        kept["class"] = " ".join(dict.fromkeys(classes))
    size = element.get("font-size", "").removesuffix("px")
    if size and size != str(FONT_SIZE):
        kept["font-size"] = size
    return "".join(f' {key}="{escape(kept[key])}"' for key in sorted(kept))


def _n(number: float) -> str:
    """A number with one decimal at most: finer than anybody can see."""
    return f"{round(number, 1):.1f}".removesuffix(".0").replace("-0.0", "0")
