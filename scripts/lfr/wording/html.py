"""A table as HTML, for charts and notebooks (table.html). Whatever came from a record is escaped: a place called `<script>` stays text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

_TABLE = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined).from_string(
    Path(__file__).with_name("table.html").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Cell:
    """One cell of a table: `note` is small print after the text, `value` the number behind it where a reader can sort by it."""

    text: str
    note: str = ""
    value: float | None = None
    href: str = ""
    number: bool = False


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table with a caption; the first cell of a row is its heading. Wide tables scroll inside a focusable region."""
    heads = [(title, bool(rows) and all(row[i].number for row in rows)) for i, title in enumerate(head)]
    return block(_TABLE.render(caption=caption, heads=heads, rows=rows))


def block(html: str) -> str:
    """Set HTML off from the Markdown around it."""
    return f"\n\n{html}\n\n"
