"""False alerts by threshold and faces per hour: what a yearly figure averages over, counted again from the deployments."""

from __future__ import annotations

from statistics import median

import pandas as pd
from lfr.warehouse.figures import Figures

from .conftest import Charts


def test_a_dot_is_drawn_for_each_false_alert_and_counted_under_its_threshold(drawn: Charts, figures: Figures) -> None:
    chart, deployments = drawn["met-false-alerts"], figures.deployments("met")
    total = int(deployments["false_alerts"].sum())
    of_thresholds = deployments.groupby("threshold")["false_alerts"].sum()
    key = [f"threshold {threshold:.2f}: {count}" for threshold, count in of_thresholds.items()]
    key.append(f"threshold not published: {total - of_thresholds.sum()}")
    assert [label for label in chart.labels if label.startswith("threshold ")] == key
    assert len(chart.values) - 1 == total  # and what is not covered


def test_false_alerts_are_said_beside_the_alerts_of_their_threshold(drawn: Charts) -> None:
    chart = drawn["met-false-alerts"]
    assert "; 2021: 0; 2022: 3, threshold not published; 2023: 2 of 58 alerts at 0.60; " in chart.sentence
    assert chart.said["title"] == "False alerts in 2024: 23 of 633 alerts at 0.60, 4 of 54 alerts at 0.62, 0 of 599 alerts at 0.64"
    assert ("2024", "0.64", "81", "599", "0") in zip(*chart.said["table"].values(), strict=True)
    assert "2024: 23 of 633 alerts at 0.60, 4 of 54 (44 before correction) alerts at 0.62, 0 of 599 alerts at 0.64" in chart.sentence


def test_faces_per_hour_have_a_median_for_each_stretch_between_the_breaks(drawn: Charts, figures: Figures) -> None:
    chart, deployments = drawn["met-faces-per-hour"], figures.deployments("met")
    known = deployments.dropna(subset=["faces_seen", "duration_minutes"])
    breaks = [*figures.breaks("met", "faces_seen")["from_date"], pd.Timestamp.max]
    begin, medians = pd.Timestamp.min, []
    for end in breaks:
        within = known[(known["deployment_date"] >= begin) & (known["deployment_date"] < end)]
        medians.append(f"{median(60 * within['faces_seen'] / within['duration_minutes']):,.0f}")
        begin = end
    assert len(medians) == 5
    table = chart.said["table"]
    assert [cell.split(" (")[0] for cell in table["Median per hour"]] == medians
    # A correction moved a deployment from the first stretch to the second.
    assert table["Median per hour"][0] == "1,813 (1,668 before correction)"
    assert table["Deployments"][:3] == ["17 (18 before correction)", "103 (102 before correction)", "21"]
    assert set(medians) <= set(chart.labels)
    assert len(chart.values) - 1 == len(chart.csv) == len(known)  # and what is not covered


def test_the_rules_lie_where_the_series_breaks(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-faces-per-hour"]
    rules = {row["day"] for rows in chart.spec["datasets"].values() for row in rows if set(row) == {"day", "text"}}
    assert rules == {f"{day:%Y-%m-%d}" for day in figures.breaks("met", "faces_seen")["from_date"]} and len(rules) == 4
