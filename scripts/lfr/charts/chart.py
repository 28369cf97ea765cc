"""A chart with everything that is said of it, how it is kept on disk for the pages, and how it stands in one."""

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import jinja2
import pandas as pd
import vl_convert
from altair.utils.schemapi import debug_mode

from lfr.charts.theme import COLOURS, FONT, INK, SOFT, WIDE, Drawing
from lfr.errors import LfrError, did_you_mean, visible
from lfr.project import Project
from lfr.wording.addresses import chart_address
from lfr.wording.html import Cell, table

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
_FIGURE = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined).from_string(
    Path(__file__).with_name("figure.html").read_text(encoding="utf-8")
)
# A cell that stands in line with numbers: also a share, a range, and one with what was before a correction.
NUMBER = re.compile(r"[+−-]?[\d,.]+( to [\d,.]+| of [\d,]+)?%?( \(|$)")


@dataclass(frozen=True)
class Chart:
    """A chart with its words, all from the same figures.

    `key` is its address under /<publisher>/charts/. `title` is the finding, `subtitle` says what is drawn, in which unit and period;
    `sentence` says every figure of it and is its text alternative. `table` holds its data in words, column by column. `notes` are what
    a reader must know before comparing: another basis, a break, a part of a year.

    `draw` makes the drawing at a width, `data` is the table as plain values. A chart that was read back from disk has neither.
    """

    publisher: str
    key: str
    title: str
    subtitle: str
    sentence: str
    table: dict[str, list[str]]
    notes: Sequence[str] = ()
    year: int | None = None
    order: int = 0
    draw: Callable[[int], Drawing] | None = None
    data: pd.DataFrame | None = None

    def drawing(self, width: int = WIDE, *, titled: bool = True, described: str = "") -> Any:
        """The chart for Altair, to be shown, changed and saved, with finding and subtitle above it."""
        assert self.draw, f"{self.name} was read back from disk"
        with debug_mode(False):  # Altair checks each part against its schema, which takes longer than drawing
            chart: Any = self.draw(width)
            if titled:
                title, subtitle = textwrap.wrap(self.title, width // 9), textwrap.wrap(self.subtitle, width // 7)
                chart = chart.properties(title=alt.TitleParams(title, subtitle=subtitle), description=described or self.sentence)
            return chart

    @property
    def name(self) -> str:
        return f"{self.publisher}-{self.key}"

    @property
    def address(self) -> str:
        """Where the chart's own page stands; its files stand beside it."""
        return chart_address(self.publisher, self.key)

    def file(self, kind: str) -> str:
        return f"/{self.publisher}/charts/{self.key}.{kind}"

    def words(self) -> str:
        """The chart without drawing and values, as JSON."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("draw", "data")}
        return json.dumps(said, ensure_ascii=False)

    def as_table(self, links: Mapping[str, str]) -> str:
        """Its data as a table in HTML; `links` are those of the cells of its first column, by what they say."""
        head, *rest = [*self.table.values()] or [[]]
        numbers = [any(map(NUMBER.match, column)) for column in rest]
        cells = [[Cell(text, number=is_number) for text in column] for column, is_number in zip(rest, numbers, strict=True)]
        lines = zip([Cell(text, href=links.get(text, "")) for text in head], *cells, strict=True)
        return table(f"{self.subtitle}: data", [*self.table], [*map(list, lines)])


def sentence(what: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """What is drawn and what each row of the drawing says, for those who do not see it."""
    return f"{what}: {'; '.join(one['said'] for one in rows)}."


def charts_of(project: Project, publisher: str | None = None) -> list[Chart]:
    """Every chart that was drawn, in the order of its force."""
    found = [Chart(**json.loads(path.read_text(encoding="utf-8"))) for path in sorted(project.charts.glob("*.json"))]
    return sorted((one for one in found if publisher in (None, one.publisher)), key=lambda one: (one.publisher, one.order))


def chart_named(project: Project, name: str) -> Chart:
    """One chart. Raises LfrError, with the nearest known name, for a chart that was not drawn."""
    path = project.charts / f"{name}.json"
    if not path.is_file():
        near = did_you_mean(name, [one.stem for one in project.charts.glob("*.json")])
        raise LfrError(f"chart: there is no chart “{name}” in build/charts.{near}")
    return Chart(**json.loads(path.read_text(encoding="utf-8")))


def figure(chart: Chart, wide: str, narrow: str, *, data: str = "", address: str = "", is_own: bool = False) -> str:
    """A chart as HTML: its drawings with caption, table and the `address` of its page. On its own page the finding is the heading."""
    return _FIGURE.render(chart=chart, wide=wide.strip(), narrow=narrow.strip(), data=data.strip(), address=address, is_own=is_own).strip()


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


def _marks(root: ElementTree.Element) -> str:
    return "".join(ElementTree.tostring(child, encoding="unicode") for child in root if child.tag != "rect")


def _svg(width: str, height: str, named: str, inside: str) -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="{_SVG}" {size} role="img"{named} font-family="{FONT}">{inside}</svg>\n'
