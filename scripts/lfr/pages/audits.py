"""How good the checks are as detectors, measured on simulated records and kept under data/audits/."""

from __future__ import annotations

import csv
import math
from pathlib import Path

from lfr.errors import LfrError
from lfr.project import Project
from lfr.wording.html import Cell, table
from lfr.wording.words import say_count, say_percent

_Z = 1.959964  # two-sided 95 %, as in warehouse/models/macros.sql


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
