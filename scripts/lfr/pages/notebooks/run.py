"""Run every notebook from top to bottom, two at a time, beside the other stages: they only read the warehouse.

A notebook that was run before with the same code and libraries, and whose questions to the figures still have the same answers, is
not run again: it could only give the same. One that reads files is run again whenever any file of the project changes.
mkdocs-jupyter then sets the executed notebooks in pages (pages/site/hook.py).
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

from lfr.asked import FILES, Pieces, packed, unpacked
from lfr.errors import SiteError, visible
from lfr.kept import Kept, inputs_digest
from lfr.notes import brings_libraries, noting, read_notes
from lfr.pages.notebooks.launching import Launcher, LauncherEnded, use
from lfr.project import Project
from lfr.warehouse.figures import Figures

_AT_ONCE = 2
_SECONDS = 120  # for one cell: only a cell that hangs takes so long


class Notebooks:
    """The notebooks of a project: `run` starts them, `result` waits for them and says how many were run."""

    def __init__(self, project: Project, pool: ThreadPoolExecutor) -> None:
        self._kept = Kept(project.build / "kept" / "notebooks")
        self._project, self._pool = project, pool
        self._environment = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1", "IPYTHONDIR": str(_profile(project.build / "ipython"))}
        self._files = inputs_digest(project)
        self._paths = sorted((project.root / "notebooks").glob("*.ipynb"))
        self._futures: list[Future[None]] = []

    def run(self, figures: Figures | None = None) -> None:
        """Start those that could give something else than before. `figures` are what they read; without, all that ask anything are run."""
        target = self._project.executed_notebooks
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        code = inputs_digest(self._project, ("requirements.lock", "pyproject.toml"))
        pieces = Pieces(figures) if figures else None
        for path in self._paths:
            source = path.read_bytes()
            name = self._kept.name([path.name, source, code])
            found = self._kept.read(name)
            if found is not None:
                trace, made = unpacked(found)
                if trace.pop(FILES, self._files) == self._files and (not trace or (pieces is not None and pieces.still(trace))):
                    self._show(path.name, made)
                    continue
            self._futures.append(self._pool.submit(self._make, path, source.decode("utf-8"), name))

    def _make(self, path: Path, source: str, name: str) -> None:
        notes = self._project.build / "ipython" / f"{path.stem}.asked"
        notes.unlink(missing_ok=True)
        made = _executed(path, source, self._project.root, noting(self._environment, notes))
        trace = read_notes(notes)
        if FILES in trace or _brings_libraries(source):
            trace = {FILES: self._files}
        self._kept.write(name, packed(trace, made))
        self._show(path.name, made)

    def _show(self, name: str, made: bytes) -> None:
        (self._project.executed_notebooks / name).write_text(visible(made.decode("utf-8")), encoding="utf-8")

    def result(self) -> str:
        """Raises SiteError, with the notebook and the cell, when one failed."""
        for future in self._futures:
            future.result()
        self._kept.drop_rest()
        return f"{len(self._paths)} notebooks, {len(self._futures)} of them run"


def _brings_libraries(source: str) -> bool:
    notebook = nbformat.reads(source, as_version=4)  # type: ignore[no-untyped-call]
    return brings_libraries("\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code"))


@contextmanager
def starting_notebooks(project: Project) -> Iterator[Notebooks]:
    """Make ready to run notebooks; what has not begun when the block ends badly does not begin."""
    launcher = Launcher(os.environ)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            launcher.begin()
            use(launcher)
            yield Notebooks(project, pool)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            pool.shutdown()
            launcher.close()


def _profile(folder: Path) -> Path:
    """Settings of our own: a user's IPython profile must not change what is published."""
    profile = folder / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # Level ERROR: the kernel warns that its local sockets are not encrypted, on every build.
    (profile / "ipython_kernel_config.py").write_text("c = get_config()\nc.IPKernelApp.log_level = 40\n", encoding="utf-8")
    return folder


def _executed(path: Path, source: str, root: Path, environment: dict[str, str]) -> bytes:
    notebook = nbformat.reads(source, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook, timeout=_SECONDS, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(root)}}
    )
    try:
        # A loop of its own for each thread.
        asyncio.run(client.async_execute(env=environment))
    except CellExecutionError as error:
        raise SiteError(f"notebooks/{path.name}, {_where(notebook)}: {error.ename}: {error.evalue}") from None
    except LauncherEnded as error:
        raise SiteError(
            f"notebooks/{path.name}: could not be run: {error}. Set the project up again with `make clean` and `make site`."
        ) from None
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
