"""Run every notebook from top to bottom, two at a time, beside the other stages: they only read the warehouse.

A notebook that was run before with the same data, code and libraries is not run again: it could only give the same.
mkdocs-jupyter then sets the executed notebooks in pages (publish/hook.py).
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from lfr.errors import SiteError
from lfr.inert import visible
from lfr.kept import Kept, inputs_digest
from lfr.paths import Project

_AT_ONCE = 2
_SECONDS = 120  # for one cell: only a cell that hangs takes so long


class Running:
    """Notebooks under way. `result()` waits for them and says how many were run."""

    def __init__(self, project: Project, pool: ThreadPoolExecutor) -> None:
        self._kept = Kept(project.build / "kept" / "notebooks")
        self._runs = 0
        self._project = project
        target = project.executed_notebooks
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        profile = _profile(project.build / "ipython")
        # Everything that a notebook can read: the data, the package, the libraries. Not the pages.
        inputs = inputs_digest(project, ("data", "requirements.lock", "pyproject.toml"))
        self._futures: list[Future[None]] = [
            pool.submit(self._make, path, inputs, profile) for path in sorted((project.root / "notebooks").glob("*.ipynb"))
        ]

    def _make(self, path: Path, inputs: str, profile: Path) -> None:
        source = path.read_bytes()

        def run() -> bytes:
            self._runs += 1
            return _executed(path, source.decode("utf-8"), self._project.root, profile)

        made = self._kept.get([path.name, source, inputs], run)
        (self._project.executed_notebooks / path.name).write_text(visible(made.decode("utf-8")), encoding="utf-8")

    def result(self) -> str:
        """Raises SiteError, with the notebook and the cell, when one failed."""
        for future in self._futures:
            future.result()
        self._kept.drop_rest()
        return f"{len(self._futures)} notebooks, {self._runs} of them run"


@contextmanager
def running_notebooks(project: Project) -> Iterator[Running]:
    """Start the notebooks; what has not begun when the block ends badly does not begin."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            yield Running(project, pool)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _profile(folder: Path) -> Path:
    """Settings of our own: a user's IPython profile must not change what is published."""
    profile = folder / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # Level ERROR: the kernel warns that its local sockets are not encrypted, on every build.
    (profile / "ipython_kernel_config.py").write_text("c = get_config()\nc.IPKernelApp.log_level = 40\n", encoding="utf-8")
    return folder


def _executed(path: Path, source: str, root: Path, profile: Path) -> bytes:
    notebook = nbformat.reads(source, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook, timeout=_SECONDS, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(root)}}
    )
    # A loop of its own for each thread; a warning about unencrypted local sockets is no news either.
    environment = {**os.environ, "IPYTHONDIR": str(profile), "JUPYTER_PLATFORM_DIRS": "1", "PYTHONHASHSEED": "0"}
    try:
        asyncio.run(client.async_execute(env=environment))
    except CellExecutionError as error:
        raise SiteError(f"notebooks/{path.name}, {_where(notebook)}: {error.ename}: {error.evalue}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise SiteError(f"notebooks/{path.name}: {str(error).splitlines()[0]}") from None
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                said = output.text.strip().splitlines()[0]
                raise SiteError(f"notebooks/{path.name}, cell [{cell.execution_count}]: a warning would be published: {said}")
    return str(nbformat.writes(notebook)).encode() + b"\n"  # type: ignore[no-untyped-call]


def _where(notebook: nbformat.NotebookNode) -> str:
    """The cell that failed, by the number Jupyter gives it and its first line."""
    for cell in notebook.cells:
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return f"cell [{cell.execution_count}] “{cell.source.strip().splitlines()[0]}”"
    return "a cell"
