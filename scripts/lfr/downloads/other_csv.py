"""The CSV files outside /data/latest/ with metadata of their own: older addresses, releases, charts, what the library lists.

In these files a cell without a value is empty.
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
from lfr.downloads.about import About
from lfr.downloads.metadata import write_csvw, write_package
from lfr.downloads.table_rows import Table
from lfr.downloads.tables import FOLDER, Column, Definition
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
