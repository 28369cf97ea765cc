"""Tables as HTML. Everything that came from a record is escaped here: a place called `<script>` stays text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_ACROSS = 9  # a table with more columns than this is printed across the sheet


@dataclass(frozen=True)
class Cell:
    """One cell of a table. `text` is escaped; `href` and `note` (small print after the text) are optional."""

    text: str
    href: str = ""
    note: str = ""
    number: bool = False

    def html(self) -> str:
        inner = escape(self.text)
        if self.href:
            inner = f'<a href="{escape(self.href)}">{inner}</a>'
        if self.note:
            inner += f" <small>{escape(self.note)}</small>"
        return inner


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table with a caption; the first cell of a row is its heading. Wide tables scroll inside a focusable region.

    Written without an empty line, so that Markdown leaves it alone.
    """
    look = "lfr-table" + (" lfr-table-wide" if len(head) > _ACROSS else "")
    lines = [f'<div class="{look}" role="region" aria-label="{escape(caption)}" tabindex="0"><table class="lfr">']
    lines.append(f"<caption>{escape(caption)}</caption><thead><tr>")
    for i, title in enumerate(head):
        is_number = bool(rows) and all(row[i].number for row in rows)
        lines.append(f'<th scope="col"{_class(is_number)}>{escape(title)}</th>')
    lines.append("</tr></thead><tbody>")
    for row in rows:
        first, *others = (f"{_class(cell.number)}>{cell.html()}" for cell in row)
        cells = "".join(f"<td{cell}</td>" for cell in others)
        lines.append(f'<tr><th scope="row"{first}</th>{cells}</tr>')
    lines.append("</tbody></table></div>")
    return block("\n".join(lines))


def block(html: str) -> str:
    """Set HTML off from the Markdown around it."""
    return f"\n\n{html}\n\n"


def _class(is_number: bool) -> str:
    return ' class="lfr-number"' if is_number else ""
