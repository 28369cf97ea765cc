"""Bad workbooks and CSV logs: the line, the column, what was found, and what to do."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from fixtures.documents import WORKBOOK, make_csv_log, make_workbook
from fixtures.rows import deployment
from lfr.errors import UnreadableDocument
from lfr.records.extract import extract


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        extract(path)
    assert path.name in str(caught.value) and "\n" not in str(caught.value)
    return str(caught.value)


def log_refusal(folder: Path, *rows: dict[str, object], **options: object) -> str:
    return refusal(make_csv_log(folder / "log.csv", rows or [{}], **options))  # type: ignore[arg-type]


def test_a_workbook_is_known_by_its_headings_whatever_its_sheet_is_called(tmp_path: Path) -> None:
    assert len(extract(make_workbook(tmp_path / "book.xlsx", sheet="Deployments")).rows) == 1


def test_a_workbook_with_a_renamed_heading(tmp_path: Path) -> None:
    message = refusal(make_workbook(tmp_path / "book.xlsx", rename={"Faces seen": "Faces scanned"}))
    assert "sheet “Deployment Data”, row 4: the column “Faces seen” is missing" in message
    assert "Describe the changed list in records/layouts.toml, where gla-workbook is nearest" in message


def test_a_workbook_without_its_headings(tmp_path: Path) -> None:
    names = {name: f"{name}?" for name in WORKBOOK}
    assert "no line has headings that are known" in refusal(make_workbook(tmp_path / "book.xlsx", [], rename=names))


def test_a_workbook_with_headings_and_no_rows(tmp_path: Path) -> None:
    assert "headings but no deployment. Ask for the complete list" in refusal(make_workbook(tmp_path / "book.xlsx", []))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_workbook_cut_short(tmp_path: Path, share: float) -> None:
    whole = make_workbook(tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * share)])
    assert "damaged or cut short. Fetch it again" in refusal(tmp_path / "cut.xlsx")


def test_a_workbook_with_a_damaged_sheet(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "book.xlsx")
    raw = bytearray(path.read_bytes())
    # Inside the compressed sheet; the directory at the end of the archive stays whole.
    start = raw.index(b"xl/worksheets/sheet2.xml") + 60
    raw[start : start + 40] = b"\xff" * 40
    path.write_bytes(raw)
    assert "Fetch it again" in refusal(path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("one.txt", "not a workbook")
    assert "the workbook cannot be opened" in refusal(tmp_path / "photos.zip")


def test_a_text_file_that_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Dear all,\nplease find attached\n")
    assert "not a record that is known here" in refusal(tmp_path / "notes.txt")


def test_a_log_with_an_unknown_column_and_a_near_name(tmp_path: Path) -> None:
    names = [{"faces_seen": "face_seen"}.get(name, name) for name in deployment("csv-log")]
    assert 'log.csv, line 1: unknown column “face_seen”. Did you mean "faces_seen"?' in log_refusal(tmp_path, header=names)


def test_a_log_without_a_column(tmp_path: Path) -> None:
    names = [name for name in deployment("csv-log") if name != "arrests"]
    assert "line 1: the column “arrests” is missing. Use the header of data/template-log.csv" in log_refusal(tmp_path, header=names)


def test_a_log_with_a_column_twice(tmp_path: Path) -> None:
    assert "the column “date” stands twice" in log_refusal(tmp_path, header=[*deployment("csv-log"), "date"])


def test_a_log_whose_row_has_a_cell_too_many(tmp_path: Path) -> None:
    path = make_csv_log(tmp_path / "log.csv", [{}, {}])
    path.write_text(path.read_text().replace("High Street", "High Street, Bedford", 1))
    assert "line 2: 19 cells where the line of headings has 18. A comma in a place needs quotes" in refusal(path)


def test_a_log_whose_row_has_a_cell_too_few(tmp_path: Path) -> None:
    path = make_csv_log(tmp_path / "log.csv", [{}, {}])
    path.write_text(path.read_text().rstrip("\n").rsplit(",", 1)[0] + "\n")
    assert "line 3: 17 cells where the line of headings has 18" in refusal(path)


def test_a_log_in_latin_1(tmp_path: Path) -> None:
    message = log_refusal(tmp_path, {}, {"location": "Café Corner"}, encoding="latin-1")
    assert "line 3: not UTF-8. Export the list again as CSV, UTF-8, or name its encoding in its entry" in message


def test_a_log_in_utf_16_without_its_mark(tmp_path: Path) -> None:
    assert "it holds binary data" in log_refusal(tmp_path, encoding="utf-16-le")


def test_a_log_with_nul_bytes(tmp_path: Path) -> None:
    path = make_csv_log(tmp_path / "log.csv")
    path.write_bytes(path.read_bytes() + b"\0\0\0")
    assert "it holds binary data" in refusal(path)


def test_a_log_with_an_open_quote(tmp_path: Path) -> None:
    path = make_csv_log(tmp_path / "log.csv")
    path.write_text(path.read_text().replace("High Street", '"High Street'))
    assert "not a readable CSV" in refusal(path)


def test_a_log_with_a_header_and_no_deployment(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerow(deployment("csv-log"))
    assert "headings but no deployment. Ask for the complete list" in refusal(path)


CELLS = [
    ("date", "03/02/2025", "is “03/02/2025”, which is not a date as YYYY-MM-DD"),
    ("date", "2025-02-30", "is “2025-02-30”, a day that does not exist"),
    ("alerts", "-1", "is “-1” (a negative number), which is not a whole number"),
    ("alerts", "some", "is “some”, which is not a whole number"),
    ("duration_minutes", "1441", "this column cannot plausibly exceed 1,440"),
    ("threshold", "64", "is “64”, which is not a number from 0 to 1"),
]


@pytest.mark.parametrize(("column", "text", "said"), CELLS, ids=[f"{column}-{text}" for column, text, _ in CELLS])
def test_a_log_with_a_cell_that_cannot_be(tmp_path: Path, column: str, text: str, said: str) -> None:
    message = log_refusal(tmp_path, {}, {column: text})
    assert f"line 3, column “{column}”: the cell" in message
    assert said in message
    assert "Correct it and export the list again" in message


def test_a_log_with_a_date_in_another_column(tmp_path: Path) -> None:
    message = log_refusal(tmp_path, {"location": "High Street (moved from 2025-02-01)"})
    assert "line 2, column “location”: “High Street (moved from 2025-02-01)” are several sites or deployments" in message


def test_a_log_whose_deployment_lies_in_the_future_of_its_file(tmp_path: Path) -> None:
    # A CSV carries no date of its own; the day on which it was last written is the latest it can speak of.
    assert "line 2, column “date”" in log_refusal(tmp_path, {"date": "2999-01-01"})
