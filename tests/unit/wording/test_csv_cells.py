"""One value as a cell of a CSV file: empty where there is none, a count without a point, and never a formula."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from lfr.wording.csv_files import plain, write_csv


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT, ""])
def test_no_value_is_an_empty_cell(nothing: object) -> None:
    assert plain(nothing) == ""


@pytest.mark.parametrize(("count", "cell"), [(0, "0"), (0.0, "0"), (1276.0, "1276"), (1142325, "1142325"), (Decimal("74.00"), "74")])
def test_a_count_has_no_point_and_no_separator(count: object, cell: str) -> None:
    assert plain(count) == cell


@pytest.mark.parametrize(("number", "cell"), [(0.64, "0.64"), (1 / 3, "0.333333"), (0.00000221, "0.00000221"), (Decimal("0.60"), "0.6")])
def test_a_fraction_is_written_in_full_and_never_with_an_exponent(number: object, cell: str) -> None:
    assert plain(number).startswith(cell)
    assert "e" not in plain(number).lower()


def test_yes_and_no_are_true_and_false() -> None:
    assert [plain(value) for value in (True, False)] == ["true", "false"]


@pytest.mark.parametrize("day", [date(2025, 5, 10), pd.Timestamp("2025-05-10")])
def test_a_day_is_written_as_iso(day: object) -> None:
    assert plain(day) == "2025-05-10"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_stays_text(start: str) -> None:
    assert plain(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["Camden", "1, 2", "'t Zand", "a=b", "#x", "<script>"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_a_number_below_zero_is_no_formula() -> None:
    assert [plain(-3), plain(-0.5)] == ["-3", "-0.5"]


def test_a_frame_is_written_with_one_header_row_and_quotes_where_needed(tmp_path: Path) -> None:
    frame = pd.DataFrame({"place": ['High "St", North', None], "alerts": [3.0, float("nan")], "is_part": [True, False]})
    write_csv(tmp_path / "frame.csv", frame)
    raw = (tmp_path / "frame.csv").read_bytes()
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(raw.decode("utf-8").splitlines())) == [
        ["place", "alerts", "is_part"],
        ['High "St", North', "3", "true"],
        ["", "", "false"],
    ]
