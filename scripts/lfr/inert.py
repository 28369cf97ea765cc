"""Characters that nobody sees and that change what is seen: made visible wherever a text is shown.

A mark of direction turns the letters after it around (“gnp.exe” reads “exe.png”); a control character may command a terminal.
Cells keep them, because they are printed so; pages, pictures and messages show them as ⟨U+202E⟩.
"""

from __future__ import annotations

import re

# Marks of direction (Unicode bidirectional controls), marks that end a line for some programs, and control characters but for
# the tab and the line feed. Joiners are none of these: words in several scripts need them.
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    """The text with what cannot be seen written out."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def unseen(text: str) -> str:
    """The first such character as U+202E, or "" where there is none."""
    found = _UNSEEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
