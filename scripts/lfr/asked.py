"""What a piece of the site asks of the figures, written down with a digest of each answer.

While all answers are the same, the piece need not be made again. This is a verifying trace (Mokhov, Mitchell and Peyton Jones, “Build
systems à la carte”, 2018): nobody lists what a chart, a page or a notebook depends on; it is seen while the piece is made, so that it
cannot be forgotten. What a piece reads otherwise is seen too, and such a piece is made anew.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from lfr.kept import Kept
from lfr.project import Project

if TYPE_CHECKING:
    from lfr.warehouse.figures import Figures

# Question to digest of its answer, in the order in which they were asked.
Trace = dict[str, str]
# In the trace of a notebook: it looked at files of the project, and may have read any of them.
FILES = "files"
_LENGTH = 8  # bytes before the trace of a kept piece that say how long it is


class Pieces:
    """The digest of the answer to each question to one warehouse, each worked out once; and the pieces kept by them."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._digests: Trace = {}
        self.made = 0  # pieces that had to be made

    def piece(self, kept: Kept, key: Iterable[str | bytes], make: Callable[[Figures], bytes]) -> bytes:
        """The piece that `make` makes of the figures, made now when an answer that it rests on has changed.

        `key` is everything else that it depends on (code, templates, its own text). A piece that looked at the files of the project
        is made at every build.
        """
        name = kept.name(key)
        found = kept.read(name)
        if found is not None:
            trace, made = unpacked(found)
            if self.still(trace):
                return made
        asking = Asking(self._figures, self._digests)
        made = make(cast("Figures", asking))
        self.made += 1
        if asking.has_seen_files:
            return made
        kept.write(name, packed(asking.trace, made))
        return made

    def still(self, trace: Trace) -> bool:
        """Whether every question still has the answer that it had."""
        return all(self._digest(question) == digest for question, digest in trace.items())

    def _digest(self, question: str) -> str:
        if question not in self._digests:
            name, values, named = json.loads(question)
            asking = Asking(self._figures, self._digests)
            try:
                # A value is a question without arguments, asked by looking at it.
                value = getattr(asking, name)
                if values is not None:
                    value(*values, **named)
            except Exception:  # whatever it is, it is the answer (Asking has noted it), or the question can no longer be asked
                self._digests.setdefault(question, "cannot be asked")
        return self._digests[question]


class Asking:
    """Figures that write down what they are asked. `has_seen_files` says that somebody looked beside them, at the project's files."""

    def __init__(self, figures: Figures, digests: Trace | None = None, tell: Callable[[str, str], None] | None = None) -> None:
        self._figures = figures
        self._digests = {} if digests is None else digests
        self._tell = tell
        self.trace: Trace = {}
        self.has_seen_files = False

    @property
    def project(self) -> Project:
        self._see_files()
        return self._figures.project

    def relation(self, table: str) -> Any:
        """A relation can be joined with any table and file: what it was asked is not seen."""
        self._see_files()
        return self._figures.relation(table)

    def close(self) -> None:
        """No question: asked again, it would close the figures of a build."""
        self._figures.close()

    def _see_files(self) -> None:
        self.has_seen_files = True
        if self._tell:
            self._tell(FILES, "")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"Figures: {name} is not for pages and notebooks.")
        value = getattr(self._figures, name)
        if not callable(value):
            self._note(json.dumps([name, None, None]), value)
            return value

        def ask(*values: object, **named: object) -> Any:
            # What is asked is what is written down: an index or a number of pandas becomes a list or a number.
            plain, named = [_plain(one) for one in values], {key: _plain(one) for key, one in named.items()}
            question = json.dumps([name, plain, named])
            try:
                answer = value(*plain, **named)
            except Exception as error:
                self._note(question, error)
                raise
            self._note(question, answer)
            return answer

        return ask

    def _note(self, question: str, answer: object) -> None:
        if question in self.trace:
            return
        if question not in self._digests:
            self._digests[question] = digest_of(answer)
        self.trace[question] = self._digests[question]
        if self._tell:
            self._tell(question, self.trace[question])


def digest_of(answer: object) -> str:
    """One digest of everything in an answer of the figures: a data frame, or a value whose `repr` says all of it."""
    if not isinstance(answer, pd.DataFrame):
        return hashlib.sha256(f"{type(answer).__name__} {answer!r}".encode()).hexdigest()
    digest = _Digest()
    pickler = pickle.Pickler(cast("Any", digest), protocol=5)
    # Without notes on which cells are one object in memory, and without what stands in memory where a cell has no value: equal
    # frames have equal digests in any process.
    pickler.fast = True
    pickler.dump([(str(name), str(kind)) for name, kind in zip(answer.columns, answer.dtypes, strict=True)])
    for values in (answer.index, *(answer.iloc[:, position] for position in range(answer.shape[1]))):
        is_plain = isinstance(values.dtype, np.dtype) and values.dtype.kind in "biufmM"
        pickler.dump(values.to_numpy().tobytes() if is_plain else values.tolist())
    pickler.dump((answer.index.names, str(answer.index.dtype)))
    return digest.of_all.hexdigest()


class _Digest:
    """A file that is only digested."""

    def __init__(self) -> None:
        self.of_all = hashlib.sha256()

    def write(self, piece: Any) -> None:
        self.of_all.update(piece)


def _plain(value: Any) -> Any:
    """An argument as JSON knows it."""
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    if hasattr(value, "tolist"):  # numbers of numpy, and what pandas makes of several
        return value.tolist()
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value]


def packed(trace: Trace, made: bytes) -> bytes:
    """A piece with its trace, as it is kept."""
    head = json.dumps(trace).encode()
    return len(head).to_bytes(_LENGTH, "big") + head + made


def unpacked(kept: bytes) -> tuple[Trace, bytes]:
    """The same, parted."""
    end = _LENGTH + int.from_bytes(kept[:_LENGTH], "big")
    return json.loads(kept[_LENGTH:end]), kept[end:]
