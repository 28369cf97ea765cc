"""What a cell of a second source says, as a value that can be compared with ours.

A second source writes "no number" in ways of its own: nothing, a dash, N/A. Which of them it was is kept, because
a dash where the record prints 0 is another difference than a number that was left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

Value = int | float | str | date

# How the columns of a second source may be called, and as what they are read. The names are those of records/layouts.toml.
KINDS = {
    "date": "date",
    "year": "count",
    "location": "place",
    "use_case": "text",
    "duration_minutes": "minutes",
    "watchlist_size": "count",
    "threshold": "decimal",
    "faces_seen": "count",
    "alerts": "count",
    "true_alerts": "count",
    "true_alerts_confirmed": "count",
    "true_alerts_unconfirmed": "count",
    "false_alerts": "count",
    "false_alerts_confirmed": "count",
    "false_alerts_unconfirmed": "count",
    "arrests": "count",
    "other_disposals": "count",
    "no_action": "count",
}
OTHER_NAMES = {"duration": "duration_minutes", "arrests_disposals": "arrests"}

_BLANK, _DASH, _NOT_RECORDED = "blank", "dash", "not recorded"
_WORDS = {"": _BLANK, "-": _DASH, "–": _DASH, "—": _DASH, "n/a": _NOT_RECORDED, "na": _NOT_RECORDED, "not recorded": _NOT_RECORDED}
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y")


@dataclass(frozen=True)
class Said:
    """One cell: its value, or the word for how it holds none. A cell that does not read keeps its text."""

    text: str
    value: Value | None = None
    nothing: str = ""

    @property
    def reads(self) -> bool:
        return self.value is not None or bool(self.nothing)


def say(text: str, kind: str) -> Said:
    """Read one cell as a `kind`: date, count, decimal, minutes, place or text."""
    text = text.strip()
    if text.lower() in _WORDS:
        return Said(text, nothing=_WORDS[text.lower()])
    return Said(text, _READERS[kind](text))


def _date(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


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


def _text(text: str) -> str:
    return text


_READERS = {"date": _date, "count": _count, "decimal": _decimal, "minutes": _minutes, "place": _text, "text": _text}
