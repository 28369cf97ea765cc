"""What was measured about the project itself and is kept under data/audits/: how good the checks are, and what spoiled files do.

The words are those of templates/audits.html.
"""

import csv
import json
from pathlib import Path
from typing import Any

from lfr.errors import LfrError
from lfr.pages.page import Page
from lfr.pages.render import render_part
from lfr.wording.words import say_count

_OUTCOMES = {
    "refused": "Refused",
    "read as it was": "Read as it was",
    "read with a finding": "Read with a finding",
    "read in another order": "Same rows, other order",
    "taken as written": "Taken as written",
}


def detectors(page: Page, part: str) -> str:
    """How good the checks are: `kinds` of seeded errors, `checks`, or the number of `rows` over which they were measured."""
    if part == "rows":
        return say_count(int(_measured(page, "detector-checks")[0]["rows"]))
    name, of_all, those = ("detectors", "decidable", "found") if part == "kinds" else ("detector-checks", "findings", "right")
    lines = [(line, _share(page, int(line[those]), int(line[of_all]))) for line in _measured(page, name)]
    return render_part(page, "audits.html", part, lines=lines)


def _measured(page: Page, name: str) -> list[dict[str, str]]:
    with _audit_file(page, f"{name}.csv", "`make detectors` measures it again.").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _audit_file(page: Page, name: str, how: str) -> Path:
    path = page.figures.project.data / "audits" / name
    if not path.is_file():
        raise LfrError(f"data/audits/{name}: the file is missing. {how}")
    return path


def _share(page: Page, part: int, whole: int) -> dict[str, Any]:
    return {"part": part, "whole": whole, "interval": page.figures.wilson(part, whole) if whole else None}


def robustness(page: Page, part: str) -> str:
    """What came of reading spoiled files: the number of `files` or `ways`, the `limits`, the `failures` as a sentence, or the `table`."""
    path = _audit_file(page, "fuzz.json", "`make fuzz` writes build/fuzz.json; copy it there.")
    told = json.loads(path.read_text(encoding="utf-8"))
    kinds, bad = told["kinds"], len(told["failures"])
    went = f"{say_count(bad)} went wrong" if bad else "None went wrong"
    seconds, mib = max(kind["most_seconds"] for kind in kinds), max(kind["most_mib"] for kind in kinds)
    parts = {
        "failures": f"{went}. The slowest took {seconds} seconds, the largest {say_count(mib)} MiB.",
        "files": say_count(told["files"]),
        "limits": f"{told['limit_seconds']} seconds of processor time and {say_count(told['limit_mib'])} MiB of memory",
        "table": _spoiled(page, kinds, bool(bad)),
        "ways": say_count(len(kinds)),
    }
    if part not in parts:
        raise LfrError(f"robustness: unknown part “{part}”. Known: {', '.join(parts)}.")
    return parts[part]


def _spoiled(page: Page, kinds: list[dict[str, Any]], bad: bool) -> str:
    shown = [name for name in _OUTCOMES if any(name in kind["outcomes"] for kind in kinds)]
    numbers = ["Files", *(_OUTCOMES[name] for name in shown), *(["Went wrong"] if bad else [])]
    heads = ["File", "What was done to it", *((title, True) for title in numbers)]
    return render_part(page, "audits.html", "spoiled", kinds=kinds, outcomes=shown, heads=heads, has_failures=bad)
