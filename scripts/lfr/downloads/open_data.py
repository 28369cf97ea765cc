"""Everything to take away: each table as CSV, JSON and Parquet with its meaning attached, a spreadsheet, a ZIP, and the static API.

All of it is made from the same tables (contents.py), each column of which is described once (tables/*.toml).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lfr.downloads.about import About, about
from lfr.downloads.api import write_api
from lfr.downloads.archive import write_papers, write_zip
from lfr.downloads.beside import describe_files_beside_pages
from lfr.downloads.catalogue import write_catalogue
from lfr.downloads.contents import gather
from lfr.downloads.frozen_tables import write_released
from lfr.downloads.metadata import write_csvw, write_package
from lfr.downloads.older import describe_older_files
from lfr.downloads.table_files import write_table
from lfr.downloads.tables import Table
from lfr.warehouse.database import writing_parquet
from lfr.warehouse.figures import Figures

__all__ = ["write_open_data"]


def write_open_data(figures: Figures, library: Mapping[str, list[dict[str, Any]]]) -> int:
    """Write `build/pages/data/latest/` and `build/pages/api/`. Returns how many files.

    `library` gives as rows what other stages know: `disclosures`, `documents`, `answers`, `releases` and `citations`.
    """
    latest = figures.project.pages / "data" / "latest"
    shutil.rmtree(latest, ignore_errors=True)
    latest.mkdir(parents=True)
    shown = figures.shown()
    whole = about(figures, shown.version if shown.is_exact else "")
    tables = gather(figures, library)
    _write_files(latest, tables, figures, whole)
    written = sum(1 for _ in latest.iterdir()) + describe_older_files(figures, tables, whole)
    written += write_released(figures.project, library.get("releases", []), tables, whole)
    written += describe_files_beside_pages(figures, tables, whole)
    return written + write_api(figures, tables, library, whole)


def _write_files(folder: Path, tables: Mapping[str, Table], figures: Figures, whole: About) -> None:
    # Imported here: the pages' macros import this package too, and need no spreadsheet library.
    from lfr.downloads.spreadsheet import write_spreadsheet

    definitions = [table.definition for table in tables.values()]
    with writing_parquet() as write_parquet:
        for table in tables.values():
            write_table(folder, table, whole, write_parquet)
            write_csvw(folder, table.definition, whole)
    if whole.covers_from:  # a spreadsheet has no table without a row
        write_spreadsheet(folder / "yearly_figures.xlsx", tables, figures.publishers().set_index("id")["name"].to_dict(), whole)
    write_papers(folder, definitions, whole)
    write_package(folder, definitions, whole)
    write_catalogue(folder, definitions, whole)
    write_zip(folder)
