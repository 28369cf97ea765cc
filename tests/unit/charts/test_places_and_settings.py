"""Places ranked, watchlists and thresholds over time, and how alerts are spread over deployments."""

from __future__ import annotations

import pandas as pd
from lfr.charts.places import ranked
from lfr.warehouse.figures import Figures

from .conftest import Charts


def test_every_place_of_a_year_is_in_its_table_and_the_first_ones_in_the_drawing(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-2023-places"]
    places = figures.places("met", 2023)
    for place in places[places["deployments"] > 0].itertuples():
        assert f"{place.place}: {place.deployments}" in chart.sentence
        assert chart.lines[place.place][1] == str(place.deployments)
    assert len(chart.csv) == len(places)


def test_the_ranking_over_all_years_counts_each_deployment_once(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-places"]
    assert sum(int(line["deployments"]) for line in chart.csv) == len(figures.deployments("met"))
    assert chart.sentence.startswith("Deployments by place, 2020 to 2025, to 11 July: Westminster: 23; North End, Croydon: 15;")


def test_a_chart_of_places_names_how_many_it_leaves_out() -> None:
    places = pd.DataFrame({"place": [f"Place {i:02d}" for i in range(23)], "deployments": [23 - i for i in range(23)]})
    places["deployments_as_published"] = places["deployments"]
    places["borough"] = None
    chart = ranked("met", "2024-places", "2024", places, False, 2024)
    assert chart is not None
    assert "Place 19: 4" in chart.sentence and "Place 20" not in chart.sentence
    assert chart.sentence.endswith("; and 3 more places.")
    assert len(chart.table["Place"]) == 23 and "Borough" not in chart.table  # none of them is known


def test_places_of_one_count_are_drawn_together_or_not_at_all() -> None:
    places = pd.DataFrame({"place": [f"Place {i:02d}" for i in range(30)], "deployments": [3] * 12 + [2] * 18, "borough": None})
    chart = ranked("met", "2024-places", "2024", places.assign(deployments_as_published=places["deployments"]), False, 2024)
    assert chart is not None and "Place 11: 3" in chart.sentence and "Place 12" not in chart.sentence
    alike = ranked("met", "2024-places", "2024", places.assign(deployments=1, deployments_as_published=1), False, 2024)
    assert alike is not None and "Place 29: 1" in alike.sentence


def test_the_threshold_is_said_in_stretches_with_their_days(drawn: Charts) -> None:
    chart = drawn["met-threshold"]
    assert "0.62 from 11 July 2024 to 23 July 2024 (10 deployments)" in chart.sentence
    assert chart.said["table"]["Threshold"] == ["0.60", "0.62", "0.64"]
    assert "9 deployments have no threshold in the record" in " ".join(chart.said["notes"])


def test_a_dot_is_drawn_for_each_deployment_with_a_watchlist(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-watchlist"]
    assert len(chart.values) - 1 == len(chart.csv) == len(figures.deployments("met"))  # and what is not covered


def test_a_watchlist_is_never_added_up(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-watchlist"]
    total = int(figures.deployments("met")["watchlist_size"].sum())
    assert f"{total:,}" not in chart.svg and str(total) not in chart.svg
    assert any("never added up" in note for note in chart.said["notes"])


def test_what_no_record_covers_is_outlined_in_charts_over_time(drawn: Charts) -> None:
    [mark] = drawn["met-watchlist"].marks("After 11 July 2025: not covered")
    assert "stroke-dasharray" in mark and mark["fill"] == "var(--panel)"


def test_alerts_per_deployment_count_each_deployment_once_and_name_the_unknown(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-alerts-per-deployment"]
    alerts = figures.deployments("met")["alerts"]
    assert sum(int(line["deployments"]) for line in chart.csv) == len(alerts)
    known = sorted(alerts.dropna().astype(int))
    assert chart.sentence == (
        f"Of {len(known)} deployments, {known.count(0)} gave no alert, the median deployment gave {known[(len(known) - 1) // 2]},"
        f" the most was {known[-1]}. Not recorded: {len(alerts) - len(known)}."
    )
    assert f"2 alerts: {(alerts == 2).sum()} deployments" in chart.values
    assert chart.lines["not recorded"] == ["1"]
