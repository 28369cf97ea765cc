"""The read side for analysts: measures side by side, tables as relations, an interval as published."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
from lfr.errors import LfrError
from lfr.warehouse.figures import Figures


def test_measures_stand_side_by_side_by_calendar_year(figures: Figures) -> None:
    frame = figures.by_year("met", ["deployments", "no_action", "accuracy_of_stops"])
    assert list(frame.index) == ["2020", "2021", "2022", "2023", "2024", "2025, to 11 July"] and frame.index.name == "calendar year"
    assert frame["deployments"].tolist() == [3, 0, 6, 23, 180, 112] and frame["deployments"].dtype == "Int64"
    assert frame["no_action"].isna().tolist() == [True, False, True, True, True, False] and frame.loc["2021", "no_action"] == 0
    assert pd.isna(frame.loc["2021", "accuracy_of_stops"]) and frame.loc["2022", "accuracy_of_stops"] == 0.8
    assert figures.by_year("met", ["deployments"], as_published=True)["deployments"].tolist() == [3, 0, 6, 24, 179, 112]


def test_a_table_is_a_relation_that_can_be_read_and_not_changed(figures: Figures) -> None:
    arrests = figures.relation("core.deployments").aggregate("deployment_year, sum(arrests)::INTEGER").order("deployment_year").fetchall()
    assert dict(arrests)[2024] == figures.figure("met", 2024, "arrests").value
    with pytest.raises(duckdb.Error, match="read-only"):
        figures.relation("core.deployments").create("core.mine")
    with pytest.raises(LfrError, match=r'no such table\. Did you mean "core\.deployments"'):
        figures.relation("core.deployment")


def test_an_interval_is_the_published_one(figures: Figures) -> None:
    one = figures.figure("met", 2020, "accuracy_of_stops")
    assert figures.wilson(1, 6) == (one.lower, one.upper)
    with pytest.raises(LfrError, match="7 of 6 is no share"):
        figures.wilson(7, 6)
