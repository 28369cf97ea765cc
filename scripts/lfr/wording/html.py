"""Small pieces of HTML. Everything that came from a record is escaped here: a place called `<script>` stays text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_ACROSS = 9  # a table with more columns than this is printed across the sheet


@dataclass(frozen=True)
class Cell:
    """One cell of a table. `text` is escaped; `href`, `id` and `note` (small print after the text) are optional."""

    text: str
    href: str = ""
    id: str = ""
    note: str = ""
    number: bool = False

    def html(self) -> str:
        inner = escape(self.text)
        if self.href:
            inner = f'<a href="{escape(self.href)}">{inner}</a>'
        if self.note:
            inner += f" <small>{escape(self.note)}</small>"
        return inner


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], row_ids: Sequence[str] = (), name: str = "") -> str:
    """A table with a caption; the first cell of a row is its heading. Wide tables scroll inside a focusable region.

    Written without an empty line, so that Markdown leaves it alone.
    """
    numeric = [bool(rows) and all(row[i].number for row in rows) for i in range(len(head))]
    wide = " lfr-table-wide" if len(head) > _ACROSS else ""
    lines = [f'<div class="lfr-table{wide}" role="region" aria-label="{escape(name or caption)}" tabindex="0"><table class="lfr">']
    lines.append(f"<caption>{escape(caption)}</caption><thead><tr>")
    lines += [f'<th scope="col"{_class(numeric[i])}>{escape(title)}</th>' for i, title in enumerate(head)]
    lines.append("</tr></thead><tbody>")
    for number, row in enumerate(rows):
        row_id = f' id="{escape(row_ids[number])}"' if row_ids else ""
        cells = [
            f"<{tag}{_class(cell.number)}{_id(cell)}>{cell.html()}</{'th' if tag.startswith('th') else 'td'}>"
            for i, cell in enumerate(row)
            for tag in ['th scope="row"' if i == 0 else "td"]
        ]
        lines.append(f"<tr{row_id}>{''.join(cells)}</tr>")
    lines.append("</tbody></table></div>")
    return block("\n".join(lines))


def entry(entry_id: str, title: str, facts: dict[str, str]) -> str:
    """One thing with its facts, as a heading and a list of terms. The values are HTML and already escaped; the rest is not."""
    items = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts.items())
    return f'<section class="lfr-entry" id="{escape(entry_id)}"><h3>{escape(title)}</h3><dl>{items}</dl></section>'


def block(html: str) -> str:
    """Set HTML off from the Markdown around it."""
    return f"\n\n{html}\n\n"


def _class(is_number: bool) -> str:
    return ' class="lfr-number"' if is_number else ""


def _id(cell: Cell) -> str:
    return f' id="{escape(cell.id)}"' if cell.id else ""
