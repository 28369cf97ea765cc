"""The Metropolitan Police record of 2025, the edition of 12 May: four pages, 74 deployments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fixtures.real import Real, read

NAME = "met-lfr-grid-2025-to-10-may.pdf"


@pytest.fixture(scope="module")
def record(records: Path) -> Real:
    return read(records / NAME)


def test_it_has_74_deployments_on_four_pages(record: Real) -> None:
    assert Counter(row.page for row in record.rows) == {1: 16, 2: 25, 3: 25, 4: 8}
    assert {row.layout for row in record.rows} == {"met-2025"}


def test_its_first_and_its_last_row(record: Real) -> None:
    first, last = record.rows[0].cells, record.rows[-1].cells
    assert " ".join(first.values()) == "High St North, East Ham 08/01/25 4hr 47m Crime Hotspot 15095 0.64 10 10 0 0 0 0% 4 3 3 9780"
    assert " ".join(last.values()) == "Barking 10/05/25 5h 25m Crime Hotspot 16113 0.64 10 10 0 0 0 0% 6 0 4 15001"


def test_the_file_says_when_it_was_made(record: Real) -> None:
    assert record.record.file_date == date(2025, 5, 12)


def test_a_shortened_name_keeps_its_apostrophe(record: Real) -> None:
    assert record.cells(1, 8)["location"] == "Stratford B’way"


def test_the_one_number_with_a_comma_keeps_it(record: Real) -> None:
    assert [(row.page, row.row, row.cells["faces_seen"]) for row in record.rows if "," in row.cells["faces_seen"]] == [(2, 9, "21,940")]


def test_a_watchlist_with_a_wrong_digit_is_read_as_printed(record: Real) -> None:
    assert (record.cells(4, 1)["watchlist_size"], record.cells(4, 2)["watchlist_size"]) == ("16199", "19199")


def test_the_legend_under_the_table_is_codes_and_no_rows(record: Real) -> None:
    assert [(code.page, code.reference) for code in record.codes] == [(4, str(number)) for number in range(1, 6)]


def test_another_reader_counts_as_many_dates(record: Real, dates_in: Callable[[Path], int]) -> None:
    assert dates_in(record.path) == 74


def test_reading_it_again_gives_the_committed_file_byte_for_byte(record: Real, tmp_path: Path) -> None:
    record.equals_what_is_committed("met-2025-to-2025-05-10", tmp_path)
