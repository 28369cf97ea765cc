"""The process that runs notebooks: `python -m lfr.pages.notebooks.execute FOLDER NOTEBOOK …`, started by run.py.

Each notebook runs in a process of its own, two at a time, forked from this one, which has imported what notebooks import: they start at
once, and none finds what another has changed. The first one that fails is named on standard output, and the exit code is 1.
"""

import gc
import os
import signal
import sys
import threading
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from lfr.errors import visible

_IMPORTED = ("altair", "numpy", "pandas", "lfr.charts.all_charts", "lfr.charts.notebook")
_AT_ONCE = 2
_SECONDS = 120  # for one cell: only a cell that hangs takes so long
_SAID = 99  # the exit code of a notebook's process that has said itself why it failed


def main(target: Path, paths: list[Path]) -> int:
    """Run these notebooks and write them, with their results, into the folder `target`. Returns the exit code."""
    for name in _IMPORTED:
        import_module(name)
    gc.disable()  # each process ends with its notebook: looking for garbage takes a tenth of its time, and copies the pages it shares
    nbformat.validate(nbformat.v4.new_notebook())  # type: ignore[no-untyped-call]  # which compiles the schema once for all of them
    running: dict[int, Path] = {}
    while paths or running:
        if paths and len(running) < _AT_ONCE:
            path = paths.pop(0)
            process = os.fork()
            if not process:
                _run_and_exit(path, target)
            running[process] = path
            continue
        process, status = os.wait()
        path, code = running.pop(process), os.waitstatus_to_exitcode(status)
        if code == -signal.SIGALRM:
            print(f"notebooks/{path.name}: a cell has run for {_SECONDS} seconds. Look for what it waits for.")
        elif code not in (0, _SAID):
            print(f"notebooks/{path.name}: its process died (exit code {code}) before the notebook had ended.")
        if code:
            return 1
    return 0


def _run_and_exit(path: Path, target: Path) -> None:
    """What the process of one notebook does. It never returns."""
    code = 1
    try:
        # Standard input ends when the build does, even when that is killed; the notebook must not live longer.
        threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
        said = os.fdopen(os.dup(1), "w")
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # a program that the notebook starts must not write among what is said
        sys.stdin = StringIO()
        if problem := _problem(path, target):
            print(visible(f"notebooks/{path.name}, {problem}"), file=said, flush=True)
        code = _SAID if problem else 0
    finally:
        os._exit(code)


def _problem(path: Path, target: Path) -> str:
    """Run one notebook and write it with its results. Returns what failed, or "" when nothing did."""
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        if problem := run_cells(notebook):
            return problem
    except Exception as error:  # not a notebook
        return f"{type(error).__name__}: {error}"
    (target / path.name).write_text(visible(str(nbformat.writes(notebook))) + "\n", encoding="utf-8")  # type: ignore[no-untyped-call]
    return ""


def run_cells(notebook: nbformat.NotebookNode) -> str:
    """Run every cell and put its results into it. Returns which cell failed and how, or "" when none did."""
    shell = _Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))  # what was run is written down nowhere else
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in enumerate(cells, start=1):
        shell.shown = cell.outputs = []
        cell.execution_count = number
        printed, warned = StringIO(), StringIO()
        signal.alarm(_SECONDS)
        with redirect_stdout(printed), redirect_stderr(warned):
            ran = shell.run_cell(cell.source, store_history=True)  # type: ignore[no-untyped-call]
        signal.alarm(0)
        if error := ran.error_before_exec or ran.error_in_exec:
            return f"cell [{number}] “{cell.source.strip().splitlines()[0]}”: {type(error).__name__}: {error}"
        if warned.getvalue().strip():
            return f"cell [{number}]: a warning would be published: {warned.getvalue().strip().splitlines()[0]}"
        if printed.getvalue():
            cell.outputs.insert(0, _output("stream", name="stdout", text=printed.getvalue()))
    return ""


def _output(kind: str, **content: Any) -> Any:
    return nbformat.v4.new_output(kind, **content)  # type: ignore[no-untyped-call]


class _Results(DisplayHook):
    """Keeps the value of a cell's last line, in every form that it can be shown in, instead of printing it."""

    shell: Any

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        number = self.exec_result.execution_count if self.exec_result else None
        self.shell.shown.append(_output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=number))

    def finish_displayhook(self) -> None:
        pass


class _Displays(DisplayPublisher):
    """Keeps what a cell shows with `display`."""

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.shell.shown.append(_output("display_data", data=data, metadata=metadata or {}))


class _Shell(InteractiveShell):
    displayhook_class = Type(_Results)
    display_pub_class = Type(_Displays)
    shown: list[Any]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]]))
