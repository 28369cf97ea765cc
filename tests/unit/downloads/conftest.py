"""The downloads and the API of the real data, written once; and of any tiny project."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from fixtures.project import TinyProject, Warehouse, built
from lfr.downloads.open_data import write_open_data
from lfr.downloads.tables import Definition, definitions
from lfr.pages.figure_pages import citation_rows
from lfr.pages.library_files import library_rows, write_library
from lfr.pages.release_pages import release_rows
from lfr.warehouse.figures import Figures


@dataclass
class Downloads:
    """What was written for one warehouse."""

    figures: Figures

    @property
    def pages(self) -> Path:
        return self.figures.project.pages

    @property
    def latest(self) -> Path:
        return self.pages / "data" / "latest"

    @property
    def api(self) -> Path:
        return self.pages / "api" / "v1"

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        return definitions(self.figures)

    def csv(self, name: str) -> list[dict[str, str]]:
        with (self.latest / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def json(self, name: str) -> Any:
        return json.loads((self.latest / name).read_text(encoding="utf-8"))

    def call(self, address: str) -> Any:
        """A file of the API by its address."""
        return json.loads((self.pages / address.lstrip("/")).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def downloads(warehouse: Warehouse) -> Iterator[Downloads]:
    """Everything that a build writes of the real data before MkDocs takes it in."""
    figures = Figures(warehouse.project)
    write_library(figures)
    write_open_data(figures, {**library_rows(figures), "releases": release_rows(figures), "citations": citation_rows(figures)})
    yield Downloads(figures)
    figures.close()


Publish = Callable[[TinyProject], Downloads]


@pytest.fixture
def publish() -> Iterator[Publish]:
    """Build a tiny project and write its downloads; it has no library of its own."""
    opened: list[Figures] = []

    def made(tiny: TinyProject) -> Downloads:
        with built(tiny):
            pass
        figures = Figures(tiny)
        opened.append(figures)
        write_open_data(figures, {})
        return Downloads(figures)

    yield made
    for figures in opened:
        figures.close()
