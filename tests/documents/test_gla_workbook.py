"""The workbook of a London Assembly member's office: a second opinion, never committed."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.real import Real, read

NAME = "gla-lfr-deployments.xlsx"


@pytest.fixture(scope="module")
def workbook(records: Path) -> Real:
    return read(records / NAME)


def test_it_has_252_deployments_on_its_second_sheet(workbook: Real) -> None:
    assert len(workbook.rows) == 252
    assert {row.page for row in workbook.rows} == {2}


def test_its_rows_begin_under_the_headings_in_row_4(workbook: Real) -> None:
    assert workbook.rows[0].row == 5


def test_another_reader_counts_as_many_rows(workbook: Real) -> None:
    # pandas shares openpyxl with our reader, but neither the search for the headings nor the rule for what is a row.
    import pandas as pd

    table = pd.read_excel(workbook.path, sheet_name="Deployment Data", header=3, engine="openpyxl")
    assert table["Date"].notna().sum() == 252


def test_some_dates_are_dates_and_some_are_text(workbook: Real) -> None:
    kinds = [row.cells["date_cell"] for row in workbook.rows]
    assert set(kinds) == {"date", "text"}


def test_each_row_has_its_borough(workbook: Real) -> None:
    assert all(row.cells["borough"] for row in workbook.rows)


def test_its_cells_are_not_committed() -> None:
    root = Path(__file__).resolve().parents[2]
    assert not [path for path in (root / "data").rglob("*") if "gla" in path.name]
