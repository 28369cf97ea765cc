"""Without errors the pipeline counts exactly what took place: through PDFs, logs and a workbook, by the real readers."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.drawn_documents import draw_and_read_back
from fixtures.project import Warehouse, built
from lfr.lab.simulate.simulated_project import simulate
from lfr.lab.simulate.simulated_records import Force
from lfr.project import Project
from lfr.records.extract import extract

pytestmark = pytest.mark.slow  # a whole project is made, drawn and read back

Row = dict[str, str]


def _drawn_and_read(force: Force, folder: Path) -> None:
    assert draw_and_read_back(force, folder) == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated") / "project"
    simulate(Project(folder), 2, 6, 14, 5, {}, publish=_drawn_and_read)
    return folder


@pytest.fixture(scope="module")
def simulated(folder: Path) -> Iterator[Warehouse]:
    with built(Project(folder)) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def truth(folder: Path) -> list[Row]:
    with (folder / "truth" / "deployments.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sum(rows: list[Row], *names: str) -> int:
    return sum(int(row[name]) for row in rows for name in names if row[name])


def test_every_yearly_count_is_the_true_one(simulated: Warehouse, truth: list[Row]) -> None:
    by_year: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in truth:
        by_year[(row["publisher"], int(row["date"][:4]))].append(row)
    assert len(by_year) == 12
    for (publisher, year), rows in by_year.items():
        found = {
            one["measure"]: one["value"]
            for one in simulated.rows("SELECT measure, value FROM answers.yearly_figures WHERE publisher = ? AND year = ?", publisher, year)
        }
        # The record of 2020 to 2022 prints arrests and other disposals as one number.
        arrests = _sum(rows, "arrests") + _sum([row for row in rows if row["layout"] == "met-2020"], "other_disposals")
        expected = {
            "deployments": len(rows),
            "deployments_stopped_early": sum(row["is_stopped_early"] == "true" for row in rows),
            "faces_seen": _sum(rows, "faces_seen"),
            "alerts": _sum(rows, "alerts"),
            "true_alerts": _sum(rows, "true_alerts"),
            "false_alerts": _sum(rows, "false_alerts"),
            "arrests": arrests,
        }
        assert {name: found[name] for name in expected} == expected, (publisher, year)
        if not any(row["layout"] == "met-2020" for row in rows):
            assert found["outcomes_other_than_arrest"] == _sum(rows, "other_disposals", "no_action")
            assert found["stops_lower"] <= _sum(rows, "true_alerts_confirmed", "false_alerts_confirmed") <= found["stops_upper"]


def test_every_deployment_stands_where_the_truth_says(simulated: Warehouse, truth: list[Row]) -> None:
    rows = simulated.rows("SELECT deployment_id, source_id, page, row, strftime(deployment_date, '%Y-%m-%d') AS day FROM core.deployments")
    found = {(one["deployment_id"], one["source_id"], str(one["page"]), str(one["row"]), one["day"]) for one in rows}
    assert found == {(one["deployment_id"], one["source_id"], one["page"], one["row"], one["date"]) for one in truth}


def test_every_place_is_found_in_its_borough(simulated: Warehouse, truth: list[Row]) -> None:
    found = {one["deployment_id"]: one["borough"] for one in simulated.rows("SELECT deployment_id, borough FROM core.deployments")}
    assert found == {one["deployment_id"]: one["borough"] for one in truth}


@pytest.mark.parametrize("force", ["force-01", "force-02"])
def test_the_workbook_reads_back_to_the_true_counts(folder: Path, truth: list[Row], force: str) -> None:
    rows = extract(folder / "documents" / f"{force}.xlsx").rows
    mine = [row for row in truth if row["publisher"] == force]
    assert [row.cells["date"] for row in rows] == [row["date"] for row in mine]
    for name in ("faces_seen", "alerts"):
        assert sum(int(row.cells[name]) for row in rows if row.cells[name].isdigit()) == _sum(mine, name)


def test_the_key_of_a_drawn_record_is_worded_as_the_list_of_purposes_says(folder: Path) -> None:
    [source] = (folder / "data" / "extracted").glob("force-01-2025.codes.csv")
    known = (folder / "data" / "manual" / "purpose_codes.csv").read_text(encoding="utf-8")
    wordings = [code.text for code in extract(folder / "documents" / "force-01-2025.pdf").codes]
    assert len(wordings) == 4 and all(wording in known for wording in wordings)
    assert len(source.read_text(encoding="utf-8").splitlines()) == 5


def test_nothing_blocks_a_build_of_records_without_an_error(simulated: Warehouse) -> None:
    found = {one["check_name"] for one in simulated.rows("SELECT DISTINCT check_name FROM checks.findings")}
    # Facts about any record: empty months, odd crowds, the column that two layouts print twice, a deployment stopped early.
    assert found <= {"months_without_deployment", "faces_out_of_line", "copied_columns", "missing_cells", "watchlist_out_of_line"}
