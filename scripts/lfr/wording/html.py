"""Tables as HTML. Everything that came from a record is escaped here: a place called `<script>` stays text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_ACROSS = 9  # a table with more columns than this is printed across the sheet


@dataclass(frozen=True)
class Cell:
    """One cell of a table. `text` is escaped; `href`, `id` and `note` (small print after the text) are optional.

    `sort` is the value by which a reader's browser sorts the rows, where that is not the text itself; "" for a cell without a value.
    """

    text: str
    href: str = ""
    id: str = ""
    note: str = ""
    number: bool = False
    sort: float | str | None = None

    def html(self) -> str:
        inner = escape(self.text)
        if self.href:
            inner = f'<a href="{escape(self.href)}">{inner}</a>'
        if self.note:
            inner += f" <small>{escape(self.note)}</small>"
        return inner


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    row_ids: Sequence[str] = (),
    name: str = "",
    sort_marks: Sequence[str] | None = None,
) -> str:
    """A table with a caption; the first cell of a row is its heading. Wide tables scroll inside a focusable region.

    With `sort_marks`, words for each row that site/assets/table.js filters by, the table can be sorted: each heading has a button,
    which the script switches on, and each cell its value. They are made here and not by the script: three hundred rows laid out a
    second time keep a slow phone busy. Written without an empty line, so that Markdown leaves it alone.
    """
    can_sort = sort_marks is not None
    look = "lfr-table" + (" lfr-sortable" if can_sort else "") + (" lfr-table-wide" if len(head) > _ACROSS else "")
    lines = [f'<div class="{look}" role="region" aria-label="{escape(name or caption)}" tabindex="0"><table class="lfr">']
    lines.append(f"<caption>{escape(caption)}</caption><thead><tr>")
    for i, title in enumerate(head):
        is_number = bool(rows) and all(row[i].number for row in rows)
        words = f'<button type="button" class="lfr-sort" disabled>{escape(title)}</button>' if can_sort else escape(title)
        lines.append(f'<th scope="col"{_class(is_number)}>{words}</th>')
    lines.append("</tr></thead><tbody>")
    for number, row in enumerate(rows):
        row_id = f' id="{escape(row_ids[number])}"' if row_ids else ""
        marks = f' data-is="{escape(sort_marks[number])}"' if sort_marks and sort_marks[number] else ""
        first, *others = (f"{_class(cell.number)}{_id(cell)}{_sort(cell) if can_sort else ''}>{cell.html()}" for cell in row)
        cells = "".join(f"<td{cell}</td>" for cell in others)
        lines.append(f'<tr{row_id}{marks}><th scope="row"{first}</th>{cells}</tr>')
    lines.append("</tbody></table></div>")
    return block("\n".join(lines))


def block(html: str) -> str:
    """Set HTML off from the Markdown around it."""
    return f"\n\n{html}\n\n"


def _class(is_number: bool) -> str:
    return ' class="lfr-number"' if is_number else ""


def _id(cell: Cell) -> str:
    return f' id="{escape(cell.id)}"' if cell.id else ""


def _sort(cell: Cell) -> str:
    value = format(cell.sort, ".10g") if isinstance(cell.sort, float) else cell.sort
    return "" if value in (None, cell.text) else f' data-sort="{escape(value)}"'
