"""The site of the real data, built once in a copy of the project and read by every test in this folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass
class AnotherBuild:
    """A second build of the same data, by a process of its own."""

    project: Project
    process: subprocess.Popen[str]


@pytest.fixture(scope="session")
def another_build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnotherBuild]:
    """Started before the first build and compared after it: the two run side by side."""
    project = copy_of_the_project(tmp_path_factory.mktemp("another") / "elsewhere")
    differently = {"PYTHONPATH": str(project.root / "scripts"), "PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-m", "lfr", "--project", str(project.root), "build"],
        env={**os.environ, **differently},
        cwd=project.root.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield AnotherBuild(project, process)
        process.kill()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, another_build: AnotherBuild) -> Built:
    """The site as it would be published."""
    return build_here(copy_of_the_project(tmp_path_factory.mktemp("site") / "project"))


@pytest.fixture
def copy_of_built(built: Built, tmp_path: Path) -> Built:
    """A copy of the built project that a test may spoil."""
    shutil.copytree(built.project.root, tmp_path / "project")
    return Built(Project(tmp_path / "project"))
