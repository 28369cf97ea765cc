"""What was measured about the project itself and is kept under data/audits/: how good the checks are, and what spoiled files do."""

import csv
import json
import math
from pathlib import Path
from typing import Any

from lfr.errors import LfrError
from lfr.project import Project
from lfr.wording.html import Cell, table
from lfr.wording.words import NO_CASE, say_count, say_percent

_Z = 1.959964  # two-sided 95 %, as in warehouse/models/macros.sql


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % Wilson interval of `part` of `whole`, as proportions. `whole` is above 0."""
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _Z * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return (0.0 if part == 0 else max(0.0, middle - half), 1.0 if part == whole else min(1.0, middle + half))


def _audit_file(project: Project, name: str, how: str) -> Path:
    path = project.data / "audits" / name
    if not path.is_file():
        raise LfrError(f"data/audits/{name}: the file is missing. {how}")
    return path


def _detectors(project: Project, name: str) -> list[dict[str, str]]:
    with _audit_file(project, f"{name}.csv", "`make detectors` measures it again.").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _share(part: int, whole: int) -> Cell:
    """Counts, share and interval in one cell: a share never stands alone."""
    if not whole:
        return Cell(NO_CASE, number=True)
    low, high = wilson(part, whole)
    interval = f"{say_percent(part / whole)} (95 %: {say_percent(low)} to {say_percent(high)})"
    return Cell(f"{say_count(part)} of {say_count(whole)}", note=interval, number=True)


def kinds_table(project: Project) -> str:
    """One row per kind of seeded error: how many of those that can be found were found, and why the others cannot be."""
    lines = [
        [
            Cell(line["title"], id=f"kind-{line['kind'].replace('_', '-')}"),
            Cell(say_count(int(line["seeded"])), number=True),
            _share(int(line["found"]), int(line["decidable"])),
            Cell(say_count(int(line["undecidable"])), number=True),
            Cell(line["why_undecidable"] or "–"),
        ]
        for line in _detectors(project, "detectors")
    ]
    head = ["What was done to a record", "Seeded", "Found, of those that can be", "Cannot be found", "Why not (how many)"]
    return table("Seeded errors and how many the checks found", head, lines)


def checks_table(project: Project) -> str:
    """One row per check: how many of its findings stood on a seeded error."""
    lines = []
    for line in _detectors(project, "detector-checks"):
        findings, right = int(line["findings"]), int(line["right"])
        lines.append([
            Cell(line["title"], id=f"check-{line['check'].replace('_', '-')}"),
            _share(right, findings),
            Cell(f"{10_000 * (findings - right) / int(line['rows']):.1f}", number=True),
            Cell(line["reason"] or "–"),
        ])  # fmt: skip
    head = ["Check", "Findings on an error, of all findings", "Other findings in 10,000 rows", "Why it is kept all the same"]
    return table("Checks and how many of their findings were errors", head, lines)


def rows_measured(project: Project) -> str:
    """Over how many simulated rows the checks were measured."""
    return say_count(int(_detectors(project, "detector-checks")[0]["rows"]))


_OUTCOMES = {
    "refused": "Refused",
    "read as it was": "Read as it was",
    "read with a finding": "Read with a finding",
    "read in another order": "Same rows, other order",
    "taken as written": "Taken as written",
}
_FORMATS = {
    "pdf": "PDF",
    "xlsx": "Workbook",
    "csv": "CSV log",
    "toml": "TOML by hand",
    "csv by hand": "CSV by hand",
    "markdown": "Page by hand",
}


def robustness(project: Project, part: str) -> str:
    """What came of reading spoiled files: the number of `files` or `ways`, the `limits`, the `failures` as a sentence, or the `table`."""
    path = _audit_file(project, "fuzz.json", "`make fuzz` writes build/fuzz.json; copy it there.")
    told = json.loads(path.read_text(encoding="utf-8"))
    kinds, bad = told["kinds"], len(told["failures"])
    went = f"{say_count(bad)} went wrong" if bad else "None went wrong"
    seconds, mib = max(kind["most_seconds"] for kind in kinds), max(kind["most_mib"] for kind in kinds)
    parts = {
        "failures": f"{went}. The slowest took {seconds} seconds, the largest {say_count(mib)} MiB.",
        "files": say_count(told["files"]),
        "limits": f"{told['limit_seconds']} seconds of processor time and {say_count(told['limit_mib'])} MiB of memory",
        "table": _spoiled_table(kinds, bool(bad)),
        "ways": say_count(len(kinds)),
    }
    if part not in parts:
        raise LfrError(f"robustness: unknown part “{part}”. Known: {', '.join(parts)}.")
    return parts[part]


def _spoiled_table(kinds: list[dict[str, Any]], bad: bool) -> str:
    shown = [name for name in _OUTCOMES if any(name in kind["outcomes"] for kind in kinds)]
    head = ["File", "What was done to it", "Files", *(_OUTCOMES[name] for name in shown), *(["Went wrong"] if bad else [])]
    lines = []
    for kind in kinds:
        counts = [kind["outcomes"].get(name, 0) for name in shown]
        wrong = [kind["files"] - sum(counts)] if bad else []
        numbers = [Cell(say_count(number), number=True) for number in (kind["files"], *counts, *wrong)]
        lines.append([Cell(_FORMATS[kind["format"]]), Cell(kind["title"]), *numbers])
    return table("Spoiled files, and what came of reading them", head, lines)
