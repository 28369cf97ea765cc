"""The page about spoiled files says what the kept run counted, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from lfr.errors import LfrError
from lfr.pages.shown import Macros
from lfr.project import Project
from lfr.warehouse.figures import Figures

KIND = {
    "format": "pdf",
    "kind": "pdf-cut",
    "title": "Cut short",
    "files": 1200,
    "outcomes": {"refused": 1199},
    "most_seconds": 1.5,
    "most_mib": 99,
}


def _page(project: Project) -> Macros:
    return Macros(Figures(project, duckdb.connect()), "")


@pytest.fixture
def told(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    (project.data / "audits").mkdir(parents=True)
    failures = [{"kind": "pdf-cut", "seed": "1-7", "outcome": "too slow", "said": "21 seconds"}]
    content = {"files": 1200, "limit_seconds": 20, "limit_mib": 1024, "kinds": [KIND], "failures": failures}
    (project.data / "audits" / "fuzz.json").write_text(json.dumps(content), encoding="utf-8")
    return project


def test_a_file_that_went_wrong_has_a_column(told: Project) -> None:
    table = _page(told).spoiled_files()
    assert "Went wrong" in table and ">1,199</td>" in table and ">1</td>" in table


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LfrError, match=r"`make fuzz` writes build/fuzz\.json; copy it there"):
        _page(Project(tmp_path / "none")).spoiled_files()
