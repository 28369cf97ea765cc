"""The read side: what a notebook, a page or a download may ask for, and what it says when that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.project import Warehouse
from lfr.errors import LfrError
from lfr.project import Project
from lfr.warehouse import answer_tables
from lfr.warehouse.figures import Figures, open_figures
from lfr.wording.words import say_figure


@pytest.fixture
def figures(warehouse: Warehouse) -> Iterator[Figures]:
    opened = open_figures(warehouse.project)
    yield opened
    opened.close()


def _fault(figures: Figures, publisher: str, year: int, measure: str) -> str:
    with pytest.raises(LfrError) as caught:
        figures.figure(publisher, year, measure)
    return str(caught.value)


def test_an_unknown_publisher_is_named_with_the_nearest_known_one(figures: Figures) -> None:
    assert _fault(figures, "mets", 2024, "arrests") == 'figure mets 2024 arrests: unknown publisher. Did you mean "met"?'
    assert "Known: met." in _fault(figures, "north-yorkshire", 2024, "arrests")


def test_a_year_without_a_record_is_named_with_the_years_that_have_one(figures: Figures) -> None:
    assert _fault(figures, "met", 2019, "arrests").endswith("no record covers that year. Known: 2020, 2021, 2022, 2023, 2024, 2025.")


def test_an_unknown_measure_is_named_with_the_nearest_known_one(figures: Figures) -> None:
    assert _fault(figures, "met", 2024, "arrest").endswith('unknown measure. Did you mean "arrests"?')


def test_figures_are_asked_for_only_after_a_build(tmp_path: Path) -> None:
    with pytest.raises(LfrError, match=r"there is no warehouse yet\. Run `make site`"):
        open_figures(Project(tmp_path))


def test_a_figure_knows_its_value_before_and_after_a_correction(figures: Figures) -> None:
    moved, kept = figures.figure("met", 2023, "deployments"), figures.figure("met", 2022, "deployments")
    assert (moved.value, moved.value_as_published, moved.is_corrected) == (23, 24, True)
    assert (kept.value, kept.is_corrected) == (6, False)
    assert moved.as_published.value == 24 and not moved.as_published.is_corrected


def test_a_rate_as_published_has_the_counts_and_interval_of_that_time(figures: Figures) -> None:
    rate = figures.figure("met", 2023, "confirmed_alerts_true")
    before = rate.as_published
    assert (rate.numerator, rate.denominator) == (56, 58)
    assert (before.numerator, before.denominator) == (66, 68)
    assert before.lower is not None and before.value is not None and before.upper is not None
    assert before.lower < before.value < before.upper
    assert before.lower != rate.lower


def test_a_figure_that_is_not_published_is_none_and_not_nought(figures: Figures) -> None:
    hours = figures.figure("met", 2022, "duration_minutes")
    assert hours.value is None and hours.basis == "not_published" and not hours.is_corrected


def test_in_a_covered_year_without_a_deployment_every_count_is_nought(figures: Figures) -> None:
    of_year = {one.measure: one for one in figures.figures_of_year("met", 2021)}
    assert {one.value for one in of_year.values() if one.kind == "count"} == {0}
    assert of_year["duration_minutes"].basis == of_year["confirmed_alerts"].basis == "no_deployment"
    assert "not published" not in {say_figure(one) for one in of_year.values()}
    assert (say_figure(of_year["threshold_minimum"]), say_figure(of_year["arrests_per_hour"])) == ("no deployment", "no deployment")


def test_only_the_year_that_is_covered_in_part_says_so(figures: Figures) -> None:
    years = figures.years("met")
    assert list(years["label"]) == ["2020", "2021", "2022", "2023", "2024", "2025, to 11 July"]
    assert list(years["is_partial"]) == [False] * 5 + [True]


def test_every_measure_of_a_year_comes_in_the_order_of_the_measures(figures: Figures) -> None:
    assert [one.measure for one in figures.figures_of_year("met", 2024)] == list(figures.measures()["measure"])


@pytest.mark.parametrize(
    ("frame", "columns"),
    [
        ("publishers", ["id", "name", "short_name", "article", "records_page", "foi_page", "credit", "licence", "later_records"]),
        ("measures", ["measure", "title", "unit", "kind", "method"]),
        ("codes", ["source_id", "page", "code_list", "reference", "printed_as", "meaning", "note"]),
        ("checks", ["check_name", "severity", "title", "about", "sql", "findings", "open"]),
    ],
)
def test_a_frame_has_the_columns_its_description_names(figures: Figures, frame: str, columns: list[str]) -> None:
    found = getattr(figures, frame)()
    assert sorted(found.columns) == sorted(columns)
    assert len(found)


def test_frames_of_one_publisher_have_the_columns_their_descriptions_name(figures: Figures) -> None:
    assert list(figures.years("met").columns) == ["year", "covers_from", "covers_to", "covered_days", "is_partial", "label"]
    assert list(figures.monthly("met").columns) == ["year", "month", "is_covered", "is_part", "deployments", "deployments_as_published"]
    counts = [f"{name}{version}" for name in ("deployments", "faces_seen", "alerts", "arrests") for version in ("", "_as_published")]
    assert list(figures.places("met").columns) == ["year", "place_id", "slug", "place", "borough", *counts]
    assert {"finding_id", "check_name", "severity", "status", "reason", "page", "row"} <= set(figures.findings().columns)
    assert {"id", "sha256", "covers_from", "covers_to", "is_current", "rows"} <= set(figures.sources().columns)
    cells = figures.printed_cells("met-2020-2022")
    assert {"page", "row", "column_name", "heading", "printed", "corrected", "deployment_id"} <= set(cells.columns)


def test_deployments_can_be_asked_for_by_year_and_come_in_the_order_of_dates(figures: Figures) -> None:
    every = figures.deployments("met")
    assert len(every) == 324
    assert sum(len(figures.deployments("met", year)) for year in range(2020, 2026)) == 324
    assert every["deployment_date"].is_monotonic_increasing
    assert figures.deployments("met", 2021).empty


def test_a_month_that_no_record_covers_is_told_from_a_month_without_a_deployment(figures: Figures) -> None:
    months = figures.monthly("met").set_index(["year", "month"])
    assert months.loc[(2025, 7)][["is_covered", "is_part"]].tolist() == [True, True]
    assert not months.loc[(2025, 8)]["is_covered"]
    assert months.loc[(2021, 6)][["is_covered", "deployments"]].tolist() == [True, 0]


def test_a_frame_is_fresh_so_that_a_notebook_cannot_spoil_the_next_one(figures: Figures) -> None:
    first = figures.deployments("met", 2022)
    first["alerts"] = 0
    assert figures.deployments("met", 2022)["alerts"].sum() == 20


def test_frames_for_charts_have_the_columns_their_descriptions_name(figures: Figures) -> None:
    both = ["deployments", "deployments_as_published"]
    assert list(figures.places_ranked("met").columns) == ["place_id", "place", "borough", *both, "first_date", "last_date"]
    assert list(figures.thresholds("met").columns) == ["stretch", "threshold", "from_date", "to_date", "deployments", "is_change"]
    assert list(figures.breaks("met", "faces_seen").columns) == ["measure", "from_date", "words", "evidence"]
    assert list(figures.alerts_per_deployment("met").columns) == ["year", "alerts", *both]


def test_a_threshold_that_changed_twice_is_three_stretches_and_two_changes(figures: Figures) -> None:
    stretches = figures.thresholds("met")
    assert list(stretches["threshold"]) == [0.60, 0.62, 0.64] and list(stretches["is_change"]) == [False, True, True]
    assert stretches["deployments"].sum() == figures.deployments("met")["threshold"].notna().sum()


def test_only_a_small_answer_is_kept_so_that_memory_does_not_grow_with_the_data(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_tables, "_KEPT_CELLS", 2000)
    figures.years("met")
    figures.deployments("met")
    kept = [frame.size for frame in figures._kept.values()]
    assert kept and max(kept) <= 2000
