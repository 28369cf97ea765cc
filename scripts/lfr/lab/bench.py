"""`lfr bench`: how fast the project builds, and how time and memory grow with the data. Writes data/audits/benchmarks.json.

The real data are built as they are; larger projects are the real data with simulated forces beside them. Each build runs in a process
of its own, so that its memory is its own: one from nothing, one with nothing changed, one with a correction changed.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lfr.errors import LfrError
from lfr.lab.serving_speed import measure_serving
from lfr.lab.simulate import Plan, simulate
from lfr.project import PACKAGE, Project
from lfr.records.extract import extract
from lfr.warehouse.database import reading
from lfr.warehouse.model_sql import model_sql

_YEARS = 6
_YEARLY = ("years", "year_layouts", "yearly_values", "yearly_figures")
_COPIED = ("data", "site", "notebooks", "mkdocs.yml", "requirements.lock", "pyproject.toml")


@dataclass(frozen=True)
class Scale:
    """So many times the real data: forces beside the real one, and deployments of each in a year."""

    times: int
    forces: int
    per_year: int


SCALES = {one.times: one for one in (Scale(1, 0, 0), Scale(10, 4, 107), Scale(100, 12, 393), Scale(1000, 39, 1221))}


def bench(project: Project, times: list[int], folder: Path, whole: bool = True) -> str:
    """Measure the builds at these scales in `folder` and keep the results. A scale that was measured before is replaced.

    Without `whole`, only the stages of the data are measured: warehouse, releases.
    Returns one line a scale. Raises LfrError for a scale that there is none of.
    """
    path = project.data / "audits" / "benchmarks.json"
    folder = folder.resolve()
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"scales": []}
    kept["machine"] = _machine()
    kept["extraction"] = measure_extraction(folder / "documents")
    lines = []
    for one in times:
        if one not in SCALES:
            raise LfrError(f"bench: there is no scale {one}. Known: {', '.join(str(scale) for scale in SCALES)}.")
        found = measure_scale(project, SCALES[one], folder / f"times-{one}", whole)
        served = found.pop("serving", None)
        if served:  # where nginx or wrk is missing, what was measured before stays
            kept["serving"] = served
        kept["scales"] = sorted([*(old for old in kept["scales"] if old["times"] != one), found], key=lambda scale: int(scale["times"]))
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        lines.append(f"{one} times the data: {found['rows']} rows, {found['seconds']:.0f} s, {found['peak_mib']} MiB")
    return "\n".join(lines)


def measure_extraction(folder: Path) -> dict[str, Any]:
    """Draw the PDF records of one simulated force, in every known layout, and read them: seconds of processor a page."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    simulate(Plan(1, _YEARS, 100, seed=1, documents=("pdf",)), Project(folder))
    paths = sorted((folder / "documents").glob("*.pdf"))
    start, cpu = time.perf_counter(), time.process_time()
    records = [extract(path) for path in paths]
    result = {
        "documents": len(paths),
        "pages": sum(one.pages for one in records),
        "rows": sum(len(one.rows) for one in records),
        "seconds": round(time.perf_counter() - start, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
    }
    shutil.rmtree(folder)
    return result


def measure_scale(project: Project, scale: Scale, folder: Path, whole: bool = True) -> dict[str, Any]:
    """Build one scale from nothing, then (the whole site) once more with nothing changed, and once with one correction changed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _COPIED:
        source = project.root / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copyfile(source, folder / name)
    (folder / "scripts").symlink_to(PACKAGE.parent, target_is_directory=True)
    if scale.forces:
        simulate(Plan(scale.forces, _YEARS, scale.per_year, seed=1), Project(folder), first=2)
    clean = _run(folder, _BUILD if whole else _WAREHOUSE)
    timings = json.loads((folder / "build" / "timings.json").read_text(encoding="utf-8"))
    rows = (folder / "data" / "deployment_ids.csv").read_text(encoding="utf-8").count("\n") - 1
    files = [path for path in (folder / "public").rglob("*") if path.is_file()]
    result = {
        "times": scale.times,
        "forces": scale.forces + 1,
        "rows": rows,
        "seconds": clean.seconds,
        "peak_mib": timings["peak_mib"],
        "peak_mib_together": clean.peak_mib,
        "cpu_seconds": round(sum(stage["cpu_seconds"] for stage in timings["stages"]), 1),
        "seconds_no_change": _run(folder, _BUILD).seconds if whole else None,
        "seconds_yearly_figures": _yearly_seconds(folder),
        "pages": sum(1 for path in files if path.suffix == ".html") if whole else None,
        "output_mib": round(sum(path.stat().st_size for path in files) / 2**20, 1) if whole else None,
        "stages": timings["stages"],
    }
    if whole and scale.times == 1:
        result["serving"] = measure_serving(folder / "public", folder / "serving")
    if whole:
        change_a_correction(Project(folder))
        result["seconds_correction"] = _run(folder, _BUILD).seconds
    shutil.rmtree(folder)
    return result


def change_a_correction(project: Project) -> str:
    """Correct a date to the day after, which changes figures, charts, notebooks and pages. Returns the id of the correction."""
    path = project.manual / "corrections.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    changed = next(line for line in lines if line["column"] == "date" and line["status"] == "accepted")
    day = datetime.strptime(changed["corrected"], "%d/%m/%y") + timedelta(days=1)
    changed["corrected"] = f"{day:%d/%m/%y}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    return changed["correction_id"]


_BUILD = "import sys; from lfr.cli import main; sys.exit(main(['--project', sys.argv[1], 'build']))"
_WAREHOUSE = (
    "import sys; from pathlib import Path; from lfr.project import Project; from lfr.pipeline import make_warehouse;"
    " from lfr.timings import Timings; project, timings = Project(Path(sys.argv[1])), Timings();"
    " make_warehouse(project, project.warehouse, timings); timings.write(project.build / 'timings.json')"
)


@dataclass(frozen=True)
class Run:
    """One process from start to end: seconds on the clock, and the most memory that it and those it started were seen to hold together."""

    seconds: float
    peak_mib: int


def _run(folder: Path, program: str) -> Run:
    start, peak = time.perf_counter(), 0
    with tempfile.TemporaryFile("w+") as said:
        run = subprocess.Popen(
            [sys.executable, "-c", program, str(folder)],
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        while run.poll() is None:
            before = time.perf_counter()
            peak = max(peak, sum(_held_kib(one) for one in _family(run.pid)))
            # Looking at large processes takes time that is theirs: it is to be a twentieth at most.
            with suppress(subprocess.TimeoutExpired):
                run.wait(max(0.1, 20 * (time.perf_counter() - before)))
        if run.returncode:
            said.seek(0)
            raise LfrError(f"bench: the build in {folder} failed.\n{said.read()[-2000:]}")
    return Run(round(time.perf_counter() - start, 2), peak // 1024)


def _family(pid: int) -> Iterator[int]:
    """A process and all that came of it."""
    yield pid
    try:
        children = [one for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _held_kib(pid: int) -> int:
    """The memory of one process in KiB; what it shares with others counts in parts (Linux: PSS). 0 where it is gone or nothing tells."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _yearly_seconds(folder: Path) -> float:
    """Seconds of SQL for the yearly figures of every force, counted again from the table of deployments."""
    connection = reading(Project(folder).warehouse)
    start = time.perf_counter()
    for name in _YEARLY:
        connection.execute(model_sql()[f"answers.{name}"]).fetchall()
    took = time.perf_counter() - start
    connection.close()
    return round(took, 3)


def _machine() -> dict[str, object]:
    """What was measured on, with how many programs wanting a processor in the minute before; no name of a machine."""
    return {
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }
