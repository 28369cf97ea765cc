"""What is measured about the project itself and kept under data/audits/: how good the checks are as detectors, how fast a build is."""

from __future__ import annotations

import csv
import json
import math
from html import escape
from pathlib import Path
from typing import Any

from lfr.errors import LfrError
from lfr.project import Project
from lfr.wording.html import Cell, block, table
from lfr.wording.words import say_count, say_percent

_Z = 1.959964  # two-sided 95 %, as in warehouse/models/macros.sql
RECALL, PRECISION = 0.95, 0.9


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % Wilson interval of `part` of `whole`, as proportions. `whole` is above 0."""
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _Z * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return (0.0 if part == 0 else max(0.0, middle - half), 1.0 if part == whole else min(1.0, middle + half))


def read_audit(project: Project, name: str) -> list[dict[str, str]]:
    """The lines of data/audits/<name>.csv. Raises LfrError that names the command where the file is missing."""
    path: Path = project.data / "audits" / f"{name}.csv"
    if not path.is_file():
        raise LfrError(f"data/audits/{path.name}: the file is missing. `make detectors` measures it again.")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _share(part: int, whole: int) -> Cell:
    """Counts, share and interval in one cell: a share is never said alone."""
    if not whole:
        return Cell("no case", number=True)
    low, high = wilson(part, whole)
    interval = f"{say_percent(part / whole)} (95 %: {say_percent(low)} to {say_percent(high)})"
    return Cell(f"{say_count(part)} of {say_count(whole)}", note=interval, number=True)


def kinds_table(project: Project) -> str:
    """One row a kind of seeded error: how many of those that can be found were, and why the others cannot."""
    lines = []
    for line in read_audit(project, "detectors"):
        lines.append([
            Cell(line["title"], id=f"kind-{line['kind'].replace('_', '-')}"),
            Cell(say_count(int(line["seeded"])), number=True),
            _share(int(line["found"]), int(line["decidable"])),
            Cell(say_count(int(line["undecidable"])), number=True),
            Cell(line["why_undecidable"] or "–"),
        ])  # fmt: skip
    head = ["What was done to a record", "Seeded", "Found, of those that can be", "Cannot be found", "Why not (how many)"]
    return table("Seeded errors and how many the checks found", head, lines)


def checks_table(project: Project) -> str:
    """One row a check: how many of its findings stood on a seeded error."""
    lines = []
    for line in read_audit(project, "detector-checks"):
        findings, right, rows = int(line["findings"]), int(line["right"]), int(line["rows"])
        wrong = 10_000 * (findings - right) / rows
        lines.append([
            Cell(line["title"], id=f"check-{line['check'].replace('_', '-')}"),
            _share(right, findings),
            Cell(f"{wrong:.1f}", number=True),
            Cell(line["reason"] or "–"),
        ])  # fmt: skip
    head = ["Check", "Findings on an error, of all findings", "Other findings in 10,000 rows", "Why it is kept all the same"]
    return table("Checks and how many of their findings were errors", head, lines)


def rows_measured(project: Project) -> str:
    """Over how many simulated rows the checks were measured."""
    return say_count(int(read_audit(project, "detector-checks")[0]["rows"]))


def _scales(project: Project) -> list[dict[str, Any]]:
    path = project.data / "audits" / "benchmarks.json"
    if not path.is_file():
        raise LfrError("data/audits/benchmarks.json: the file is missing. `make bench` measures it again.")
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["scales"]
    return found


def speed_table(project: Project) -> str:
    """One row a scale: rows, pages, time, memory, size."""
    lines = []
    for one in _scales(project):
        name = "The real data" if one["times"] == 1 else f"{one['times']:,} times the real data"
        lines.append([
            Cell(name + ("" if one["pages"] else ", without the pages"), id=f"times-{one['times']}"),
            Cell(say_count(one["rows"]), number=True),
            Cell(say_count(one["forces"]), number=True),
            Cell(say_count(one["pages"]) if one["pages"] else "not measured", number=True),
            Cell(f"{one['seconds']:,.0f} s", note=f"{one['cpu_seconds']:,.0f} s of processor", number=True),
            *(
                Cell(f"{one[name]:,.1f} s" if one.get(name) is not None else "not measured", number=True)
                for name in ("seconds_no_change", "seconds_correction")
            ),
            Cell(f"{one['seconds_yearly_figures']:.2f} s", number=True),
            Cell(f"{one['peak_mib']:,} MiB", note=_together(one), number=True),
            Cell(f"{one['output_mib']:,.0f} MiB" if one["output_mib"] else "not measured", number=True),
        ])  # fmt: skip
    head = [
        "Built",
        "Rows",
        "Forces",
        "Pages",
        "From nothing",
        "With no change",
        "With one correction changed",
        "SQL of all yearly figures",
        "Most memory",
        "Size",
    ]
    return table("Builds as the data grow", head, lines)


def _together(one: dict[str, Any]) -> str:
    """The memory of all processes of a build, where it was measured; the figure before it is that of the largest."""
    return f"{one['peak_mib_together']:,} MiB all processes together" if one.get("peak_mib_together") else ""


def stages_table(project: Project) -> str:
    """Processor seconds and memory of each stage, at every scale."""
    scales = _scales(project)
    # Notebooks run beside the stages, in processes of their own: theirs is only the wait for the last one.
    names = [name for name in dict.fromkeys(stage["name"] for one in scales for stage in one["stages"]) if name != "notebooks"]
    lines = []
    for name in names:
        cells = [Cell({"foi": "Answers and letters"}.get(name, name.capitalize()))]
        for one in scales:
            mine = [stage for stage in one["stages"] if stage["name"] == name]
            seconds, peak = sum(stage["cpu_seconds"] for stage in mine), max((stage["peak_mib"] for stage in mine), default=0)
            cells.append(Cell(f"{seconds:,.1f} s", note=f"{peak:,} MiB", number=True) if mine else Cell("not measured", number=True))
        lines.append(cells)
    return table("Processor seconds and most memory of each stage", ["Stage", *(f"{one['times']:,} times" for one in scales)], lines)


def reading_sentence(project: Project) -> str:
    """How long a page of a PDF record takes to be read."""
    one = json.loads((project.data / "audits" / "benchmarks.json").read_text(encoding="utf-8"))["extraction"]
    each = one["cpu_seconds"] / one["pages"]
    return (
        f"Reading a PDF record takes {each:.2f} seconds of processor a page: {one['pages']} pages with {one['rows']} rows, drawn by the"
        f" simulator in {one['documents']} documents of the known layouts, took {one['cpu_seconds']:.1f} s of processor"
        f" ({one['seconds']:.1f} s on the clock). It is done once, when a record comes in; a build reads the cells that were kept."
    )


def serving_sentence(project: Project) -> str:
    """How many requests the site answers behind nginx."""
    told = json.loads((project.data / "audits" / "benchmarks.json").read_text(encoding="utf-8"))
    one = told.get("serving")
    if not one:
        return "How fast it is served has not been measured."
    errors = "none of them with an error" if not one["errors"] else f"{say_count(one['errors'])} of them with an error"
    return (
        f"Behind nginx, with its configuration and compressed copies, {say_count(one['requests_per_second'])} requests a second were"
        f" answered: {say_count(one['requests'])} in {one['seconds']:.0f} seconds, for {say_count(one['pages'])} pages in turn, {errors}."
        f" The program that asked ran on the same {told['machine']['processors']} processors."
    )


def growth_chart(project: Project) -> str:
    """The chart that charts/growth.py drew, with its sentence."""
    path = project.charts / "build-growth.svg"
    if not path.is_file():
        raise LfrError("build/charts/build-growth.svg was not drawn.")
    drawn = path.read_text(encoding="utf-8").strip().replace("\n", " ")
    title = "Time for 1,000 rows, as the data grow"
    said = "Processor seconds of loading, models and checks together. Where bars do not get longer, time grows no faster than the rows."
    caption = f"<figcaption><strong>{escape(title)}.</strong> {escape(said)}</figcaption>"
    return block(f'<figure class="lfr-chart" id="chart-growth">{caption}{drawn}</figure>')
