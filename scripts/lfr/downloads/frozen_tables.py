"""`/data/<version>/`: the frozen files of each release, the same bytes for ever, with their meaning beside them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lfr.downloads.about import About
from lfr.downloads.metadata import write_csvw, write_package
from lfr.downloads.older import columns_of
from lfr.downloads.tables import Column, Definition, Table
from lfr.project import Project

# What `lfr release` freezes for readers, and what one row of each is.
_FILES = {
    "figures": "one figure, as it stood",
    "deployments": "one deployment, as it stood",
    "changes": "one change since the release before",
}


def write_released(project: Project, releases: Sequence[Mapping[str, Any]], tables: Mapping[str, Table], about: About) -> int:
    """Copy what data/releases/ holds of each release, and describe it. Returns how many files."""
    root = project.pages / "data"
    for folder in root.iterdir():
        if folder.is_dir() and re.fullmatch(r"\d+\.\d+\.\d+", folder.name):
            shutil.rmtree(folder)
    known = {column.name: column for name in ("deployments", "yearly_figures") for column in tables[name].definition.columns}
    for release in releases:
        folder = root / release["version"]
        folder.mkdir()
        then = replace(about, version=release["version"], as_at=date.fromisoformat(release["date"]))
        definitions = []
        for name, row in _FILES.items():
            shutil.copyfile(project.data / "releases" / release["version"] / f"{name}.csv", folder / f"{name}.csv")
            definitions.append(_definition(folder / f"{name}.csv", row, release["version"], known))
            write_csvw(folder, definitions[-1], then, marks=False)
        write_package(folder, definitions, then, marks=False)
    return len(releases) * (2 * len(_FILES) + 1)


def _definition(path: Path, row: str, version: str, known: Mapping[str, Column]) -> Definition:
    """The columns that the frozen file has. One that is no longer published is text."""
    columns = tuple(
        replace(known[name], required=False, values=(), references="") if name in known else Column(name, "text", "As frozen.")
        for name in columns_of(path)
    )
    return Definition(path.stem, f"{path.stem.capitalize()} of release {version}", row, "Frozen with the release.", (), columns)
