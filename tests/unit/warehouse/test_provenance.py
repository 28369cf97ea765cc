"""The chain from a figure to the printed cell: complete for every figure of every real year, and the same sum at each link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment, deployments
from lfr.errors import LfrError
from lfr.warehouse.figures import Chain, Figures, trace
from lfr.warehouse.measures import measures

SUMS = [
    "faces_seen", "alerts", "true_alerts", "false_alerts", "stops_lower", "stops_upper", "accurate_stops", "arrests", "other_disposals",
    "no_action", "outcomes_other_than_arrest", "duration_minutes", "engagement_outcomes", "confirmed_alerts",
]  # fmt: skip


# Measures whose value in a row is the sum of the cells shown for it.
SUMS_OF_CELLS = ["alerts", "true_alerts", "false_alerts", "confirmed_alerts", "accurate_stops", "faces_seen", "arrests"]

# The cells that a row without printed stops has three readings of.
STOP_CELLS = ["true_alerts_confirmed", "false_alerts_confirmed", "arrests", "other_disposals", "no_action"]


@pytest.fixture(scope="module")
def chains(figures: Figures) -> list[Chain]:
    """The chain of every measure in every year."""
    return [trace(figures, "met", int(year), one) for year in figures.years("met")["year"] for one in measures()]


def test_the_rows_of_a_count_add_up_to_the_figure(chains: list[Chain]) -> None:
    for chain in chains:
        if chain.figure.measure in SUMS:
            values = [row.values[chain.figure.measure] for row in chain.rows if row.values[chain.figure.measure] is not None]
            assert sum(values) == (chain.figure.value or 0), (chain.figure.year, chain.figure.measure)


def test_there_is_a_row_for_each_deployment_and_a_document_for_each_row(chains: list[Chain], figures: Figures) -> None:
    for chain in chains:
        assert len(chain.rows) == figures.figure("met", chain.figure.year, "deployments").value
        assert {row.source_id for row in chain.rows} <= {one["id"] for one in chain.documents}
        assert all(len(one["sha256"]) == 64 and one["url"].startswith("https://") and one["retrieved"] for one in chain.documents)


@pytest.mark.parametrize("measure", SUMS_OF_CELLS)
def test_the_printed_cells_of_a_row_add_up_to_its_value(chains: list[Chain], measure: str) -> None:
    """Read here by hand, not by SQL: what the chain shows as printed is what the value was made of."""
    for chain in chains:
        if chain.figure.measure != measure:
            continue
        for row in chain.rows:
            texts = [(cell.counted or cell.printed).replace(",", "") for cell in row.cells]
            value = row.values[measure]
            assert value == sum(map(int, texts)) if value is not None else not any(text.isdigit() for text in texts), (row, texts)


@pytest.mark.parametrize(("measure", "choose"), [("stops_lower", min), ("stops_upper", max)])
def test_the_stops_of_a_row_are_a_reading_of_the_cells_shown_for_it(
    chains: list[Chain], measure: str, choose: Callable[[list[int]], int]
) -> None:
    for chain in chains:
        for row in chain.rows if chain.figure.measure == measure and chain.figure.year >= 2023 else ():
            cells = {cell.column: int((cell.counted or cell.printed).replace(",", "")) for cell in row.cells}
            right, wrong, arrests, other, none = (cells[name] for name in STOP_CELLS)
            outcomes = arrests + none if row.date.year < 2025 else arrests + other + none
            assert row.values[measure] == choose([right, right + wrong, outcomes]), row


def test_every_figure_is_defined_counted_and_addressed(chains: list[Chain]) -> None:
    for chain in chains:
        assert chain.sql and chain.definition and chain.figure.basis and chain.figure.method, chain.figure.measure


def test_a_rate_shows_both_of_its_counts_and_its_interval(figures: Figures) -> None:
    chain = trace(figures, "met", 2024, "false_alerts_per_alert")
    assert (chain.figure.numerator, chain.figure.denominator) == (27, 1286) and chain.figure.lower and chain.figure.upper
    assert list(chain.rows[0].values) == ["false_alerts", "alerts"]
    [sql] = chain.sql.values()
    assert sql == "sum(false_alerts) FILTER (WHERE alerts IS NOT NULL) / sum(alerts) FILTER (WHERE false_alerts IS NOT NULL)"


def test_stops_are_a_range_with_both_ends(figures: Figures) -> None:
    chain = trace(figures, "met", 2024, "stops")
    assert (chain.figure.kind, chain.figure.lower, chain.figure.upper) == ("range", 1241, 1276)
    assert [one.measure for one in chain.figure.ends] == ["stops_lower", "stops_upper"]
    assert list(chain.sql) == list(chain.rows[0].values) == ["stops_lower", "stops_upper"]


def test_a_deployment_moved_by_a_correction_is_told_in_the_year_it_left_and_the_year_it_came_to(figures: Figures) -> None:
    for year in (2023, 2024):
        assert [one["correction_id"] for one in trace(figures, "met", year, "arrests").corrections] == ["c-0001"]
    assert trace(figures, "met", 2022, "arrests").corrections == []


def test_a_corrected_cell_shows_what_is_printed_and_what_is_counted(figures: Figures) -> None:
    chain = trace(figures, "met", 2025, "watchlist_size_maximum")
    [cell] = [cell for row in chain.rows for cell in row.cells if cell.counted]
    assert (cell.printed, cell.counted, cell.correction_id) == ("19199", "16199", "c-0002")
    assert [one["correction_id"] for one in chain.corrections] == ["c-0002"]


def test_a_correction_of_another_column_does_not_touch_the_figure(figures: Figures) -> None:
    assert trace(figures, "met", 2025, "arrests").corrections == []


def test_a_year_without_a_deployment_names_the_document_that_says_so(figures: Figures) -> None:
    chain = trace(figures, "met", 2021, "deployments")
    assert (chain.figure.value, chain.rows, [one["id"] for one in chain.documents]) == (0, [], ["met-2020-2022"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("met", 2024, "stop"), 'figure met 2024 stop: unknown measure. Did you mean "stops"?'),
        (("mett", 2024, "stops"), 'figure mett 2024 stops: unknown publisher. Did you mean "met"?'),
        (("met", 1999, "stops"), "figure met 1999 stops: no record covers that year. Known: 2020, 2021, 2022, 2023, 2024, 2025."),
    ],
)
def test_what_does_not_exist_is_answered_with_the_nearest_name(figures: Figures, asked: tuple[str, int, str], said: str) -> None:
    with pytest.raises(LfrError) as caught:
        trace(figures, *asked)
    assert str(caught.value) == said


def test_the_rows_are_those_of_the_newest_edition(tmp_path: Path) -> None:
    rows = deployments("met-2025", 3, date(2025, 2, 3))
    project = TinyProject(tmp_path / "tiny").record("first", "met-2025", rows)
    newer = [*rows[:2], deployment("met-2025", date="07/02/25", arrests=3)]
    project.record("second", "met-2025", newer, supersedes="first", ids=["met-0001", "met-0002", "met-0003"])
    with built(project):
        figures = Figures(project)
        chain = trace(figures, "met", 2025, "arrests")
        figures.close()
    assert [(row.source_id, row.values["arrests"]) for row in chain.rows] == [("second", 2), ("second", 2), ("second", 3)]
    assert [one["id"] for one in chain.documents] == ["second"]


def test_a_log_with_its_own_stops_shows_them_and_one_without_shows_the_cells_of_three_readings(tmp_path: Path) -> None:
    rows = [deployment("csv-log", stops="4", stops_accurate="3"), deployment("csv-log", date="2025-02-04", stops="", stops_accurate="")]
    project = TinyProject(tmp_path / "tiny").record("a-log", "csv-log", rows)
    with built(project):
        figures = Figures(project)
        chain = trace(figures, "met", 2025, "stops_lower")
        figures.close()
    assert [[cell.column for cell in row.cells] for row in chain.rows] == [["stops"], STOP_CELLS]
    assert [row.values["stops_lower"] for row in chain.rows] == [4, 3]
