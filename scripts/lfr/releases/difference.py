"""One difference between the files of a release and those of today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lfr.releases.explanations import Entry
from lfr.releases.inputs import Inputs

Line = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was. `kind` is one of changes.KINDS, or what no entry explains (cell, id); `why` is a sentence."""

    kind: str
    ref: str
    why: str
    undo: Callable[[Inputs], Inputs]
    is_explained: bool = True
    publisher: str = ""


def with_reason(said: str, entry: Entry | None) -> str:
    """What differs, led by the reason that a maintainer gave for it."""
    return f"{entry.reason.rstrip('.')} ({said})" if entry else said
