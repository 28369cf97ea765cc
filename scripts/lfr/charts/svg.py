"""The drawing of a chart as SVG."""

import re
import textwrap
from html import escape

from lfr.charts.chart import Chart
from lfr.charts.small_svg import small_marks
from lfr.charts.theme import FONT_SIZE, INKS, SMALL, TEXT, WIDTH
from lfr.errors import visible

_MARGIN = 16


def inline(chart: Chart, name: str = "") -> str:
    """The drawing for a page: an image with its name and description inside; every id begins with the chart's name.

    The marks are hidden from screen readers that read the words of an image one by one: the description says all of it.
    """
    name = name or chart.name
    marks = f'<g aria-hidden="true">{small_marks(chart.drawing, name)}</g>'
    return _image(chart, name, (WIDTH, chart.drawing.height), chart.sentence, marks)


def standalone(chart: Chart, source: str) -> str:
    """The drawing as a file of its own: on white, with the title above and where it comes from below."""
    titles, sources = textwrap.wrap(chart.title, 40), textwrap.wrap(source, 52, break_long_words=True)
    top = _MARGIN + 18 * len(titles) + 14
    below = top + chart.drawing.height + 18
    marks = re.sub(r' data-v="[^"]*"', "", small_marks(chart.drawing, chart.name))
    words = [(30 + 18 * i, 'font-size="15" font-weight="bold"', title) for i, title in enumerate(titles)]
    words += [(below + 16 * i, f'font-size="{SMALL}" fill="#4c5661"', line) for i, line in enumerate(sources)]
    texts = "".join(f'<text x="{_MARGIN}" y="{y}" {look}>{escape(text)}</text>' for y, look, text in words)
    inside = f'<rect width="100%" height="100%" fill="#fff"/>{texts}<g transform="translate({_MARGIN},{top})">{marks}</g>'
    size = (WIDTH + 2 * _MARGIN, below + 16 * len(sources) + 4)
    return visible(_image(chart, chart.name, size, f"{chart.sentence} {source}", inside, ' color="#1a1a1a"'))


def _image(chart: Chart, name: str, size: tuple[int, int], description: str, inside: str, colour: str = "") -> str:
    width, height = size
    hatching = "".join(
        f'<pattern id="{name}-{ink}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0h2.5v6H0z" class="c-{ink}" fill="{INKS[ink].colour}"/></pattern>'
        for ink in sorted(chart.drawing.hatched)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc"{colour} font-family="system-ui,sans-serif" font-size="{FONT_SIZE}" fill="{TEXT}">'
        f'<title id="{name}-title">{escape(chart.title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"{f'<defs>{hatching}</defs>' if hatching else ''}{inside}</svg>\n"
    )
