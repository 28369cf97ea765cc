"""data/reconciliation/: what came out of comparing our deployments with a second source. The other source's cells are not here.

`<name>.toml` says what was compared, `<name>.rows.csv` what became of each row, `<name>.cells.csv` each cell that differs,
`<name>.periods.csv` what the other source would count by year and month. `lfr reconcile` writes them; a build only reads them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lfr.curated.hand_kept import Entry, columns_of, read_lines, read_toml, toml_of
from lfr.curated.rules import matching, one_of, slug
from lfr.errors import BadData
from lfr.project import Project

_AGAIN = "Run `lfr reconcile` again."
_Number = Annotated[str, matching("[0-9]+", _AGAIN)]


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


@dataclass(frozen=True)
class ReconciledRow(Entry):
    """What became of one row of either source. `their_row` is 0 where only our records list the deployment."""

    outcome: Annotated[str, one_of("matched", "only_here", "only_there", "ambiguous")]
    their_row: _Number
    deployment_id: str
    cells_compared: _Number
    cells_alike: _Number
    date_alone: str


@dataclass(frozen=True)
class DifferentCell(Entry):
    """One cell that differs. `theirs` is empty where the difference is understood without it."""

    their_row: str
    deployment_id: str
    column: str
    kind: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class PeriodTotals(Entry):
    """What the other source adds up to in one year or month."""

    basis: str
    year: str
    month: str
    deployments: str
    faces_seen: str
    alerts: str
    arrests: str


PARTS: dict[str, type[Entry]] = {"rows": ReconciledRow, "cells": DifferentCell, "periods": PeriodTotals}


def read_reconciliations(project: Project) -> dict[str, tuple[Reconciliation, dict[str, Sequence[Entry]]]]:
    """Every comparison by its id, with the lines of its three files. Raises BadData where the rows do not add up."""
    found: dict[str, tuple[Reconciliation, dict[str, Sequence[Entry]]]] = {}
    folder = project.data / "reconciliation"
    for path in sorted(folder.glob("*.toml")):
        head = read_toml(path, Reconciliation)
        if head.id != path.stem:
            raise BadData(f"{head.where('id')}: the id “{head.id}” is not the name of the file. Make the two agree.")
        rows = read_lines(folder / f"{head.id}.rows.csv", ReconciledRow)
        cells = read_lines(folder / f"{head.id}.cells.csv", DifferentCell)
        periods = read_lines(folder / f"{head.id}.periods.csv", PeriodTotals)
        _check(head, rows, cells)
        found[head.id] = head, {"rows": rows, "cells": cells, "periods": periods}
    known = {f"{name}.{part}.csv" for name in found for part in PARTS}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            raise BadData(f"data/reconciliation/{path.name}: no .toml says what was compared. {_AGAIN[:-1]}, or remove the file.")
    return found


def _check(head: Reconciliation, rows: Sequence[ReconciledRow], cells: Sequence[DifferentCell]) -> None:
    listed = Counter(one.their_row for one in cells)
    for one in rows:
        differ = int(one.cells_compared) - int(one.cells_alike)
        if one.outcome == "matched" and differ != listed[one.their_row]:
            lists = f"{head.id}.cells.csv lists {listed[one.their_row]}"
            raise BadData(f"{one.where()}: {differ} cells of row {one.their_row} differ, but {lists}. {_AGAIN}")
    seen = {one.their_row for one in rows} - {"0"}
    if len(seen) != head.rows:
        raise BadData(f"{head.id}.rows.csv: accounts for {len(seen)} of the {head.rows} rows of the other source. {_AGAIN}")


def write_reconciliation(project: Project, head: Reconciliation, parts: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Write the files of one comparison, the head last: without it the others are refused, so half a result is never read."""
    if fault := slug("--name", head.id):
        raise BadData(fault)
    folder = project.data / "reconciliation"
    folder.mkdir(exist_ok=True)
    texts = {folder / f"{head.id}.{part}.csv": _csv(columns_of(PARTS[part]), lines) for part, lines in parts.items()}
    note = "# Written by `lfr reconcile`; title, compiled_by and url may be corrected by a person.\n"
    texts[folder / f"{head.id}.toml"] = note + toml_of(head)
    for path, text in texts.items():
        partial = path.with_name(path.name + ".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)


def _csv(columns: list[str], lines: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns, *lines])
    return text.getvalue()
