"""What a piece of the site asks of the figures, written down with a digest of each answer.

While all answers are the same, the piece need not be made again. This is a verifying trace (Mokhov, Mitchell and Peyton Jones, “Build
systems à la carte”, 2018): nobody lists what a chart, a page or a notebook depends on; it is seen while the piece is made, so that it
cannot be forgotten. What a piece reads otherwise is seen too, and such a piece is made anew.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from lfr.errors import LfrError
from lfr.kept import Kept
from lfr.paths import Project

if TYPE_CHECKING:
    from lfr.figures import Figures

# Question to digest of its answer, in the order in which they were asked.
Trace = dict[str, str]
# In the trace of a notebook: it looked at files of the project, and may have read any of them.
FILES = "files"
_NOTES = "LFR_ASKED"  # the file into which the process of a notebook writes its trace
_LENGTH = 8  # bytes before the trace of a kept piece that say how long it is


class Pieces:
    """The digest of the answer to each question to one warehouse, each worked out once; and the pieces kept by them."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._digests: Trace = {}

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
            except (LfrError, AttributeError, TypeError):
                # The error is the answer (Asking has noted it), or the question can no longer be asked.
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
            question = json.dumps([name, values, named], default=_number)
            try:
                answer = value(*values, **named)
            except LfrError as error:
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
    """One digest of everything in an answer of the figures: a data frame, or a value whose `repr` says all of it.

    Equal digests mean equal answers. Equal answers may have digests that differ (pickle notes which cells are one object in memory):
    then a piece is made once more than it need be.
    """
    if isinstance(answer, pd.DataFrame):
        return hashlib.sha256(pickle.dumps(answer, protocol=5)).hexdigest()
    return hashlib.sha256(f"{type(answer).__name__} {answer!r}".encode()).hexdigest()


def _number(value: Any) -> Any:
    """A number of numpy, which some frames hand out, as the same number of Python."""
    return value.item()


def packed(trace: Trace, made: bytes) -> bytes:
    """A piece with its trace, as it is kept."""
    head = json.dumps(trace).encode()
    return len(head).to_bytes(_LENGTH, "big") + head + made


def unpacked(kept: bytes) -> tuple[Trace, bytes]:
    """The same, parted."""
    end = _LENGTH + int.from_bytes(kept[:_LENGTH], "big")
    return json.loads(kept[_LENGTH:end]), kept[end:]


# -- in the process of a notebook -------------------------------------------------------------------------------------------


def noting(environment: dict[str, str], notes: Path) -> dict[str, str]:
    """The environment of a process that is to write into `notes` what it asks."""
    return {**environment, _NOTES: str(notes)}


def noted(figures: Figures, is_of_this_project: bool) -> Figures:
    """Figures that write down what they are asked, where a build runs a notebook and wants to know; else as they are."""
    if _NOTES not in os.environ:
        return figures
    if not is_of_this_project:
        _tell(FILES, "")
    return cast("Figures", Asking(figures, tell=_tell))


def read_notes(notes: Path) -> Trace:
    """What a process wrote down."""
    if not notes.is_file():
        return {}
    return dict(json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines())


def tell_of_files(root: Path, without: Sequence[Path]) -> None:
    """From now on write it down when this process opens a file of the project at `root`, those below `without` aside.

    Python tells of every file that Python code opens (PEP 578), whichever library asks. Libraries that open files themselves
    are not seen: a notebook that brings its own is named by `brings_libraries`.
    """
    if _NOTES not in os.environ:
        return
    inside, outside = str(root.resolve()) + os.sep, tuple(str(one.resolve()) + os.sep for one in without)
    seen: list[bool] = []

    def watch(event: str, values: tuple[Any, ...]) -> None:
        if seen or event not in _OPENING:
            return
        if isinstance(values[0], str | bytes | os.PathLike) and event in _ONE_FILE:
            path = os.path.join(os.path.realpath(os.fsdecode(values[0])), "")
            # The folder itself is looked through at every import.
            if not path.startswith(inside) or path == inside or path.startswith(outside) or path.rstrip(os.sep) == os.environ[_NOTES]:
                return
        elif event in _ONE_FILE:
            return
        seen.append(True)
        _tell(FILES, "")

    sys.addaudithook(watch)


def brings_libraries(code: str) -> bool:
    """Whether Python code imports anything but the standard library, this package and those that see nothing of the disk by themselves."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return True
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] not in _KNOWN | sys.stdlib_module_names for name in names)


_KNOWN = {"altair", "lfr", "numpy", "pandas"}
_ONE_FILE = {"open", "os.listdir", "os.scandir"}
_OPENING = _ONE_FILE | {"os.system", "os.posix_spawn", "subprocess.Popen"}


def _tell(question: str, digest: str) -> None:
    with open(os.environ[_NOTES], "a", encoding="utf-8") as notes:
        notes.write(json.dumps([question, digest]) + "\n")
