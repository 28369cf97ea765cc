"""measures.toml: what it names exists, in the tables, in the layouts, in words and on a page."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from fixtures.project import Warehouse
from lfr.errors import LfrError
from lfr.project import MEASURES
from lfr.records.layouts import layouts
from lfr.warehouse.measures import bases, counted_measures, measure, measures, readings
from lfr.warehouse.model_sql import source_layouts
from lfr.wording.words import BASES

ROOT = Path(__file__).resolve().parents[3]


def test_what_a_measure_counts_is_a_column_of_the_deployments(warehouse: Warehouse) -> None:
    rows = warehouse.rows("SELECT column_name FROM duckdb_columns() WHERE schema_name = 'core' AND table_name = 'deployments'")
    columns = {row["column_name"] for row in rows}
    assert {column for one in counted_measures() for column in one.columns} <= columns
    assert {column for column in tomllib.loads(MEASURES.read_text(encoding="utf-8"))["readings"]} <= columns


def test_what_a_reading_takes_is_a_field_of_a_layout() -> None:
    fields = {column.field for layout in layouts().values() for column in layout.columns}
    entries = tomllib.loads(MEASURES.read_text(encoding="utf-8"))["readings"].values()
    assert {field for readings in entries for reading in readings for field in reading["of"]} <= fields


def test_every_basis_has_words() -> None:
    assert {basis for one in counted_measures() for layout in source_layouts() for basis in bases(one, layout)} <= BASES.keys()


@pytest.mark.parametrize("name", measures())
def test_a_measure_is_defined_in_a_sentence_and_on_a_page(name: str) -> None:
    one = measure(name)
    assert one.definition.endswith((".", "?")) and one.title and one.unit
    assert (ROOT / "site" / "methods" / f"{one.method}.md").is_file()


def test_an_unknown_measure_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(LfrError, match=r'measure arrest: unknown measure\. Did you mean "arrests"\?'):
        measure("arrest")


def test_a_number_printed_in_two_columns_is_read_once() -> None:
    repeating = [layout for layout in source_layouts() if layout.repeated]
    assert repeating
    for layout in repeating:
        for name in ("no_action", "other_disposals"):
            assert [one.basis for one in readings(name, layout)] == ["not_separable"]
        [reading] = readings("outcomes_other_than_arrest", layout)
        assert reading.basis == "repeated_column_taken_once"
