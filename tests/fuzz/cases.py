"""What a mutator hands on: a file, and what may come of reading it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Cells = dict[str, str]


@dataclass(frozen=True)
class Mutated:
    """A mutated file. `cells` is what a truthful reader gives for it; None where nothing but a refusal is right.

    `layout` names the layout of a record, whose damage the checks may also show; it is empty for anything else.
    """

    path: Path
    cells: list[Cells] | None
    layout: str = ""


Mutate = Callable[[random.Random, Path], Mutated]


@dataclass(frozen=True)
class Kind:
    """One way to spoil one format. `share` of every hundred files are of this kind (more or less: shares need not add up)."""

    format: str
    name: str
    title: str
    mutate: Mutate
    share: float = 1.0

    @property
    def id(self) -> str:
        return f"{self.format}-{self.name}"


def draw(kind: str, seed: int | str) -> random.Random:
    """The dice of one file: the same kind and seed give the same file on every machine."""
    return random.Random(f"{kind}:{seed}")


def flip_bytes(raw: bytes, dice: random.Random, most: int = 4, start: int = 0) -> bytes:
    """Up to `most` bytes changed into others."""
    changed = bytearray(raw)
    for _ in range(dice.randint(1, most)):
        changed[dice.randrange(start, len(changed))] ^= dice.randint(1, 255)
    return bytes(changed)


def blank_out(raw: bytes, dice: random.Random) -> bytes:
    """A block lost in transfer: zeros, or noise, in its place."""
    start = dice.randrange(len(raw))
    length = min(dice.choice([16, 64, 512]), len(raw) - start)
    return raw[:start] + (bytes(length) if dice.random() < 0.5 else dice.randbytes(length)) + raw[start + length :]


def cut_short(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(1, len(raw))]


def splice(raw: bytes, dice: random.Random) -> bytes:
    """Some bytes left out, or sent twice."""
    start = dice.randrange(len(raw))
    length = dice.choice([1, 2, 7, 40, 300])
    return raw[:start] + (raw[start + length :] if dice.random() < 0.5 else raw[start : start + length] + raw[start:])
