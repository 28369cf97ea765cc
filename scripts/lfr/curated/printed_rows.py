"""The printed rows under data/extracted/, and data/deployment_ids.csv, which says which deployment each of them is."""

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lfr.curated.csv_lines import AS_WRITTEN, EXTRACTED_COLUMNS, iter_csv, iter_extracted
from lfr.errors import BadData
from lfr.project import Project

IDS_COLUMNS = ["deployment_id", "source_id", "page", "row"]

RowKey = tuple[str, str, str]  # source_id, page, row


@dataclass
class PrintedRows:
    """Which rows there are in each document, each with its line of deployment_ids.csv (0 until that is read), and the cells of
    the rows that a hand-kept file names. All cells of all rows would not fit into memory for long."""

    lines: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    cells: dict[RowKey, dict[str, str]] = field(default_factory=dict)


def read_printed_rows(project: Project, source_ids: Collection[str], named: Collection[RowKey]) -> PrintedRows:
    """Every row of every document. Raises BadData for a row that stands twice, one of another document, and a file of no document."""
    found = PrintedRows()
    for source_id in source_ids:
        path = project.extracted / f"{source_id}.csv"
        if not path.is_file():
            raise BadData(
                f"sources.toml: “{source_id}” has no data/extracted/{source_id}.csv. Run `lfr extract` on the document,"
                " or restore the file from the repository."
            )
        rows = found.lines.setdefault(source_id, {})
        for row in iter_extracted(path):
            key = (row["source_id"], row["page"], row["row"])
            where = f"data/extracted/{path.name}, page {key[1]}, row {key[2]}"
            if key[0] != source_id:
                raise BadData(f"{where}: the source_id is “{key[0]}”, not that of the file. {AS_WRITTEN}")
            place = (sys.intern(key[1]), sys.intern(key[2]))  # few pages and rows have many numbers: each is kept once
            if place in rows:
                raise BadData(f"{where}: the row stands in the file twice; a deployment would be counted twice. {AS_WRITTEN}")
            rows[place] = 0
            if key in named:
                found.cells[key] = {name: cell for name, cell in row.items() if name not in EXTRACTED_COLUMNS}
    known = {f"{source_id}{ending}" for source_id in source_ids for ending in (".csv", ".codes.csv")}
    for path in sorted(project.extracted.glob("*.csv")):
        if path.name not in known:
            raise BadData(
                f"data/extracted/{path.name}: no entry in sources.toml, so nobody knows where it came from."
                " Register the document with `lfr add`, or remove the file."
            )
    return found


def deployment_ids(project: Project) -> Iterator[tuple[int, str, RowKey]]:
    """Each line of deployment_ids.csv: its number, the deployment, and the printed row that it is."""
    for number, cells in iter_csv(project.data / "deployment_ids.csv", IDS_COLUMNS):
        deployment_id, source_id, page, row = cells.values()
        yield number, deployment_id, (source_id, page, row)


def check_ids(project: Project, printed: PrintedRows) -> None:
    """Raise BadData unless each printed row has one deployment id, and each id one row of a document."""
    ids: dict[str, dict[str, int]] = {}
    for number, deployment_id, (source_id, page, row) in deployment_ids(project):
        where, lines = f"deployment_ids.csv, line {number}", printed.lines.get(source_id, {})
        if (page, row) not in lines:
            raise BadData(f"{where}: there is no row {row} on page {page} of “{source_id}”. Restore the file; `lfr add` keeps it.")
        of_source = ids.setdefault(source_id, {})
        for double, what in ((lines[(page, row)], "the row"), (of_source.get(deployment_id), "the id")):
            if double:
                raise BadData(f"{where}: {what} stands on line {double} too; a deployment would be counted twice.")
        lines[(page, row)] = of_source[deployment_id] = number
    for source_id, lines in printed.lines.items():
        for (page, row), number in lines.items():
            if not number:
                raise BadData(
                    f"data/extracted/{source_id}.csv, page {page}, row {row}: the row has no deployment id."
                    " Add records with `lfr add`, which gives each row its id."
                )
