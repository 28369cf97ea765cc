"""The guard itself: a suite that writes into the real site would publish its own made-up figures."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from lfr.errors import LfrError
from lfr.project import Project, find_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("folder", ["build", "public"])
def test_a_test_cannot_write_into_the_real_site(folder: str) -> None:
    with pytest.raises(PermissionError, match="touches the real site"):
        (ROOT / folder / "made-by-a-test").write_text("figures")


def test_a_test_cannot_open_the_real_warehouse() -> None:
    with pytest.raises(AssertionError, match="the real warehouse"):
        duckdb.connect(str(ROOT / "build" / "warehouse.duckdb"))


def test_the_project_of_a_test_is_a_copy(project: Project) -> None:
    assert project.root != ROOT
    assert (project.data / "sources.toml").read_bytes() == (ROOT / "data" / "sources.toml").read_bytes()


def test_a_folder_outside_any_project_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LfrError, match=r"no project here .*Run the command inside the project's folder"):
        find_project(tmp_path)
