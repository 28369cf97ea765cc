"""Runs MkDocs beside the last good site and swaps the two when it has ended well."""

import ctypes
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from lfr.curated.registry import read_sources
from lfr.errors import SiteError
from lfr.pages.notebooks.run import process_environment
from lfr.project import Project

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def check_target(project: Project) -> None:
    """Refuse at the start of a build what `swap` could not replace at its end."""
    public, build = project.public, project.build
    kinds = {
        "a symbolic link": public.is_symlink(),
        "a mount point": os.path.ismount(public),
        "a file": public.is_file(),
        f"on another disk than {build.name}/": build.is_dir() and build.stat().st_dev != project.root.stat().st_dev,
    }
    if what := next((kind for kind, is_so in kinds.items() if is_so), ""):
        raise SiteError(
            f"{public} is {what}, and a build puts a whole new folder in its place. Remove it, let the build make {public.name}/,"
            f" and serve it from there; or link or mount the folder {public.parent.name}/ around it."
        )


def build_site(project: Project) -> str:
    """Build the pages into a folder of `build/` and swap it with `public/`. Returns a sentence about them.

    Raises SiteError, with what MkDocs said, when any page fails or warns; `public/` is then as before.
    """
    restore(project.public)
    for left in project.build.glob("site-*"):
        shutil.rmtree(left, ignore_errors=True)
    # A folder of its own: the MkDocs of a build that was killed may still be writing into the one before.
    made = project.build / f"site-{os.getpid()}"
    # The only date in a page is that of the newest document: a build knows no clock.
    newest = max((source.edition for source in read_sources(project).values()), default=date(2020, 1, 1))
    epoch = f"{datetime.combine(newest, time(), UTC).timestamp():.0f}"
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "--site-dir", made],
        cwd=project.root,
        env={**process_environment(project), "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if run.returncode or not (made / "index.html").is_file():
        said = "\n".join(run.stdout.strip().splitlines()[-30:])
        raise SiteError(f"the pages could not be built; the last good site stays as it is.\n{said}")
    pages = sum(1 for _ in made.rglob("*.html"))
    swap(made, project.public)
    return f"{pages} pages in {project.public.name}/"


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
