"""What a value of a hand-kept file has to be besides its type: written into the dataclass of its entry, as `Annotated[str, slug]`.

A rule takes the name of a key and its value (of a list: each of its texts) and returns what is wrong and what to do, or "".
Beside the rules: the words of a printed place, and the key under which it is looked up in data/manual/places.csv; and dates, which are
a day, or known only to their month or year (2024-09-17, 2024-09, 2024). Many governing documents are dated only by month. Rounding to
the first of it would claim a day that nobody knows, so the text keeps its precision, and each question asks for the earliest or the
latest day.
"""

import calendar
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from unicodedata import category, normalize

from lfr.errors import did_you_mean

Rule = Callable[[str, str], str]

# seen: read in the source named; recalled: general knowledge, and the page says that it is to be verified.
CERTAINTIES = ("seen", "recalled")


def not_empty(name: str, text: str) -> str:
    return "" if text.strip() else f"{name} is empty. Fill it in; nothing is published without it."


def slug(name: str, text: str) -> str:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        return ""
    return f"{name} “{text}” must be lower-case letters, digits and single hyphens. Rename it."


def day(name: str, text: str) -> str:
    return "" if parse_day(text) else f"{name} “{text}” is not a date. Use YYYY-MM-DD."


def part_of_date(name: str, text: str) -> str:
    """A date as far as it is known; empty where it is not known at all."""
    if not text or parse_part_of_date(text):
        return ""
    return f"{name} “{text}” is not a date. Use YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known."


def one_of(*options: str) -> Rule:
    return lambda name, text: "" if text in options else f"unknown {name} “{text}”.{did_you_mean(text, options)}"


def matching(pattern: str, advice: str) -> Rule:
    return lambda name, text: "" if re.fullmatch(pattern, text) else f"{name} is “{text}”. {advice}"


# Of a document or a page elsewhere; a program might run what another scheme leads to.
web_address = matching(r"|not stated|not recorded|https?://[^\s<>\"]+", "Write the whole address, beginning with https:// or http://.")


def day_or_not_recorded(name: str, value: str | date) -> str:
    is_day = isinstance(value, date) or value == "not recorded"
    return "" if is_day else f'{name} is “{value}”. Write a date without quotes, or "not recorded".'


@dataclass(frozen=True)
class Known:
    """The id of something that stands elsewhere: in a TOML file under [[what]], in a column of a CSV, or as a file of a folder.

    `part` takes the id out of a text that says more.
    """

    what: str
    home: str
    part: Callable[[str], str] = str

    def rule(self, ids: Iterable[str]) -> Rule:
        known = {*ids}

        def fault(name: str, text: str) -> str:
            one = self.part(text)
            return "" if one in known else f"unknown {self.what} “{one}”.{did_you_mean(one, known)} It must stand in {self.home}."

        return fault


@dataclass(frozen=True)
class Unique:
    """No two entries have the same value; of lists, none of their texts alike. `by` makes alike what differs in writing alone."""

    advice: str = "Keep one of them, or correct it."
    by: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Holds:
    """How many values a list must hold."""

    least: int
    most: int = 0

    def fault(self, name: str, found: int) -> str:
        wanted = f"{self.least} to {self.most}" if self.most else f"at least {self.least}"
        return "" if self.least <= found <= (self.most or found) else f"{name} holds {found}; give {wanted}."


@dataclass(frozen=True)
class NotBefore:
    """A year or date, as far as it is known, that does not lie before that of another key."""

    start: str

    def is_broken(self, start: object, end: object) -> bool:
        first, last = parse_part_of_date(str(start)), str(end)
        return bool(first and parse_part_of_date(last) and last_day(last) < first)


@dataclass(frozen=True)
class Key:
    """The name of a key in the file, where the field of the dataclass has another."""

    name: str


@dataclass(frozen=True)
class Texts:
    """The keys that a table of texts has; each of them is a `Rule`'s text too."""

    keys: Collection[str]


Text = Annotated[str, not_empty]
Id = Annotated[str, slug, Unique()]
Day = Annotated[str, day]

# Written in two ways, and read as one: ligatures and letters with a stroke; apostrophes and what cannot be seen say nothing.
_ALIKE = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_SILENT = dict.fromkeys("’‘'`´ʼ′\u034f\u115f\u1160\u3164\uffa0", "")
_FOLDED = str.maketrans(_ALIKE | _SILENT)


def place_words(printed: str) -> tuple[str, ...]:
    """The words of a printed place, lower case, without apostrophes and accents: “B’way, Café” is ("bway", "cafe").

    Accents stay where a letter is not Latin: there they may be the difference between two words.
    """
    seen = "".join(one for one in normalize("NFC", printed).lower().translate(_FOLDED) if category(one) != "Cf")
    plain = "".join(one for one in normalize("NFD", seen) if category(one)[0] != "M")
    return tuple(re.findall(r"[^\W_]+", plain if all(one <= "z" for one in plain if one.isalpha()) else seen))


def place_key(printed: str) -> str:
    """The key under which a printed place is looked up; a name without letter or digit is its own key.

    A test holds it equal to the SQL macro of that name.
    """
    return " ".join(place_words(printed)) or printed


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
