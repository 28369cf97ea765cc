"""The words of a printed place, and the key under which it is looked up in data/manual/places.csv."""

import re
from unicodedata import category, normalize

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
