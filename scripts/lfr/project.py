"""Where things are, and whether any has changed since the last build. Every stage takes a `Project`, so that tests can work on a copy."""

import fcntl
import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lfr.errors import LfrError

PACKAGE = Path(__file__).resolve().parent
MODELS = PACKAGE / "warehouse" / "models"
CHECKS = PACKAGE / "warehouse" / "checks"
REFUSALS = PACKAGE / "warehouse" / "refusals"
LAYOUTS = PACKAGE / "records" / "layouts.toml"
MEASURES = PACKAGE / "warehouse" / "measures.toml"

# What a build reads, beside its own code. The lock stands for every library.
INPUTS = ("data", "site", "notebooks", "mkdocs.yml", "requirements.lock", "pyproject.toml")
_LEFT_OVER = re.compile(r"(~\$|\.#).*|.*(~|\.(bak|orig|rej|tmp|partial))")
_NOT_READ = {"__pycache__", ".ipynb_checkpoints"}


class Project:
    """The folders of one project. `root` holds `data/`, `site/` and `mkdocs.yml`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "data"
        self.extracted = self.data / "extracted"
        self.manual = self.data / "manual"
        self.build = root / "build"
        self.warehouse = self.build / "warehouse.duckdb"
        self.last_build = self.build / "last-build.json"
        # What the site takes in beside `site/`: pages and files made by `publish`, and the notebooks with their results.
        self.pages = self.build / "pages"
        self.executed_notebooks = self.build / "notebooks"
        self.charts = self.build / "charts"
        self.public = root / "public"


def find_project(start: Path | None = None) -> Project:
    """Find the project above `start` (default: the working directory, then this package).

    Raises LfrError when no folder above holds `data/publishers.toml`.
    """
    starts = [start] if start else [Path.cwd(), PACKAGE]
    for first in starts:
        for folder in (first.resolve(), *first.resolve().parents):
            if (folder / "data" / "publishers.toml").is_file():
                return Project(folder)
    raise LfrError(
        f"{starts[0]}: no project here (no data/publishers.toml in this folder or above)."
        " Run the command inside the project's folder, or name it with --project."
    )


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Wait until no other command writes into this checkout. The system ends the lock with the process, however that ends."""
    folder = os.open(project.data, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"lfr: another command is at work in {project.root}; waiting until it has ended", file=sys.stderr, flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def site_address(project: Project) -> str:
    """The address at which the site is served (`site_url` in mkdocs.yml), without the last slash; empty where it names none."""
    path = project.root / "mkdocs.yml"
    found = re.search(r"^site_url:\s*(\S+)", path.read_text(encoding="utf-8"), re.M) if path.is_file() else None
    return found[1].strip("\"'").rstrip("/") if found else ""


def inputs_digest(project: Project) -> str:
    """One digest of every file that a build reads, of its code, and of the Python that runs it."""
    digests = [_digest(project.root / name) for name in INPUTS]
    return hashlib.sha256(" ".join([sys.version, platform.machine(), *digests, _digest(PACKAGE)]).encode()).hexdigest()


def refuse_left_over(project: Project) -> None:
    """Raise LfrError for a temporary file of another program among what a build reads: it would be read or published, too."""
    for path in (path for name in INPUTS for path in sorted((project.root / name).rglob("*"))):
        if _LEFT_OVER.fullmatch(path.name):
            where = path.relative_to(project.root)
            raise LfrError(f"{where}: a temporary file that another program left or has open. Save and close it there, or remove it.")


def figures_of_last_build(project: Project) -> str | None:
    """The figures that the last build printed, when a new build would make the same; None when anything has changed.

    A build that failed after it had replaced the warehouse, or was killed, has left a warehouse that is not the one on record.
    """
    try:
        last = json.loads(project.last_build.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    now = {"inputs": inputs_digest(project), "made": _made_digest(project), "figures": last.get("figures")}
    return str(now["figures"]) if now == last else None


def record_build(project: Project, inputs: str, figures: str) -> bool:
    """Write down what a build was made from (`inputs`, taken when it began), what it made, and the figures that it printed.

    Returns False, and writes nothing, when files were changed in the meantime: nobody can tell which of them the build has read.
    """
    if inputs_digest(project) != inputs:
        return False
    record = {"inputs": inputs, "made": _made_digest(project), "figures": figures}
    project.last_build.write_text(json.dumps(record), encoding="utf-8")
    return True


def _made_digest(project: Project) -> str:
    return f"{_digest(project.warehouse)} {_digest(project.public)}"


def _digest(path: Path) -> str:
    """One digest of a file, or of the names and contents of all files in a folder but compressed copies, which are made after a build."""
    digest = hashlib.sha256()
    for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if one.is_file() and one.suffix != ".gz" and not _NOT_READ.intersection(one.parts):
            digest.update(f"{one.relative_to(path).as_posix()} {hashlib.sha256(one.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
