"""A tiny project with one frozen release, and what a test does with it: count again, freeze again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.releases.check import check_release
from lfr.releases.freeze import make_release
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import counting
from lfr.warehouse.figures import Figures

RECORD = "met-2025"
# A correction of arrests changes what rests on them too: outcomes, stops, arrests per hour.
WITH_ARRESTS = {f"met-2025-{one}" for one in ("arrests", "engagement-outcomes", "arrests-per-hour", "stops-lower", "stops-upper")}
ROWS = [
    deployment("met-2025", date="03/02/25", arrests=2),
    deployment("met-2025", date="05/02/25", arrests=3, no_action=0),
    deployment("met-2025", date="07/02/25", arrests=4, location="Oxford Circus"),
]
_READ = ("answers.yearly_figures", "answers.years", "answers.sources", "answers.codes", "core.edition_changes")
COVERS = ("2025-01-01", "2025-12-31")

Opened = Callable[[TinyProject], Figures]


@contextmanager
def counted(project: TinyProject) -> Iterator[Figures]:
    """The figures as `lfr build` counts them, house rule 7 included, in a warehouse that is kept nowhere."""
    with counting() as connection:
        build_warehouse(
            project,
            connection,
            with_checks=False,
            only=_READ,
        )
        check_release(project, connection)
        yield Figures(project, connection)


def count(project: TinyProject) -> None:
    """Count, and keep nothing: for what is refused."""
    with counted(project):
        pass


def freeze(project: TinyProject, day: date = date(2026, 11, 24), note: str = "What is new.") -> str:
    """Count and freeze, as `lfr release` does when the site has been built and everything is committed."""
    with counted(project) as figures:
        return make_release(figures, day, note, "0123456789abcdef")


def make_tiny(root: Path) -> TinyProject:
    """Three deployments of 2025 in one record; nothing released."""
    project = TinyProject(root).record(RECORD, "met-2025", ROWS, covers=COVERS)
    (project.public / "met").mkdir(parents=True)
    (project.public / "met" / "index.html").write_text("<p>A page.</p>", encoding="utf-8")
    return project


@pytest.fixture
def tiny(tmp_path: Path) -> TinyProject:
    return make_tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def frozen_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_tiny(tmp_path_factory.mktemp("frozen") / "tiny")
    freeze(project)
    return project.data / "releases"


@pytest.fixture
def released(tiny: TinyProject, frozen_once: Path) -> TinyProject:
    """The same with its figures frozen as release 1.0.0."""
    shutil.copytree(frozen_once, tiny.data / "releases")
    return tiny


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Counts a project; it is closed after the test."""
    with ExitStack() as stack:
        yield lambda project: stack.enter_context(counted(project))
