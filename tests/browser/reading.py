"""How hard the pages of the built site are to read, the hardest first: the reading age by the Automated Readability Index.

The formula counts words per sentence and letters per word. It knows nothing of sense and dislikes long names, so it ranks pages for
a look and is no test. Only whole sentences count, those that end with a full stop or the like: not titles, lists of links, tables, code
or forms.

    python -m browser.reading PUBLIC
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from lfr.errors import LfrError

_BLOCKS = ["p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "blockquote", "summary", "figcaption"]
_LEFT_OUT = ["table", "pre", "code", "svg", "script", "style", "form", "nav", "template", "math", "small"]
_LEAST = 3  # words of a sentence
_END = "¶"  # of a block
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def report(public: Path, most: int) -> str:
    """A line for each of the `most` pages that are hardest to read, and the median of all."""
    pages = sorted(readings(public), key=lambda one: (-one.age, one.address))
    if not pages:
        raise LfrError(f"{public}: there is no site yet. Run `make site` (or `lfr build`) first.")
    median = pages[len(pages) // 2].age
    lines = [f"{len(pages)} pages; half of them have a reading age of {median:.0f} or less", " age  words  per sentence  page"]
    for one in pages[:most]:
        longest = max(one.sentences, key=lambda sentence: len(_words(sentence)))
        lines.append(f"{one.age:4.1f} {one.words:6,} {one.words / len(one.sentences):13.1f}  {one.address}")
        lines.append(f"{'':27}{longest[:110]}{' …' if len(longest) > 110 else ''}")
    return "\n".join(lines)


class Reading(NamedTuple):
    """The reading age of a page in years, and what was read."""

    address: str
    age: float
    words: int
    sentences: list[str]


def readings(public: Path) -> Iterator[Reading]:
    """Each page with running text. A block of text ends a sentence."""
    for path in sorted(public.rglob("index.html")):
        page = BeautifulSoup(path.read_bytes(), "lxml")
        for one in page.find_all(_LEFT_OUT):
            one.decompose()
        for one in page.find_all(_BLOCKS):
            one.insert_before(_END)
            one.append(_END)
        blocks = page.main.get_text().split(_END) if page.main else []
        said = [one for block in blocks for one in re.split(r"(?<=[.!?])\s+", " ".join(block.split()))]
        sentences = [one for one in said if re.search(r"[.!?][”’)\]]*$", one) and len(_words(one)) >= _LEAST]
        words = [word for sentence in sentences for word in _words(sentence)]
        if words:
            age = 5 + 0.5 * len(words) / len(sentences) + 4.71 * len("".join(words)) / len(words) - 21.43
            yield Reading(f"/{path.parent.relative_to(public).as_posix()}/".replace("/./", "/"), age, len(words), sentences)


def _words(text: str) -> list[str]:
    # An address is no word.
    return [word for part in text.split() if "/" not in part for word in _WORD.findall(part)]


if __name__ == "__main__":
    print(report(Path(sys.argv[1]), 20))
