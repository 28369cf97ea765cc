"""The library and the figures of the real data, for the tests of their pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures.project import Warehouse
from lfr.curated.library import Library, read_library
from lfr.project import Project
from lfr.warehouse.figures import Figures, open_figures


@pytest.fixture(scope="module")
def published(real: Project) -> Library:
    return read_library(real)


@pytest.fixture(scope="module")
def figures(warehouse: Warehouse) -> Iterator[Figures]:
    found = open_figures(warehouse.project)
    yield found
    found.close()
