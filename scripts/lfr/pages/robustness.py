"""What came of reading spoiled files (data/audits/fuzz.json, written by `make fuzz`), for the page about it."""

from __future__ import annotations

import json
from typing import Any

from lfr.errors import LfrError
from lfr.project import Project
from lfr.wording.html import Cell, table
from lfr.wording.words import say_count

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
    """One part of the outcome: the number of `files` or `ways`, the `limits`, the `failures` as a sentence, or the `table`."""
    told = _read(project)
    kinds = told["kinds"]
    if part == "files":
        return say_count(told["files"])
    if part == "ways":
        return say_count(len(kinds))
    if part == "limits":
        return f"{told['limit_seconds']} seconds of processor time and {say_count(told['limit_mib'])} MiB of memory"
    if part == "failures":
        bad = len(told["failures"])
        seconds, mib = max(kind["most_seconds"] for kind in kinds), max(kind["most_mib"] for kind in kinds)
        went = "None went wrong" if not bad else f"{say_count(bad)} went wrong"
        return f"{went}. The slowest took {seconds} seconds, the largest {say_count(mib)} MiB."
    if part == "table":
        return _table(kinds, told)
    raise LfrError(f"robustness: unknown part “{part}”. Known: failures, files, limits, table, ways.")


def _read(project: Project) -> dict[str, Any]:
    path = project.data / "audits" / "fuzz.json"
    if not path.is_file():
        raise LfrError("data/audits/fuzz.json: the file is missing. `make fuzz` writes build/fuzz.json; copy it there.")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _table(kinds: list[dict[str, Any]], told: dict[str, Any]) -> str:
    shown = [name for name in _OUTCOMES if any(name in kind["outcomes"] for kind in kinds)]
    bad = bool(told["failures"])
    head = ["File", "What was done to it", "Files", *(_OUTCOMES[name] for name in shown), *(["Went wrong"] if bad else [])]
    lines = []
    for kind in kinds:
        counts = [kind["outcomes"].get(name, 0) for name in shown]
        wrong = [kind["files"] - sum(counts)] if bad else []
        numbers = [Cell(say_count(number), number=True) for number in (kind["files"], *counts, *wrong)]
        lines.append([Cell(_FORMATS[kind["format"]]), Cell(kind["title"]), *numbers])
    return table("Spoiled files, and what came of reading them", head, lines)
