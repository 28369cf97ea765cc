"""What need not be done twice: whether anything changed since the last build, and pieces that are slow to make, by what they are made from.

Correct first: a key holds everything that the result depends on; a build from nothing gives the same bytes (tests/site/test_kept.py).
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lfr.project import PACKAGE, Project

# What a build reads. The lock stands for every library.
_INPUTS = ("data", "site", "notebooks", "mkdocs.yml", "requirements.lock", "pyproject.toml")
# Names the folder of kept drawings; it is set in the process of a build and in those of its notebooks, and nowhere else.
DRAWINGS = "LFR_DRAWINGS"
_MONTH = 30 * 24 * 3600
_NOT_READ = {"__pycache__", ".ipynb_checkpoints"}


@dataclass
class Kept:
    """A folder of pieces, each in a file named by its key. What a build did not ask for is dropped by `drop_rest`."""

    folder: Path
    _asked: set[str] = field(default_factory=set)

    def get(self, key: Iterable[str | bytes], make: Callable[[], bytes]) -> bytes:
        """The piece made from `key` (every part counts), made now when it has not been kept."""
        name = self.name(key)
        found = self.read(name)
        if found is None:
            found = make()
            self.write(name, found)
        return found

    @staticmethod
    def name(key: Iterable[str | bytes]) -> str:
        """The name under which the piece with this key is kept."""
        digest = hashlib.sha256()
        for part in key:
            part = part.encode() if isinstance(part, str) else part
            digest.update(str(len(part)).encode() + b":" + part)
        return digest.hexdigest()

    def read(self, name: str) -> bytes | None:
        """What is kept under a name. It is then not dropped."""
        self._asked.add(name)
        path = self.folder / name
        if not path.is_file():
            return None
        os.utime(path)
        return path.read_bytes()

    def write(self, name: str, made: bytes) -> None:
        """Keep a piece, in place of the one of before."""
        self._asked.add(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        # Beside and renamed: a build that is killed leaves no half piece under a good name, nor do two processes that make the same.
        beside = self.folder / f"{name}.{os.getpid()}"
        beside.write_bytes(made)
        beside.replace(self.folder / name)

    def drop_unused(self, since: float) -> None:
        """Remove every piece that no process has read or written since a moment (seconds of the epoch)."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.stat().st_mtime < since:
                    path.unlink()

    def drop_rest(self) -> None:
        """Remove every piece that was not asked for since this object was made."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in self._asked:
                    path.unlink()


@contextmanager
def keeping_drawings(project: Project) -> Iterator[None]:
    """While the block runs, charts drawn by this process and those it starts are kept; what nobody wanted for a month is dropped."""
    folder = project.build / "kept" / "drawings"
    before = os.environ.get(DRAWINGS)
    os.environ[DRAWINGS] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[DRAWINGS]
        else:
            os.environ[DRAWINGS] = before
    Kept(folder).drop_unused(time.time() - _MONTH)


def is_unchanged(project: Project) -> str | None:
    """What the last build printed of the figures, when nothing that it read has changed and the site is still as it made it."""
    try:
        last = json.loads(_state(project).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if last.get("inputs") != inputs_digest(project) or last.get("public") != tree_digest(project.public):
        return None
    return str(last["figures"]) if project.warehouse.is_file() else None


def forget_build(project: Project) -> None:
    """From here on not everything is as the last build left it, until this one has ended well."""
    _state(project).unlink(missing_ok=True)


def note_build(project: Project, inputs: str, figures: str) -> bool:
    """Remember what a build was made from (`inputs`, taken when it began) and what it made.

    Where files were changed in the meantime nobody can tell which of it they are in: all that was kept is dropped, and False returned.
    """
    if inputs_digest(project) != inputs:
        shutil.rmtree(project.build / "kept", ignore_errors=True)
        return False
    path = _state(project)
    beside = path.with_suffix(".making")
    beside.write_text(json.dumps({"inputs": inputs, "public": tree_digest(project.public), "figures": figures}), encoding="utf-8")
    beside.replace(path)
    return True


def inputs_digest(project: Project, names: Iterable[str] = _INPUTS) -> str:
    """One digest of every file that a build reads (or of those named), of the code, and of the Python that runs it."""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()}".encode())
    for name in names:
        _add(digest, project.root / name, name)
    _add(digest, PACKAGE, "package")
    return digest.hexdigest()


def files_digest(root: Path, leave_out: str = "\0") -> str:
    """One digest of every file of a folder, those with the ending `leave_out` aside."""
    digest = hashlib.sha256()
    _add(digest, root, "", leave_out)
    return digest.hexdigest()


def tree_digest(root: Path) -> str:
    """One digest of every file of a built site, its compressed copies aside: they are made after a build."""
    return files_digest(root, leave_out=".gz")


def _add(digest: hashlib._Hash, path: Path, name: str, leave_out: str = "\0") -> None:
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path] if path.is_file() else []
    for one in files:
        if one.suffix != leave_out and not _NOT_READ.intersection(one.parts):
            digest.update(f"{name}/{one.relative_to(path).as_posix()}\n".encode())
            digest.update(hashlib.sha256(one.read_bytes()).digest())


def _state(project: Project) -> Path:
    return project.build / "last-build.json"
