"""What a letter is made of: blocks, the officer's choices, and the draft into which slots are filled."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

SLOT = re.compile(r"<<([a-z_]+)>>")
TO_FILL = re.compile(r"\[\[TO FILL: .*?\]\]")
_PARTS = re.compile(rf"({TO_FILL.pattern}|https?://[^\s<>\[\]\"'“”{{}}|\\^`]*[^\s<>\[\]\"'“”{{}}|\\^`.,;:)])")

Fragments = dict[str, Any]
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class Block:
    """A part of a letter. `kind` is heading, paragraph, quote, question, list or table; text may hold [[TO FILL: …]]."""

    kind: str
    text: str = ""
    level: int = 0
    number: int = 0
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Asked:
    """A numbered question: its text (empty: the standard wording) and what was chosen for it (empty: the standard choice).

    `held` is what the officer says of it: "held", or one of the decisions "not held" and "neither confirm nor deny". `withheld` names
    the part that is refused. A question can be limited to a place (the last part of its address), a borough, a use case or a day.
    """

    answers: tuple[str, ...]
    asked: str = ""
    is_paraphrase: bool = False
    years: tuple[int, ...] = ()
    decision: str = ""
    sections: tuple[str, ...] = ()
    held: str = ""
    withheld: str = ""
    place: str = ""
    borough: str = ""
    use_case: str = ""
    day: str = ""


@dataclass(frozen=True)
class Choices:
    """What the officer filled in: texts by slot (dates as YYYY-MM-DD), the questions in their order, the request as it was made."""

    values: dict[str, str]
    questions: tuple[Asked, ...]
    request: str = ""


@dataclass
class Draft:
    """A letter as it is put together from fragments (letter_text.py) and the values of its slots."""

    fragments: Fragments
    values: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    def fill(self, template: str, **more: str) -> str:
        """Every <<slot>> filled in, in one pass, so that what a person typed is never read as a slot."""

        def value(match: re.Match[str]) -> str:
            name = match[1]
            return more.get(name) or self.values.get(name) or f"[[TO FILL: {self.fragments['to_fill'][name]}]]"

        return SLOT.sub(value, template)

    def say(self, name: str, /, **more: str) -> str:
        return self.fill(self.fragments["wording"][name], **more)

    def heading(self, level: int, name: str, /, **more: str) -> None:
        self.blocks.append(Block("heading", self.say(name, **more), level=level))

    def paragraph(self, text: str) -> None:
        self.blocks += [Block("paragraph", text)] if text else []

    def paragraphs(self, name: str, /, **more: str) -> None:
        """A shared text; a blank line in it begins another paragraph."""
        for template in self.fragments["wording"][name].strip().split("\n\n"):
            self.paragraph(self.fill(template, **more))

    def listed(self, items: Iterable[str], name: str = "") -> None:
        """Each item once, below the shared text of that name; nothing where there is no item."""
        if found := tuple(dict.fromkeys(items)):
            if name:
                self.paragraphs(name)
            self.blocks.append(Block("list", items=found))

    def address(self, text: str) -> str:
        return self.fill("<<base_address>>").rstrip("/") + text if text.startswith("/") else text


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """The values of each key, keys and values in the order in which they come."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def texts_of(blocks: Sequence[Block]) -> list[str]:
    return [text for one in blocks for text in (one.text, *one.items, *one.head, *(cell for row in one.rows for cell in row))]


def unfilled(blocks: Sequence[Block]) -> list[str]:
    """Every part that is left to fill in, in the order of the letter."""
    return [mark for text in texts_of(blocks) for mark in TO_FILL.findall(text)]


def parts(text: str) -> list[tuple[str, str]]:
    """A text cut into ("text" | "to-fill" | "link", …), so that each format can mark what it must."""
    found = [one for one in _PARTS.split(text) if one]
    return [("to-fill" if TO_FILL.fullmatch(one) else "link" if _PARTS.fullmatch(one) else "text", one) for one in found]
