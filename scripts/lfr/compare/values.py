"""What a cell of a second source says, as a value that can be compared with ours.

A second source writes "no number" in ways of its own: a dash, N/A. Which of them it was is kept, because a dash where the
record prints 0 is another difference than a number that was left out. An empty cell says nothing at all and is not read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lfr.records.cells import parse_date

Value = int | float | str | date

OTHER_NAMES = {"duration": "duration_minutes", "arrests_disposals": "arrests"}  # of the columns below

_DASH, _NOT_RECORDED = "dash", "not recorded"
_WORDS = {"-": _DASH, "–": _DASH, "—": _DASH, "n/a": _NOT_RECORDED, "na": _NOT_RECORDED, "not recorded": _NOT_RECORDED}


@dataclass(frozen=True)
class Said:
    """One cell: its value, or the word for how it holds none. A cell that does not read keeps its text."""

    text: str
    value: Value | None = None
    nothing: str = ""


def say(column: str, text: str) -> Said:
    """Read one cell of a column."""
    text = text.strip()
    if text.lower() in _WORDS:
        return Said(text, nothing=_WORDS[text.lower()])
    return Said(text, READERS[column](text))


def _count(text: str) -> int | None:
    return int(text.replace(",", "")) if re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,9}", text, re.A) else None


def _decimal(text: str) -> float | None:
    return round(float(text), 3) if re.fullmatch(r"\d?\.\d+|\d", text, re.A) else None


def _minutes(text: str) -> int | None:
    """05:03:00, 5h03m, 5:40, 45m; a bare number is minutes."""
    clock = re.fullmatch(r"(\d{1,2}):(\d{2})(:\d{2})?", text, re.A)
    words = re.fullmatch(r"(\d{1,2})\s*h[a-z]*\s*((\d{1,2})\s*(m[a-z]*)?)?", text, re.I | re.A)
    alone = re.fullmatch(r"(\d{1,4})\s*(m[a-z]*)?", text, re.I | re.A)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    if words:
        return int(words[1]) * 60 + int(words[3] or 0)
    return int(alone[1]) if alone else None


# The columns that are compared, in the order of the outcome, and how a cell of each is read. The names are those of records/layouts.toml.
READERS: dict[str, Callable[[str], Value | None]] = {
    "date": parse_date,
    "year": _count,
    "location": str,
    "use_case": str,
    "duration_minutes": _minutes,
    "watchlist_size": _count,
    "threshold": _decimal,
    "faces_seen": _count,
    "alerts": _count,
    "true_alerts": _count,
    "true_alerts_confirmed": _count,
    "true_alerts_unconfirmed": _count,
    "false_alerts": _count,
    "false_alerts_confirmed": _count,
    "false_alerts_unconfirmed": _count,
    "arrests": _count,
    "other_disposals": _count,
    "no_action": _count,
}
