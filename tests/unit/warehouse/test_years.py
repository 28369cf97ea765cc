"""Calendar years: zero is not unknown, and a year that is not covered to its end says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fixtures.project import TinyProject, built
from fixtures.rows import deployment, deployments
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_figure


def test_a_year_without_a_deployment_is_a_year_of_zeros(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project")
    rows = [deployment("met-2020"), deployment("met-2020", date="28/01/22")]
    project.record("met-2020", "met-2020", rows, covers=("2020-01-01", "2022-12-31"))
    with built(project) as real:
        assert [row["year"] for row in real.rows("SELECT year FROM answers.years")] == [2020, 2021, 2022]
        assert real.figure(2021, "deployments")["value"] == 0
        assert real.figure(2021, "alerts")["value"] == 0
        assert real.figure(2021, "watchlist_size_median")["value"] is None
        assert real.figure(2021, "accuracy_of_stops")["value"] is None


def test_what_a_layout_does_not_print_is_empty_and_never_zero(tmp_path: Path) -> None:
    with built(TinyProject(tmp_path / "project").record("met-2020", "met-2020", [deployment("met-2020")])) as real:
        for measure in ("duration_minutes", "threshold_minimum", "true_alerts_confirmed", "no_action"):
            figure = real.figure(2020, measure)
            assert (figure["value"], figure["value_as_published"], figure["basis"]) == (None, None, "not_published")


def test_a_measure_that_one_layout_of_the_year_lacks_is_empty_for_the_year(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project")
    project.record("a", "met-2024", [deployment("met-2024", date="17/09/24", other_disposals=1, no_action=1)])
    project.record("b", "met-2025", [deployment("met-2025", date="05/10/24")])
    with built(project) as real:
        assert real.figure(2024, "no_action")["basis"] == "not_separable"
        assert real.figure(2024, "outcomes_other_than_arrest")["basis"] == "repeated_column_taken_once+sum_of_printed_parts"
        assert real.figure(2024, "outcomes_other_than_arrest")["value"] == 2


def test_a_year_covered_in_part_says_from_when_to_when(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project")
    project.record("met", "met-2025", deployments("met-2025", 2, date(2025, 2, 3)), covers=("2024-04-01", "2025-05-10"))
    with built(project) as real:
        labels = [row["label"] for row in real.rows("SELECT label FROM answers.years ORDER BY year")]
        assert labels == ["2024, from 1 April", "2025, to 10 May"]
        assert real.figure(2025, "alerts")["covers_to"] == date(2025, 5, 10)


def test_a_number_recorded_twice_in_2023_is_counted_once_and_only_where_both_agree(tmp_path: Path) -> None:
    rows = [deployment("met-2023", no_action=4, other_disposals=4), deployment("met-2023", date="08/04/23", no_action=1, other_disposals=2)]
    with built(TinyProject(tmp_path / "project").record("met", "met-2023", rows)) as real:
        assert real.figure(2023, "outcomes_other_than_arrest")["value"] == 4
        assert real.figure(2023, "no_action")["basis"] == "not_separable"


def test_a_deployment_stopped_early_counts_and_its_counts_stay_unknown(tmp_path: Path) -> None:
    early = {name: "N/A" for name in deployment("met-2020")}
    early |= {"location": "Oxford Circus (technical fault stopped deployment)", "date": "21/02/20", "watchlist_size": "7316"}
    with built(TinyProject(tmp_path / "project").record("met", "met-2020", [deployment("met-2020"), early])) as real:
        measures = ("deployments", "deployments_stopped_early", "deployments_completed", "alerts")
        assert [real.figure(2020, measure)["value"] for measure in measures] == [2, 1, 1, 4]


def test_stops_are_printed_until_2022_and_a_range_from_2023(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project")
    project.record("a", "met-2020", [deployment("met-2020", date="11/02/22", true_alert_engagements=2, false_alert_engagements=1)])
    alerts = {
        "alerts": 8,
        "true_alerts_confirmed": 5,
        "true_alerts_unconfirmed": 1,
        "false_alerts_confirmed": 2,
        "arrests": 5,
        "other_disposals": 4,
        "no_action": 4,
    }
    project.record("b", "met-2023", [deployment("met-2023", **alerts)])
    with built(project) as real:
        ends = [[real.figure(year, f"stops_{end}")["value"] for end in ("lower", "upper")] for year in (2022, 2023)]
        assert ends == [[3, 3], [5, 9]]
        assert [real.figure(year, "accurate_stops")["value"] for year in (2022, 2023)] == [2, None]


def test_every_measure_has_one_row_a_year(tmp_path: Path) -> None:
    with built(TinyProject(tmp_path / "project").record("met", "met-2025", [deployment("met-2025")])) as real:
        assert real.value("SELECT count(*) FROM answers.yearly_figures") == real.value("SELECT count(*) FROM raw.measures")


def test_a_csv_log_of_another_force_is_counted_for_that_force_alone(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project").record("met", "met-2025", [deployment("met-2025")])
    project.record("log", "csv-log", [deployment("csv-log"), deployment("csv-log", date="2025-02-05")])
    publishers = project.data / "publishers.toml"
    publishers.write_text(publishers.read_text() + publishers.read_text().replace('"met"', '"essex"'))
    sources = project.data / "sources.toml"
    head, tail = sources.read_text().split('id = "log"')
    sources.write_text(head + 'id = "log"' + tail.replace('publisher = "met"', 'publisher = "essex"'))
    with built(project) as real:
        counted = real.rows("SELECT publisher, value FROM answers.yearly_figures WHERE measure = 'deployments' ORDER BY publisher")
        assert counted == [{"publisher": "essex", "value": 2}, {"publisher": "met", "value": 1}]


def test_boroughs_that_nobody_has_looked_up_are_not_known_and_never_0(tmp_path: Path) -> None:
    rows = [deployment("csv-log", location="Nowhere Lane"), deployment("csv-log", date="2026-02-05", location="Camden")]
    with built(TinyProject(tmp_path / "project").record("log", "csv-log", rows, covers=("2024-01-01", "2026-02-28"))) as real:
        found = [real.figure(year, "boroughs") for year in (2024, 2025, 2026)]
        said = Figures(real.project, real.connection).figure("met", 2025, "boroughs")
    # A year without a deployment has none; one whose places nobody has looked up may have any number.
    assert [(one["value"], one["basis"]) for one in found] == [(0, "no_deployment"), (None, "looked_up"), (1, "looked_up")]
    assert say_figure(said) == "not known"


def test_a_force_without_boroughs_has_no_number_of_them(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project").record("log", "csv-log", [deployment("csv-log", location="Nowhere Lane")])
    for name in ("places", "boroughs"):
        path = project.manual / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[0] + "\n", encoding="utf-8")
    with built(project) as real:
        assert (real.figure(2025, "boroughs")["value"], real.figure(2025, "boroughs")["basis"]) == (None, "not_published")
