"""The words of a printed place, and the key under which it is looked up in data/manual/places.csv."""

import re
from unicodedata import normalize


def place_words(printed: str) -> tuple[str, ...]:
    """The words of a printed place, lower case, without apostrophes: “B’way, Stratford” is ("bway", "stratford")."""
    return tuple(re.findall(r"[^\W_]+", normalize("NFC", printed).replace("’", "").replace("'", "").lower()))


def place_key(printed: str) -> str:
    """The key under which a printed place is looked up; a name without letter or digit is its own key.

    A test holds it equal to the SQL macro of that name.
    """
    return " ".join(place_words(printed)) or printed
