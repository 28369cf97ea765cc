"""The Metropolitan Police record of 2023 and 2024: ten pages, two layouts, one deployment broken over two pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.real import Real, read

NAME = "met-lfr-grid-2023-to-2024.pdf"


@pytest.fixture(scope="module")
def record(records: Path) -> Real:
    return read(records / NAME)


def test_it_has_203_deployments_on_eight_pages(record: Real) -> None:
    assert len(record.rows) == 203
    assert sorted({row.page for row in record.rows}) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_it_prints_two_layouts_the_second_from_page_6(record: Real) -> None:
    assert [layout.id for layout in record.record.layouts] == ["met-2023", "met-2024"]
    assert {row.layout for row in record.rows if row.page <= 5} == {"met-2023"}
    assert {row.layout for row in record.rows if row.page >= 6} == {"met-2024"}
    assert Counter(row.layout for row in record.rows).total() == 203


def test_its_first_and_its_last_row(record: Real) -> None:
    first, last = record.rows[0].cells, record.rows[-1].cells
    assert " ".join(first.values()) == "Camden 06/04/23 5h03m 1,2,3,4 9764 0.6 1 1 0 0 0 0% 1 0 0 5460"
    assert " ".join(last.values()) == "Rushey Green, Catford 20/12/24 5h 23m Crime Hotspot 15229 0.64 3 3 0 0 0 0% 1 2 2 5180"


def test_the_layouts_meet_between_two_days_of_september(record: Real) -> None:
    assert [row.cells["date"] for row in record.rows if row.layout == "met-2023"][-1] == "10/09/24"
    assert next(row.cells["date"] for row in record.rows if row.layout == "met-2024") == "17/09/24"


def test_the_deployment_that_breaks_over_pages_6_and_7_is_one_row(record: Real) -> None:
    [row] = [row for row in record.rows if row.cells["location"].startswith("Belvedere")]
    assert (row.page, row.cells["location"], row.cells["date"]) == (6, "Belvedere Rd, Waterloo", "24/10/24")
    assert not [row for row in record.rows if row.cells["location"].startswith("Rd, Waterloo")]


def test_a_name_that_the_foot_of_a_page_cuts_off_stays_as_it_is(record: Real) -> None:
    last = [row for row in record.rows if row.page == 7][-1]
    assert (last.row, last.cells["location"], last.cells["date"]) == (28, "Powis St,", "12/12/24")


def test_a_misspelled_name_stays_as_it_is(record: Real) -> None:
    assert "Uxbridge Rd, Shepherds Buh" in [row.cells["location"] for row in record.rows]


def test_a_year_that_is_wrong_is_read_as_printed(record: Real) -> None:
    assert record.cells(4, 15)["date"] == "11/07/23"


def test_the_two_keys_are_codes_and_no_rows(record: Real) -> None:
    pages = Counter(code.page for code in record.codes)
    assert pages == {5: 4, 9: 5}
    assert not [row for row in record.rows if "Locating" in row.cells["location"] or "Use of LFR" in row.cells["location"]]


def test_another_reader_counts_as_many_dates(record: Real, dates_in: Callable[[Path], int]) -> None:
    assert dates_in(record.path) == 203


def test_reading_it_again_gives_the_committed_file_byte_for_byte(record: Real, tmp_path: Path) -> None:
    record.equals_what_is_committed("met-2023-2024", tmp_path)
