"""What is said of a year, and what a figure is compared with."""

from __future__ import annotations

import pytest
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import measures
from lfr.wording.year_words import _times, corrected_figures, finding_of_year, heading_of_year, parts_of_year, year_before


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (7.83, "nearly eight times"),
        (2.0, "twice"),
        (2.4, "more than twice"),
        (3.01, "three times"),
        (1.95, "nearly twice"),
        (11.5, "more than 11 times"),
    ],
)
def test_a_ratio_is_said_as_people_say_it(ratio: float, said: str) -> None:
    assert _times(ratio) == said


def test_a_year_is_said_in_a_sentence(figures: Figures) -> None:
    assert finding_of_year(figures, "met", 2024) == (
        "The Metropolitan Police used live facial recognition 180 times in 2024, nearly eight times as often as in 2023"
    )
    assert finding_of_year(figures, "met", 2025) == (
        "The Metropolitan Police used live facial recognition 112 times between 1 January and 11 July 2025,"
        " more often than on the same days of 2024 (91, 90 before correction)"
    )
    assert finding_of_year(figures, "met", 2021) == "The Metropolitan Police recorded no use of live facial recognition in 2021"
    assert heading_of_year(figures, "met", 2024) == "2024: 180 deployments, 1,286 alerts, 575 arrests"


def test_parts_that_do_not_add_up_are_said(figures: Figures) -> None:
    assert parts_of_year(figures, "met", 2024) == "True and false alerts add up to 1,287, not 1,286: one row of the record is inconsistent."
    assert parts_of_year(figures, "met", 2025) == ""


def test_no_correction_is_said_as_such(figures: Figures) -> None:
    assert corrected_figures(figures, "met", 2022) == "No figure of this year has been corrected."


@pytest.mark.parametrize(
    ("year", "measure", "note"),
    [
        (2024, "deployments", "23 (24 before correction) in 2023"),
        (2024, "stops", "56 to 58 (66 to 68 before correction) in 2023"),
        (2024, "faces_seen", "not comparable with 2023"),
        (2023, "stops", "not comparable with 2022"),
        (2023, "arrests", "not comparable with 2022"),
        (2025, "alerts", "649 (639 before correction) on the same days of 2024"),
        (2025, "faces_seen", "not comparable with the same days of 2024"),
        (2024, "false_alerts_per_face", "not comparable with 2023"),
        # Its number of false alerts is counted on another basis.
        (2023, "false_alerts_per_alert", "not comparable with 2022"),
    ],
)
def test_a_figure_is_compared_only_with_what_it_compares_with(figures: Figures, year: int, measure: str, note: str) -> None:
    before = year_before(figures, figures.figure("met", year, measure))
    assert before is not None and before.note == note


def test_no_corrected_figure_is_compared_with_without_what_it_was_before(figures: Figures) -> None:
    seen = 0
    for year, label in figures.years("met")[["year", "label"]].values:
        for name in measures():
            one = figures.figure("met", int(year), name)
            before = year_before(figures, one)
            if before and not one.is_partial:
                was = figures.figure("met", int(year) - 1, name)
                assert ("before correction" in before.said) == was.is_corrected, (label, name)
                seen += was.is_corrected
    assert seen > 20


def test_the_first_year_has_nothing_before_it(figures: Figures) -> None:
    assert year_before(figures, figures.figure("met", 2020, "deployments")) is None
