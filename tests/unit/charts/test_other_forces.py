"""Charts of small, other and odd forces: a CSV log alone, a year without a record, one deployment."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.charts.all_charts import draw_charts
from lfr.warehouse.figures import open_figures

from .conftest import Charts

pytestmark = pytest.mark.slow  # each draws all charts of a force


def _draw(project: TinyProject) -> Charts:
    with built(project):
        figures = open_figures(project)
        try:
            draw_charts(figures)
        finally:
            figures.close()
    return Charts(project.charts)


def test_a_force_with_only_a_log_has_its_charts(tmp_path: Path) -> None:
    rows = [deployment("csv-log", date=f"2025-0{month}-03") for month in (1, 2, 3)]
    drawn = _draw(TinyProject(tmp_path / "tiny").record("log", "csv-log", rows))
    assert drawn["met-stops"].sentence == "Stops after an alert, by calendar year: 2025, to 31 March: 9."
    assert drawn["met-outcomes"].values == [
        "2025, to 31 March: 6 arrests",
        "2025, to 31 March: 3 other disposals",
        "2025, to 31 March: 0 no action",
    ]
    assert drawn["met-threshold"].sentence == "Threshold in use: 0.64 from 3 January 2025 to 3 March 2025 (3 deployments)."


def test_faces_per_hour_cope_with_a_deployment_that_saw_none(tmp_path: Path) -> None:
    rows = [deployment("csv-log", faces_seen="0"), deployment("csv-log", date="2025-03-03", faces_seen="400", duration_minutes="120")]
    chart = _draw(TinyProject(tmp_path / "tiny").record("log", "csv-log", rows))["met-faces-per-hour"]
    assert [line["faces_per_hour"] for line in chart.csv] == ["200"]
    assert "Deployments without faces seen or without a duration have no dot: 1." in chart.said["notes"]


def test_a_force_outside_london_has_no_map_of_london(tmp_path: Path) -> None:
    rows = [deployment("csv-log", location="Market Square")]
    project = TinyProject(tmp_path / "tiny").place("Market Square").record("log", "csv-log", rows)
    assert not [name for name in _draw(project) if "boroughs" in name]


def test_a_year_between_two_records_is_unknown_and_not_zero(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "tiny")
    project.record("old", "csv-log", [deployment("csv-log", date="2022-02-03")])
    project.record("new", "csv-log", [deployment("csv-log", date="2024-02-03")])
    drawn = _draw(project)
    [mark] = drawn["met-years"].marks("2023, not covered")
    assert "stroke-dasharray" in mark and "not covered" in drawn["met-years"].labels
    assert drawn["met-2023-boroughs"].labels.count("0") == 1, "the key alone"
    assert all(one["stroke-dasharray"] == "3,3" for one in drawn["met-2023-boroughs"].marks("Camden"))
    assert {line["deployments"] for line in drawn["met-2023-boroughs"].csv} == {""}
    assert {row["value"] for row in drawn["met-2023-months"].values_drawn.values()} == {None}


def test_numbers_that_are_not_recorded_are_drawn_as_unknown(tmp_path: Path) -> None:
    silent = {name: "" for name in ("faces_seen", "threshold", "watchlist_size", "arrests", "other_disposals", "no_action")}
    drawn = _draw(TinyProject(tmp_path / "tiny").record("log", "csv-log", [deployment("csv-log", **silent)]))
    assert "met-watchlist" not in drawn and "met-threshold" not in drawn
    [mark] = [one for one in drawn["met-faces-seen"].marks("2025")]
    assert "stroke-dasharray" in mark and "not recorded" in drawn["met-faces-seen"].labels
    assert "2025, from 1 February, to 28 February: not recorded" in drawn["met-faces-seen"].sentence


def test_many_alerts_in_one_deployment_stand_in_the_last_column(tmp_path: Path) -> None:
    many = deployment("csv-log", alerts="812", true_alerts_confirmed="812", stops="812", stops_accurate="812")
    chart = _draw(TinyProject(tmp_path / "tiny").record("log", "csv-log", [many, deployment("csv-log", date="2025-02-04")]))[
        "met-alerts-per-deployment"
    ]
    assert "30 or more alerts: 1 deployment" in chart.values
    assert "the most was 812" in chart.sentence
