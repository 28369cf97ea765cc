"""A draft of the entry in layouts.toml that would describe a list nobody has described yet."""

import json
import re
from typing import Any

from lfr.errors import visible
from lfr.records.cells import fault_in
from lfr.records.layouts import Column, layouts
from lfr.records.list_tables import HEADINGS_WITHIN, Table, text_of

_FORMS = ("", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y", "%m/%d/%Y")
_DATES = [Column("date", "iso_date"), *(Column("date", "date", form=form) for form in _FORMS)]
_KINDS = [*_DATES, *(Column("", kind) for kind in ("count", "duration", "percent", "decimal", "number"))]


def draft_of(table: Table) -> str:
    """The entry, or "" where no line with a date stands under a line that could be headings."""
    for at, line in enumerate(table.lines[:HEADINGS_WITHIN]):
        below = [one.values for one in table.lines[at + 1 :]]
        columns = [(text_of(head), [row[n] for row in below if n < len(row)]) for n, head in enumerate(line.values) if text_of(head)]
        if len(columns) >= 3 and any(_kind(values[:1]) in _DATES for _, values in columns):
            return _entry(columns)
    return ""


def _kind(values: list[Any]) -> Column:
    """The first kind of cell that every value is of."""
    texts = [text_of(value, _DATES[1]) for value in values if text_of(value)]
    return next((one for one in _KINDS if texts and not any(fault_in(text, one, None) for text in texts)), Column("", "text"))


def _entry(columns: list[tuple[str, list[Any]]]) -> str:
    known = {one.own_heading.lower(): one.name for layout in layouts().values() if layout.is_source for one in layout.columns}
    lines: dict[str, str] = {}
    for heading, values in columns:
        kind, example = _kind(values), next(filter(None, map(text_of, values)), "empty")
        name = known.get(heading.lower()) or re.sub("[^a-z0-9]+", "_", heading.lower()).strip("_")
        name = "date" if kind in _DATES and "date" not in lines else "location" if name == "place" else name
        name = name if name[:1].isalpha() and name not in lines else f"column_{len(lines) + 1}"
        form = f', form = "{kind.form}"' if kind.form else ""
        said = json.dumps(heading, ensure_ascii=False)
        lines[name] = f'  {{ name = "{name}", heading = {said}, kind = "{kind.kind}"{form} }},  # {visible(example)[:40]}'
    head = ["[[layout]]", 'id = ""', 'publisher = ""', 'medium = "list"', 'title = ""']
    return "\n".join([*head, f"# Names that are counted: {', '.join(sorted(set(known.values())))}.", "columns = [", *lines.values(), "]"])
