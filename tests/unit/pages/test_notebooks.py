"""Running notebooks: a failing cell is named, a warning is not published, and nothing is run twice unless something changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.errors import SiteError
from lfr.pages.notebooks.run import starting_notebooks
from lfr.project import PACKAGE, Project
from lfr.warehouse.figures import Figures


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


def run(project: Project, figures: Figures | None = None) -> str:
    with starting_notebooks(project) as notebooks:
        notebooks.run(figures)
        return notebooks.result()


def shown(project: Project, name: str) -> str:
    """What the first cell of a notebook that was run shows."""
    notebook = json.loads((project.executed_notebooks / f"{name}.ipynb").read_text(encoding="utf-8"))
    return "".join(notebook["cells"][0]["outputs"][0]["data"]["text/plain"])


@pytest.fixture
def recorded(tmp_path: Path) -> TinyProject:
    """A project with a deployment in each of two years, and a notebook on the arrests of each."""
    project = TinyProject(tmp_path / "project")
    project.record("met-2024", "met-2024", [deployment("met-2024", date="03/02/24", arrests="1")])
    project.record("met-2025", "met-2025", [deployment("met-2025", date="03/02/25", arrests="2")])
    (project.root / "notebooks").mkdir()
    for year in (2024, 2025):
        code = f"from lfr.warehouse.figures import open_figures\nopen_figures().figure('met', {year}, 'arrests').value"
        write(project, f"of-{year}", code)
    return project


def build_and_run(project: TinyProject) -> str:
    with built(project):
        figures = Figures(project)
        try:
            return run(project, figures)
        finally:
            figures.close()


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
    assert shown(small, "one") == "'2'"


def test_a_correction_runs_only_the_notebooks_whose_figures_it_changes(recorded: TinyProject) -> None:
    assert build_and_run(recorded) == "2 notebooks, 2 of them run"
    assert (shown(recorded, "of-2024"), shown(recorded, "of-2025")) == ("1.0", "2.0")
    recorded.correct("met-2025", 1, "arrests", "2", "1")
    assert build_and_run(recorded) == "2 notebooks, 1 of them run"
    assert (shown(recorded, "of-2024"), shown(recorded, "of-2025")) == ("1.0", "1.0")
    write(recorded, "of-2024", "'nothing to ask'")
    assert build_and_run(recorded) == "2 notebooks, 1 of them run"
    assert shown(recorded, "of-2024") == "'nothing to ask'"


READS_THE_WAREHOUSE = """
from lfr.warehouse.database import reading
from lfr.project import Path
reading(Path("build/warehouse.duckdb")).table("raw.corrections").shape
"""


@pytest.mark.parametrize(
    "code",
    [
        "from pathlib import Path\nPath('data/manual/corrections.csv').read_text(encoding='utf-8').count('\\n')",
        "import pandas as pd\nlen(pd.read_csv('data/manual/corrections.csv'))",
        "from lfr.warehouse.figures import open_figures\nopen_figures().relation('raw.corrections').shape",
        "from lfr.warehouse.figures import open_figures\nlen(open_figures('.').corrections())",
        "import subprocess\nsubprocess.run(['wc', '-l', 'data/manual/corrections.csv'], capture_output=True, text=True).stdout",
        READS_THE_WAREHOUSE,
        "from lfr.warehouse.figures import Figures\nfrom lfr.project import Project, Path\nlen(Figures(Project(Path('.'))).corrections())",
        "get_ipython().getoutput('wc -l data/manual/corrections.csv')",
        "import duckdb\nlen(duckdb.sql(\"FROM read_csv('data/manual/corrections.csv', all_varchar = true)\").fetchall())",
    ],
)
def test_a_notebook_that_reads_beside_the_figures_runs_again_when_data_change(recorded: TinyProject, code: str) -> None:
    for name in ("of-2024", "of-2025"):
        (recorded.root / "notebooks" / f"{name}.ipynb").unlink()
    write(recorded, "beside", code)
    build_and_run(recorded)
    first = shown(recorded, "beside")
    assert build_and_run(recorded) == "1 notebooks, 0 of them run"
    recorded.correct("met-2025", 1, "arrests", "2", "1")
    assert build_and_run(recorded) == "1 notebooks, 1 of them run"
    assert shown(recorded, "beside") != first


def test_a_notebook_knows_nothing_of_the_one_before(small: Project) -> None:
    """They part from one process: what one defines, changes or imports is not there for the other."""
    write(small, "a", "import altair, os\naltair.left = os.environ['LEFT'] = 'left by a'")
    write(small, "b", "import altair, os\n[hasattr(altair, 'left'), os.environ.get('LEFT'), os.getcwd().endswith('notebooks')]")
    run(small)
    assert shown(small, "b") == "[False, None, False]"


def test_a_notebook_whose_process_dies_is_named(small: Project) -> None:
    write(small, "dies", "import os\nos._exit(3)")
    with pytest.raises(SiteError, match=r"notebooks/dies\.ipynb: Kernel died"):
        run(small)


def test_where_no_notebook_can_be_started_it_is_said(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write(small, "one", "1")
    monkeypatch.setattr("lfr.pages.notebooks.launching.sys.executable", "/bin/false")
    with pytest.raises(SiteError, match=r"one\.ipynb: could not be run: the process that notebooks are started from has ended"):
        run(small)


def test_a_build_that_is_killed_leaves_no_notebook_running(small: Project) -> None:
    write(small, "long", "import os, time\nopen('data/pid.txt', 'w').write(str(os.getpid()))\ntime.sleep(600)")
    code = "import sys; from pathlib import Path; from lfr.project import Project; from lfr.pages.notebooks.run import starting_notebooks\n"
    code += "with starting_notebooks(Project(Path(sys.argv[1]))) as notebooks:\n    notebooks.run()\n    notebooks.result()"
    told = small.data / "pid.txt"
    with subprocess.Popen([sys.executable, "-c", code, str(small.root)], env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)}) as run:
        wait_until(lambda: told.is_file() and told.read_text(encoding="utf-8") != "")
        run.kill()
    notebook = Path(f"/proc/{told.read_text(encoding='utf-8')}")
    wait_until(lambda: not notebook.exists())


def wait_until(done: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"not after {seconds} seconds"
        time.sleep(0.05)


def test_a_notebook_may_close_its_figures(recorded: TinyProject) -> None:
    asks = "from lfr.warehouse.figures import open_figures\nfigures = open_figures()\nlen(figures.years('met'))"
    write(recorded, "closes", asks, "figures.close()")
    assert build_and_run(recorded) == "3 notebooks, 3 of them run"
    assert build_and_run(recorded) == "3 notebooks, 0 of them run"
