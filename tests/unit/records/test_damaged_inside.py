"""Documents that programs mend without a word, or choke on: each is refused by what is wrong with it. One test per fault found."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from fixtures.documents import make_csv_log, make_pdf, make_workbook
from fixtures.rows import deployment
from fuzz.pdf_bombs import form_of_itself, forms_within_forms, grid, many_lines, many_pages, one_page_many_times, unpacking
from lfr.errors import UnreadableDocument
from lfr.records.extract import extract


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        extract(path)
    assert path.name in str(caught.value) and "\n" not in str(caught.value)
    return str(caught.value)


def record(folder: Path) -> tuple[Path, bytes]:
    path = make_pdf(folder / "record.pdf", "met-2025", [{}] * 3, rows_per_page=1, compressed=True)
    return path, path.read_bytes()


def changed(path: Path, raw: bytes, old: bytes, new: bytes) -> Path:
    assert old in raw and len(old) == len(new)
    path.write_bytes(raw.replace(old, new, 1))
    return path


def test_a_page_whose_text_is_no_longer_packed_as_it_was(tmp_path: Path) -> None:
    path, raw = record(tmp_path)
    places = [found.end() for found in re.finditer(rb"stream\r?\n", raw)]
    # Somewhere in the packed text of the first page: a reader that goes on would leave out the rest, or read another digit.
    path.write_bytes(raw[: places[0] + 60] + b"zzzz" + raw[places[0] + 64 :])
    assert "the PDF is damaged inside (a part does not unpack as it was packed)" in refusal(path)


def test_a_page_whose_text_is_not_in_the_file(tmp_path: Path) -> None:
    path, raw = record(tmp_path)
    old = re.findall(rb"/Contents \d+ 0 R", raw)[1]
    gone = b"/Contents " + b"9" * (len(old) - len(b"/Contents  0 R")) + b" 0 R"
    assert "page 2: the file does not hold all that this page shows" in refusal(changed(path, raw, old, gone))


def test_a_page_that_takes_the_place_of_another(tmp_path: Path) -> None:
    path, raw = record(tmp_path)
    [kids] = re.findall(rb"/Kids \[[^\]]*\]", raw)
    first, second = re.findall(rb"\d+ 0 R", kids)[:2]
    message = refusal(changed(path, raw, kids, kids.replace(second, first, 1)))
    assert "one page stands in the file twice" in message or "Pages are lost" in message


def test_a_count_of_pages_that_is_not_that_of_the_pages(tmp_path: Path) -> None:
    path, raw = record(tmp_path)
    assert "the file says that it has 4 pages, and 3 can be found" in refusal(changed(path, raw, b"/Count 3", b"/Count 4"))


@pytest.mark.parametrize("bomb", [grid, many_lines, many_pages, one_page_many_times, unpacking, forms_within_forms, form_of_itself])
def test_a_pdf_made_to_take_all_time_or_memory(tmp_path: Path, bomb: object) -> None:
    import random

    path = tmp_path / "bomb.pdf"
    path.write_bytes(bomb(random.Random(1)))  # type: ignore[operator]
    refusal(path)


def log_with(folder: Path, mark: str) -> Path:
    path = make_csv_log(folder / "log.csv", [{}])
    path.write_bytes(path.read_bytes().replace(b"High Street", f'"High{mark}Street"'.encode()))
    return path


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r"])
def test_a_line_break_inside_a_quoted_place_is_a_space(tmp_path: Path, mark: str) -> None:
    assert extract(log_with(tmp_path, mark)).rows[0].cells["location"] == "High Street"


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u202e"])
def test_other_marks_in_a_place_are_kept_as_printed(tmp_path: Path, mark: str) -> None:
    assert extract(log_with(tmp_path, mark)).rows[0].cells["location"] == f"High{mark}Street"


@pytest.mark.parametrize(("mark", "name"), [("\x1b[2J", "U+001B"), ("\x85", "U+0085"), ("\x0c", "U+000C")])
def test_a_control_character_in_a_place(tmp_path: Path, mark: str, name: str) -> None:
    assert f"line 2, column “location”: the cell holds a control character ({name})" in refusal(log_with(tmp_path, mark))


def test_a_log_with_a_million_columns(tmp_path: Path) -> None:
    path = make_csv_log(tmp_path / "log.csv")
    names = list(deployment("csv-log"))
    path.write_text(path.read_text(encoding="utf-8").replace(",".join(names), ",".join(names) + "," * 1_000_000), encoding="utf-8")
    assert "line 2: 18 cells where the line of headings has 1000018" in refusal(path)


def with_part(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """A workbook with other bytes in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in whole.namelist():
            content = whole.read(one)
            assert one != name or old in content
            archive.writestr(one, content.replace(old, new, 1) if one == name else content)
    path.write_bytes(made.getvalue())
    return path


SHEET = "xl/worksheets/sheet2.xml"


def test_a_workbook_that_asks_its_reader_to_fetch_a_file(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "book.xlsx")
    declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet '
    assert "declares a document type" in refusal(with_part(path, SHEET, b"<worksheet ", declared))


def test_a_workbook_that_merges_a_whole_sheet(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "book.xlsx")
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert "17,179,869,184 cells are merged" in refusal(with_part(path, SHEET, b"</sheetData>", merged))


def test_a_workbook_with_a_cell_at_the_end_of_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_workbook(tmp_path / "book.xlsx"))
    book["Deployment Data"].cell(1_048_576, 1).value = "x"
    book.save(tmp_path / "book.xlsx")
    assert "its last cell is in row 1,048,576, column 19, far beyond any list of deployments" in refusal(tmp_path / "book.xlsx")


def test_a_workbook_that_unpacks_to_far_more_than_its_size(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "book.xlsx")
    message = refusal(with_part(path, SHEET, b"</sheetData>", b"<row/>" * 1_500_000 + b"</sheetData>"))
    assert "as no record does, and was not opened" in message


CELLS = [
    ("=1+1", "a formula without its result. Open the workbook in a spreadsheet program and save it again"),
    ("#REF!", "a formula that failed (#REF!)"),
    (True, "true or false where a number or text should be"),
]


@pytest.mark.parametrize(("value", "said"), CELLS, ids=["formula", "failed", "true"])
def test_a_cell_of_a_workbook_whose_value_nobody_can_see(tmp_path: Path, value: object, said: str) -> None:
    path = make_workbook(tmp_path / "book.xlsx", [{}, {"Arrests": value}])
    assert f"row 6, column “Arrests”: {said}" in refusal(path)


def test_deployments_whose_cells_are_merged(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_workbook(tmp_path / "book.xlsx", [{}, {}, {}]))
    for column in (2, 16):
        book["Deployment Data"].merge_cells(start_row=5, end_row=6, start_column=column, end_column=column)
    book.save(tmp_path / "book.xlsx")
    message = refusal(tmp_path / "book.xlsx")
    assert "row 6, “2025 15000 3" in message and "has no date, but deployments stand below it" in message
