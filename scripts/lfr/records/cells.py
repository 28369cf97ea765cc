"""What a printed cell may hold. A cell that is none of it refuses the document: nothing is guessed.

The values themselves are given types in SQL (warehouse/models/staging); here a cell is only recognised.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from lfr.records.layouts import Column

# What publishers print where a number was not recorded.
NOT_RECORDED = {"n/a", "na", "not recorded", "-", "–"}

_PATTERNS = {
    "date": re.compile(r"\d{2}/\d{2}/\d{2}(\d{2})?", re.A),
    "iso_date": re.compile(r"\d{4}-\d{2}-\d{2}", re.A),
    "duration": re.compile(
        r"\d{1,2}\s*(h|hr|hrs|hour|hours|:)\s*(\d{1,2}\s*(m|min|mins|minutes)?)?|\d{1,2}\s*(m|min|mins|minutes)", re.I | re.A
    ),
    "count": re.compile(r"\d{1,3}(,\d{3})+|\d+", re.A),
    "decimal": re.compile(r"0?\.\d{1,3}|0|1(\.0{1,3})?", re.A),
    "percent": re.compile(r"(\d{1,2}(\.\d{1,6})?|100(\.0{1,6})?)\s*%", re.A),
}

_SHOULD_BE = {
    "date": "a date as DD/MM/YY",
    "iso_date": "a date as YYYY-MM-DD",
    "duration": "a duration such as 5h 07m",
    "count": "a whole number",
    "decimal": "a number from 0 to 1",
    "percent": "a percentage such as 0.08%",
}

_MOST_DIGITS = 9  # of any count: SQL reads no longer one either (warehouse/models/macros.sql)

# Control characters, halves of characters, and what PDF software writes for a letter that the file does not name.
# Marks of direction are none of these: they are kept as printed, and made visible where they are shown.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd\ufffe\uffff]|\(cid:\d+\)")


def parse_date(text: str) -> date | None:
    """The date that a cell prints as DD/MM/YY, DD/MM/YYYY or YYYY-MM-DD, or None where there is no such day."""
    for form in ("%d/%m/%y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _name_of(unreadable: str) -> str:
    if len(unreadable) > 1 or unreadable == "\ufffd":
        return "a letter that the file does not name"
    return f"a control character (U+{ord(unreadable):04X})"


def fault_in(cell: str, column: Column, file_date: date | None) -> str | None:
    """What is wrong with a printed cell, as a clause that ends in what to do, or None.

    An empty cell is not a fault here: it is kept as printed and found by the checks.
    """
    unreadable = _UNREADABLE.search(cell)
    if unreadable:
        return f"holds {_name_of(unreadable[0])}, which no one can read"
    if column.kind == "text" or not cell or cell.lower() in NOT_RECORDED:
        return None
    if not _PATTERNS[column.kind].fullmatch(cell):
        negative = " (a negative number)" if re.fullmatch(r"[-−]\s*[\d,.]+%?", cell) else ""
        return f"is “{cell}”{negative}, which is not {_SHOULD_BE[column.kind]}"
    if column.kind in ("date", "iso_date"):
        day = parse_date(cell)
        if day is None:
            return f"is “{cell}”, a day that does not exist"
        if file_date and day > file_date:
            return f"is “{cell}”, later than the file itself ({file_date:%d/%m/%Y})"
    digits = cell.replace(",", "")
    if column.kind == "count" and column.most and (len(digits) > _MOST_DIGITS or int(digits) > column.most):
        return f"is “{cell}”, more than is believable there (at most {column.most:,})"
    if column.kind == "duration":
        minutes = re.search(r"(\d{1,2})\s*(m|min|mins|minutes)?$", cell, re.I)
        hours = re.match(r"(\d{1,2})\s*(h|:)", cell, re.I)
        if (hours and int(hours[1]) > 24) or (hours and minutes and int(minutes[1]) > 59):
            return f"is “{cell}”, which is no duration of a deployment"
    return None
