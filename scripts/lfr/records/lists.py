"""Read a list, CSV or workbook: a line of headings that an entry of layouts.toml describes, and under it one line per deployment."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from lfr.errors import UnreadableDocument, did_you_mean, visible
from lfr.records.layouts import Column, Layout, fault_in, layouts, list_layouts, log_layout
from lfr.records.list_tables import HEADINGS_WITHIN, Line, Table, Unseen, tables_of_csv, tables_of_workbook, text_of
from lfr.records.record import Record, Row, sha256_of

_ALIKE = 0.5  # share of a layout's headings that a line has which is meant to be the layout's
_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.](\d{4}|\d{2}))(?!\d)")
_TOTAL = re.compile(r"(grand |sub-?)?totals?\b.*|sum", re.I)

# The kinds of cells that a draft tries, in this order.
_FORMS = ("", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y", "%m/%d/%Y")
_DATES = [Column("date", "iso_date"), *(Column("date", "date", form=form) for form in _FORMS)]
_KINDS = [*_DATES, *(Column("", kind) for kind in ("count", "duration", "percent", "decimal", "number"))]


def read_list(path: Path, is_workbook: bool) -> Record:
    """Read a list whole. `page` is 1, or the sheet's number; `row` counts the deployments of a CSV, and is the sheet's own in a workbook.

    In a second opinion a cell `date_cell` says "date" or "text". Raises UnreadableDocument, naming line or row, and column.
    """
    known = list_layouts()
    tables = tables_of_workbook(path) if is_workbook else tables_of_csv(path, {one.encoding for one in known if one.encoding})
    near = [
        (_share(table, line, layout), table, at, layout)
        for table in tables
        for at, line in enumerate(table.lines[:HEADINGS_WITHIN])
        for layout in known
    ]
    exact = [one for one in near if one[0] == 1]
    if len(exact) > 1:
        both = " and ".join(table.lines[at].where for _, table, at, _ in exact[:2])
        raise UnreadableDocument(f"{both}: two lines with the headings of a list. Ask for a copy that holds one list, in one layout.")
    share, table, at, layout = max(near, key=lambda one: one[0], default=(0, Table(path.name), 0, log_layout()))
    if share >= _ALIKE and not exact:
        raise UnreadableDocument(f"{table.lines[at].where}: {_difference(table.lines[at], layout)}")
    if not exact:
        draft = next(filter(None, map(_draft_of, tables)), "")
        raise UnreadableDocument(
            f"{path.name}: a list with headings that no layout has. A draft of its entry:\n\n{draft}\n\nComplete it, check what each column"
            " means, add it to scripts/lfr/records/layouts.toml (its head explains the keys), and run the command again."
            if draft
            else f"{path.name}: not a record that is known here (neither PDF nor list: no line has headings that are known, or dates under"
            " it). Check that it is the right file."
        )
    # A list holds no date of its own: that of the file is the last day a deployment in it can have taken place.
    record = Record(path, sha256_of(path), table.pages, date.fromtimestamp(path.stat().st_mtime) if layout.is_source else None)
    _read_lines(record, table, at, layout)
    if not record.rows:
        raise UnreadableDocument(f"{table.where}: headings but no deployment. Ask for the complete list.")
    return record


def _headings(layout: Layout) -> dict[str, Column]:
    return {column.own_heading.lower(): column for column in layout.columns}


def _share(table: Table, line: Line, layout: Layout) -> float:
    """The share of a layout's headings that a line has; 1 only where it has each once, and, for a source, nothing else."""
    printed, wanted = [text.lower() for value in line.values if (text := text_of(value))], _headings(layout)
    found = [text for text in printed if text in wanted]
    is_whole = sorted(found) == sorted(wanted) and (len(found) == len(printed) or not layout.is_source)
    return 1 if is_whole and table.encoding in ("", layout.encoding) else min(len(set(found)) / len(wanted), 0.99)


def _difference(line: Line, layout: Layout) -> str:
    printed, wanted = [text for value in line.values if (text := text_of(value))], _headings(layout)
    advice = f"Describe the changed list in records/layouts.toml, where {layout.id} is nearest."
    if layout == log_layout():
        advice = "Use the header of data/template-log.csv."
    for name in printed if layout.is_source else ():
        if name.lower() not in wanted:
            return f"unknown column “{name}”.{did_you_mean(name, [one.own_heading for one in wanted.values()])} {advice}"
    for name, column in wanted.items():
        if (count := [one.lower() for one in printed].count(name)) != 1:
            return f"the column “{column.own_heading}” {'stands twice' if count else 'is missing'}. {advice}"
    return f"not UTF-8, and the entry of {layout.id} names no encoding. Export the list as CSV, UTF-8, or name it there."


def _read_lines(record: Record, table: Table, at: int, layout: Layout) -> None:
    head, headings = [text_of(value).lower() for value in table.lines[at].values], _headings(layout)
    columns = {number: headings[text] for number, text in enumerate(head) if text in headings}
    days = next(number for number, column in columns.items() if column.name == "date")
    kinds = set()
    for line in table.lines[at + 1 :]:
        if len(line.values) != len(head):
            raise line.fault(
                f"{len(line.values)} cells where the line of headings has {len(head)}. A comma in a place needs quotes around it."
            )
        cells = {column.name: text_of(line.values[number], column) for number, column in columns.items()}
        if not cells["date"] and (_TOTAL.fullmatch(cells["location"] or "total") or sum(map(bool, cells.values())) == 1):
            record.left_out.append(f"Left out, under the list: {line.where}, “{' '.join(filter(None, cells.values()))}”")
            continue
        if record.left_out:
            raise UnreadableDocument(
                f"{record.left_out[0].split(': ', 1)[1]}: has no date, but deployments stand below it. If its cells are merged with those"
                " of another line, or it is a total, ask for a copy in which each line is one deployment."
            )
        for number, value in enumerate(line.values):
            if number in columns and (fault := _fault(value, cells[columns[number].name], columns[number], record, layout)):
                raise line.fault(fault, f", column “{columns[number].own_heading}”")
            if layout.is_source and not head[number] and text_of(value):
                raise line.fault(f"“{text_of(value)}” stands under no heading. Ask for a copy in which each column has one.")
        kinds |= {kind := "date" if isinstance(line.values[days], date) else "text"} if cells["date"] else set()
        if layout.is_source and len(kinds) > 1:
            raise line.fault(f"the date is {kind} here and not above, as where a program guessed day and month. Ask for dates of one kind.")
        texts = {name: cells[name] for name in layout.names} | ({} if layout.is_source else {"date_cell": kind})
        record.rows.append(Row(table.page, line.number or len(record.rows) + 1, layout.id, texts))


def _fault(value: Any, text: str, column: Column, record: Record, layout: Layout) -> str:
    """What is wrong with a cell, and what to do; "" where nothing is."""
    if isinstance(value, Unseen):
        return value
    if fault := fault_in(text, column, record.file_date, layout.not_recorded):
        return f"the cell {fault}. Correct it and export the list again, or ask for another copy."
    is_place = column.name == "location"
    holds_day = column.kind == "text" and _DAY.search(text) and (is_place or re.search(r"[\r\n]", str(value)))
    if layout.is_source and (holds_day or (is_place and ";" in text.strip(";"))):
        return f"“{text}” are several sites or deployments, among which the numbers cannot be parted. Ask for a list with a line for each."
    return ""


# -- the draft of an entry for a list that nobody has described ---------------------------------------------------------------


def _draft_of(table: Table) -> str:
    """The entry, or "" where no line with a date stands under a line that could be headings."""
    for at, line in enumerate(table.lines[:HEADINGS_WITHIN]):
        below = [one.values for one in table.lines[at + 1 :]]
        columns = [(text_of(head), [row[n] for row in below if n < len(row)]) for n, head in enumerate(line.values) if text_of(head)]
        is_date = {_kind([head]) in _DATES for head, _ in columns}  # a line with a date is no line of headings
        if len(columns) >= 3 and True not in is_date and any(_kind(values[:1]) in _DATES for _, values in columns):
            return _entry(columns)
    return ""


def _kind(values: list[Any]) -> Column:
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
