"""From an Altair chart to its files: the drawing for a page, the same on white to take away, and a picture of it."""

import re
import textwrap
from copy import deepcopy
from html import escape
from typing import Any
from xml.etree import ElementTree

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from lfr.charts.chart import Chart
from lfr.charts.theme import COLOURS, FONT, INK, SOFT
from lfr.errors import visible

AnyChart = alt.TopLevelMixin
# Altair refuses more than 5,000 marks, because a browser would have to draw them; here each is drawn once, at build time.
alt.data_transformers.disable_max_rows()

_SVG = "http://www.w3.org/2000/svg"
_NAMES = {colour: f"var(--{name})" for name, colour in COLOURS.items()}
_LEFT_OUT = ("role", "aria-roledescription", "aria-hidden", "aria-label", "class", "pointer-events", "font-family", "stroke-miterlimit")
_AS_USUAL = {("opacity", "1"), ("text-anchor", "start"), ("stroke-width", "1"), ("transform", "translate(0,0)"), ("fill-opacity", "1")}
_PAINTED = {"id", "fill", "stroke", "clip-path", "mask", "filter"}
_FRAME = ("axis", "title", "legend")
_LONG = re.compile(r"\d+\.\d{2,}")
_MARGIN = 20


def spec_of(chart: AnyChart) -> dict[str, Any]:
    """The chart as Vega-Lite. Not checked against the schema, which takes longer than drawing: what Vega cannot draw it refuses itself."""
    with debug_mode(False):
        return dict(chart.to_dict(validate=False))


def drawn(spec: dict[str, Any]) -> ElementTree.Element:
    """A chart as Vega draws it, less what says nothing; the `description` of a mark becomes its `data-v`, which a page can tell."""
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec).replace(f' xmlns="{_SVG}"', "", 1))
    _lighten(root)
    return root


def _lighten(element: ElementTree.Element) -> None:
    for child in list(element):
        is_empty = child.tag.endswith("text") and not child.text and not len(child)
        # An axis hides the names for which there is no room.
        if child.get("class") in ("background", "foreground") or child.get("opacity") == "0" or is_empty:
            element.remove(child)
            continue
        _lighten(child)
        if child.tag == "g" and not len(child):
            element.remove(child)
    said = element.get("aria-label") if element.get("aria-roledescription") not in _FRAME else ""
    for key, value in list(element.items()):
        if key in _LEFT_OUT or (key, value) in _AS_USUAL:
            del element.attrib[key]
        else:
            element.set(key, _LONG.sub(lambda number: f"{float(number[0]):.1f}", value).replace("px", ""))
    if said:
        element.set("data-v", said)


def inline(root: ElementTree.Element, name: str, title: str, sentence: str, *, named_by: str = "") -> str:
    """The drawing for a page: one image with its name and description; every id begins with `name`, its colours are those of the page.

    A second drawing of the same chart is `named_by` the first, so that the words are on the page once.
    """
    words = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(sentence)}</desc>' if not named_by else ""
    root, by = deepcopy(root), named_by or name
    for element in root.iter():
        for key in _PAINTED & element.attrib.keys():
            value = element.attrib[key]
            element.set(key, f"{name}-{value}" if key == "id" else _NAMES.get(value, value.replace("url(#", f"url(#{name}-")))
    inside = f'{words}<g aria-hidden="true">{_marks(root)}</g>'
    return _svg(root.attrib["width"], root.attrib["height"], f' aria-labelledby="{by}-title {by}-desc"', inside)


def both_inline(chart: Chart, wide: ElementTree.Element, narrow: ElementTree.Element) -> list[str]:
    """The two drawings of a chart for a page."""
    words = (chart.title, chart.sentence)
    return [inline(wide, chart.name, *words), inline(narrow, f"{chart.name}-narrow", *words, named_by=chart.name)]


def standalone(root: ElementTree.Element, title: str, subtitle: str, sentence: str, source: str) -> str:
    """The drawing as a file of its own: on white, with title and subtitle above and where it comes from below."""
    width, height = (float(root.attrib[one]) for one in ("width", "height"))
    above = [("18", "bold", INK, line) for line in textwrap.wrap(title, round(width / 9.5))]
    above += [("14", "normal", SOFT, line) for line in textwrap.wrap(subtitle, round(width / 7))]
    below = [("12", "normal", SOFT, line) for line in textwrap.wrap(source, round(width / 6.2), break_long_words=True)]
    top = 24 * len(above) + 22
    ends = [28 + 24 * i for i in range(len(above))] + [top + height + 24 + 17 * i for i in range(len(below))]
    texts = "".join(
        f'<text x="{_MARGIN}" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
        for y, (size, weight, colour, text) in zip(ends, [*above, *below], strict=True)
    )
    marks = re.sub(r' data-v="[^"]*"', "", _marks(root))
    words = f"<title>{escape(title)}</title><desc>{escape(f'{sentence} {source}')}</desc>"
    inside = f'<rect width="100%" height="100%" fill="#fff"/>{texts}<g transform="translate({_MARGIN},{top})">{marks}</g>'
    return visible(_svg(f"{width + 2 * _MARGIN:g}", f"{ends[-1] + 16:g}", "", words + inside))


def picture(svg: str) -> bytes:
    """A file to take away as PNG, of about 1,160 dots a line, which is what other sites show of a shared link."""
    return bytes(vl_convert.svg_to_png(svg, scale=1.5))


def _marks(root: ElementTree.Element) -> str:
    return "".join(ElementTree.tostring(child, encoding="unicode") for child in root if child.tag != "rect")


def _svg(width: str, height: str, named: str, inside: str) -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="{_SVG}" {size} role="img"{named} font-family="{FONT}">{inside}</svg>\n'
