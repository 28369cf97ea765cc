"""Run MkDocs beside the last good site and swap the two when it ended well."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from lfr.curated.registry import read_sources
from lfr.errors import SiteError
from lfr.project import Project

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class SiteBuild:
    """MkDocs, started early and waiting for the pages (lfr.pages.site.waiting): its imports take as long as a fifth of its work."""

    def __init__(self, project: Project) -> None:
        self._project = project
        # A folder of its own: the MkDocs of a build that was killed may still be writing into the one before.
        self._made = project.build / f"site-{os.getpid()}"
        # The only date in a page is that of the newest document: a build knows no clock.
        newest = max((source.edition for source in read_sources(project).values()), default=date(2020, 1, 1))
        epoch = int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": str(epoch),
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONHASHSEED": "0",
            "JUPYTER_PLATFORM_DIRS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lfr.pages.site.waiting"],
            cwd=project.root,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def begin(self) -> None:
        """Let MkDocs build the pages, into a folder of `build/`. Only the results of notebooks may still be missing."""
        restore(self._project.public)
        for left in self._project.build.glob("site-*"):
            shutil.rmtree(left, ignore_errors=True)
        self._say(str(self._made))

    def result(self) -> str:
        """Now that the results of notebooks are there, wait for the pages and swap them with `public/`. Returns a sentence about them.

        Raises SiteError, with what MkDocs said, when any page fails or warns; `public/` is then as before.
        """
        self._say("notebooks")
        output, _ = self._process.communicate()
        if self._process.returncode != 0 or not (self._made / "index.html").is_file():
            said = "\n".join(output.strip().splitlines()[-30:])
            raise SiteError(f"the pages could not be built; the last good site stays as it is.\n{said}")
        pages = sum(1 for _ in self._made.rglob("*.html"))
        swap(self._made, self._project.public)
        return f"{pages} pages in {self._project.public.name}/"

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return  # it has ended: `result` says why

    def close(self) -> None:
        """End a process whose pages nobody wants any more."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


@contextmanager
def starting_site(project: Project) -> Iterator[SiteBuild]:
    """Start MkDocs; where the block ends before the pages are there, they are not built."""
    site = SiteBuild(project)
    try:
        yield site
    finally:
        site.close()


def restore(target: Path) -> None:
    """Put the old site back where a build was killed between the two renames of `swap`."""
    aside = target.with_name(f"{target.name}.old")
    if aside.is_dir():
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.replace(target)


def swap(new: Path, target: Path) -> None:
    """Put `new` in the place of `target` in one step, so that a reader never sees half a site."""
    if not target.exists():
        new.replace(target)
        return
    if not _exchange(new, target):
        # Not Linux, or a file system that cannot: two renames, the old site kept until the second.
        aside = target.with_name(f"{target.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        target.replace(aside)
        try:
            new.replace(target)
        except OSError:
            aside.replace(target)
            raise
        new = aside
    shutil.rmtree(new, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
