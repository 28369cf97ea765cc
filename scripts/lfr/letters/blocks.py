"""What a letter is made of: blocks, the officer's choices, slots that get filled, and the letter as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lfr.letters.letter_text import Fragments
from lfr.letters.phrases import SLOT

TO_FILL = re.compile(r"\[\[TO FILL: .*?\]\]")
DATES = ("date", "received", "checked")


@dataclass(frozen=True)
class Block:
    """One piece of a letter. `kind` is heading, paragraph, question, list or table; text may hold [[TO FILL: …]]."""

    kind: str
    text: str = ""
    level: int = 0
    number: int = 0
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Asked:
    """One numbered question: its text (empty: the standard wording) and what was chosen for it (empty: the standard choice)."""

    answers: tuple[str, ...]
    asked: str = ""
    is_paraphrase: bool = False
    years: tuple[int, ...] = ()
    decision: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What the officer filled in: texts by slot (dates as YYYY-MM-DD) and the questions in their order."""

    values: dict[str, str]
    questions: tuple[Asked, ...]


@dataclass
class Letter:
    fragments: Fragments
    values: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    def fill(self, template: str, **more: str) -> str:
        """Every <<slot>> filled in, in one pass, so that what a person typed is never read as a slot."""

        def one(match: re.Match[str]) -> str:
            value = more.get(match[1]) or self.values.get(match[1], "")
            return value or f"[[TO FILL: {self.fragments['to_fill'][match[1]]}]]"

        return SLOT.sub(one, template)

    def say(self, name: str, **more: str) -> str:
        return self.fill(self.fragments["wording"][name], **more)

    def heading(self, level: int, name: str, **more: str) -> None:
        self.blocks.append(Block("heading", self.say(name, **more), level=level))

    def paragraph(self, text: str) -> None:
        self.blocks.append(Block("paragraph", text))

    def listed(self, items: Sequence[str]) -> None:
        if items:
            self.blocks.append(Block("list", items=tuple(items)))

    def address(self, text: str) -> str:
        return self.say_base() + text if text.startswith("/") else text

    def say_base(self) -> str:
        return self.fill("<<base_address>>").rstrip("/")


def say_list(items: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def say_numbers(noun: str, *numbers: int) -> str:
    return f"{noun}{'s' if len(numbers) > 1 else ''} {say_list([str(one) for one in numbers])}"


def say_sections(cited: Sequence[str]) -> str:
    return f"section{'s' if len(cited) > 1 else ''} {say_list(cited)}"


def plain_text(blocks: Sequence[Block]) -> str:
    """The letter as text to copy. A table becomes one line a row, each figure with the name of its column."""
    says: dict[str, Callable[[Block], str]] = {
        "heading": lambda one: f"{one.text}\n{('=' if one.level == 1 else '-') * len(one.text)}" if one.level < 3 else one.text,
        "paragraph": lambda one: one.text,
        "question": lambda one: f"{one.number}. {one.text}",
        "list": lambda one: "\n".join(f"- {item}" for item in one.items),
        "table": lambda one: "\n".join([one.text, *(f"- {row[0]}: {_cells(one.head, row)}" for row in one.rows)]),
    }
    return "\n\n".join(says[one.kind](one) for one in blocks) + "\n"


def _cells(head: Sequence[str], row: Sequence[str]) -> str:
    return "; ".join(f"{name}: {cell}" for name, cell in zip(head[1:], row[1:], strict=True))


def unfilled(blocks: Sequence[Block]) -> list[str]:
    """Every part that is left to fill in, in the order of the letter."""
    return TO_FILL.findall(plain_text(blocks))


def section_of(cited: str) -> str:
    """The section of a citation: 31(1)(a) is in section 31."""
    return cited.split("(")[0]
