"""From what Vega draws to a small SVG: no groups, no repeated attributes, one class a colour, hatching, name and description.

Also the file for download: the same drawing on white, with its title above and its source line below.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from html import escape
from itertools import groupby
from xml.etree import ElementTree

from lfr.charts.theme import FONT_SIZE, INKS, SMALL, TEXT
from lfr.errors import visible

_SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_RECT = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z$")
_CIRCLE = re.compile(r"M([\d.]+),0A")
_CLASSES = {ink.colour: f"c-{ink.name}" for ink in INKS.values()}
_KEPT = ("fill-opacity", "stroke-opacity", "stroke-dasharray", "font-weight", "text-anchor")
_DOWNLOAD_MARGIN = 16
_DOT = "dot"  # a dot that is one of many: no element of SVG, drawn with its neighbours as one path


def inline(vega: str, name: str, title: str, sentence: str) -> str:
    """The drawing for a page: an image with its name and description inside; every id begins with the chart's name.

    What is drawn is hidden from screen readers that read the words of an image one by one: the description says all of it.
    """
    width, height = _size(vega)
    body, used = _lean(vega, name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" {_FONT}>'
        f'{_named(name, title, sentence)}{_patterns(name, used)}<g aria-hidden="true">{body}</g></svg>\n'
    )


def standalone(vega: str, name: str, title: str, sentence: str, source: str) -> str:
    """The drawing as a file of its own: on white, with the title above and where it comes from below."""
    width, height = _size(vega)
    body, used = _lean(vega, name)
    body = re.sub(r' data-v="[^"]*"', "", body)
    titles = textwrap.wrap(title, 40)
    sources = textwrap.wrap(source, 52, break_long_words=True)
    top = 18 * len(titles) + 14
    whole_width, whole_height = width + 2 * _DOWNLOAD_MARGIN, _DOWNLOAD_MARGIN + top + height + 16 * len(sources) + 22
    lines = [
        f'<text x="{_DOWNLOAD_MARGIN}" y="{_DOWNLOAD_MARGIN + 14 + 18 * i}" font-size="15" font-weight="bold">{escape(one)}</text>'
        for i, one in enumerate(titles)
    ]
    below = _DOWNLOAD_MARGIN + top + height + 18
    lines += [
        f'<text x="{_DOWNLOAD_MARGIN}" y="{below + 16 * i}" font-size="{SMALL}" fill="#4c5661">{escape(one)}</text>'
        for i, one in enumerate(sources)
    ]
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole_width}" height="{whole_height}" viewBox="0 0 {whole_width} {whole_height}"'
        f' role="img" aria-labelledby="{name}-title {name}-desc" color="#1a1a1a" {_FONT}>'
        f"{_named(name, title, f'{sentence} {source}')}"
        f'{_patterns(name, used)}<rect width="100%" height="100%" fill="#fff"/>{"".join(lines)}'
        f'<g transform="translate({_DOWNLOAD_MARGIN},{_DOWNLOAD_MARGIN + top})">{body}</g></svg>\n'
    )
    return visible(drawn)


_FONT = f'font-family="system-ui,sans-serif" font-size="{FONT_SIZE}" fill="{TEXT}"'


def _named(name: str, title: str, sentence: str) -> str:
    return f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(sentence)}</desc>'


def _size(vega: str) -> tuple[int, int]:
    root = ElementTree.fromstring(vega)
    return round(float(root.attrib["width"])), round(float(root.attrib["height"]))


def _patterns(name: str, used: set[str]) -> str:
    """Hatching, for the inks that a part of a year is drawn in."""
    pieces = [
        f'<pattern id="{name}-{ink}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0h2.5v6H0z" class="c-{ink}" fill="{INKS[ink].colour}"/></pattern>'
        for ink in sorted(used)
    ]
    return f"<defs>{''.join(pieces)}</defs>" if pieces else ""


@dataclass(frozen=True)
class _Mark:
    """One mark: its element without the look that it shares with its neighbours."""

    tag: str
    place: str
    look: str
    text: str = ""

    def html(self) -> str:
        return f"<{self.tag}{self.place}>{self.text}</{self.tag}>" if self.text else f"<{self.tag}{self.place}/>"


def _lean(vega: str, name: str) -> tuple[str, set[str]]:
    """Every mark with its place worked out, in one group a look. Returns the marks and the inks that are hatched."""
    marks: list[_Mark] = []
    used: set[str] = set()

    def walk(element: ElementTree.Element, x: float, y: float) -> None:
        moved = _MOVE.match(element.get("transform", ""))
        if moved:
            x, y = x + float(moved[1]), y + float(moved[2])
        if element.tag in (f"{_SVG}svg", f"{_SVG}g"):
            for child in element:
                walk(child, x, y)
        else:
            marks.extend(_mark(element, x, y, name, used))

    walk(ElementTree.fromstring(vega), 0, 0)
    pieces = []
    for look, group in groupby(marks, key=lambda mark: mark.look):
        together = list(group)
        if together[0].tag == _DOT:
            together = [_Mark("path", f' d="{"".join(mark.place for mark in together)}"', look)]
        inside = "".join(mark.html() for mark in together)
        if len(together) == 1 and look:
            pieces.append(inside.replace(f"<{together[0].tag}", f"<{together[0].tag}{look}", 1))
        else:
            pieces.append(f"<g{look}>{inside}</g>" if look else inside)
    return "".join(pieces), used


def _mark(element: ElementTree.Element, x: float, y: float, name: str, used: set[str]) -> list[_Mark]:
    tag, drawn, look = element.tag.removeprefix(_SVG), element.get("d", ""), _look(element, name, used)
    said = element.get("aria-label", "")
    said = f' data-v="{escape(said)}"' if said else ""
    if tag == "text":
        shown = escape(element.text or "")
        return [_Mark("text", f' x="{_n(x)}" y="{_n(y)}"', look, shown)] if shown else []
    if tag == "line":
        x2, y2 = x + float(element.get("x2", "0")), y + float(element.get("y2", "0"))
        return [_Mark("path", f' d="M{_n(x)} {_n(y)}L{_n(x2)} {_n(y2)}"{said}', look)]
    if tag != "path" or element.get("class") in ("background", "foreground") or not drawn:
        return []
    rect, circle = _RECT.match(drawn), _CIRCLE.match(drawn)
    if rect:
        left, up, width, height = (float(one) for one in rect.groups())
        return [_Mark("rect", f' x="{_n(x + left)}" y="{_n(y + up)}" width="{_n(width)}" height="{_n(height)}"{said}', look)]
    assert circle, f"a mark that is neither a box nor a dot: {drawn[:40]}"
    if not said:
        # A dot is a stroke of no length with a round end: hundreds of dots share one look and little else.
        return [_Mark(_DOT, f"M{_n(x)} {_n(y)}h0", _dots_look(element, float(circle[1])))]
    return [_Mark("circle", f' cx="{_n(x)}" cy="{_n(y)}" r="{_n(float(circle[1]))}"{said}', look)]


def _dots_look(element: ElementTree.Element, radius: float) -> str:
    colour = element.attrib["fill"]
    return f' class="{_CLASSES[colour].replace("c-", "s-")}" stroke="{colour}" stroke-linecap="round" stroke-width="{_n(2 * radius)}"'


def _look(element: ElementTree.Element, name: str, used: set[str]) -> str:
    """The attributes that differ from those of the whole image; a colour of ours brings its class."""
    fill, stroke = element.get("fill"), element.get("stroke")
    kept = {key: element.attrib[key] for key in _KEPT if element.get(key) not in (None, "1", "start", "normal")}
    classes = []
    if fill and fill.startswith("url(#"):
        ink = fill.removeprefix("url(#").removesuffix(")")
        used.add(ink)
        kept["fill"] = f"url(#{name}-{ink})"
    elif element.get("fill-opacity") == "0":
        kept.pop("fill-opacity")
        kept["fill"] = "none"
    elif fill in _CLASSES:
        classes.append(_CLASSES[fill])
        kept["fill"] = fill
    if stroke:
        kept["stroke"] = stroke
        if stroke in _CLASSES:
            classes.append(_CLASSES[stroke].replace("c-", "s-"))
        if element.get("stroke-width", "1") != "1":
            kept["stroke-width"] = element.attrib["stroke-width"]
    if classes:
        kept["class"] = " ".join(dict.fromkeys(classes))
    size = element.get("font-size", "").removesuffix("px")
    if size and size != str(FONT_SIZE):
        kept["font-size"] = size
    return "".join(f' {key}="{escape(kept[key])}"' for key in sorted(kept))


def _n(number: float) -> str:
    """One decimal is less than a hair's breadth."""
    return f"{round(number, 1):.1f}".removesuffix(".0").replace("-0.0", "0")
