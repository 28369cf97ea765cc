"""One description of the columns: the files, their metadata, the dictionary, the SQL and the records agree with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from fixtures.project import TinyProject, Warehouse
from fixtures.rows import deployment
from lfr.downloads import tables
from lfr.downloads.table_files import SQL_TYPES
from lfr.downloads.tables import NAMES, SYMBOLS
from lfr.errors import BadData
from lfr.wording.words import NO_CASE, NO_DEPLOYMENT, NOT_COVERED, NOT_KNOWN, NOT_PUBLISHED, NOT_RECORDED, NOT_SEPARABLE

from .conftest import Downloads, Publish

# What this project adds to a table of the warehouse, and what it leaves out because another column says it.
ADDED = {
    "deployments": {"year_label", "place_slug", "address", "printed_at"},
    "findings": set(),
    "corrections": {"publisher", "deployment_date", "location", "address"},
}
LEFT_OUT = {
    "deployments": {"deployment_month", "place_name"},
    "findings": set(),
    # `field` is the warehouse’s own name of the printed column.
    "corrections": {"printed_now", "source_id_now", "page_now", "row_now", "field"},
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
    assert published - columns <= ADDED[name] and columns - published <= LEFT_OUT[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_dictionary_says_of_every_column_what_it_means(downloads: Downloads, name: str) -> None:
    by_name = {row["column"]: row for row in downloads.csv("columns") if row["table"] == name}
    for column in downloads.definitions[name].columns:
        row = by_name[column.name]
        assert (row["type"], row["meaning"]) == (column.type, column.about)
        assert row["unit"] == (column.unit or "[z]") and row["oddities"] == (column.oddities or "[z]")
        assert column.about.endswith(".") and column.type in SQL_TYPES and column.empty in ("", *SYMBOLS)


def test_why_a_figure_has_no_value_is_said_in_the_words_of_the_pages(downloads: Downloads) -> None:
    [column] = [one for one in downloads.definitions["yearly_figures"].columns if one.name == "why_empty"]
    assert set(column.values) == {NOT_PUBLISHED, NOT_SEPARABLE, NOT_COVERED, NOT_RECORDED, NOT_KNOWN, NO_DEPLOYMENT, NO_CASE}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_the_cells_is_true(downloads: Downloads, name: str) -> None:
    """No required cell is empty, keys are unique, fixed values are the only ones, symbols those that the dictionary lists."""
    definition, rows = downloads.definitions[name], downloads.csv(name)
    listed = {row["column"]: set(row["symbols"].split()) for row in downloads.csv("columns") if row["table"] == name}
    for column in definition.columns:
        cells = {row[column.name] for row in rows}
        marks = {cell[1:-1] for cell in cells if cell.startswith("[") and cell[1:-1] in SYMBOLS}
        assert column.empty or not marks, column.name
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
    from lfr.pages.shown import Macros

    page = Macros(downloads.figures, "").dictionary()
    for one in downloads.definitions.values():
        assert f"{{ #{one.name.replace('_', '-')} }}" in page
        for column in [] if one.like else one.columns:
            anchor = f'id="{one.name.replace("_", "-")}.{column.name.replace("_", "-")}"'
            assert page.count(anchor) == 1, anchor


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the descriptions of all tables, which is read in place of the real one."""
    folder = tmp_path / "tables"
    shutil.copytree(tables.FOLDER, folder)
    monkeypatch.setattr(tables, "FOLDER", folder)
    return folder


def add_column(folder: Path, table: str, entry: str) -> None:
    with (folder / f"{table}.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[[column]]\n{entry}\n")


def take_out(folder: Path, table: str, name: str) -> None:
    """A maintainer may have published the column in the meantime."""
    path = folder / f"{table}.toml"
    parts = path.read_text(encoding="utf-8").split("\n[[column]]\n")
    path.write_text("\n[[column]]\n".join(one for one in parts if not one.startswith(f'name = "{name}"\n')), encoding="utf-8")


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        ('name = "zone"\nabuot = "x"', 3, 'column “zone”: unknown key “abuot”. Did you mean "about"?'),
        ('name = "zone"', 1, "column “zone”: about is missing. Say what the column means, here or in shared.toml."),
        ('name = "zone"\ntype = "words"\nabout = "x"', 3, "column “zone”: unknown type “words”. Known: boolean, date, "),
        ('name = "zone"\nempty = "q"\nabout = "x"', 3, "column “zone”: unknown empty “q”. Known: x, x1, x2, x3, x4, z."),
        ('name = "year"', 2, "column “year”: the name “year” stands on line {year} too."),
    ],
)
def test_a_description_that_does_not_read_is_refused(downloads: Downloads, described: Path, entry: str, line: int, said: str) -> None:
    """`line` counts from the [[column]] that is added to the file; an entry that was there is named by the line of its [[column]]."""
    lines = (described / "places.toml").read_text(encoding="utf-8").splitlines()
    add_column(described, "places", entry)
    with pytest.raises(BadData) as refused:
        tables.definitions(downloads.figures)
    where = f"places.toml, line {len(lines) + 1 + line}, "
    assert where + said.format(year=lines.index('name = "year"')) in str(refused.value)


def test_one_entry_is_a_new_column_in_every_file_and_description(publish: Publish, tmp_path: Path, described: Path) -> None:
    take_out(described, "deployments", "deployment_month")
    add_column(described, "deployments", 'name = "deployment_month"\ntype = "integer"\nabout = "Calendar month, 1 to 12."')
    add_column(described, "yearly_figures", 'name = "method"\nabout = "The method page of the measure."')
    add_column(described, "releases", 'name = "name"\nempty = "z"\nabout = "The name of the release."')
    tiny = TinyProject(tmp_path / "tiny").record("a", "met-2025", [deployment("met-2025", date="03/02/25")])
    made = publish(tiny)
    for table, column, value in (("deployments", "deployment_month", 2), ("yearly_figures", "method", "deployments")):
        assert made.csv(table)[0][column] == str(value)
        assert made.json(f"{table}.json")["rows"][0][column] == value
        assert duckdb.sql(f"SELECT {column} FROM '{made.latest / table}.parquet' LIMIT 1").fetchall() == [(value,)]
        [resource] = [one for one in made.json("datapackage.json")["resources"] if one["name"] == table]
        assert resource["schema"]["fields"][-1]["name"] == column
        assert made.json(f"{table}.csv-metadata.json")["tableSchema"]["columns"][-1]["name"] == column
        [row] = [one for one in made.csv("columns") if (one["table"], one["column"]) == (table, column)]
        assert row["example"] == str(value)
        assert column not in (made.pages / "data" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert made.csv("deployments_as_published")[0]["deployment_month"] == "2"


def test_a_column_that_the_rows_do_not_have_is_refused(publish: Publish, tmp_path: Path, described: Path) -> None:
    take_out(described, "deployments", "deployment_month")
    add_column(described, "deployments", 'name = "deployment_mont"\nabout = "Calendar month."')
    tiny = TinyProject(tmp_path / "tiny").record("a", "met-2025", [deployment("met-2025")])
    with pytest.raises(BadData) as refused:
        publish(tiny)
    assert 'column “deployment_mont”: the rows have no such column. Did you mean "deployment_month"?' in str(refused.value)


def test_columns_in_the_metadata_of_a_parquet_file_are_those_of_the_dictionary(downloads: Downloads) -> None:
    found = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{downloads.latest / 'deployments.parquet'}')").fetchall()
    metadata = {bytes(key).decode(): bytes(value).decode() for key, value in found}
    assert (
        metadata["citation"].startswith("LFR Statistics. ")
        and "not yet released" in metadata["citation"]
        and "not stated" in metadata["licence"]
    )
    assert metadata["as_at"] == "2025-07-15"
    assert json.loads(metadata["columns"]) == {one.name: one.about for one in downloads.definitions["deployments"].columns}


@pytest.mark.parametrize(
    ("column", "more", "said"),
    [
        ("place_name", 'type = "integer"', "a row holds “Camden”, not of the type integer. Change the type."),
        ("place_name", 'type = "boolean"', "a row holds “Camden”, not of the type boolean."),
        ("deployment_month", 'type = "date"', "a row holds “2”, not of the type date."),
        ("borough_code", "", "a row has no value. Say with empty which symbol stands there (x, x1, x2, z, x3, x4)."),
    ],
)
def test_a_column_that_is_not_as_described_is_named(
    publish: Publish, tmp_path: Path, described: Path, column: str, more: str, said: str
) -> None:
    take_out(described, "deployments", column)
    add_column(described, "deployments", f'name = "{column}"\nabout = "x"\n{more}')
    tiny = (
        TinyProject(tmp_path / "tiny")
        .place("Nowhere")
        .record("a", "met-2025", [deployment("met-2025"), deployment("met-2025", location="Nowhere")])
    )
    with pytest.raises(BadData) as refused:
        publish(tiny)
    assert f"column “{column}”: {said}" in str(refused.value)
