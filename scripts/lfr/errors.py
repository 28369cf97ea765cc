"""The one family of errors that a user can cause and can mend.

Every message says where (file, page, row, column), what was found, and what to do.
`cli.main` prints the message without a traceback and exits with `exit_code`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class LfrError(Exception):
    """Something the user can put right. The message is one or a few plain sentences."""

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
