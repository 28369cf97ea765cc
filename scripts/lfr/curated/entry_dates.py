"""Dates of hand-kept files: a day, or a date known only to its month or year (2024-09-17, 2024-09, 2024).

Many governing documents are dated only by month. Rounding to the first of it would claim a day that nobody knows, so the
text keeps its precision, and each question asks for the earliest or the latest day.
"""

import calendar
import re
from datetime import date


def parse_day(text: str) -> date | None:
    """The day of a text YYYY-MM-DD; None for anything else."""
    return parse_part_of_date(text) if len(text) == 10 else None


def parse_part_of_date(text: str) -> date | None:
    """The earliest day that YYYY, YYYY-MM or YYYY-MM-DD can mean; None for anything else."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text, re.A):
        return None
    try:
        return date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return None


def first_day(text: str) -> date:
    """The earliest day that a date can mean."""
    day = parse_part_of_date(text)
    assert day, f"{text} was not checked when it was read"
    return day


def last_day(text: str) -> date:
    """The latest day that a date can mean."""
    first = first_day(text)
    month = 12 if len(text) == 4 else first.month
    return first if len(text) == 10 else date(first.year, month, calendar.monthrange(first.year, month)[1])


def say_date(text: str) -> str:
    """The date in words, as precise as it is known: 17 September 2024, September 2024, 2024, not known."""
    if not text:
        return "not known"
    day, month = first_day(text), calendar.month_name[first_day(text).month]
    return {4: text, 7: f"{month} {day.year}", 10: f"{day.day} {month} {day.year}"}[len(text)]
