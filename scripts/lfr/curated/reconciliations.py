"""data/reconciliation/: what came out of comparing our deployments with a second source. The other source's cells are not here.

`<name>.toml` says what was compared, `<name>.rows.csv` what became of each row, `<name>.cells.csv` each cell that differs,
`<name>.periods.csv` what the other source would count by year and month. `lfr reconcile` writes them; a build only reads them.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lfr.curated.hand_kept import Entry, columns_of, read_toml, toml_of
from lfr.curated.rules import slug
from lfr.errors import BadData
from lfr.project import Project


@dataclass(frozen=True)
class Reconciliation(Entry):
    """What was compared: the second source, its checksum and rows, with whose records, when, in which columns and by which rule.

    `covers_to` is the last day that our records covered then.
    """

    id: Annotated[str, slug]
    title: str
    compiled_by: str
    url: str
    sha256: str
    rows: int
    publisher: str
    compared_on: date
    covers_to: date
    columns: str
    rule: str

    def faults(self) -> Iterator[tuple[str, str]]:
        if f"{self.id}.toml" != self.at.file:
            yield "id", f"the id “{self.id}” is not the name of the file. Make the two agree."


@dataclass(frozen=True)
class RowOutcome(Entry):
    """One row of either source: what became of it. `their_row` is 0 and `deployment_id` empty where there is none."""

    outcome: str  # matched, only_here, only_there, later_there, ambiguous
    their_row: int
    deployment_id: str
    cells_compared: int = 0
    cells_alike: int = 0
    date_alone: str = ""


@dataclass(frozen=True)
class DifferentCell(Entry):
    """One cell that differs. `theirs` is empty where the class says enough."""

    their_row: int
    deployment_id: str
    column: str
    kind: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Period(Entry):
    """What the second source would count for a year (`month` 0) or a month, by its year column or by its dates as written."""

    basis: str
    year: int
    month: int
    deployments: int
    faces_seen: int
    alerts: int
    arrests: int


Parts = Mapping[str, Sequence[Entry]]  # by the names of PARTS
PARTS: dict[str, type[Entry]] = {"rows": RowOutcome, "cells": DifferentCell, "periods": Period}


def read_reconciliations(project: Project) -> dict[str, Reconciliation]:
    """Every comparison by its id; the warehouse reads the three files beside it."""
    folder = project.data / "reconciliation"
    found = {path.stem: read_toml(path, Reconciliation) for path in sorted(folder.glob("*.toml"))}
    known = {f"{name}.{part}.csv" for name in found for part in PARTS}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            raise BadData(f"data/reconciliation/{path.name}: no .toml says what was compared. Run `lfr reconcile`, or remove the file.")
    return found


def write_reconciliation(project: Project, head: Reconciliation, parts: Parts) -> None:
    """Write the files of one comparison, the head last: a build refuses the others without it, and where they do not fit together."""
    if fault := slug("--name", head.id):
        raise BadData(fault)
    folder = project.data / "reconciliation"
    folder.mkdir(exist_ok=True)
    for part, entries in parts.items():
        with (folder / f"{head.id}.{part}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns_of(PARTS[part]), *(one.cells() for one in entries)])
    note = "# Written by `lfr reconcile`; title, compiled_by and url may be corrected by a person.\n"
    (folder / f"{head.id}.toml").write_text(note + toml_of(head), encoding="utf-8")
