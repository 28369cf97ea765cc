"""Change what the records cover, and the claim fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lfr.curated.answers import check_completeness, read_answers
from lfr.errors import BadData
from lfr.project import Project

Write = Callable[..., Project]


def year(number: int, held: bool = True, to: str = "") -> dict[int, tuple[bool, str]]:
    return {number: (held, f"{number}{to}")}


NOT_BEFORE_2023 = {**year(2020, False), **year(2021, False), **year(2022, False)}
HELD = {**NOT_BEFORE_2023, **year(2023), **year(2024), **year(2025, to=", to 10 May")}


def test_claims_that_agree_with_the_coverage_pass(library: Write) -> None:
    check_completeness(read_answers(library()), {"arrests": HELD})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (year(2024, held=False), r"answers.toml, line 9, .*claims “fully” for 2024, but the records of that year do not hold arrests"),
        (year(2024, to=", to 30 November"), r"“fully” for 2024, but for arrests they cover only 2024, to 30 November"),
        ({**year(2020), **year(2021), **year(2022)}, r"claims “not held” for 2020, but the records hold arrests"),
    ],
)
def test_a_claim_that_the_coverage_contradicts_fails(library: Write, changed: dict[int, tuple[bool, str]], message: str) -> None:
    with pytest.raises(BadData, match=message):
        check_completeness(read_answers(library()), {"arrests": {**HELD, **changed}})


def test_fully_for_a_year_that_no_record_covers_fails(library: Write) -> None:
    without_2024 = {number: at for number, at in HELD.items() if number != 2024}
    with pytest.raises(BadData, match="no record covers 2024 for the measure arrests"):
        check_completeness(read_answers(library()), {"arrests": without_2024})


def test_fully_for_a_year_that_is_covered_to_may_fails(library: Write) -> None:
    project = library("foi/answers.toml", 'level = "partly"', 'level = "fully"')
    with pytest.raises(BadData, match="cover only 2025, to 10 May"):
        check_completeness(read_answers(project), {"arrests": HELD})


def test_an_answer_without_measures_may_say_not_held(library: Write) -> None:
    project = library("foi/answers.toml", 'measures = ["arrests"]', 'measures = []\nrequest = "the number of people arrested."')
    check_completeness(read_answers(project), {})


def test_an_answer_without_measures_says_what_to_ask_for(library: Write) -> None:
    with pytest.raises(BadData, match="no figure answers this; write what a reader may ask"):
        read_answers(library("foi/answers.toml", 'measures = ["arrests"]', "measures = []"))


def test_a_year_without_a_claim_is_none(library: Write) -> None:
    assert read_answers(library())["how-many-arrests"].claim_for(2026) is None
