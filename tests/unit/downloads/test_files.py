"""The files of a table: the same rows in each format, a word for every unknown, and nothing that a spreadsheet would run."""

from __future__ import annotations

import math
import re
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
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


@pytest.mark.parametrize("name", NAMES)
def test_the_plain_file_has_the_same_values_and_a_note_for_every_empty_cell(downloads: Downloads, name: str) -> None:
    for row, annotated in zip(downloads.csv(f"{name}_plain"), downloads.csv(name), strict=True):
        notes = {symbol: names.split() for symbol, _, names in (one.partition(" ") for one in row.pop("notes").split("; "))}
        empty = {column: cell for column, cell in annotated.items() if cell in MARKS}
        assert row == {column: "" if column in empty else cell.replace("'[", "[") for column, cell in annotated.items()}
        assert empty == {column: symbol for symbol, columns in notes.items() if symbol in MARKS for column in columns}
        assert all(row[column] for symbol in notes.keys() - {*MARKS, ""} for column in notes[symbol])


def test_a_program_reads_every_number_of_a_plain_file_as_a_number(downloads: Downloads) -> None:
    for definition in downloads.definitions.values():
        frame = pd.read_csv(downloads.latest / f"{definition.plain.name}.csv")
        for column in definition.columns:
            if column.type in ("integer", "number"):
                assert pd.api.types.is_numeric_dtype(frame[column.name]), (definition.name, column.name)


def _notes(downloads: Downloads, table: str, **row: str) -> dict[str, list[str]]:
    [found] = [one for one in downloads.csv(f"{table}_plain") if row.items() <= one.items()]
    return {symbol: names.split() for symbol, _, names in (one.partition(" ") for one in found["notes"].split("; "))}


def test_estimates_and_breaks_are_marked_in_the_plain_files(downloads: Downloads) -> None:
    of_2024 = _notes(downloads, "yearly_figures_wide", year="2024")
    assert {"faces_seen", "stops_lower", "stops_upper"} <= set(of_2024["[e]"]) and "arrests" not in of_2024["[e]"]
    assert {"faces_seen", "threshold_maximum", "false_alerts", "false_alerts_per_alert"} <= set(of_2024["[b]"])
    assert {"arrests", "false_alerts"}.isdisjoint(_notes(downloads, "yearly_figures_wide", year="2025")["[b]"])
    assert "faces_seen" not in _notes(downloads, "yearly_figures_wide", year="2021").get("[e]", [])
    printed = _notes(downloads, "deployments", deployment_id="met-0003")
    assert printed["[e]"] == ["faces_seen"]
    for row in downloads.csv("deployments_plain"):
        is_estimate = row["has_printed_stops"] == "false" and row["stops_upper"] not in ("", "0")
        assert ("stops_upper" in row["notes"].partition("[e]")[2].split(";")[0].split()) == is_estimate, row["deployment_id"]
    same_days = {"part_year": "2025", "year": "2024"}
    assert _notes(downloads, "same_period", measure="faces_seen", **same_days)["[b]"] == ["value", "value_as_published"]
    assert "[b]" not in _notes(downloads, "same_period", measure="arrests", **same_days)


def test_four_kinds_of_nothing_are_four_symbols(downloads: Downloads) -> None:
    rows = {row["deployment_id"]: row for row in downloads.csv("deployments")}
    stopped = rows["met-0002"]
    assert stopped["alerts"] == "[x2]" and stopped["threshold"] == "[x]" and stopped["watchlist_size"] == "7316"
    figures = {(row["year"], row["measure"]): row for row in downloads.csv("yearly_figures")}
    assert figures["2020", "duration_minutes"]["value"] == "[x]"
    assert figures["2021", "accuracy_of_stops"]["value"] == "[z]" and figures["2021", "accuracy_of_stops"]["why_empty"] == "no deployment"
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
    assert [found[year, "arrests"]["value"] for year in ("2023", "2024", "2025", "2026")] == ["2", "0", "[x3]", "2"]
    assert found["2025", "arrests"]["covers_from"] == "[x3]" and found["2025", "arrests"]["label"] == "2025, not covered"
    wide = {row["year"]: row for row in made.csv("yearly_figures_wide")}
    assert wide["2025"]["arrests"] == "[x3]" and wide["2024"]["watchlist_size_median"] == "[z]"


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


@pytest.mark.slow
def test_a_table_written_in_many_parts_is_the_same_as_in_one(publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real tables fit into one part: what larger ones are cut into must not show."""
    files = {}
    for rows in (2, 5_000):
        monkeypatch.setattr("lfr.downloads.table_files._AT_A_TIME", rows)
        project = TinyProject(tmp_path / f"parts-of-{rows}")
        project.record("met-2025", "met-2025", [*deployments("met-2025", 6, date(2025, 1, 3)), deployment("met-2025", date="03/02/25")])
        latest = publish(project).latest
        files[rows] = {path.name: path.read_bytes() for path in sorted(latest.iterdir()) if path.suffix in (".csv", ".json", ".parquet")}
    assert files[2].keys() == files[5_000].keys() and "deployments.parquet" in files[2]
    assert [name for name in files[2] if files[2][name] != files[5_000][name]] == []
