"""Checks on dates, on months and on whole rows: each finds the error that is seeded, where it is seeded."""

from __future__ import annotations

from datetime import date

import pytest
from fixtures.project import Build, Finds, TinyProject
from fixtures.rows import Cells, deployment, deployments


def test_dates_out_of_order(rows: list[Cells], finds: Finds) -> None:
    rows[5]["date"] = "27/02/25"
    assert finds("dates_out_of_order") == [(6, "date")]


@pytest.mark.parametrize(("row", "day"), [(1, "28/02/25"), (12, "01/02/25")], ids=["first", "last"])
def test_dates_out_of_order_at_an_end_of_the_record_blame_that_row_alone(rows: list[Cells], finds: Finds, row: int, day: str) -> None:
    # Next to the end a row has one neighbour on that side; a single wrong one is not "most of the rows".
    rows[row - 1]["date"] = day
    assert finds("dates_out_of_order", covers=("2025-02-01", "2025-02-28")) == [(row, "date")]


def test_two_deployments_of_one_day_are_in_order(rows: list[Cells], finds: Finds) -> None:
    rows[5] = {**rows[4], "location": "High Street"}
    assert finds("dates_out_of_order") == []


@pytest.mark.parametrize("threshold", ["0.64", "0.6"])
def test_year_disagrees_with_neighbours(rows: list[Cells], finds: Finds, threshold: str) -> None:
    rows[5] |= {"date": "13/02/24", "threshold": threshold}
    assert finds("year_disagrees_with_neighbours", covers=("2024-01-01", "2025-12-31")) == [(6, "date")]


def test_year_disagrees_with_neighbours_expects_the_day_in_their_year(rows: list[Cells], tiny: TinyProject, build: Build) -> None:
    rows[5]["date"] = "13/02/24"
    [found] = build(tiny.record("met", "met-2025", rows, covers=("2024-01-01", "2025-12-31"))).findings("year_disagrees_with_neighbours")
    assert (found["printed"], found["expected"], found["severity"]) == ("13/02/24", "13/02/25", "blocking")


def test_a_change_of_year_in_the_record_is_no_wrong_year(finds: Finds) -> None:
    rows = deployments("met-2025", 12, date(2024, 12, 20))
    assert finds("year_disagrees_with_neighbours", printed=rows) == []


def test_day_and_month_swapped(finds: Finds) -> None:
    rows = deployments("met-2025", 12, date(2025, 4, 1), every=1)
    rows[5]["date"] = "04/06/25"
    assert finds("day_and_month_swapped", printed=rows, covers=("2025-04-01", "2025-06-30")) == [(6, "date")]


def test_day_and_month_swapped_across_the_neighbouring_months(finds: Finds) -> None:
    # 05/03 read the wrong way round lies before its neighbours of May, not after them.
    rows = deployments("met-2025", 12, date(2025, 4, 28), every=1)
    rows[5]["date"] = "05/03/25"
    assert finds("day_and_month_swapped", printed=rows, covers=("2025-03-01", "2025-05-31")) == [(6, "date")]


@pytest.mark.parametrize(("first", "every", "found"), [(date(2025, 5, 20), 30, []), (date(2025, 9, 14), 1, [(6, "date")])])
def test_a_last_row_weeks_after_the_others_is_a_finding_where_deployments_are_frequent(
    finds: Finds, first: date, every: int, found: list[tuple[int, str]]
) -> None:
    rows = deployments("met-2025", 6, first, every=every)
    rows[-1]["date"] = "10/11/25"  # more than 45 days after the middle of the others; 11/10 would fit, too
    assert finds("day_and_month_swapped", printed=rows, covers=("2025-05-01", "2025-11-30")) == found


def test_dates_outside_coverage(rows: list[Cells], finds: Finds) -> None:
    assert finds("dates_outside_coverage", covers=("2025-02-05", "2025-02-23")) == [(1, "date"), (12, "date")]


def test_the_first_and_the_last_day_of_coverage_are_covered(rows: list[Cells], finds: Finds) -> None:
    assert finds("dates_outside_coverage", covers=("2025-02-03", "2025-02-25")) == []


def test_missing_dates_and_counts(rows: list[Cells], finds: Finds) -> None:
    rows[2]["date"], rows[4]["alerts"], rows[6]["faces_seen"] = "", "", "N/A"
    assert finds("missing_dates_and_counts") == [(3, "date"), (5, "alerts"), (7, "faces_seen")]


def test_a_deployment_stopped_early_may_miss_its_counts(rows: list[Cells], finds: Finds) -> None:
    rows[2] |= {"location": "Camden (technical fault stopped deployment)", "alerts": "N/A"}
    assert finds("missing_dates_and_counts") == []


def test_a_log_may_leave_a_count_empty_but_no_date(finds: Finds) -> None:
    rows = [deployment("csv-log", stops=""), deployment("csv-log", date="")]
    assert finds("missing_dates_and_counts", layout="csv-log", printed=rows, covers=("2025-02-01", "2025-02-28")) == [(2, "date")]


def test_missing_cells(rows: list[Cells], finds: Finds) -> None:
    rows[3]["duration"] = ""
    rows[5] |= {"threshold": "N/A", "use_case": ""}
    assert finds("missing_cells") == [(4, "duration"), (6, "")]


def test_unreadable_cells(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    wrong = {"date": "31/02/25", "duration": "long", "watchlist_size": "many", "threshold": "64", "false_alert_rate": "0.08"}
    rows[4] |= wrong
    found = build(tiny.record("met-tiny", "met-2025", rows)).findings("unreadable_cells")
    assert {one["column_name"]: one["printed"] for one in found} == wrong
    assert {(one["page"], one["row"], one["severity"]) for one in found} == {(1, 5, "blocking")}


def test_duplicated_rows(rows: list[Cells], finds: Finds) -> None:
    rows.insert(6, dict(rows[5]))
    assert finds("duplicated_rows") == [(7, "date")]


def test_two_deployments_of_one_day_at_one_place_are_no_duplicates(rows: list[Cells], finds: Finds) -> None:
    rows.insert(6, {**rows[5], "faces_seen": "9000"})
    assert finds("duplicated_rows") == []


def test_duplicated_rows_across_two_records(rows: list[Cells], tiny: TinyProject, build: Build) -> None:
    tiny.record("a", "met-2025", rows[:6]).record("b", "met-2025", [rows[5], *rows[6:]])
    [found] = build(tiny).findings("duplicated_rows")
    assert (found["source_id"], found["row"]) == ("b", 1)


def test_months_without_deployment(finds: Finds, tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    real = build(tiny.record("met-tiny", "met-2025", rows, covers=("2025-01-01", "2025-05-10")))
    assert [one["detail"] for one in real.findings("months_without_deployment")] == ["January 2025.", "March 2025 to May 2025 (3 months)."]


def test_months_without_record(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    tiny.record("a", "met-2025", rows).record("b", "met-2025", deployments("met-2025", 2, date(2025, 5, 6)))
    details = [one["detail"] for one in build(tiny).findings("months_without_record")]
    assert sorted(details) == ["April 2025 is covered by no record.", "March 2025 is covered by no record."]


def test_cut_off_text(rows: list[Cells], finds: Finds) -> None:
    rows[1]["location"], rows[3]["location"], rows[5]["location"] = "Powis St,", "Camden -", "St. John’s Rd."
    assert finds("cut_off_text") == [(2, "location"), (4, "location")]
