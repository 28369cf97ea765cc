"""Everything to take away: each table as CSV, JSON and Parquet with its meaning attached, a spreadsheet, a ZIP, and the static API.

All of it is made from the same tables (contents.py), each column of which is described once (tables/*.toml).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lfr.database import writing_parquet
from lfr.figures import Figures
from lfr.publish.open_data.about import About, about
from lfr.publish.open_data.api import write_api
from lfr.publish.open_data.archive import write_papers, write_zip
from lfr.publish.open_data.catalogue import write_catalogue
from lfr.publish.open_data.contents import gather
from lfr.publish.open_data.files import write_table
from lfr.publish.open_data.metadata import write_csvw, write_package
from lfr.publish.open_data.older import describe_older_files
from lfr.publish.open_data.tables import Table

__all__ = ["write_open_data"]


def write_open_data(figures: Figures, library: Mapping[str, list[dict[str, Any]]], version: str = "") -> int:
    """Write `build/pages/data/latest/` and `build/pages/api/`. Returns how many files.

    `library` gives the rows of `disclosures`, `documents` and `answers`; `version` is the release that these figures equal, if any.
    """
    latest = figures.project.pages / "data" / "latest"
    shutil.rmtree(latest, ignore_errors=True)
    latest.mkdir(parents=True)
    whole = about(figures, version)
    tables = gather(figures, library)
    _write_files(latest, tables, figures, whole)
    described = describe_older_files(figures, tables, whole)
    return sum(1 for _ in latest.iterdir()) + described + write_api(figures, tables, library.get("answers", []), whole)


def _write_files(folder: Path, tables: Mapping[str, Table], figures: Figures, whole: About) -> None:
    # Imported here: the pages' macros import this package too, and need no spreadsheet library.
    from lfr.publish.open_data.spreadsheet import write_spreadsheet

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
