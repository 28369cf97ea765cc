"""Running notebooks: a failing cell is named, a warning is not published, and no notebook outlives its build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lfr.errors import SiteError
from lfr.pages.notebooks.run import running_notebooks
from lfr.project import PACKAGE, Project


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
        return notebooks()


def outputs(project: Project, name: str, cell: int = 0) -> list[dict[str, Any]]:
    """What a cell of a notebook that was run has put out."""
    notebook = json.loads((project.executed_notebooks / f"{name}.ipynb").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = notebook["cells"][cell]["outputs"]
    return found


def shown(project: Project, name: str) -> str:
    """The value of the first cell of a notebook that was run."""
    return "".join(outputs(project, name)[0]["data"]["text/plain"])


def test_a_failing_cell_is_named_with_its_notebook_and_a_warning_is_not_published(small: Project) -> None:
    write(small, "broken", "a = 1", "a / 0  # no number")
    with pytest.raises(SiteError, match=r"notebooks/broken\.ipynb, cell \[2\] “a / 0  # no number”: ZeroDivisionError: division by zero"):
        run(small)
    write(small, "broken", "import warnings\nwarnings.warn('old news')")
    with pytest.raises(SiteError, match=r"broken\.ipynb, cell \[1\]: a warning would be published: .*old news"):
        run(small)


def test_a_cell_keeps_what_it_prints_displays_and_ends_with(small: Project) -> None:
    write(small, "one", "", "print('printed')\ndisplay(1)\nopen('data/count.txt').read()", "2;", "# nothing")
    assert run(small) == "1 notebooks run"
    kinds = [(one["output_type"], one.get("execution_count")) for one in outputs(small, "one", 1)]
    assert kinds == [("stream", None), ("display_data", None), ("execute_result", 1)]
    assert outputs(small, "one", 1)[2]["data"] == {"text/plain": ["'1'"]}
    assert [outputs(small, "one", cell) for cell in (0, 2, 3)] == [[], [], []]


def test_a_users_own_settings_change_nothing(small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    startup = tmp_path / "home" / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("mine = 1")
    (startup.parent / "ipython_config.py").write_text("get_config().InteractiveShell.ast_node_interactivity = 'all'")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "home" / ".ipython"))
    write(small, "one", "1\n'mine' in globals()")
    run(small)
    assert [one["data"]["text/plain"] for one in outputs(small, "one")] == [["False"]]


def test_a_notebook_knows_nothing_of_the_one_before(small: Project) -> None:
    """They are forked from one process: what one defines, changes or imports is not there for the other."""
    write(small, "a", "import altair, os\naltair.left = os.environ['LEFT'] = 'left by a'")
    write(small, "b", "import altair, os\n[hasattr(altair, 'left'), os.environ.get('LEFT'), os.getcwd().endswith('notebooks')]")
    run(small)
    assert shown(small, "b") == "[False, None, False]"


def test_a_notebook_whose_process_dies_is_named(small: Project) -> None:
    write(small, "dies", "import os\nos._exit(3)")
    with pytest.raises(SiteError, match=r"notebooks/dies\.ipynb: its process died \(exit code 3\)"):
        run(small)


def test_a_cell_that_hangs_is_ended(small: Project) -> None:
    write(small, "hangs", "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0.1)\nwhile True:\n    pass")
    with pytest.raises(SiteError, match=r"notebooks/hangs\.ipynb: a cell has run for 120 seconds"):
        run(small)


def test_a_file_that_is_not_a_notebook_is_named(small: Project) -> None:
    (small.root / "notebooks" / "broken.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(SiteError, match=r"notebooks/broken\.ipynb, .*JSON"):
        run(small)


def test_where_no_notebook_can_be_started_it_is_said(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write(small, "one", "1")
    monkeypatch.setattr("lfr.pages.notebooks.run.sys.executable", "/bin/false")
    with pytest.raises(SiteError, match=r"notebooks/: could not be run"):
        run(small)


def test_a_build_that_is_killed_leaves_no_notebook_running(small: Project) -> None:
    write(small, "long", "import os, time\nopen('data/pid.txt', 'w').write(str(os.getpid()))\ntime.sleep(600)")
    code = "import sys; from pathlib import Path; from lfr.project import Project; from lfr.pages.notebooks.run import running_notebooks\n"
    code += "with running_notebooks(Project(Path(sys.argv[1]))) as notebooks:\n    notebooks()"
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
