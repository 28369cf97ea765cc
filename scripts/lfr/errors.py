"""The errors that a user can cause and can fix.

Every message says where (file, page, row, column), what was found, and what to do.
`cli.main` prints the message without a traceback and exits with `exit_code`.
"""

import difflib
import re
from collections.abc import Iterable


class LfrError(Exception):
    """Something the user can fix. The message is one or a few plain sentences."""

    exit_code = 2


class UnreadableDocument(LfrError):
    """A file that is not a record we know, or one that cannot be read whole."""

    exit_code = 3


class BadData(LfrError):
    """A file under `data/` that breaks its own rules (unknown key, duplicate id, wrong checksum)."""

    exit_code = 4


class UndecidedFindings(LfrError):
    """Blocking findings without a decision: the build stops and the last good site stays."""

    exit_code = 5


class SiteError(LfrError):
    """The pages could not be built (an unknown figure, a broken link, a failing notebook cell)."""

    exit_code = 6


class UnexplainedChange(LfrError):
    """Figures that differ from the last release although nothing explains why: the last good site stays."""

    exit_code = 7


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for a near miss, else the list of what is known."""
    options = sorted(known)
    close = difflib.get_close_matches(word, options, n=1)
    if close:
        return f' Did you mean "{close[0]}"?'
    return f" Known: {', '.join(options)}."


# Invisible characters that change what is seen: Unicode bidirectional controls reverse the letters after them (“gnp.exe” reads
# “exe.png”), line and paragraph separators end a line in some programs, control characters may command a terminal. The tab and the
# line feed are not among them, nor are joiners, which words in several scripts need. Cells keep these characters, because they are
# printed so; pages, pictures and messages show them as ⟨U+202E⟩.
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    """The text with its invisible characters written out."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def unseen(text: str) -> str:
    """The first invisible character of a text, written as U+202E, or "" where there is none."""
    found = _UNSEEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
