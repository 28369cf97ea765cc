"""The site of the real data, built once in a copy of the project and read by every test in this folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lfr.paths import Project
from lfr.pipeline import build

from .pages import Built

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["data", "site", "scripts", "notebooks", "mkdocs.yml", "pyproject.toml"]


def copy_of_the_project(root: Path) -> Project:
    """Everything a build reads, and nothing that an earlier build made."""
    root.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints"))
        else:
            shutil.copyfile(ROOT / name, root / name)
    return Project(root)


def build_here(project: Project) -> Built:
    """Build with the copy's own code also in the processes that the build starts (MkDocs, the notebook)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(project.root / "scripts"))
        build(project)
    return Built(project)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site as it would be published."""
    return build_here(copy_of_the_project(tmp_path_factory.mktemp("site") / "project"))


@pytest.fixture
def copy_of_built(built: Built, tmp_path: Path) -> Built:
    """A copy of the built project that a test may spoil."""
    shutil.copytree(built.project.root, tmp_path / "project")
    return Built(Project(tmp_path / "project"))


@pytest.fixture
def new_copy(tmp_path: Path) -> Callable[[], Project]:
    """Give another unbuilt copy of the project."""
    return lambda: copy_of_the_project(tmp_path / "another")
