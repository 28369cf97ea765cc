"""Months and boroughs: none, not covered and covered in part are drawn and said in different ways."""

from __future__ import annotations

import re

from lfr.charts.boroughs import SQUARES
from lfr.warehouse.figures import Figures

from .conftest import Charts


def test_the_months_of_a_year_add_up_to_its_deployments(drawn: Charts, figures: Figures) -> None:
    for year in range(2020, 2026):
        chart, whole = drawn[f"met-{year}-months"], figures.figure("met", year, "deployments")
        sentence = re.sub(r"\(as published \d+\)", "", chart.sentence.partition(": ")[2])
        assert sum(map(int, re.findall(r"[A-Z][a-z]+ (\d+)", sentence))) == whole.value
        assert sum(int(line["deployments"] or 0) for line in chart.csv) == whole.value


def test_a_month_without_a_record_is_named_and_not_drawn_as_zero(drawn: Charts) -> None:
    chart = drawn["met-2025-months"]
    assert "July 10 (part of the month), August not covered" in chart.sentence
    assert chart.labels.count("not covered") == 5
    assert all("stroke-dasharray" in one for one in chart.marks("Aug"))
    assert chart.marks("Jul")[0]["fill"].startswith("url(#")
    assert [line["deployments"] for line in chart.csv][7:] == [""] * 5


def test_the_strip_draws_four_kinds_of_month_in_four_ways(drawn: Charts) -> None:
    chart = drawn["met-months"]
    [some], [none], [unknown] = (chart.marks(name) for name in ("January 2024", "June 2021", "December 2025"))
    assert some["class"] == "c-bar"
    assert none["fill"] == unknown["fill"] == "none"
    assert "stroke-dasharray" in unknown and "stroke-dasharray" not in none
    assert {"deployments", "part of the month", "no deployment", "not covered"} <= set(chart.labels)
    assert "2021: no deployment in January to December." in chart.sentence
    assert "not covered: August to December" in chart.sentence
    assert len(chart.values) == len(chart.csv) == 72


def test_a_change_of_the_threshold_is_drawn_at_its_month(drawn: Charts) -> None:
    assert "Threshold 0.62 from 11 July, 0.64 from 25 July" in drawn["met-2024-months"].labels
    assert not any("Threshold" in label for label in drawn["met-2025-months"].labels)


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
    assert "Borough not known: 2." in drawn["met-2025-boroughs"].labels
    assert drawn["met-2025-boroughs"].sentence.endswith("no deployment known in 5 of 32. Borough not known: 2.")
    assert "no deployment in 2 of 32" in drawn["met-2024-boroughs"].sentence


def test_a_square_without_a_deployment_is_empty_and_says_zero(drawn: Charts) -> None:
    chart = drawn["met-2021-boroughs"]
    assert chart.labels.count("0") == 32
    assert all(one["fill"] == "none" and "stroke-dasharray" not in one for one in chart.marks("Camden"))


def test_both_counts_stand_where_a_correction_moved_a_deployment(drawn: Charts) -> None:
    assert "Hackney 5 (as published 4)" in drawn["met-2024-boroughs"].sentence
    assert "July 14 (as published 13)" in drawn["met-2024-months"].sentence
    assert drawn["met-2024-boroughs"].lines["Hackney"] == ["HAC", "5", "4"]
