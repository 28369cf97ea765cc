"""Each layout read back from a document drawn for the test, exactly as it was printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fixtures.documents import LEGEND, make_csv_log, make_pdf, make_workbook
from fixtures.headings import HEADINGS
from fixtures.rows import deployment, deployments
from lfr.records.extract import extract

PDF_LAYOUTS = [*HEADINGS]


@pytest.mark.parametrize("layout_id", PDF_LAYOUTS)
def test_every_cell_of_a_pdf_is_read_as_printed(tmp_path: Path, layout_id: str) -> None:
    rows = deployments(layout_id, 3, date(2023, 4, 6))
    record = extract(make_pdf(tmp_path / "record.pdf", layout_id, rows))
    assert [row.cells for row in record.rows] == rows
    assert [(row.page, row.row, row.layout) for row in record.rows] == [(1, 1, layout_id), (1, 2, layout_id), (1, 3, layout_id)]


@pytest.mark.parametrize("layout_id", PDF_LAYOUTS)
def test_a_table_that_runs_on_without_headings_is_read_to_its_end(tmp_path: Path, layout_id: str) -> None:
    rows = deployments(layout_id, 5, date(2023, 4, 6))
    record = extract(make_pdf(tmp_path / "record.pdf", layout_id, rows, rows_per_page=2))
    assert [(row.page, row.row) for row in record.rows] == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]
    assert record.pages == 3


def test_a_deployment_that_breaks_over_two_pages_is_one_row(tmp_path: Path) -> None:
    rows = [{"date": "17/09/24"}, {"location": "Belvedere\fRd, Waterloo", "date": "24/10/24"}, {"date": "25/10/24"}]
    record = extract(make_pdf(tmp_path / "record.pdf", "met-2024", rows))
    assert [row.cells["location"] for row in record.rows] == ["Camden", "Belvedere Rd, Waterloo", "Camden"]
    # It is the first page that it stands on; the rest of its name does not count as a row of the second.
    assert [(row.page, row.row) for row in record.rows] == [(1, 1), (1, 2), (2, 1)]


def test_a_cell_that_breaks_over_lines_is_read_with_spaces_a_date_without(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "record.pdf", "met-2025", [{"location": "Brigstock Rd,\nThornton\nHeath", "date": "17/02/\n25"}])
    [row] = extract(path).rows
    assert (row.cells["location"], row.cells["date"]) == ("Brigstock Rd, Thornton Heath", "17/02/25")


def test_numbers_are_kept_as_text_with_their_commas_and_not_recorded_as_it_stands(tmp_path: Path) -> None:
    cells = {"faces_seen": "21,940", "false_alert_rate": "0.00%", "alerts": "N/A", "arrests_disposals": ""}
    [row] = extract(make_pdf(tmp_path / "record.pdf", "met-2020", [cells])).rows
    assert {name: row.cells[name] for name in cells} == cells


def test_one_document_may_hold_two_layouts(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "record.pdf", "met-2023", [{"date": "06/04/23"}], more=[("met-2024", [{"date": "17/09/24"}])])
    record = extract(path)
    assert [(row.layout, row.page, row.cells["date"]) for row in record.rows] == [("met-2023", 1, "06/04/23"), ("met-2024", 2, "17/09/24")]
    assert [layout.id for layout in record.layouts] == ["met-2023", "met-2024"]
    assert {"purpose", "use_case"} <= {name for layout in record.layouts for name in layout.names}


def test_the_legend_is_read_as_codes_and_never_as_rows(tmp_path: Path) -> None:
    record = extract(make_pdf(tmp_path / "record.pdf", "met-2025", [{}], legend=LEGEND))
    assert len(record.rows) == 1
    assert [(code.page, code.reference) for code in record.codes] == [(1, "1"), (1, "2")]
    assert record.codes[0].text == "Made up: support the policing of somewhere busy §1(a)"


def test_the_layout_is_known_by_its_headings_not_by_the_name_of_the_file(tmp_path: Path) -> None:
    record = extract(make_pdf(tmp_path / "met-lfr-grid-2020-2022.txt", "met-2025", [{}]))
    assert [layout.id for layout in record.layouts] == ["met-2025"]


def test_the_date_of_the_file_is_that_of_its_own_properties(tmp_path: Path) -> None:
    assert extract(make_pdf(tmp_path / "a.pdf", "met-2025", [{}], made_on=date(2025, 5, 12))).file_date == date(2025, 5, 12)
    assert extract(make_pdf(tmp_path / "b.pdf", "met-2025", [{}], made_on=None)).file_date is None


def test_a_deployment_on_the_day_the_file_was_made_is_read(tmp_path: Path) -> None:
    record = extract(make_pdf(tmp_path / "record.pdf", "met-2025", [{"date": "12/05/25"}], made_on=date(2025, 5, 12)))
    assert record.rows[0].cells["date"] == "12/05/25"


def test_a_workbook_says_of_each_date_whether_the_cell_held_a_date_or_text(tmp_path: Path) -> None:
    record = extract(make_workbook(tmp_path / "book.xlsx", [{}, {"Date": "13/02/25", "Total Alerts": 4.0}]))
    assert [(row.cells["date"], row.cells["date_cell"]) for row in record.rows] == [("2025-02-03", "date"), ("13/02/25", "text")]
    assert record.rows[1].cells["alerts"] == "4"


def test_a_workbook_row_keeps_the_row_number_of_its_sheet(tmp_path: Path) -> None:
    record = extract(make_workbook(tmp_path / "book.xlsx", [{}, {}]))
    # Notes above the headings in row 4 and the total below the table are no deployments.
    assert [(row.page, row.row) for row in record.rows] == [(2, 5), (2, 6)]


def test_a_csv_log_is_read_as_it_is(tmp_path: Path) -> None:
    path = make_csv_log(tmp_path / "log.csv", [{"location": "High Street, Bedford"}, {"date": "2025-02-04", "stops": ""}])
    record = extract(path)
    assert [row.cells for row in record.rows] == [
        deployment("csv-log", location="High Street, Bedford"),
        deployment("csv-log", date="2025-02-04", stops=""),
    ]
    assert [(row.page, row.row) for row in record.rows] == [(1, 1), (1, 2)]


def test_the_columns_of_a_csv_log_may_stand_in_any_order_and_after_a_byte_order_mark(tmp_path: Path) -> None:
    names = list(deployment("csv-log"))
    path = make_csv_log(tmp_path / "log.csv", [{}], header=names[::-1], encoding="utf-8-sig")
    assert extract(path).rows[0].cells == deployment("csv-log")
