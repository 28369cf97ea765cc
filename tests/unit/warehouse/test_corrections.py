"""A correction is data: it counts when it is decided, shows beside what is printed, and retires when the record changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject, Warehouse, built
from fixtures.rows import deployment, deployments


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """Three deployments of February 2025 with 3 alerts each; the second prints 30."""
    rows = deployments("met-2025", 3, date(2025, 2, 3))
    rows[1]["alerts"] = "30"
    return TinyProject(tmp_path / "project").record("met-2025", "met-2025", rows)


def alerts(real: Warehouse) -> tuple[object, object]:
    """As corrected and as published."""
    figure = real.figure(2025, "alerts")
    return figure["value"], figure["value_as_published"]


def test_without_a_correction_both_figures_are_as_printed(project: TinyProject) -> None:
    with built(project) as real:
        assert alerts(real) == (36, 36)


@pytest.mark.parametrize("status", ["accepted", "confirmed"])
def test_a_decided_correction_changes_the_figure_and_keeps_the_published_one(project: TinyProject, status: str) -> None:
    with built(project.correct("met-2025", 2, "alerts", "30", "3", status)) as real:
        assert alerts(real) == (9, 36)


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_a_correction_that_nobody_decided_changes_nothing(project: TinyProject, status: str) -> None:
    with built(project.correct("met-2025", 2, "alerts", "30", "3", status)) as real:
        assert alerts(real) == (36, 36)


def test_a_corrected_date_moves_the_deployment_to_its_year(tmp_path: Path) -> None:
    rows = [deployment("met-2025", date="03/02/24"), deployment("met-2025", date="04/02/25")]
    project = TinyProject(tmp_path / "project").record("met-2025", "met-2025", rows, covers=("2024-01-01", "2025-12-31"))
    with built(project.correct("met-2025", 1, "date", "03/02/24", "03/02/25")) as real:
        found = [real.figure(year, "deployments") for year in (2024, 2025)]
        assert [(one["value"], one["value_as_published"]) for one in found] == [(0, 1), (2, 1)]


def test_unknown_counts_as_not_recorded_and_never_as_zero(project: TinyProject) -> None:
    with built(project.correct("met-2025", 2, "alerts", "30", "unknown")) as real:
        assert alerts(real) == (6, 36)
        assert real.value("SELECT alerts FROM core.deployments WHERE row = 2") is None


def test_a_measure_that_is_unknown_in_every_deployment_is_empty(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project").record("met-2025", "met-2025", [deployment("met-2025")])
    with built(project.correct("met-2025", 1, "faces_seen", "10000", "unknown")) as real:
        assert real.figure(2025, "faces_seen")["value"] is None
        assert real.figure(2025, "false_alerts_per_face")["value"] is None
        assert real.figure(2025, "deployments")["value"] == 1


def test_a_rate_uses_only_the_deployments_that_print_both_of_its_counts(project: TinyProject) -> None:
    with built(project.correct("met-2025", 2, "faces_seen", "10000", "unknown")) as real:
        rate = real.figure(2025, "false_alerts_per_face")
        assert (rate["numerator"], rate["denominator"]) == (0, 20000)


def test_a_correction_follows_the_deployment_into_a_newer_edition(project: TinyProject) -> None:
    project.correct("met-2025", 2, "alerts", "30", "3")
    newer = deployments("met-2025", 4, date(2025, 2, 3))
    newer[1] = {**newer[1], "alerts": "30"}
    ids = ["met-0001", "met-0002", "met-0003", "met-0004"]
    project.record("met-2025-b", "met-2025", newer, supersedes="met-2025", ids=ids)
    with built(project) as real:
        assert alerts(real) == (12, 39)
        assert real.figure(2025, "deployments")["value"] == 4


def test_a_correction_retires_when_a_newer_edition_prints_something_else(project: TinyProject) -> None:
    project.correct("met-2025", 2, "alerts", "30", "3")
    newer = deployments("met-2025", 3, date(2025, 2, 3))
    newer[1] = {**newer[1], "alerts": "4"}
    project.record("met-2025-b", "met-2025", newer, supersedes="met-2025", ids=["met-0001", "met-0002", "met-0003"])
    with built(project) as real:
        assert alerts(real) == (10, 10)
        [finding] = real.findings("retired_corrections")
        assert (finding["printed"], finding["expected"], finding["status"]) == ("4", "30", "open")


def test_a_correction_of_a_deployment_that_vanished_applies_nowhere(project: TinyProject) -> None:
    project.correct("met-2025", 2, "alerts", "30", "3")
    newer = deployments("met-2025", 2, date(2025, 2, 3), every=4)
    project.record("met-2025-b", "met-2025", newer, supersedes="met-2025", ids=["met-0001", "met-0003"])
    with built(project) as real:
        assert alerts(real) == (6, 6)
        assert real.value("SELECT is_applied FROM core.corrections") is False


def test_an_edition_that_was_superseded_is_not_counted(project: TinyProject) -> None:
    newer = deployments("met-2025", 3, date(2025, 2, 3))
    project.record("met-2025-b", "met-2025", newer, supersedes="met-2025", ids=["met-0001", "met-0002", "met-0003"])
    with built(project) as real:
        assert alerts(real) == (9, 9)
        assert real.value("SELECT count(*) FROM core.deployments") == 3


def test_each_column_can_be_corrected(tmp_path: Path) -> None:
    changes = {"location": "High Street", "use_case": "Event PSO", "duration": "1h"}
    changes |= {"watchlist_size": "7", "threshold": "0.5", "arrests": "1"}
    row = deployment("met-2025")
    project = TinyProject(tmp_path / "project").record("met-2025", "met-2025", [row])
    for column, corrected in changes.items():
        project.correct("met-2025", 1, column, row[column], corrected)
    with built(project) as real:
        [found] = real.rows("SELECT * FROM core.deployments")
        assert (found["place"], found["use_case"], found["duration_minutes"]) == ("High Street", "Event PSO", 60)
        assert (found["watchlist_size"], float(found["threshold"]), found["arrests"]) == (7, 0.5, 1)


def test_arrests_or_disposals_can_be_corrected_under_their_printed_name(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project").record("met-2020", "met-2020", [deployment("met-2020", arrests_disposals=5)])
    with built(project.correct("met-2020", 1, "arrests_disposals", "5", "2")) as real:
        assert real.figure(2020, "arrests")["value"] == 2


def test_a_correction_of_an_empty_cell_outlives_the_row_without_harm(project: TinyProject) -> None:
    rows = deployments("met-2025", 3, date(2025, 3, 3))
    rows[0]["faces_seen"] = ""
    project.record("a", "met-2025", rows).correct("a", 1, "faces_seen", "", "9000")
    project.record("b", "met-2025", rows[1:], supersedes="a", ids=["met-0005", "met-0006"])
    with built(project) as real:
        assert real.figure(2025, "faces_seen")["value"] == 5 * 10000
