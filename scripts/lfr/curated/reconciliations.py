"""data/reconciliation/: what came out of comparing our deployments with a second source. The other source's cells are not here.

`<name>.toml` says what was compared, `<name>.rows.csv` what became of each row, `<name>.cells.csv` each cell that differs,
`<name>.periods.csv` what the other source would count by year and month. `lfr reconcile` writes them; a build only reads them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import tomlkit

from lfr.curated.csv_lines import Line, read_csv
from lfr.curated.hand_kept import Entry, columns_of, read_toml
from lfr.curated.rules import slug
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

ROW_COLUMNS = ["outcome", "their_row", "deployment_id", "cells_compared", "cells_alike", "date_alone"]
CELL_COLUMNS = ["their_row", "deployment_id", "column", "kind", "ours", "theirs"]
PERIOD_COLUMNS = ["basis", "year", "month", "deployments", "faces_seen", "alerts", "arrests"]
OUTCOMES = ("matched", "only_here", "only_there", "ambiguous")
_FILES = {"rows": ROW_COLUMNS, "cells": CELL_COLUMNS, "periods": PERIOD_COLUMNS}


@dataclass(frozen=True)
class Reconciliation(Entry):
    """What was compared: the second source, its checksum and rows, with whose records, when, and by which rule."""

    id: Annotated[str, slug]
    title: str
    compiled_by: str
    url: str
    sha256: str
    rows: int
    publisher: str
    compared_on: date
    rule: str


def read_reconciliations(project: Project) -> dict[str, tuple[Reconciliation, dict[str, list[Line]]]]:
    """Every comparison by its id, with the lines of its three files ("rows", "cells", "periods").

    Raises BadData where a file is missing, a column or key is unknown, or the rows do not add up.
    """
    found = {}
    folder = project.data / "reconciliation"
    for path in sorted(folder.glob("*.toml")):
        head = read_toml(path, Reconciliation)
        if head.id != path.stem:
            raise BadData(f"{head.where('id')}: the id is “{head.id}”, the name of the file is not. Make the two agree.")
        lines = {part: read_csv(folder / f"{head.id}.{part}.csv", columns) for part, columns in _FILES.items()}
        _check(head, lines)
        found[head.id] = (head, lines)
    known = {f"{name}.{part}.csv" for name in found for part in _FILES}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            raise BadData(
                f"data/reconciliation/{path.name}: no .toml says what was compared. Run `lfr reconcile` again, or remove the file."
            )
    return found


def _check(head: Reconciliation, lines: dict[str, list[Line]]) -> None:
    differences: dict[str, int] = {}
    for line in lines["cells"]:
        differences[line.cells["their_row"]] = differences.get(line.cells["their_row"], 0) + 1
    seen = set()
    for line in lines["rows"]:
        one = line.cells
        if one["outcome"] not in OUTCOMES:
            raise BadData(f"{line.where()}: unknown outcome “{one['outcome']}”.{did_you_mean(one['outcome'], OUTCOMES)}")
        if one["outcome"] == "matched":
            differ = int(one["cells_compared"]) - int(one["cells_alike"])
            if differ != differences.get(one["their_row"], 0):
                raise BadData(
                    f"{line.where()}: {differ} cells of row {one['their_row']} differ, but {head.id}.cells.csv lists"
                    f" {differences.get(one['their_row'], 0)}. Run `lfr reconcile` again."
                )
        if one["their_row"] != "0":
            seen.add(one["their_row"])
    if len(seen) != head.rows:
        raise BadData(
            f"{head.id}.rows.csv: accounts for {len(seen)} of the {head.rows} rows of the other source. Run `lfr reconcile` again."
        )


def write_reconciliation(project: Project, head: Reconciliation, parts: dict[str, Sequence[Sequence[object]]]) -> list[Path]:
    """Write the files of one comparison, the head last: without it the others are refused, so half a result is never read."""
    if fault := slug("--name", head.id):
        raise BadData(fault)
    folder = project.data / "reconciliation"
    folder.mkdir(exist_ok=True)
    texts = {folder / f"{head.id}.{part}.csv": _csv(_FILES[part], lines) for part, lines in parts.items()}
    table = tomlkit.document()
    table.add(tomlkit.comment("Written by `lfr reconcile`; title, compiled_by and url may be corrected by a person."))
    for name in columns_of(Reconciliation):
        table.add(name, getattr(head, name))
    texts[folder / f"{head.id}.toml"] = tomlkit.dumps(table)
    for path, text in texts.items():
        partial = path.with_name(path.name + ".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    return list(texts)


def _csv(columns: list[str], lines: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns, *lines])
    return text.getvalue()
