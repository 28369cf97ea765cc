"""Everything to take away: each table as CSV, JSON and Parquet with its meaning attached, a spreadsheet, a ZIP, and the static API.

All of it is made from the same tables (contents.py), each column of which is described once (tables/*.toml).
"""

import csv
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lfr.curated.hand_kept import read_tables
from lfr.downloads.api import write_api
from lfr.downloads.contents import gather
from lfr.downloads.metadata import write_catalogue, write_csvw, write_package, write_papers, write_zip
from lfr.downloads.spreadsheet import write_spreadsheet, write_table_spreadsheet
from lfr.downloads.table_files import Row, Table, write_table
from lfr.downloads.tables import FOLDER, About, Column, Definition, about
from lfr.project import Project
from lfr.records.layouts import log_layout
from lfr.warehouse.figures import Figures

# The files that had an address before /data/latest/ was there, which releases promise. They keep their columns: to this one.
_OLDER = {"yearly_figures": "covers_to", "deployments": "layout", "findings": "reason", "corrections": "decided_on"}
_LOG_TYPES = {"text": "text", "iso_date": "date", "count": "integer", "decimal": "number"}
# What `lfr release` freezes for readers, and what one row of each is.
_FROZEN = {
    "figures": "one figure, as it stood",
    "deployments": "one deployment, as it stood",
    "changes": "one change since the release before",
}


def write_open_data(figures: Figures, library: Mapping[str, list[Row]]) -> int:
    """Write `build/pages/data/` and `build/pages/api/`, and metadata for the CSV files beside pages. Returns how many files.

    `library` gives the rows of `disclosures`, `documents`, `answers`, `releases` and `citations`, which are made elsewhere.
    """
    pages = figures.project.pages
    for folder in (pages / "data" / "latest", pages / "api"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    whole, tables = about(figures), gather(figures, library)
    folder = pages / "data" / "latest"
    definitions = [table.definition for table in tables.values()]
    described = [one for definition in definitions for one in (definition, definition.plain)]
    for table in tables.values():
        write_table(folder, table, whole)
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
    write_older_files(figures, tables, whole)
    write_released_files(figures.project, library.get("releases", []), tables, whole)
    describe_files_beside_pages(figures, tables, whole)
    write_api(figures, tables, library, whole)
    return sum(1 for folder in ("data", "api") for path in (pages / folder).rglob("*.*") if path.is_file())


def write_older_files(figures: Figures, tables: Mapping[str, Table], about: About) -> None:
    """Copy the files of /data/latest/ that have an older address, and write the template of a log that a force can export."""
    folder = figures.project.pages / "data"
    found = []
    for name, last in _OLDER.items():
        definition = tables[name].definition
        found.append(replace(definition, columns=definition.columns[: definition.names.index(last) + 1]))
        with (
            (folder / "latest" / f"{definition.plain.name}.csv").open(encoding="utf-8", newline="") as latest,
            (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as older,
        ):
            csv.writer(older, lineterminator="\n").writerows(row[: len(found[-1].columns)] for row in csv.reader(latest))
    log = Definition(
        name="template-log",
        title="Template of a log",
        row="one deployment",
        about="The columns that this project reads from a force's own log, as a file to fill in.",
        columns=tuple(Column(one.name, _LOG_TYPES[one.kind], f"{one.meaning.capitalize()}.", empty="z") for one in log_layout().columns),
    )
    found.append(log)
    (folder / "template-log.csv").write_text(",".join(log.names) + "\n", encoding="utf-8")
    for one in found:
        write_csvw(folder, one, about)
    write_package(folder, found, about)


def write_released_files(project: Project, releases: Iterable[Mapping[str, Any]], tables: Mapping[str, Table], about: About) -> None:
    """Write `/data/<version>/`: what data/releases/ holds of each release, the same bytes for ever."""
    root = project.pages / "data"
    for folder in root.iterdir():
        if re.fullmatch(r"\d+\.\d+\.\d+", folder.name):
            shutil.rmtree(folder)
    known = _columns_of(tables, "deployments", "yearly_figures")
    for release in releases:
        version = release["version"]
        folder = root / version
        folder.mkdir()
        day = date.fromisoformat(release["date"])
        then = replace(about, version=version, released=day, as_at=day)
        definitions = []
        for name, row in _FROZEN.items():
            path = folder / f"{name}.csv"
            shutil.copyfile(project.data / "releases" / version / path.name, path)
            title, frozen = f"{name.capitalize()} of release {version}", "Frozen with the release."
            definitions.append(_describe(path, then, known, "As frozen.", title=title, row=row, about=frozen))
        write_package(folder, definitions, then)


def describe_files_beside_pages(figures: Figures, tables: Mapping[str, Table], about: About) -> None:
    """Write the metadata of the data of charts, the changes of releases, the disclosure log and the library.

    The files of figures, areas and answers have none: their columns are those of `deployments` and `yearly_figures`.
    """
    pages, unknown = figures.project.pages, "See the page beside which the file stands."
    known = _columns_of(tables, "places", "deployments", "yearly_figures")
    known |= {column.name: column for column in read_tables(FOLDER / "beside_pages.toml", "column", Column)}
    for path in pages.glob("*/charts/*.csv"):
        said = json.loads((figures.project.charts / f"{path.parts[-3]}-{path.stem}.json").read_text(encoding="utf-8"))
        _describe(path, about, known, unknown, title=said["title"], row="one value of the chart", about=said["sentence"])
    as_text = {name: replace(column, type="text") for name, column in known.items()}
    for path in [*pages.glob("releases/not-yet-released.csv"), *pages.glob("releases/*/changes.csv")]:
        head = {"title": "Changes not yet released", "row": "one change since the last release", "about": "Empty where there is none."}
        _describe(path, about, as_text, unknown, **head)
    for name in ("disclosures", "documents"):
        for path in pages.glob(f"*/{name}/{name}.csv"):
            write_csvw(path.parent, tables[name].definition, about)


def _columns_of(tables: Mapping[str, Table], *names: str) -> dict[str, Column]:
    """The columns of some tables by name, as they are where a cell may be empty and hold what it held at another time."""
    columns = [column for name in names for column in tables[name].definition.columns]
    return {column.name: replace(column, empty="z", values=(), references="") for column in columns}


def _describe(path: Path, whole: About, known: Mapping[str, Column], otherwise: str, **said: str) -> Definition:
    """Write the metadata of a CSV file that exists, in the words of the tables; a column that no table has is text."""
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    columns = tuple(known.get(name) or Column(name, about=otherwise, empty="z") for name in names)
    one = Definition(name=path.stem, columns=columns, **said)  # type: ignore[arg-type]
    write_csvw(path.parent, one, whole)
    return one
