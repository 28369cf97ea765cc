"""How a figure is said: every kind of nothing has a word of its own, and a rate comes with its counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lfr.warehouse.figures import Figure
from lfr.wording.words import (
    BASES,
    NO_CASE,
    NO_DEPLOYMENT,
    NOT_PUBLISHED,
    NOT_RECORDED,
    STOPPED_EARLY,
    say_basis,
    say_both,
    say_count,
    say_figure,
    say_instead,
    say_minutes,
    say_two_digits,
    say_with_counts,
)


def figure(**stated: Any) -> Figure:
    """A count of 3 alerts in 2024; a test says what differs. What was published is the same, unless it says so."""
    same: dict[str, Any] = {
        "publisher": "met", "year": 2024, "measure": "alerts", "title": "Alerts", "unit": "alerts", "kind": "count", "method": "alerts",
        "value": 3.0, "numerator": None, "denominator": None, "lower": None, "upper": None, "basis": "printed",
        "covers_from": date(2024, 1, 1), "covers_to": date(2024, 12, 31), "label": "2024", "is_partial": False, **stated,
    }  # fmt: skip
    for name in ("value", "numerator", "denominator", "lower", "upper"):
        same.setdefault(f"{name}_as_published", same[name])
    return Figure(**same)


def accuracy(value: float | None, numerator: int, denominator: int, lower: float | None = None, upper: float | None = None) -> Figure:
    counts = {"numerator": numerator, "denominator": denominator, "lower": lower, "upper": upper}
    return figure(measure="accuracy_of_stops", unit="proportion", kind="rate", value=value, **counts)


def test_every_kind_of_nothing_has_a_word_of_its_own() -> None:
    said = {
        "zero": say_figure(figure(value=0.0)),
        "not in this layout": say_figure(figure(value=None, basis="not_published")),
        "no number printed": say_figure(figure(value=None)),
        "a rate of no case": say_figure(accuracy(None, 0, 0)),
        "a rate of counts that are not recorded": say_figure(accuracy(None, None, None)),
        "a setting of no deployment": say_figure(figure(value=None, kind="level", is_unused=True)),
        "a setting that is not recorded": say_figure(figure(value=None, kind="level")),
    }
    assert said == {
        "zero": "0",
        "not in this layout": "not published",
        "no number printed": "not recorded",
        "a rate of no case": "no cases that year",
        "a rate of counts that are not recorded": "not recorded",
        "a setting of no deployment": "no deployment",
        "a setting that is not recorded": "not recorded",
    }
    assert len({NOT_PUBLISHED, NOT_RECORDED, STOPPED_EARLY, NO_CASE, NO_DEPLOYMENT}) == 5


def test_a_rate_that_a_layout_does_not_hold_is_not_published_rather_than_no_case() -> None:
    assert say_figure(figure(value=None, kind="rate", basis="not_published")) == "not published"


def test_counts_have_separators_and_no_decimals() -> None:
    assert [say_count(value) for value in (0, 7.0, 1276.0, 902_748)] == ["0", "7", "1,276", "902,748"]
    assert say_figure(figure(value=7303.5, kind="level", unit="images")) == "7,303.5"


@pytest.mark.parametrize(("minutes", "said"), [(0, "0 h 00 min"), (59, "0 h 59 min"), (7068, "117 h 48 min"), (600_061, "10,001 h 01 min")])
def test_minutes_are_said_as_hours_and_minutes(minutes: int, said: str) -> None:
    assert say_minutes(minutes) == said
    assert say_figure(figure(value=float(minutes), unit="minutes")) == said


def test_a_threshold_keeps_its_two_decimals() -> None:
    assert say_figure(figure(value=0.6, unit="score", kind="level")) == "0.60"


def test_a_rate_comes_with_its_counts_and_its_interval() -> None:
    assert say_with_counts(accuracy(2 / 3, 200, 300, 0.6115, 0.7175)) == "66.7% (200 of 300; 95% confidence interval 61.2% to 71.8%)"


def test_a_rate_of_few_cases_is_said_as_its_counts_and_never_as_a_percentage() -> None:
    few = accuracy(2 / 3, 2, 3, 0.2077, 0.9385)
    assert say_with_counts(few) == "2 of 3 (too few for a percentage; 95% confidence interval 20.8% to 93.8%)"
    assert say_figure(few) == "2 of 3"
    assert say_figure(accuracy(0.5, 15, 30, 0.33, 0.67)) == "50.0%"


def test_a_rate_per_face_is_said_per_100000_and_as_one_in_so_many() -> None:
    rate = figure(
        measure="false_alerts_per_face", kind="rate", value=27 / 902_748, numerator=27, denominator=902_748, lower=2.056e-5, upper=4.351e-5
    )
    assert say_with_counts(rate) == "3.0 per 100,000 faces (27 of 902,748, 1 in 33,435; 95% confidence interval 2.1 to 4.4)"


def test_a_rate_of_zero_has_no_one_in_so_many() -> None:
    rate = figure(measure="false_alerts_per_face", kind="rate", value=0.0, numerator=0, denominator=4600, lower=0.0, upper=8.344e-4)
    assert say_with_counts(rate) == "0 per 100,000 faces (0 of 4,600; 95% confidence interval 0 to 83)"


def test_a_rate_with_nothing_behind_it_is_a_word_and_not_an_interval() -> None:
    assert say_with_counts(accuracy(None, 0, 0)) == "no cases that year"


@pytest.mark.parametrize(
    ("value", "said"),
    [(3, "3.0"), (53.03, "53"), (0.6128, "0.61"), (0.05, "0.050"), (0, "0"), (9.96, "10"), (0.0996, "0.10"), (99.7, "100")],
)
def test_two_digits_are_two_also_where_rounding_adds_one(value: float, said: str) -> None:
    assert say_two_digits(value) == said


def test_a_figure_in_a_sentence_says_what_was_published_where_a_correction_changed_it() -> None:
    assert say_both(figure(value=23.0, value_as_published=24.0)) == "23 (24 before correction)"
    assert say_both(figure(value=23.0)) == "23"


def test_a_rate_as_published_is_said_with_the_counts_of_that_time() -> None:
    counts = {"numerator": 1, "denominator": 2, "lower": 0.09, "upper": 0.91}
    before = {"value_as_published": 0.25, "numerator_as_published": 1, "denominator_as_published": 4}
    interval = {"lower_as_published": 0.05, "upper_as_published": 0.7}
    rate = figure(measure="accuracy_of_stops", kind="rate", value=0.5, **counts, **before, **interval)
    assert say_both(rate) == (
        "1 of 2 (too few for a percentage; 95% confidence interval 9.0% to 91.0%)"
        " (1 of 4 (too few for a percentage; 95% confidence interval 5.0% to 70.0%) before correction)"
    )


def test_a_range_is_one_number_where_its_ends_meet() -> None:
    def said(low: Figure, high: Figure) -> str:
        return say_figure(figure(kind="range", value=None, ends=(low, high)))

    assert said(figure(value=56.0), figure(value=58.0)) == "56 to 58"
    assert said(figure(value=15.0), figure(value=15.0)) == "15"
    assert said(figure(value=None, basis="not_published"), figure(value=None, basis="not_published")) == "not published"


def test_a_number_that_cannot_be_told_from_another_is_not_called_unpublished_and_says_where_to_look() -> None:
    assert say_figure(figure(value=None, basis="not_separable")) == "not separable"
    assert say_instead("no_action", "not_separable") == "see Outcomes other than arrest" and not say_instead("no_action", "not_published")


def test_every_basis_is_said_in_words() -> None:
    for code in BASES:
        assert say_basis(figure(basis=code)) and "_" not in BASES[code] + say_basis(figure(basis=code))
    each = "the numbers the force published for each deployment"
    parts = "added up from the parts the force published for each deployment"
    assert say_basis(figure(kind="count", basis="printed+sum_of_printed_parts")) == f"added up from {each}; {parts}"
    assert say_basis(figure(kind="level", basis="printed")) == f"worked out from {each}"
    ends = "least_of_three+greatest_of_three"
    assert say_basis(figure(kind="range", basis=ends)) == "estimated from three readings of the record"
    assert say_basis(figure(kind="count", basis="printed", is_unused=True)) == "no deployment in the year"
    assert say_basis(figure(basis="not_covered", is_unused=True)) == "no record covers this year"
