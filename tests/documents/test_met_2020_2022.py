"""The Metropolitan Police record of 2020 to 2022: two pages, nine deployments, a legend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.real import Real, read

NAME = "met-lfr-grid-2020-2022.pdf"


@pytest.fixture(scope="module")
def record(records: Path) -> Real:
    return read(records / NAME)


def test_it_has_nine_deployments_on_its_first_page(record: Real) -> None:
    assert [(row.page, row.row) for row in record.rows] == [(1, row) for row in range(1, 10)]
    assert {row.layout for row in record.rows} == {"met-2020"}


def test_its_first_and_its_last_row(record: Real) -> None:
    assert list(record.cells(1, 1).values()) == ["Stratford", "11/02/20", "1, 2", "5816", *["0"] * 6, "4600", "0.00%"]
    last = ["Piccadilly Circus", "28/07/22", "1, 2, 3", "6858", "1", "0", "0", "1", "0", "0", "16440", "0.00%"]
    assert list(record.cells(1, 9).values()) == last


def test_a_deployment_that_was_stopped_prints_not_applicable_for_every_count(record: Real) -> None:
    row = record.cells(1, 2)
    assert row["location"] == "Oxford Circus (technical fault stopped deployment)"
    assert row["watchlist_size"] == "7316"
    assert {row[name] for name in list(row)[4:]} == {"N/A"}


def test_a_rate_is_kept_as_printed_even_where_it_does_not_follow_from_the_counts(record: Real) -> None:
    assert (record.cells(1, 3)["false_alerts"], record.cells(1, 3)["faces_seen"]) == ("7", "8600")
    assert record.cells(1, 3)["false_alert_rate"] == "0.08%"


def test_its_legend_is_codes_and_no_rows(record: Real) -> None:
    assert [(code.page, code.reference) for code in record.codes] == [(2, "1"), (2, "2"), (2, "3")]


def test_another_reader_counts_as_many_dates(record: Real, dates_in: Callable[[Path], int]) -> None:
    assert dates_in(record.path) == len(record.rows) == 9


def test_reading_it_again_gives_the_committed_file_byte_for_byte(record: Real, tmp_path: Path) -> None:
    record.equals_what_is_committed("met-2020-2022", tmp_path)
