"""One description of the columns: the files, their metadata, the dictionary, the SQL and the records agree with it."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from fixtures.project import Warehouse
from lfr.downloads import tables
from lfr.downloads.table_files import SQL_TYPES
from lfr.downloads.tables import NAMES, SYMBOLS
from lfr.errors import BadData

from .conftest import Downloads

# What this project adds to a table of the warehouse, and what it leaves out because another column says it.
ADDED = {
    "deployments": {"year_label", "place_slug", "address", "printed_at"},
    "findings": set(),
    "corrections": {"publisher", "deployment_date", "location", "address"},
}
LEFT_OUT = {
    "deployments": {"deployment_month"},
    "findings": set(),
    "corrections": {"printed_now", "source_id_now", "page_now", "row_now"},
}
TABLES = {"deployments": "core.deployments", "findings": "checks.findings", "corrections": "core.corrections"}


@pytest.mark.parametrize("name", NAMES)
def test_the_same_columns_stand_in_every_format_and_every_description(downloads: Downloads, name: str) -> None:
    expected = downloads.definitions[name].names
    head = (downloads.latest / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.split(",") == expected
    content = downloads.json(f"{name}.json")
    assert all(list(row)[: len(expected)] == expected and set(row) - set(expected) <= {"no_value"} for row in content["rows"])
    described = duckdb.sql(f"DESCRIBE FROM '{downloads.latest / name}.parquet'").fetchall()
    kinds = {column.name: SQL_TYPES[column.type] for column in downloads.definitions[name].columns}
    assert {row[0]: row[1] for row in described} == kinds and [row[0] for row in described] == expected
    [resource] = [one for one in downloads.json("datapackage.json")["resources"] if one["name"] == name]
    assert [field["name"] for field in resource["schema"]["fields"]] == expected
    csvw = downloads.json(f"{name}.csv-metadata.json")
    assert [column["name"] for column in csvw["tableSchema"]["columns"]] == expected
    assert [row["column"] for row in downloads.csv("columns") if row["table"] == name] == expected


@pytest.mark.parametrize("name", TABLES)
def test_the_published_columns_are_those_of_the_warehouse(warehouse: Warehouse, downloads: Downloads, name: str) -> None:
    schema, table = TABLES[name].split(".")
    rows = warehouse.rows("SELECT column_name FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?", schema, table)
    columns = {row["column_name"] for row in rows}
    published = set(downloads.definitions[name].names)
    assert published - columns == ADDED[name] & (published - columns)
    assert published - columns <= ADDED[name] and columns - published == LEFT_OUT[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_dictionary_says_of_every_column_what_it_means(downloads: Downloads, name: str) -> None:
    by_name = {row["column"]: row for row in downloads.csv("columns") if row["table"] == name}
    for column in downloads.definitions[name].columns:
        row = by_name[column.name]
        assert (row["type"], row["meaning"]) == (column.type, column.about)
        assert row["unit"] == (column.unit or "[z]") and row["oddities"] == (column.oddities or "[z]")
        assert column.about.endswith(".") and column.type in SQL_TYPES and column.empty in SYMBOLS


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_the_cells_is_true(downloads: Downloads, name: str) -> None:
    """No required cell is empty, keys are unique, fixed values are the only ones, symbols those that the dictionary lists."""
    definition, rows = downloads.definitions[name], downloads.csv(name)
    listed = {row["column"]: set(row["symbols"].split()) for row in downloads.csv("columns") if row["table"] == name}
    for column in definition.columns:
        cells = {row[column.name] for row in rows}
        marks = {cell[1:-1] for cell in cells if cell.startswith("[") and cell[1:-1] in SYMBOLS}
        assert not (column.required and marks), column.name
        assert marks <= listed[column.name], column.name
        if column.values:
            assert {cell for cell in cells if cell[1:-1] not in SYMBOLS} <= set(column.values), column.name
    if definition.key:
        assert len({tuple(row[part] for part in definition.key) for row in rows}) == len(rows)


def test_a_layout_that_prints_a_column_has_values_in_it_and_no_other_has(downloads: Downloads) -> None:
    rows = downloads.csv("deployments")
    described = {row["column"]: row["layouts"] for row in downloads.csv("columns") if row["table"] == "deployments"}
    for column in downloads.definitions["deployments"].columns:
        if column.printed:
            for layout in {row["layout"] for row in rows}:
                cells = {row[column.name] for row in rows if row["layout"] == layout}
                is_said = f"{layout}: " in described[column.name]
                assert (cells == {"[x]"}) != is_said, (column.name, layout)


def test_the_headings_of_the_records_stand_in_the_dictionary(downloads: Downloads) -> None:
    [row] = [one for one in downloads.csv("columns") if (one["table"], one["column"]) == ("deployments", "arrests")]
    assert "met-2020: “Arrests / Disposals”" in row["layouts"] and "met-2025: “Outcome - Arrest”" in row["layouts"]


def test_the_page_has_every_column_with_an_anchor(downloads: Downloads) -> None:
    from lfr.pages import data_tables as show

    page = show.dictionary(downloads.figures, lambda address: address)
    for one in downloads.definitions.values():
        assert f"{{ #{one.name.replace('_', '-')} }}" in page
        for column in [] if one.like else one.columns:
            anchor = f'id="{one.name.replace("_", "-")}.{column.name.replace("_", "-")}"'
            assert page.count(anchor) == 1, anchor


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('abuot = "x"', 'places.toml, column publisher: unknown key “abuot”. Did you mean "about"?'),
        ('type = "words"', "places.toml, column publisher: the type is one of text, integer, number, boolean, date."),
        ('empty = "q"', "places.toml, column publisher: empty is one of x, n, s, z, nc."),
    ],
)
def test_a_description_that_does_not_read_is_refused(
    downloads: Downloads, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, said: str
) -> None:
    for path in tables.FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "places":
            text = text.replace('type = "text"\n', "" if line.startswith("type") else 'type = "text"\n', 1)
            text = text.replace('name = "publisher"\n', f'name = "publisher"\n{line}\n', 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    with pytest.raises(BadData) as refused:
        tables.definitions(downloads.figures)
    assert said in str(refused.value)


def test_columns_in_the_metadata_of_a_parquet_file_are_those_of_the_dictionary(downloads: Downloads) -> None:
    found = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{downloads.latest / 'deployments.parquet'}')").fetchall()
    metadata = {bytes(key).decode(): bytes(value).decode() for key, value in found}
    assert metadata["citation"].startswith("LFR Statistics (2025)") and "not stated" in metadata["licence"]
    assert metadata["as_at"] == "2025-05-12"
    assert json.loads(metadata["columns"]) == {one.name: one.about for one in downloads.definitions["deployments"].columns}
