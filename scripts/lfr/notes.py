"""In the process of a notebook: what it asks the figures is written into a file, for the build that runs it (lfr.asked).

So is that it opened a file of the project: it may then have read anything, and is run again whenever a file has changed.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lfr.asked import FILES, Asking, Trace

if TYPE_CHECKING:
    from lfr.warehouse.figures import Figures

_NOTES = "LFR_ASKED"  # names the file to write into
_ONE_FILE = {"open", "os.listdir", "os.scandir", "sqlite3.connect"}
_OPENING = _ONE_FILE | {
    "ctypes.dlopen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "pty.spawn", "subprocess.Popen",
}  # fmt: skip
# What a notebook may import without being taken for one that reads files: libraries that open none unseen, and of this package
# what is made for notebooks.
_KNOWN = {"altair", "numpy", "pandas"}
_OF_OURS = ("lfr.warehouse.figures.open_figures", "lfr.charts.notebook.", "lfr.charts.all_charts.", "lfr.wording.words.", "lfr.errors.")


def noting(environment: Mapping[str, str], notes: Path) -> dict[str, str]:
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
    """From now on write it down when this process opens a file of the project at `root`, those below `without` aside, or starts a program.

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
        if event in _ONE_FILE:
            if not isinstance(values[0], str | bytes | os.PathLike):
                return
            path = os.path.join(os.path.realpath(os.fsdecode(values[0])), "")
            # The folder itself is looked through at every import.
            if not path.startswith(inside) or path == inside or path.startswith(outside) or path.rstrip(os.sep) == os.environ[_NOTES]:
                return
        seen.append(True)
        _tell(FILES, "")

    sys.addaudithook(watch)


def brings_libraries(code: str) -> bool:
    """Whether Python code imports anything by which it could see more than it asks the figures, or does not read as Python."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return True
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names += [f"{module}.{alias.name}" for alias in node.names] if module.split(".")[0] == "lfr" else [module]
    return any(not _is_known(name) for name in names)


def _is_known(name: str) -> bool:
    top = name.split(".")[0]
    return name.startswith(_OF_OURS) if top == "lfr" else top in _KNOWN | sys.stdlib_module_names


def _tell(question: str, digest: str) -> None:
    with open(os.environ[_NOTES], "a", encoding="utf-8") as notes:
        notes.write(json.dumps([question, digest]) + "\n")
