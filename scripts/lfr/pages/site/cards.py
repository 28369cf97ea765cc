"""The picture that a link to a page shows elsewhere: the page's title on a card, drawn at build time."""

from __future__ import annotations

import io
import textwrap
from html import escape
from importlib import metadata
from pathlib import Path

import vl_convert
from PIL import Image

WIDTH, HEIGHT = 800, 420
_FONT = "DejaVu Sans, Liberation Sans, Arial, sans-serif"
_LINES = 4
# What a card is made by, besides its words: the drawing below and the library that draws.
CARDS = Path(__file__).read_text(encoding="utf-8") + metadata.version("vl-convert-python") + metadata.version("pillow")


def draw_card(site: str, title: str, above: str) -> bytes:
    """A PNG of 800 by 420 pixels: the section (`above`), the title in at most four lines, and the name of the site."""
    lines = textwrap.wrap(title, 26) or [title]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1] + " …"]
    size = 46 if len(lines) < _LINES else 40
    spans = "".join(
        f'<tspan x="56" dy="{0 if number == 0 else size * 1.25:.0f}">{escape(line)}</tspan>' for number, line in enumerate(lines)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{_FONT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><rect width="{WIDTH}" height="12" fill="#0b4f8a"/>'
        f'<text x="56" y="80" font-size="22" fill="#4c5661">{escape(above)}</text>'
        f'<text x="56" y="150" font-size="{size}" font-weight="700" fill="#16191d">{spans}</text>'
        f'<text x="56" y="384" font-size="24" font-weight="700" fill="#0b4f8a">{escape(site)}</text></svg>'
    )
    # Sixteen colours are enough for text on white, in a tenth of the bytes.
    few = Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=1))).convert("RGB").quantize(16, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
