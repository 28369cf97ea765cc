"""Bad input: each case is one plain sentence that says where, what was found and what to do; nothing is half read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fixtures.documents import make_letter, make_other_table, make_pdf, make_scan
from lfr.errors import UnreadableDocument
from lfr.records.extract import extract


def refusal(path: Path) -> str:
    """What a maintainer reads when this file is refused."""
    with pytest.raises(UnreadableDocument) as caught:
        extract(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message and message.endswith((".", ".toml."))
    return message


def refused(folder: Path, layout_id: str, *rows: dict[str, object], **options: Any) -> str:
    return refusal(make_pdf(folder / "record.pdf", layout_id, rows, **options))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "no such file. Check the path" in refusal(tmp_path / "record.pdf")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").touch()
    assert "the file is empty. Fetch it again" in refusal(tmp_path / "record.pdf")


def test_a_letter_is_no_record(tmp_path: Path) -> None:
    assert "no ruled table of deployments on any of its 1 pages" in refusal(make_letter(tmp_path / "letter.pdf"))


def test_a_table_of_something_else_is_no_record(tmp_path: Path) -> None:
    message = refusal(make_other_table(tmp_path / "speeds.pdf"))
    assert "page 1: not a record of live facial recognition that is known here (its headings are “Vehicle”" in message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_pdf(tmp_path: Path, share: float) -> None:
    whole = make_pdf(tmp_path / "whole.pdf", "met-2025", [{}] * 40, rows_per_page=10).read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: int(len(whole) * share)])
    assert "damaged or cut short" in refusal(cut)


def test_bytes_that_only_begin_like_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"\x00garbage" * 200)
    assert "damaged or cut short" in refusal(path)


def test_a_scanned_page_without_text(tmp_path: Path) -> None:
    message = refusal(make_scan(tmp_path / "scan.pdf"))
    assert "page 1: the page is a picture without text (a scan). Ask the publisher for the original file" in message


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2025", {}, password="secret")
    assert "the PDF is encrypted. Ask the publisher for a copy that opens without a password" in message


@pytest.mark.parametrize("layout_id", ["met-2020", "met-2023", "met-2024", "met-2025"])
def test_a_table_with_headings_and_no_deployment(tmp_path: Path, layout_id: str) -> None:
    # It is a record, so the maintainer must not be sent to describe a new layout.
    assert "has headings but no deployment. Ask for the complete document" in refused(tmp_path, layout_id)


@pytest.mark.parametrize(
    ("layout_id", "column", "number"),
    [("met-2020", "arrests_disposals", 10), ("met-2023", "watchlist_size", 5), ("met-2024", "alerts", 7), ("met-2025", "arrests", 13)],
)
def test_a_renamed_column(tmp_path: Path, layout_id: str, column: str, number: int) -> None:
    message = refused(tmp_path, layout_id, {}, rename={column: "Detained"})
    assert f"page 1, column {number}: the heading is “Detained” where the layout {layout_id} has" in message
    assert "describe the new layout in records/layouts.toml" in message


def test_a_renamed_column_under_a_heading_across_several(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2023", {}, rename={"no_action": "Released"})
    assert "page 1, column 13:" in message or "page 1, column 15:" in message
    assert "Released" in message or "Engagement Outcomes" in message


@pytest.mark.parametrize("layout_id", ["met-2020", "met-2023", "met-2024", "met-2025"])
@pytest.mark.parametrize("before", ["date", "faces_seen"])
def test_an_added_column(tmp_path: Path, layout_id: str, before: str) -> None:
    message = refused(tmp_path, layout_id, {}, add_before={before: "Referrals"})
    assert "the heading is “Referrals”" in message


@pytest.mark.parametrize("layout_id", ["met-2020", "met-2023", "met-2024", "met-2025"])
def test_a_column_left_out(tmp_path: Path, layout_id: str) -> None:
    # However early in the row: every later column then stands one place to the left, and it is still a Met record.
    message = refused(tmp_path, layout_id, {}, leave_out="watchlist_size")
    assert "has “Watchlist Size”" in message


def test_of_two_layouts_with_the_same_headings_the_one_that_fits_further_is_named(tmp_path: Path) -> None:
    # It said that the heading is “True Alerts Confirmed” where the layout met-2024 has “True Alerts Confirmed”.
    message = refused(tmp_path, "met-2025", {}, leave_out="false_alerts_confirmed")
    assert "column 10: the heading is “False Alerts Unconfirmed” where the layout met-2025 has “False Alerts Confirmed”" in message


def test_words_of_a_heading_that_run_into_each_other_are_no_renamed_column(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2025", {}, rename={"watchlist_size": "WatchlistSize"})
    assert "column 5: the words of the heading (“WatchlistSize”) run into each other" in message
    assert "records/layouts.toml" not in message


@pytest.mark.parametrize("layout_id", ["met-2020", "met-2023", "met-2024", "met-2025"])
def test_two_columns_that_changed_places(tmp_path: Path, layout_id: str) -> None:
    message = refused(tmp_path, layout_id, {}, swap=("watchlist_size", "alerts"))
    assert "the heading is “Total Alerts” where" in message and "has “Watchlist Size”" in message


def test_confirmed_and_unconfirmed_that_changed_places_under_one_heading(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2024", {}, swap=("true_alerts_confirmed", "true_alerts_unconfirmed"))
    assert "page 1, column 8: the heading is" in message


def test_a_heading_that_differs_beside_one_that_does_not_is_said_with_all_under_their_common_heading(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2024", {}, rename={"true_alerts_unconfirmed": "Unconfirmed by staff"})
    found, expected = re.findall(r"the heading is “(.*)” where the layout met-2024 has “(.*)”\. A column", message)[0]
    assert "by staff" in found and expected == "True Alerts Confirmed”, “True Alerts Unconfirmed"


def test_a_column_added_in_the_middle_of_the_document(tmp_path: Path) -> None:
    # The second table has its own headings, and is read by them, not by those of the first page.
    path = make_pdf(tmp_path / "record.pdf", "met-2024", [{}], more=[("met-2025", [{}])], rename={"no_action": "Let go"})
    assert "Let go" in refusal(path) or "Engagement Outcomes" in refusal(path)


CELLS = [
    ("alerts", "three", "is “three”, which is not a whole number"),
    ("alerts", "-3", "is “-3” (a negative number), which is not a whole number"),
    ("alerts", "3.5", "is “3.5”, which is not a whole number"),
    ("faces_seen", "21,94", "is “21,94”, which is not a whole number"),
    ("faces_seen", "5000001", "is “5000001”; this column cannot plausibly exceed 5,000,000"),
    ("alerts", "10,001", "this column cannot plausibly exceed 10,000"),
    ("threshold", "6.4", "is “6.4”, which is not a number from 0 to 1"),
    ("false_alert_rate", "0.08", "is “0.08”, which is not a percentage such as 0.08%"),
    ("duration", "all day", "is “all day”, which is not a duration such as 5h 07m"),
    ("duration", "25h 10m", "which is not a possible duration of a deployment"),
    ("date", "31/02/25", "is “31/02/25”, a day that does not exist"),
    ("date", "06/01/26", "is “06/01/26”, later than the file itself (05/01/2026)"),
]


@pytest.mark.parametrize(("column", "text", "said"), CELLS, ids=[f"{column}-{text}" for column, text, _ in CELLS])
def test_a_cell_that_cannot_be_what_its_column_holds(tmp_path: Path, column: str, text: str, said: str) -> None:
    message = refused(tmp_path, "met-2025", {}, {column: text})
    assert "page 1, row 2, column “" in message
    assert said in message


def test_a_date_that_is_not_written_as_one(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2025", {}, {"date": "3 Feb 25"})
    assert "page 1, row 2, column “Date”: the cell is “3 Feb 25”, which is not a date as DD/MM/YY" in message


def test_a_count_above_what_is_plausible_is_named_with_its_page(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2020", {}, {}, {"watchlist_size": "1000001"}, rows_per_page=2)
    assert "page 2, row 1, column “Watchlist Size”" in message


def test_text_whose_cell_is_not_closed(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2025", {}, {"location": "Leyton"}, open_cell="location")
    assert "page 1" in message
    assert "6 printed characters of the table are in no cell" in message


def test_a_deployment_printed_under_the_table_without_rules(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2025", {}, {"date": "04/02/25"}, unruled_row={"date": "05/02/25"})
    assert "2 rows with a date were read, but a second reader counts 3 dates" in message


def test_nothing_is_refused_for_its_date_when_the_file_does_not_say_when_it_was_made(tmp_path: Path) -> None:
    record = extract(make_pdf(tmp_path / "record.pdf", "met-2025", [{"date": "06/01/26"}], made_on=None))
    assert record.rows[0].cells["date"] == "06/01/26"


def test_a_file_made_before_its_last_deployment(tmp_path: Path) -> None:
    message = refused(tmp_path, "met-2025", {"date": "12/05/25"}, {"date": "13/05/25"}, made_on=date(2025, 5, 12))
    assert "row 2, column “Date”: the cell is “13/05/25”, later than the file itself (12/05/2025)" in message
