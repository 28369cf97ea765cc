"""Twelve plain deployments of February 2025, into which each test seeds one error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import Build, Finds, TinyProject, built
from fixtures.rows import Cells, deployments

SOURCE = "met-tiny"


@pytest.fixture
def rows() -> list[Cells]:
    """A clean record: on every second day, at Camden, all numbers in line."""
    return deployments("met-2025", 12, date(2025, 2, 3))


@pytest.fixture
def tiny(tmp_path: Path) -> TinyProject:
    return TinyProject(tmp_path / "tiny")


@pytest.fixture
def build() -> Iterator[Build]:
    """Build a project and close it when the test is over."""
    with ExitStack() as opened:
        yield lambda project: opened.enter_context(built(project))


@pytest.fixture
def finds(tiny: TinyProject, rows: list[Cells], build: Build) -> Finds:
    """Where a check finds something in these rows: (row, column), all on page 1."""

    def run(check: str, *, layout: str = "met-2025", printed: list[Cells] | None = None, **options: object) -> list[tuple[int | None, str]]:
        real = build(tiny.record(SOURCE, layout, printed or rows, **options))  # type: ignore[arg-type]
        found = real.findings(check)
        assert all(one["source_id"] == SOURCE and one["page"] in (1, None) for one in found)
        return [(one["row"], one["column_name"]) for one in found]

    return run
