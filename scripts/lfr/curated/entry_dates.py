"""Dates known to the day, the month or the year, as text: 2024-09-17, 2024-09, 2024.

Many governing documents are dated only by month. Rounding to the first of it would claim a day that
nobody knows, so the text keeps the precision and each question asks for the earliest or the latest day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from lfr.curated.entries import Entry
from lfr.errors import BadData

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def need_dates(entry: Entry, *names: str) -> None:
    """Raise BadData for a date that is neither empty nor YYYY, YYYY-MM or YYYY-MM-DD of the calendar."""
    for name in names:
        value = entry.values[name]
        if not value:
            continue
        try:
            first_day(value)
        except ValueError:
            raise BadData(
                f"{entry.where(name)}: {name} is “{value}”, which is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known."
            ) from None


def first_day(text: str) -> date:
    """The earliest day that the text can mean. Raises ValueError for anything but a date."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The latest day that the text can mean. Raises ValueError for anything but a date."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def say_date(text: str) -> str:
    """The date in words, as precise as it is known: 17 September 2024, September 2024, 2024, not known."""
    if not text:
        return "not known"
    year, month, day = _parts(text)
    return " ".join(filter(None, (str(day or ""), calendar.month_name[month or 0], str(year))))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month == 0 or day == 0:
        raise ValueError(text)
    return year, month, day
