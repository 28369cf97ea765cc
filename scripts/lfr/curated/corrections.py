"""data/manual/corrections.csv and decisions.csv: what a maintainer decided about printed cells, and about findings of the checks.

A line that names a cell that does not exist, or that quotes the cell wrongly, is refused: a correction must never land on
another number than the one it was written for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry
from lfr.curated.printed_rows import PrintedRows, RowKey, deployment_ids
from lfr.curated.rules import Day, Known, Text, Unique, one_of
from lfr.errors import BadData, did_you_mean
from lfr.project import Project


@dataclass(frozen=True, kw_only=True)
class Correction(Entry):
    """One printed cell and what is counted instead."""

    correction_id: Annotated[Text, Unique()]
    source_id: str
    page: str
    row: str
    column: Text
    printed: str
    corrected: Text
    status: Annotated[str, one_of("proposed", "accepted", "confirmed", "rejected")]
    reason: Text
    evidence: Text
    decided_on: Day


@dataclass(frozen=True, kw_only=True)
class Decision(Entry):
    """What was decided about the findings of one check: about a cell, a row, or a whole document."""

    check: str
    source_id: Annotated[str, Known("source", "data/sources.toml")] = ""
    page: str
    row: str
    column: str
    decision: Annotated[str, one_of("corrected", "accepted_as_printed")]
    reason: Text
    decided_on: str


def row_of(one: Correction | Decision) -> RowKey:
    """The printed row that a line is about."""
    return one.source_id, one.page, one.row


def check_corrections(project: Project, corrections: Sequence[Correction], printed: PrintedRows) -> None:
    """Raise BadData unless each correction quotes its cell as printed, and no cell is corrected twice."""
    seen: dict[tuple[str, ...], int] = {}
    corrected = set(map(row_of, corrections))
    deployments = {row: deployment_id for _, deployment_id, row in deployment_ids(project) if row in corrected}
    for one in corrections:
        cells = _cells(one, printed)
        if cells[one.column] != one.printed:
            raise BadData(
                f"{one.where()}: says that “{one.printed}” is printed, but the record prints “{cells[one.column]}”"
                f" (page {one.page}, row {one.row}, {one.column}). Quote the cell as printed, or drop the correction."
            )
        if one.status == "rejected":
            continue
        # One cell of one deployment, in whichever edition it was corrected: a correction follows it as long as the same is printed.
        cell = (deployments.get(row_of(one), " ".join(row_of(one))), one.column, one.printed)
        if cell in seen:
            raise BadData(f"{one.where()}: the same cell is corrected on line {seen[cell]}. Keep one, reject the other.")
        seen[cell] = one.at.line


def check_decisions(decisions: Sequence[Decision], printed: PrintedRows) -> None:
    """Raise BadData for a decision about a row or column that is not printed."""
    for one in decisions:
        if one.page or one.row:
            _cells(one, printed)


def _cells(one: Correction | Decision, printed: PrintedRows) -> dict[str, str]:
    cells = printed.cells.get(row_of(one))
    if cells is None:
        raise BadData(
            f"{one.where()}: there is no row {one.row} on page {one.page} of “{one.source_id}”."
            " Compare with data/extracted; page and row are its second and third columns."
        )
    if one.column and one.column not in cells:
        raise BadData(f"{one.where()}: “{one.source_id}” has no column “{one.column}”.{did_you_mean(one.column, cells)}")
    return cells
