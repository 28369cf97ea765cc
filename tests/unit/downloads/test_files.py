"""The files of a table: the same rows in each format, a word for every unknown, and nothing that a spreadsheet would run."""

from __future__ import annotations

import math
import re
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment, deployments
from lfr.downloads.tables import MARKS, NAMES

from .conftest import Downloads, Publish


def same(cell: str, value: object) -> bool:
    """Whether a cell of a CSV file says what a typed value says."""
    if value is None:
        return cell in MARKS
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, int | float):
        return math.isclose(float(cell), value, rel_tol=1e-12)
    return cell.removeprefix("'") == str(value).removeprefix("'")


@pytest.mark.parametrize("name", NAMES)
def test_the_three_formats_have_the_same_rows(downloads: Downloads, name: str) -> None:
    cells = [list(row.values()) for row in downloads.csv(name)]
    width = len(downloads.definitions[name].columns)
    from_json = [list(row.values())[:width] for row in downloads.json(f"{name}.json")["rows"]]
    from_parquet = duckdb.sql(f"FROM '{downloads.latest / name}.parquet'").fetchall()
    assert len(cells) == len(from_json) == len(from_parquet)
    for row, one, other in zip(cells, from_json, from_parquet, strict=True):
        assert all(same(cell, value) for cell, value in zip(row, one, strict=True)), (row, one)
        assert all(same(cell, value) for cell, value in zip(row, other, strict=True)), (row, other)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_empty_and_none_has_a_separator_or_a_day_of_its_own_kind(downloads: Downloads, name: str) -> None:
    kinds = {column.name: column.type for column in downloads.definitions[name].columns}
    patterns = {"integer": r"\d+", "number": r"\d+(\.\d+)?", "boolean": "true|false", "date": r"\d{4}-\d\d-\d\d", "text": r"(?s).+"}
    for row in downloads.csv(name):
        for column, cell in row.items():
            assert cell in MARKS or re.fullmatch(patterns[kinds[column]], cell), (column, cell)


def test_four_kinds_of_nothing_are_four_symbols(downloads: Downloads) -> None:
    rows = {row["deployment_id"]: row for row in downloads.csv("deployments")}
    stopped = rows["met-0002"]
    assert stopped["alerts"] == "[s]" and stopped["threshold"] == "[x]" and stopped["watchlist_size"] == "7316"
    figures = {(row["year"], row["measure"]): row for row in downloads.csv("yearly_figures")}
    assert figures["2020", "duration_minutes"]["value"] == "[x]"
    assert figures["2021", "accuracy_of_stops"]["value"] == "[z]" and figures["2021", "accuracy_of_stops"]["why_empty"] == "no case"
    assert figures["2021", "arrests"]["value"] == "0"


def test_a_partial_year_says_so_in_every_table_by_year(downloads: Downloads) -> None:
    for name in ("yearly_figures", "yearly_figures_wide", "places", "boroughs"):
        labels = {row["label"] for row in downloads.csv(name) if row["year"] == "2025"}
        assert labels == {"2025, to 11 July"}, name
    assert {row["year_label"] for row in downloads.csv("deployments") if row["deployment_year"] == "2025"} == {"2025, to 11 July"}


def test_text_from_a_record_is_text_in_every_file(publish: Publish, tmp_path: Path) -> None:
    hostile = ['=HYPERLINK("https://example.org")', "+1+1", "-2", "@SUM(A1)", "[x]", "<script>alert(1)</script>"]
    rows = [deployment("met-2025", location=text, date=f"0{day}/02/25") for day, text in enumerate(hostile, start=1)]
    made = publish(TinyProject(tmp_path / "tiny").record("a", "met-2025", rows))
    assert [row["location"] for row in made.csv("deployments")] == [*(f"'{text}" for text in hostile[:-1]), hostile[-1]]
    assert [row["location"] for row in made.json("deployments.json")["rows"]] == hostile
    assert [text for [text] in duckdb.sql(f"SELECT location FROM '{made.latest / 'deployments.parquet'}'").fetchall()] == hostile


def test_a_year_without_deployments_and_a_year_without_records_are_told_apart(publish: Publish, tmp_path: Path) -> None:
    tiny = TinyProject(tmp_path / "tiny")
    tiny.record("a", "met-2023", deployments("met-2023", 1, date(2023, 4, 6)), covers=("2023-01-01", "2024-12-31"))
    tiny.record("b", "met-2025", deployments("met-2025", 1, date(2026, 2, 3)), covers=("2026-01-01", "2026-12-31"))
    made = publish(tiny)
    found = {(row["year"], row["measure"]): row for row in made.csv("yearly_figures")}
    assert [found[year, "arrests"]["value"] for year in ("2023", "2024", "2025", "2026")] == ["2", "0", "[nc]", "2"]
    assert found["2025", "arrests"]["covers_from"] == "[nc]" and found["2025", "arrests"]["label"] == "2025, not covered"
    wide = {row["year"]: row for row in made.csv("yearly_figures_wide")}
    assert wide["2025"]["arrests"] == "[nc]" and wide["2024"]["watchlist_size_median"] == "[z]"


def test_the_zip_holds_every_file_beside_it_with_its_papers(downloads: Downloads) -> None:
    with zipfile.ZipFile(downloads.latest / "lfr-statistics.zip") as archive:
        inside = {name.removeprefix("lfr-statistics/"): archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    beside = {path.name: path.read_bytes() for path in downloads.latest.iterdir() if path.suffix != ".zip"}
    assert inside == beside
    assert {"README.txt", "LICENCE.txt", "CITATION.cff", "datapackage.json", "columns.csv", "yearly_figures.xlsx"} <= set(inside)


def test_the_older_addresses_keep_their_columns_and_their_empty_cells(downloads: Downloads) -> None:
    old = (downloads.pages / "data" / "deployments.csv").read_text(encoding="utf-8")
    new = (downloads.latest / "deployments.csv").read_text(encoding="utf-8")
    assert new.splitlines()[0].startswith(old.splitlines()[0] + ",")
    assert "[x]" not in old and ",," in old


def test_a_table_written_in_many_parts_is_the_same_as_in_one(publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real tables fit into one part: what larger ones are cut into must not show."""
    files = {}
    for rows in (2, 5_000):
        monkeypatch.setattr("lfr.downloads.table_rows._AT_A_TIME", rows)
        project = TinyProject(tmp_path / f"parts-of-{rows}")
        project.record("met-2025", "met-2025", [*deployments("met-2025", 6, date(2025, 1, 3)), deployment("met-2025", date="03/02/25")])
        latest = publish(project).latest
        files[rows] = {path.name: path.read_bytes() for path in sorted(latest.iterdir()) if path.suffix in (".csv", ".json", ".parquet")}
    assert files[2].keys() == files[5_000].keys() and "deployments.parquet" in files[2]
    assert [name for name in files[2] if files[2][name] != files[5_000][name]] == []
