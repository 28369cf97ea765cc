"""Everything to take away: each table as CSV, JSON and Parquet with its meaning attached, a spreadsheet, a ZIP, and the static API.

All of it is made from the same tables (contents.py), each column of which is described once (tables/*.toml).
"""

import shutil
from collections.abc import Mapping

from lfr.downloads.about import About, about
from lfr.downloads.api import write_api
from lfr.downloads.archive import write_papers, write_zip
from lfr.downloads.contents import gather
from lfr.downloads.metadata import write_catalogue, write_csvw, write_package
from lfr.downloads.other_csv import describe_files_beside_pages, write_older_files, write_released_files
from lfr.downloads.spreadsheet import write_spreadsheet, write_table_spreadsheet
from lfr.downloads.table_files import write_table
from lfr.downloads.table_rows import Row, Table
from lfr.warehouse.database import writing_parquet
from lfr.warehouse.figures import Figures


def write_open_data(figures: Figures, library: Mapping[str, list[Row]]) -> int:
    """Write `build/pages/data/` and `build/pages/api/`, and metadata for the CSV files beside pages. Returns how many files.

    `library` gives the rows of `disclosures`, `documents`, `answers`, `releases` and `citations`, which are made elsewhere.
    """
    pages = figures.project.pages
    for folder in (pages / "data" / "latest", pages / "api"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    whole = about(figures)
    tables = gather(figures, library)
    _write_latest(figures, tables, whole)
    write_older_files(figures, tables, whole)
    write_released_files(figures.project, library.get("releases", []), tables, whole)
    describe_files_beside_pages(figures, tables, whole)
    write_api(figures, tables, library, whole)
    return sum(1 for folder in ("data", "api") for path in (pages / folder).rglob("*.*") if path.is_file())


def _write_latest(figures: Figures, tables: Mapping[str, Table], whole: About) -> None:
    folder = figures.project.pages / "data" / "latest"
    definitions = [table.definition for table in tables.values()]
    described = [one for definition in definitions for one in (definition, definition.plain)]
    with writing_parquet() as write_parquet:
        for table in tables.values():
            write_table(folder, table, whole, write_parquet)
    for one in described:
        write_csvw(folder, one, whole, marks=True)
    if whole.covers_from:  # a spreadsheet has no table without a row
        write_spreadsheet(folder / "yearly_figures.xlsx", figures, tables, whole)
        for table in tables.values():
            if table.definition.spreadsheet:
                write_table_spreadsheet(folder / f"{table.definition.name}.xlsx", table, whole)
    write_papers(folder, definitions, whole)
    write_package(folder, described, whole, marks=True)
    write_catalogue(folder, definitions, whole)
    write_zip(folder)
