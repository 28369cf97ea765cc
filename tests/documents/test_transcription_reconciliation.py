"""What was committed about the transcription of 2025 and 2026, counted again in another way: rows paired by date and place."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from lfr.compare.second_source import reconcile_file
from lfr.project import Project

ROOT = Path(__file__).resolve().parents[2]
OUTCOME = ROOT / "data" / "reconciliation"
NAME = "transcription-2025-2026"
FILE = "transcription-2025-2026.csv"
LAST_DAY = "2025-07-11"
Line = dict[str, str]


def _lines(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place(printed: str) -> str:
    return "".join(one for one in printed.lower() if one.isalnum())


@pytest.fixture(scope="module")
def transcribed(records: Path) -> dict[int, Line]:
    return dict(enumerate(_lines(records / FILE), start=1))


@pytest.fixture(scope="module")
def printed() -> dict[str, Line]:
    """The rows of the July edition by deployment id, with dates as the transcription writes them."""
    ids = {(one["source_id"], one["page"], one["row"]): one["deployment_id"] for one in _lines(ROOT / "data" / "deployment_ids.csv")}
    found = {}
    for line in _lines(ROOT / "data" / "extracted" / "met-2025-to-2025-07-11.csv"):
        day, month, year = line["date"].split("/")
        found[ids[line["source_id"], line["page"], line["row"]]] = {**line, "date": f"20{year[-2:]}-{month}-{day}"}
    return found


def test_every_row_whose_date_and_place_are_in_our_records_is_paired_with_that_deployment(
    transcribed: dict[int, Line], printed: dict[str, Line]
) -> None:
    rows = _lines(OUTCOME / f"{NAME}.rows.csv")
    matched = {int(one["their_row"]): one["deployment_id"] for one in rows if one["outcome"] == "matched"}
    assert set(matched.values()) == printed.keys() and len(matched) == 112
    at = {(one["date"], _place(one["location"])): deployment_id for deployment_id, one in printed.items()}
    same = {row: at[key] for row, one in transcribed.items() if (key := (one["date"], _place(one["location"]))) in at}
    assert len(same) >= 111 and same.items() <= matched.items()
    assert all(transcribed[row]["date"] == printed[deployment_id]["date"] for row, deployment_id in matched.items())


def test_the_other_rows_are_after_the_last_day_that_the_records_cover(transcribed: dict[int, Line]) -> None:
    rows = [one for one in _lines(OUTCOME / f"{NAME}.rows.csv") if one["their_row"] != "0"]
    later = {row for row, one in transcribed.items() if one["date"] > LAST_DAY}
    assert {int(one["their_row"]) for one in rows if one["outcome"] == "later_there"} == later and len(later) == 214
    assert {one["outcome"] for one in rows} == {"matched", "later_there"} and len(rows) == len(transcribed) == 326


def test_sixteen_cells_differ_and_each_is_named_with_both_values(transcribed: dict[int, Line], printed: dict[str, Line]) -> None:
    rows = _lines(OUTCOME / f"{NAME}.rows.csv")
    differ = {
        (one["their_row"], column, here, there)
        for one in rows
        if one["outcome"] == "matched"
        for column in ("faces_seen", "alerts", "arrests", "use_case")
        if (here := printed[one["deployment_id"]][column].replace(",", "")) != (there := transcribed[int(one["their_row"])][column])
    }
    cells = [one for one in _lines(OUTCOME / f"{NAME}.cells.csv") if one["column"] != "location"]
    assert {(one["their_row"], one["column"], one["ours"], one["theirs"]) for one in cells} == differ
    counts = [one["column"] for one in cells]
    assert (counts.count("alerts"), counts.count("arrests"), len(counts)) == (12, 4, 16)
    assert len({one["their_row"] for one in cells}) == 14
    assert all(abs(int(one["ours"]) - int(one["theirs"])) == 1 for one in cells if one["column"] == "alerts")


@pytest.mark.parametrize(("name", "file"), [(NAME, FILE), ("london-assembly-workbook", "gla-lfr-deployments.xlsx")])
def test_comparing_again_gives_what_is_committed(records: Path, tmp_path: Path, name: str, file: str) -> None:
    again = tmp_path / "data"
    shutil.copytree(ROOT / "data", again, ignore=shutil.ignore_patterns("reconciliation", "releases"))
    reconcile_file(Project(tmp_path), records / file, name)
    for part in ("rows", "cells", "periods"):
        assert (again / "reconciliation" / f"{name}.{part}.csv").read_bytes() == (OUTCOME / f"{name}.{part}.csv").read_bytes()
