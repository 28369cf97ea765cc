"""The process that every notebook's process is parted from: it has imported what notebooks import.

Run as `python -m lfr.pages.notebooks.kernel`. A line on its input is a notebook to start: connection file, folder and environment, as JSON.
Its answer is the number of the new process. It ends when its input does.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ipykernel.kernelapp import IPKernelApp

from lfr.kept import DRAWINGS
from lfr.notes import tell_of_files
from lfr.project import PACKAGE

# Imported here once, so that no notebook waits for them.
_WANTED = ("altair", "numpy", "pandas", "lfr.charts.all_charts", "lfr.charts.notebook")


def main() -> None:
    """Start a process for each line that comes in."""
    for name in _WANTED:
        import_module(name)
    gc.collect()
    gc.freeze()  # what has been imported is never looked through again: a part of a process shares its memory with the others
    platform.processor()  # asks another program, once: a notebook's process that starts a program is one that reads files
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: they leave nothing behind
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        process = os.fork()
        if not process:
            _be_kernel(asked["connection_file"], asked["folder"], asked["environment"])
        print(process, flush=True)


def _be_kernel(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """What the new process does. It never comes back."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # The pipes belong to the process that was parted from; a notebook that reads gets nothing.
        with open(os.devnull, "r+b") as nothing:
            os.dup2(nothing.fileno(), 0)
            os.dup2(nothing.fileno(), 1)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        own = [Path(environment[name]) for name in ("IPYTHONDIR", DRAWINGS) if name in environment]
        tell_of_files(Path(folder), without=[PACKAGE, Path(sys.prefix), *own])
        # It ends when the process that it parted from does, as that one does when the build is killed.
        app: Any = IPKernelApp.instance(parent_handle=os.getppid())
        app.initialize(["-f", connection_file])
        app.start()
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
