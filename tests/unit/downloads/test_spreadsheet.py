"""The spreadsheet of the yearly figures, read cell by cell and opened by LibreOffice."""

from __future__ import annotations

import csv
import re
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from openpyxl.worksheet.worksheet import Worksheet

from .conftest import Downloads, Publish

PAPERS = ["Cover", "Contents", "Notes"]
TABLES = ["Use", "Watchlists", "Alerts", "Stops", "Outcomes", "Rates", "Corrected"]


@pytest.fixture(scope="module")
def sheets(downloads: Downloads) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(downloads.latest / "yearly_figures.xlsx")
    return {sheet.title: sheet for sheet in book}


def table_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The header row and the rows of the one table of a sheet."""
    [table] = sheet.tables.values()
    return [tuple(cell.value for cell in row) for row in sheet[table.ref]]


def test_it_has_a_cover_contents_notes_and_one_table_a_sheet(sheets: dict[str, Worksheet]) -> None:
    assert list(sheets) == PAPERS + TABLES
    for name in TABLES:
        assert len(sheets[name].tables) == 1
        assert not sheets[name].merged_cells.ranges
    listed = [row[0].value for row in sheets["Contents"].iter_rows(min_row=4)]
    assert listed == TABLES


def test_no_cell_of_a_table_is_empty_and_every_heading_differs(sheets: dict[str, Worksheet]) -> None:
    for name in TABLES:
        head, *rows = table_of(sheets[name])
        assert len(set(head)) == len(head)
        assert all(cell is not None and cell != "" for row in rows for cell in row), name


def test_every_symbol_and_every_note_that_occurs_is_explained(sheets: dict[str, Worksheet]) -> None:
    cover = " ".join(str(row[0].value) for row in sheets["Cover"].iter_rows())
    numbers = {str(row[0].value) for row in sheets["Notes"].iter_rows(min_row=4)}
    for name in TABLES:
        head, *rows = table_of(sheets[name])
        for symbol in {symbol for row in rows for cell in row for symbol in re.findall(r"\[\w+\]", str(cell))}:
            assert f"{symbol} " in cover
        for heading in head:
            _, _, note = str(heading).partition("[note ")
            assert not note or note.rstrip("]") in numbers, heading


def test_it_has_every_figure_of_the_yearly_file(downloads: Downloads, sheets: dict[str, Worksheet]) -> None:
    head, *rows = table_of(sheets["Corrected"])
    assert [str(name).split("\n")[0] for name in head[:5]] == ["Police force", "Calendar year", "Measure", "Figure", "Before correction"]
    expected = sorted((row["label"], row["value"], row["value_as_published"]) for row in downloads.csv("yearly_figures"))
    found = sorted((str(row[1]), _as_text(row[3]), _as_text(row[4])) for row in rows)
    assert found == expected
    assert [row[5] for row in rows] == sorted((row[5] for row in rows), reverse=True)


def test_the_tables_by_year_have_every_measure_once(downloads: Downloads, sheets: dict[str, Worksheet]) -> None:
    wide = downloads.csv("yearly_figures_wide")
    columns = [name for name in wide[0] if not name.endswith("_as_published")][6:]
    found = []
    for name in TABLES[:-1]:
        _, *rows = table_of(sheets[name])
        assert [row[1] for row in rows] == [row["label"] for row in wide]
        found += [tuple(_as_text(row[place]) for row in rows) for place in range(4, len(rows[0]) - 1)]
    assert sorted(found) == sorted(tuple(row[column] for row in wide) for column in columns)


def test_estimates_and_breaks_stand_in_the_last_column_and_are_explained_above(sheets: dict[str, Worksheet]) -> None:
    head, *rows = table_of(sheets["Use"])
    shorthand = {row[1]: str(row[-1]) for row in rows}
    assert head[-1] == "Shorthand" and shorthand["2021"] == "[z]"
    assert "Faces seen [e] [b]" in shorthand["2024"] and "Deployments" not in shorthand["2024"]
    assert "Stops, least of three readings [e]" in {row[1]: str(row[-1]) for row in table_of(sheets["Stops"])}["2024"]
    for name in TABLES:
        above = " ".join(str(cell.value) for row in sheets[name].iter_rows(max_row=6, max_col=1) for cell in row)
        assert "[e] estimate; [b] break in the series" in above and "[x1] not known" in above, name
    marked = {(row[1], row[2]): row[-1] for row in table_of(sheets["Corrected"])[1:]}
    assert marked["2024", "Faces seen"] == "[e] [b]" and marked["2024", "Deployments"] == "[z]"


@pytest.mark.parametrize("name", ["deployments", "places", "boroughs"])
def test_a_table_has_the_rows_of_its_csv_file_with_whole_apostrophes_and_real_dates(downloads: Downloads, name: str) -> None:
    book = openpyxl.load_workbook(downloads.latest / f"{name}.xlsx")
    assert book.sheetnames == ["Cover", "Contents", name.capitalize(), "Columns"]
    head, *rows = table_of(book[name.capitalize()])
    expected = downloads.csv(name)
    assert [str(one).lower().replace(" ", "_") for one in head] == list(expected[0])
    said = {"yes": "true", "no": "false"}
    for row, of_csv in zip(rows, expected, strict=True):
        shown = [str(one.date()) if isinstance(one, datetime) else said.get(str(one), _as_text(one)) for one in row]
        assert shown == list(of_csv.values())
    meanings = table_of(book["Columns"])[1:]
    assert [row[3] for row in meanings] == list(expected[0]) and all(row[1] for row in meanings)
    if name == "deployments":
        places = {str(row[list(expected[0]).index("location")]) for row in rows}
        assert any("’" in one or "'" in one for one in places)


def _as_text(value: object) -> str:
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.12f}".rstrip("0")
    return str(int(value)) if isinstance(value, int | float) else str(value)


def test_libreoffice_shows_every_table_with_its_header_and_notes(
    downloads: Downloads, sheets: dict[str, Worksheet], tmp_path: Path
) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    path = downloads.latest / "yearly_figures.xlsx"
    command = ["soffice", profile, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, sheet in sheets.items():
        with (tmp_path / f"yearly_figures-{name}.csv").open(encoding="utf-8", newline="") as file:
            shown = list(csv.reader(file))
        assert shown[0][0] == sheet["A1"].value
        if name in TABLES:
            head, *rows = table_of(sheet)
            place = shown.index([str(cell) for cell in head])
            assert "refer to notes" in " ".join(cell for line in shown[:place] for cell in line)
            assert len([line for line in shown[place + 1 :] if any(line)]) == len(rows)
        if name == "Notes":
            assert "Do not compare it with a whole year." in shown[3][1]


def test_a_name_is_never_a_formula(publish: Publish, tmp_path: Path) -> None:
    tiny = TinyProject(tmp_path / "tiny").record("a", "met-2025", [deployment("met-2025")])
    path = tiny.data / "publishers.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Metropolitan Police Service", "=1+1"), encoding="utf-8")
    book = openpyxl.load_workbook(publish(tiny).latest / "yearly_figures.xlsx")
    cell = book["Use"]["A7"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
