"""Running notebooks: a failing cell is named, a warning is not published, and nothing is run twice unless something changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lfr.errors import SiteError
from lfr.notebooks import running_notebooks
from lfr.paths import Project


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project that has notebooks and a file of data."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "count.txt").write_text("1", encoding="utf-8")
    return Project(tmp_path)


def write(project: Project, name: str, *cells: str) -> None:
    notebook = {
        "cells": [
            {"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": cell}
            for i, cell in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (project.root / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def run(project: Project) -> str:
    with running_notebooks(project) as notebooks:
        return notebooks.result()


def test_a_failing_cell_is_named_with_its_notebook_and_a_warning_is_not_published(small: Project) -> None:
    write(small, "broken", "a = 1", "a / 0  # no number")
    with pytest.raises(SiteError, match=r"notebooks/broken\.ipynb, cell \[2\] “a / 0  # no number”: ZeroDivisionError: division by zero"):
        run(small)
    write(small, "broken", "import warnings\nwarnings.warn('old news')")
    with pytest.raises(SiteError, match=r"broken\.ipynb, cell \[1\]: a warning would be published: .*old news"):
        run(small)


def test_a_notebook_runs_again_when_the_data_or_its_text_changed_and_only_then(small: Project) -> None:
    write(small, "one", "open('data/count.txt').read()")
    made = small.executed_notebooks / "one.ipynb"
    assert run(small) == "1 notebooks, 1 of them run"
    first = made.read_bytes()
    assert run(small) == "1 notebooks, 0 of them run" and made.read_bytes() == first
    (small.data / "count.txt").write_text("2", encoding="utf-8")
    assert run(small) == "1 notebooks, 1 of them run"
    assert json.loads(made.read_text(encoding="utf-8"))["cells"][0]["outputs"][0]["data"]["text/plain"] == ["'2'"]
