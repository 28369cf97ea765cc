"""What becomes of a finding: open, corrected or accepted as printed; and what stops a build."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from fixtures.project import Build, TinyProject, Warehouse
from fixtures.rows import Cells
from lfr.errors import BadData, UndecidedFindings
from lfr.project import CHECKS
from lfr.warehouse.build import Check, checks, findings_of_source, stop_on_undecided


def test_a_clean_record_has_no_finding(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    assert build(tiny.record("met-tiny", "met-2025", rows)).rows("SELECT * FROM checks.findings") == []


def test_every_check_file_has_a_test_with_a_seeded_error() -> None:
    files = {path.stem for path in CHECKS.glob("[a-z]*.sql")}
    tests = {
        node.name.removeprefix("test_")
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    assert sorted(files - tests) == []


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_every_check_begins_with_a_sentence_for_a_maintainer(check: Check) -> None:
    assert check.title[0].isupper() and check.title.endswith(".") and len(check.title) < 140


@pytest.fixture
def wrong(tiny: TinyProject, rows: list[Cells]) -> TinyProject:
    """One notice (parts and total, row 5) and one blocking finding (a date before the others, row 8)."""
    rows[4]["alerts"] = "4"
    rows[7]["date"] = "03/02/25"
    return tiny.record("met-tiny", "met-2025", rows)


def states(real: Warehouse) -> dict[str, str]:
    found = real.rows("SELECT check_name, status FROM checks.findings WHERE check_name IN ('parts_and_total', 'dates_out_of_order')")
    return {one["check_name"]: one["status"] for one in found}


def test_a_finding_is_open_until_someone_decides(wrong: TinyProject, build: Build) -> None:
    assert states(build(wrong)) == {"parts_and_total": "open", "dates_out_of_order": "open"}


def test_a_correction_of_its_cell_settles_it(wrong: TinyProject, build: Build) -> None:
    wrong.correct("met-tiny", 8, "date", "03/02/25", "17/02/25")
    assert states(build(wrong)) == {"parts_and_total": "open", "dates_out_of_order": "corrected"}


def test_a_proposed_correction_does_not_settle_it(wrong: TinyProject, build: Build) -> None:
    wrong.correct("met-tiny", 8, "date", "03/02/25", "17/02/25", status="proposed")
    assert states(build(wrong))["dates_out_of_order"] == "open"


def test_a_decision_settles_it_with_its_reason(wrong: TinyProject, build: Build) -> None:
    real = build(wrong.decide("parts_and_total", "met-tiny", 5, "alerts"))
    [found] = real.findings("parts_and_total")
    assert (found["status"], found["reason"]) == ("accepted as printed", "Looked at.")


@pytest.mark.parametrize(("row", "column"), [(4, "alerts"), (5, "arrests")])
def test_a_decision_on_another_cell_settles_nothing(wrong: TinyProject, build: Build, row: int, column: str) -> None:
    assert states(build(wrong.decide("parts_and_total", "met-tiny", row, column)))["parts_and_total"] == "open"


def test_a_decision_that_says_corrected_without_a_correction_settles_nothing(wrong: TinyProject, build: Build) -> None:
    assert states(build(wrong.decide("parts_and_total", "met-tiny", 5, "alerts", "corrected")))["parts_and_total"] == "open"


def test_a_decision_follows_its_deployment_into_a_newer_edition(wrong: TinyProject, rows: list[Cells], build: Build) -> None:
    wrong.decide("parts_and_total", "met-tiny", 5, "alerts")
    later = {**rows[0], "date": "02/02/25"}
    ids = ["met-0099", *(f"met-{i:04d}" for i in range(1, 13))]
    real = build(wrong.record("met-b", "met-2025", [later, *rows], supersedes="met-tiny", ids=ids))
    [found] = real.findings("parts_and_total")
    assert (found["source_id"], found["row"], found["status"]) == ("met-b", 6, "accepted as printed")


def test_a_decision_does_not_hold_for_another_number_in_a_newer_edition(wrong: TinyProject, rows: list[Cells], build: Build) -> None:
    # It was taken on what was printed then.
    wrong.decide("parts_and_total", "met-tiny", 5, "alerts")
    rows[4]["alerts"] = "40"
    wrong.record("met-b", "met-2025", rows, supersedes="met-tiny", ids=[f"met-{i:04d}" for i in range(1, 13)])
    [found] = build(wrong).findings("parts_and_total")
    assert (found["printed"], found["status"]) == ("40", "open")


def test_an_undecided_blocking_finding_stops_the_build_and_says_where_and_what(wrong: TinyProject, build: Build) -> None:
    with pytest.raises(UndecidedFindings) as caught:
        stop_on_undecided(build(wrong).connection)
    said = str(caught.value)
    assert "met-tiny, page 1, row 8, date: A date that does not fit" in said
    assert "Printed: “03/02/25”. Expected: a date from 15/02/25 to 19/02/25." in said
    assert "correct the cell in data/manual/corrections.csv (status accepted), or accept it as printed in data/manual/decisions.csv" in said
    assert "parts_and_total" not in said


def test_open_notices_do_not_stop_the_build(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    rows[4]["alerts"] = "4"
    stop_on_undecided(build(tiny.record("met-tiny", "met-2025", rows)).connection)


def test_a_decision_on_a_check_that_does_not_exist_is_refused(wrong: TinyProject, build: Build) -> None:
    wrong.decide("part_and_total", "met-tiny", 5, "alerts")
    with pytest.raises(BadData, match=r"decisions.csv, line 2: unknown check “part_and_total”. Did you mean \"parts_and_total\"\?"):
        build(wrong)


def test_each_finding_has_an_address_of_its_own(warehouse: Warehouse) -> None:
    ids = [one["finding_id"] for one in warehouse.rows("SELECT finding_id FROM checks.findings")]
    assert len(ids) == len(set(ids)) > 0


def test_nothing_blocking_is_undecided_in_the_real_data(warehouse: Warehouse) -> None:
    stop_on_undecided(warehouse.connection)


def test_the_known_errors_of_the_real_records_are_found(warehouse: Warehouse) -> None:
    def status(check: str, source: str, page: int, row: int) -> str:
        found = warehouse.findings(check)
        return next(one["status"] for one in found if (one["source_id"], one["page"], one["row"]) == (source, page, row))

    assert status("year_disagrees_with_neighbours", "met-2023-2024", 4, 15) == "corrected"
    assert status("watchlist_out_of_line", "met-2025-to-2025-07-11", 4, 2) == "corrected"
    assert status("parts_and_total", "met-2023-2024", 2, 5) == "accepted as printed"
    assert status("missing_cells", "met-2020-2022", 1, 2) == "accepted as printed"
    assert status("cut_off_text", "met-2023-2024", 7, 28) == "accepted as printed"


def test_a_finding_about_the_key_says_so_in_place_of_a_row(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    real = build(tiny.record("met-tiny", "met-2025", rows, codes={"1": "Crime Hotspot", "2": "Something New"}))
    [told] = [line for line in findings_of_source(real.connection, "met-tiny") if "wording known" in line]
    assert told.startswith("  notice: page 1, the key under the table, use_case: A line in the key")
