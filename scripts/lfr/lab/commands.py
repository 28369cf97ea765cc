"""The command `lfr-lab`: what measures the project itself, and is no part of a build.

`lfr-lab bench` builds the real data, and the real data with simulated forces beside them, and prints what each stage takes. Each build
is a process of its own. The maintainer copies the figures to CONTRIBUTING.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from lfr.cli import run
from lfr.errors import LfrError
from lfr.lab.detectors import measure
from lfr.lab.simulate.simulated_project import simulate, simulate_folder
from lfr.project import INPUTS, PACKAGE, Project

# How many times the real data: simulated forces, and deployments of each in a year.
SCALES = {"1": (0, 0), "10": (4, 107), "100": (12, 393), "1000": (39, 1221)}
_BUILD = "from lfr.pipeline import build; build(project)"
_WAREHOUSE = "from lfr.pipeline import make_warehouse; make_warehouse(project, project.warehouse)"
_PROGRAM = "import sys; from pathlib import Path; from lfr.project import Project; project = Project(Path(sys.argv[1])); "


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `lfr-lab`."""
    return run(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lfr-lab", description="Simulated records, and measurements of the checks and of builds.")
    parser.add_argument("--project", metavar="FOLDER", help="the project's folder (default: the one around the working directory)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    simulated = commands.add_parser("simulate", help="write a project of invented forces whose true numbers and errors are known")
    simulated.add_argument("--publishers", type=int, default=2, metavar="N", help="how many forces (default 2)")
    simulated.add_argument("--years", type=int, default=6, metavar="Y", help="how many years up to 2025 (default 6)")
    simulated.add_argument("--per-year", type=int, default=50, metavar="K", help="deployments of each force per year (default 50)")
    simulated.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same files (default 1)")
    simulated.add_argument("--errors", default="none", metavar="KINDS", help="none, usual, usual=3, or kinds with rates: wrong_year=0.01,…")
    simulated.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder for the project")
    simulated.set_defaults(needs_project=False, run=lambda _, given: print(
        simulate_folder(given.out, given.publishers, given.years, given.per_year, given.seed, given.errors)
    ))  # fmt: skip

    detectors = commands.add_parser("detectors", help="measure the checks on simulated records; writes data/audits/")
    detectors.add_argument("--seeds", type=int, default=30, metavar="N", help="measure over the seeds 1 to N (default 30)")
    detectors.set_defaults(run=lambda project, given: print(measure(project, range(1, given.seeds + 1))))

    builds = commands.add_parser("bench", help="print how time and memory of a build grow with the data, stage by stage")
    builds.add_argument("--times", default="1,10", metavar="N,N", help="how many times the real data: 1, 10, 100, 1000 (default 1,10)")
    builds.add_argument("--in", dest="folder", type=Path, metavar="FOLDER", help="where to build (default: build/bench)")
    builds.add_argument("--data-only", action="store_true", help="measure the warehouse, and not the pages")
    builds.set_defaults(run=lambda project, given: print(
        bench(project, given.times, given.folder or project.build / "bench", with_pages=not given.data_only)
    ))  # fmt: skip
    return parser


def bench(project: Project, times: str, folder: Path, with_pages: bool = True) -> str:
    """Build each scale from nothing in `folder`, and print each stage with its seconds and the most memory held while it ran.

    Without pages only the warehouse is built. Returns one line per scale. Raises LfrError for an unknown scale and a build that fails.
    """
    lines = []
    for scale in times.split(","):
        if scale not in SCALES:
            raise LfrError(f"bench: there is no scale {scale}. Known: {', '.join(SCALES)}; write several as 1,10.")
        copy = Project(folder.resolve() / f"times-{scale}")
        shutil.rmtree(copy.root, ignore_errors=True)
        copy.root.mkdir(parents=True)
        for source in (project.root / name for name in INPUTS):
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, copy.root / source.name)
        forces, per_year = SCALES[scale]
        if forces:
            simulate(copy, forces, 6, per_year, seed=1, rates={}, first=2)
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
        seen = [0]  # MiB, since the line before
        threading.Thread(target=_watch, args=(run.pid, seen), daemon=True).start()
        for line in run.stdout:
            peak = max(*seen, held_mib(run.pid))
            seen[:] = [0]
            most = max(most, peak)
            if re.match(r"[a-z ]+ +[\d.]+ s ", line):
                print(f"  {line.rstrip()}, {peak} MiB")
    if run.returncode:
        raise LfrError(f"bench: the build in {project.root} failed; what it said stands above.")
    return time.perf_counter() - start, most


def _watch(pid: int, seen: list[int]) -> None:
    while True:
        start = time.perf_counter()
        if not (held := held_mib(pid)):
            return
        seen[0] = max(seen[0], held)
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


if __name__ == "__main__":
    sys.exit(main())
