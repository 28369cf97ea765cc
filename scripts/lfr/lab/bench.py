"""`lfr-lab bench`: builds the real data, and the real data with simulated forces beside them, and prints what each stage takes.

Each build is a process of its own. The maintainer copies the figures to CONTRIBUTING.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from lfr.errors import LfrError
from lfr.lab.simulate import Plan, simulate
from lfr.project import INPUTS, PACKAGE, Project

_YEARS = 6
# How many times the real data: simulated forces, and deployments of each in a year.
SCALES = {1: (0, 0), 10: (4, 107), 100: (12, 393), 1000: (39, 1221)}
_BUILD = "from lfr.pipeline import build; build(project)"
_WAREHOUSE = "from lfr.pipeline import make_warehouse; make_warehouse(project, project.warehouse)"
_PROGRAM = "import sys; from pathlib import Path; from lfr.project import Project; project = Project(Path(sys.argv[1])); "


def bench(project: Project, times: list[int], folder: Path, with_pages: bool = True) -> str:
    """Build each scale from nothing in `folder`, and print each stage with its seconds and the most memory held while it ran.

    Without pages only the warehouse is built. Returns one line per scale. Raises LfrError for an unknown scale and a build that fails.
    """
    lines = []
    for scale in times:
        if scale not in SCALES:
            raise LfrError(f"bench: there is no scale {scale}. Known: {', '.join(map(str, SCALES))}.")
        copy = _copy(project, folder.resolve() / f"times-{scale}", *SCALES[scale])
        rows = (copy.data / "deployment_ids.csv").read_text(encoding="utf-8").count("\n") - 1
        print(f"{scale} times the data, {rows:,} rows")
        seconds, peak = _measure(copy, _BUILD if with_pages else _WAREHOUSE)
        line = f"{scale} times the data: {rows:,} rows, {seconds:.1f} s, {peak} MiB"
        if with_pages:
            pages = sum(1 for _ in copy.public.rglob("*.html"))
            line += f", {pages:,} pages; again with nothing changed: {_measure(copy, _BUILD)[0]:.1f} s"
        lines.append(line)
        shutil.rmtree(copy.root)
    return "\n".join(lines)


def _copy(project: Project, folder: Path, forces: int, per_year: int) -> Project:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for source in (project.root / name for name in INPUTS):
        if source.is_dir():
            shutil.copytree(source, folder / source.name)
        else:
            shutil.copyfile(source, folder / source.name)
    if forces:
        simulate(Plan(forces, _YEARS, per_year, seed=1), Project(folder), first=2)
    return Project(folder)


def _measure(project: Project, what: str) -> tuple[float, int]:
    """Seconds and MiB of one build. Each line that it prints is printed again, with the most memory held since the line before."""
    start, most = time.perf_counter(), 0
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM + what, str(project.root)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        memory = Memory(run.pid)
        for line in run.stdout:
            most = max(most, peak := memory.peak())
            if re.match(r"[a-z ]+ +[\d.]+ s ", line):
                print(f"  {line.rstrip()}, {peak} MiB")
    if run.returncode:
        raise LfrError(f"bench: the build in {project.root} failed; what it said stands above.")
    return time.perf_counter() - start, most


class Memory:
    """The memory of a process and of all that it starts, looked at until it ends."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak = pid, 0
        threading.Thread(target=self._watch, daemon=True).start()

    def peak(self) -> int:
        """The most MiB seen since this was last asked."""
        peak, self._peak = max(self._peak, held_mib(self._pid)), 0
        return peak

    def _watch(self) -> None:
        while True:
            start = time.perf_counter()
            if not (held := held_mib(self._pid)):
                return
            self._peak = max(self._peak, held)
            # Looking at large processes takes time that is theirs: at most a twentieth of it.
            time.sleep(max(0.1, 20 * (time.perf_counter() - start)))


def held_mib(pid: int) -> int:
    """The memory of a process and of all that it has started, in MiB; what they share counts in parts (Linux: PSS). 0 when it is gone."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
        children = [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    except OSError:
        return 0
    return (int(found[1]) // 1024 if found else 0) + sum(held_mib(one) for one in children)
