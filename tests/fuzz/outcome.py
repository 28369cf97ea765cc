"""What came of reading one mutated file, in one of a few words."""

from __future__ import annotations

import hashlib
import json
import os
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fixtures.project import TinyProject, built
from lfr.errors import LfrError
from lfr.records.extract import extract, privacy_notices

from fuzz.cases import Cells, Mutated

# The good ends, and the bad ones.
REFUSED, SAME, ORDER, FOUND = "refused", "read as it was", "read in another order", "read with a finding"
TAKEN = "taken as written"  # a file kept by hand: what stands there is what somebody decided
SILENT, TRACEBACK, UNCLEAR, SLOW, BIG, CRASHED = (
    "silent difference", "traceback", "unclear refusal", "too slow", "too big", "crashed",
)  # fmt: skip
GOOD, BAD = (REFUSED, SAME, ORDER, FOUND, TAKEN), (SILENT, TRACEBACK, UNCLEAR, SLOW, BIG, CRASHED)


def judge_record(one: Mutated) -> tuple[str, str]:
    """Read a mutated record as `lfr extract` and `lfr add` do. Returns the outcome, and the sentence or difference behind it."""
    try:
        record = extract(one.path)
        privacy_notices(one.path)
    except LfrError as error:
        return judge_refusal(str(error), one.path.name)
    except BaseException:
        return TRACEBACK, traceback.format_exc()[-2000:]
    cells = [{name: text for name, text in row.cells.items() if name != "date_cell"} for row in record.rows]
    if one.cells is None:
        return SILENT, f"{len(cells)} rows were read of a file that is no such record"
    wanted = [{name: text for name, text in row.items() if name != "date_cell"} for row in one.cells]
    if cells == wanted:
        return SAME, ""
    difference = _difference(wanted, cells)
    if not one.layout:
        return SILENT, difference
    new = _findings(one.layout, cells, one.path.parent) - _clean_findings(one.layout, wanted, one.path.parent)
    if new:
        return FOUND, "; ".join(sorted({finding[0] for finding in new}))
    if sorted(map(_key, cells)) == sorted(map(_key, wanted)):
        return ORDER, ""
    return SILENT, difference


def judge_refusal(message: str, name: str) -> tuple[str, str]:
    """A refusal is one paragraph for a person: it names the file, ends as a sentence, and shows no insides."""
    clear = name in message and message.rstrip().endswith((".", "?", ")")) and "Traceback" not in message and "object at 0x" not in message
    return (REFUSED if clear else UNCLEAR), message


def _key(cells: Cells) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(cells.items()))


def _difference(wanted: Sequence[Cells], cells: Sequence[Cells]) -> str:
    if len(wanted) != len(cells):
        return f"{len(cells)} rows instead of {len(wanted)}"
    for number, (was, now) in enumerate(zip(wanted, cells, strict=True), start=1):
        for name in was.keys() | now.keys():
            if was.get(name) != now.get(name):
                return f"row {number}, {name}: {was.get(name)!r} was read as {now.get(name)!r}"
    return "?"


def _findings(layout: str, rows: list[Cells], folder: Path) -> Counter[tuple[Any, ...]]:
    """What the checks find in a project that holds this record and nothing else."""
    project = TinyProject(folder / f"project-{len(list(folder.glob('project-*')))}")
    project.record("met-made-up", layout, rows, covers=("2019-01-01", "2026-01-05"))
    with built(project) as warehouse:
        found = warehouse.connection.execute("SELECT check_name, column_name, printed, expected, detail FROM checks.findings").fetchall()
    return Counter(tuple(str(part) for part in one) for one in found)


def _clean_findings(layout: str, rows: list[Cells], folder: Path) -> Counter[tuple[Any, ...]]:
    """The findings of the record before it was spoiled: the same for many files, so they are kept beside their folders."""
    name = hashlib.sha256(json.dumps([layout, rows]).encode()).hexdigest()[:16]
    kept = folder.parent / f"clean-{name}.json"
    if not kept.is_file():
        beside = kept.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(sorted(_findings(layout, rows, folder).elements())), encoding="utf-8")
        beside.replace(kept)
    return Counter(tuple(one) for one in json.loads(kept.read_text(encoding="utf-8")))
