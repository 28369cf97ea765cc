"""Months and boroughs: none, not covered and covered in part are drawn and said in different ways."""

from __future__ import annotations

import re

from lfr.charts.places import SQUARES
from lfr.warehouse.figures import Figures

from .conftest import Charts


def test_the_months_of_a_year_add_up_to_its_deployments(drawn: Charts, figures: Figures) -> None:
    for year in range(2020, 2026):
        chart, whole = drawn[f"met-{year}-months"], figures.figure("met", year, "deployments")
        sentence = re.sub(r"\(\d+ before correction\)", "", chart.sentence.partition(": ")[2])
        assert sum(map(int, re.findall(r"[A-Z][a-z]+ \d{4}: (\d+)", sentence))) == whole.value
        assert sum(int(line["deployments"] or 0) for line in chart.csv) == whole.value


def test_a_month_without_a_record_is_named_and_not_drawn_as_zero(drawn: Charts) -> None:
    chart = drawn["met-2025-months"]
    assert "July 2025: 10 (part of the month); August 2025: not covered" in chart.sentence
    assert "not covered" in chart.labels
    [gap] = chart.marks("August 2025: not covered")
    assert gap["stroke-dasharray"] == "3,3" and gap["fill-opacity"] == "0"
    assert chart.values_drawn["August 2025: not covered"]["value"] is None
    assert chart.marks("July 2025")[0]["fill-opacity"] == "0.3"
    assert chart.values_drawn["June 2025: 16"]["before"] == 16
    assert [line["deployments"] for line in chart.csv][7:] == [""] * 5


def test_the_months_of_all_years_are_columns_none_or_a_band(drawn: Charts) -> None:
    chart = drawn["met-months"]
    [some], [unknown] = (chart.marks(name) for name in ("January 2024", "December 2025"))
    assert (some["fill"], unknown["fill"]) == ("var(--bar)", "var(--panel)")
    assert chart.values_drawn["June 2021: 0"]["value"] == 0 and "none" in chart.labels and "not covered" in chart.labels
    assert "; 2021: no deployment in any other month; " not in chart.sentence and "; 2021: no deployment in any month; " in chart.sentence
    assert "August not covered, September not covered" in chart.sentence
    assert len(chart.values) == len(chart.csv) == 72


def test_a_change_of_the_threshold_is_said_in_its_year(drawn: Charts) -> None:
    assert "Threshold 0.62 from 11 July, 0.64 from 25 July." in drawn["met-2024-months"].said["notes"]
    assert not any("Threshold" in note for note in drawn["met-2025-months"].said["notes"])


def test_the_maps_of_all_years_have_one_scale_and_add_up(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-boroughs"]
    assert len(chart.values) == 33 * 6
    assert sum(int(line["deployments"] or 0) for line in chart.csv) == len(figures.deployments("met"))
    known = [row for row in chart.values_drawn.values() if row["deployments"] is not None]
    for row in known:
        least, _, most = row["class"].partition(" to ")
        assert int(least.split()[0]) <= row["deployments"] <= int(most or (row["deployments"] if "more" in least else least)), row


def test_deployments_add_up_over_a_year_and_the_same_days_are_compared(drawn: Charts, figures: Figures) -> None:
    for said, row in drawn["met-cumulative"].values_drawn.items():
        assert row["number"] == figures.figure("met", int(said[:4]), "deployments").value
    days = figures.deployments("met")["deployment_date"]
    before = ((days >= "2024-01-01") & (days <= "2024-07-11")).sum()
    assert drawn["met-same-days"].lines["Deployments"] == [f"{before} ({before - 1} before correction)", "112"]
    assert f"{before} by the same day of 2024" in drawn["met-cumulative"].said["title"]


def test_steps_say_what_each_is_of_the_alerts(drawn: Charts) -> None:
    chart = drawn["met-2024-steps"]
    rates = ["1 alert for 702 faces", "", "1,241 to 1,276 of 1,286 alerts", "575 of 1,286 alerts"]
    assert [rate for _, rate in chart.lines.values()] == rates
    # In 2022 arrests and other disposals are one number, and are called so.
    assert "Arrests or other disposals: 8" in drawn["met-2022-steps"].labels


def test_each_of_33_boroughs_has_one_square_of_its_own(drawn: Charts, figures: Figures) -> None:
    assert len(SQUARES) == len({tuple(square[:2]) for square in SQUARES.values()}) == len({square[2] for square in SQUARES.values()}) == 33
    assert set(SQUARES) == {f"E090000{number:02d}" for number in range(1, 34)}
    names = {row.borough_code: row.borough for row in figures.boroughs("met").itertuples() if row.borough_code}
    assert {code: SQUARES[code][3] for code in names if isinstance(code, str)} == {k: v for k, v in names.items() if isinstance(k, str)}
    assert len(drawn["met-2024-boroughs"].values) == 33


def test_the_squares_and_what_stands_beneath_add_up_to_the_year(drawn: Charts, figures: Figures) -> None:
    for year in range(2020, 2026):
        chart = drawn[f"met-{year}-boroughs"]
        assert sum(int(line["deployments"] or 0) for line in chart.csv) == figures.figure("met", year, "deployments").value


def test_a_borough_that_is_not_known_is_said_beneath_the_map(drawn: Charts) -> None:
    assert drawn["met-2025-boroughs"].said["subtitle"].endswith("not on the map: Borough not known: 2")
    assert drawn["met-2025-boroughs"].sentence.endswith("; City of London: not covered; Borough not known: 2.")
    assert "Islington: 0; Richmond upon Thames: 0; City of London: not covered." in drawn["met-2024-boroughs"].sentence


def test_a_square_without_a_deployment_says_zero_and_the_city_is_not_covered(drawn: Charts) -> None:
    chart = drawn["met-2021-boroughs"]
    # And once in the key.
    assert chart.labels.count("0") == 32 + 1
    assert all(one["fill"] == "var(--paper)" and one.get("stroke-dasharray", "1,0") == "1,0" for one in chart.marks("Camden"))
    [city] = chart.marks("City of London: not covered")
    assert city["fill"] == "var(--panel)" and city["stroke-dasharray"] == "3,3"


def test_both_counts_stand_where_a_correction_moved_a_deployment(drawn: Charts) -> None:
    assert "Hackney: 5 (4 before correction)" in drawn["met-2024-boroughs"].sentence
    assert "July 2024: 14 (13 before correction)" in drawn["met-2024-months"].sentence
    assert drawn["met-2024-boroughs"].lines["Hackney"] == ["HAC", "5 (4 before correction)"]
