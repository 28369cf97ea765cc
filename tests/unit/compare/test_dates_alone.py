"""Exchanged dates found by the second source alone: by the order of its rows, and by what its cells are."""

from __future__ import annotations

from lfr.compare.comparison import judge_dates
from lfr.compare.source_rows import their_rows


def judged(*dates: str, types: str = "") -> list[str]:
    """What is said of each date; `types` has one letter a row: d for a cell that is a date, t for text."""
    names = {"d": "date", "t": "text"}
    cells = [(i, {"date": day, "date_cell": names.get(types[i], "") if types else ""}) for i, day in enumerate(dates)]
    return list(judge_dates(their_rows(cells)).values())


def test_a_date_that_fits_only_when_exchanged_is_exchanged() -> None:
    assert judged("2024-05-13", "2024-06-05", "2024-05-21") == ["as_written", "swapped", "as_written"]


def test_a_date_that_fits_only_as_written_is_right() -> None:
    assert judged("2024-05-23", "2024-06-05", "2024-06-21")[1] == "as_written"


def test_a_day_that_is_the_month_says_nothing() -> None:
    assert judged("2024-09-01", "2024-09-09", "2024-09-17")[1] == "either_way"


def test_a_date_for_which_both_readings_fit_is_left_open() -> None:
    assert judged("2023-04-20", "2023-06-05", "2023-06-17")[1] == "undecided"


def test_a_first_and_a_last_date_have_one_neighbour() -> None:
    assert judged("2020-11-02", "2020-02-21", "2020-07-13", "2020-01-08") == ["swapped", "as_written", "as_written", "swapped"]


def test_one_mistyped_year_does_not_mislead_the_rest() -> None:
    found = judged("2024-05-13", "2025-05-15", "2024-05-21", "2024-06-05", "2024-06-19")
    assert found[3] == "as_written"


def test_a_row_without_a_date_is_said_to_have_none() -> None:
    assert judged("2024-05-13", "soon", "2024-05-21")[1] == "no_date"


def _year_of_exchanged_dates() -> list[str]:
    """A deployment on the 20th of each month, and one on the 5th of the next that is written with day and month exchanged."""
    return [day for month in range(1, 12) for day in (f"2023-{month:02d}-20", f"2023-05-{month + 1:02d}")]


def test_the_type_of_the_cell_decides_where_the_order_does_not() -> None:
    days = [*_year_of_exchanged_dates(), "2023-12-20", "2024-05-01", "2024-06-20"]
    types = "td" * 11 + "tdt"
    assert judged(*days)[-2] == "undecided"
    assert judged(*days, types=types)[-2] == "swapped_by_type"
    assert judged(*days, types=types).count("swapped") == 10


def test_a_type_of_cell_with_one_exception_decides_nothing() -> None:
    days = [*_year_of_exchanged_dates(), "2023-12-20", "2024-01-05", "2024-01-20", "2024-02-03", "2024-06-20"]
    types = "td" * 11 + "tdtdt"
    assert judged(*days, types=types)[-4:] == ["as_written", "as_written", "undecided", "as_written"]
