"""Questions that are limited to a place, a day or a use case: no zero for time that no record covers, and every note has its column."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fixtures.letters import plain_text
from lfr.letters.blocks import Asked, Choices, Fragments
from lfr.letters.letter import compose
from lfr.warehouse.figures import Figures

Say = Callable[..., str]


@pytest.fixture
def say(texts: Fragments) -> Say:
    return lambda name, **chosen: plain_text(compose(texts, Choices({}, (Asked((name,), **chosen),))))


def asked_and_answered(text: str) -> str:
    return text.split("\nQuestion 1\n", 1)[1].split("\nAdvice and assistance\n")[0]


def test_years_of_a_place_are_counted_one_by_one_as_far_as_they_are_covered(say: Say, figures: Figures) -> None:
    text = say("where-is-lfr-used", borough="Croydon", years=(2019, 2021, 2024, 2025, 2026))
    frame = figures.deployments("met")
    here = frame[frame["borough"] == "Croydon"].groupby("deployment_year").size()
    both = here[2024] + here[2025]
    said = f"{both} deployments in the borough of Croydon: 0 in 2021, {here[2024]} in 2024 and {here[2025]} in 2025 (to 11 July)."
    assert said in text and "The records counted here do not cover 2019, 12 July to 31 December 2025 and 2026." in text
    assert "in 2026." not in said and "deployments in the borough of Croydon in" not in text
    part_year = say("how-many-deployments", borough="Brent", years=(2025,))
    assert " deployments in the borough of Brent in 2025 (to 11 July)." in part_year


@pytest.mark.parametrize(
    ("chosen", "gap"),
    [
        ({"borough": "Croydon", "years": (2026,)}, "2026"),
        ({"place": "oxford-circus", "years": (2019, 2026)}, "2019 and 2026"),
        ({"day": "2026-05-16"}, "16 May 2026"),
        ({"day": "2019-01-31"}, "31 January 2019"),
        ({"years": (2026,)}, "2026"),
    ],
)
@pytest.mark.parametrize("name", ["where-is-lfr-used", "protests-and-events", "how-many-arrests"])
def test_time_that_no_record_covers_is_no_zero_and_points_at_no_list(say: Say, name: str, chosen: dict[str, object], gap: str) -> None:
    text = say(name, **chosen)
    assert f"The records counted here do not cover {gap}." in asked_and_answered(text)
    assert "hold no deployment" not in text and "[[TO FILL: decision: held" in asked_and_answered(text)
    assert "/met/" not in text and "section 21" not in text and "counted by LFR Statistics" not in text


def test_a_covered_zero_says_what_it_was_counted_from(say: Say) -> None:
    for chosen in ({"borough": "Croydon", "years": (2021,)}, {"day": "2021-05-06"}):
        text = say("where-is-lfr-used", **chosen)
        assert "The records counted here hold no deployment" in text and "counted by LFR Statistics" in text


def test_a_use_case_is_counted_from_the_day_on_which_one_is_printed(say: Say, texts: Fragments) -> None:
    assert "Event PSO" in texts["use_cases"]
    text = say("how-many-deployments", use_case="Event PSO", years=(2022, 2024))
    assert "hold no deployment with the use case “Event PSO” in 2024 (from 17 September)." in text
    assert "print no use case for 2022 and 1 January to 16 September 2024." in text
    before = say("how-many-deployments", use_case="Crime Hotspot", day="2023-05-06")
    assert "print no use case for 6 May 2023." in before and "hold no deployment" not in before


def test_the_lead_text_stands_where_a_question_is_limited(say: Say) -> None:
    stops = asked_and_answered(say("how-many-people-were-stopped", day="2023-05-06"))
    assert "Stops: 2 (estimate)" in stops and "three readings that may be taken as stops give a range" in stops
    assert "[[TO FILL: whether engagements since 2023 are held elsewhere, and the decision on them]]" in stops


def test_notes_are_those_of_the_columns_that_are_shown(say: Say) -> None:
    for name, counts in (
        ("how-many-stops-were-accurate", "True alerts, confirmed: 2; Stops: 2 to 4;"),
        ("false-alerts", "Faces seen: 2,160; Alerts: 4; False alerts: 2"),
    ):
        text = asked_and_answered(say(name, day="2024-02-23"))
        assert "interval" not in text and "Rates are not worked out for single deployments" in text and counts in text
        assert "interval" in asked_and_answered(say(name, years=(2024,)))
    # Counts of the whole force stand in no answer about a part of its deployments.
    for name, said in (("other-outcomes", "15 of 20 in 2024"), ("how-does-this-year-compare", "alerts 649")):
        assert said not in say(name, borough="Croydon", years=(2024,)) and said in say(name, years=(2024,))


def test_deployments_with_a_note_are_named_where_they_are_counted(say: Say) -> None:
    for name in ("where-is-lfr-used", "how-many-deployments"):
        assert "study" not in say(name, years=(2021,)) and "study" not in say(name, borough="Croydon")
        assert "14, 16 and 28 July 2022) also served a study" in say(name, years=(2022,))
        assert "- 14 July 2022: also served a study" in say(name, place="oxford-circus")


def test_a_street_that_may_lie_in_the_borough_too_is_named(say: Say) -> None:
    said = "Not counted here: deployments at {}, at places that lie, or may lie, in Brent too."
    assert said.format("Edgware Road (1) and Kilburn High Road (4)") in say("where-is-lfr-used", borough="Brent")
    assert "Not counted here" not in say("where-is-lfr-used", borough="Brent", years=(2024,))
    # Unknown boroughs are named for the years that are asked about.
    assert "The borough is not known" not in say("where-is-lfr-used", years=(2022,))
    assert "The borough is not known for deployments at Edgware Road (1)" in say("where-is-lfr-used", years=(2025,))


def test_what_section_21_points_at_is_not_the_use_at_a_protest(say: Say) -> None:
    text = say("protests-and-events", years=(2024,))
    assert "Question 1: see our response below" in text and "[[TO FILL: decision: held" in asked_and_answered(text)
    assert "What is published is the list of deployments (section 21(1));" in text and "/met/deployments/\n" in text


def records(text: str) -> str:
    return text.split("The figures in this letter come from these records", 1)[1].split("They were read and counted", 1)[0]


def test_the_records_are_those_of_every_figure_in_the_letter_also_of_those_in_its_sentences(say: Say) -> None:
    compared = say("how-does-this-year-compare", years=(2025,))
    assert "deployments 91 (90 before correction) and 112" in compared
    assert "MPS LFR Deployments 2023 – Date" in records(compared) and "MPS LFR Deployments 2025" in records(compared)
    assert "the figure before correction follows in brackets" in compared and "The table gives whole years" not in compared
    for protest in (say("protests-and-events", day="2023-05-06"), say("protests-and-events")):
        assert "for 168 deployments" in protest and "MPS LFR Deployments 2025" in records(protest)
    assert "before correction" not in say("how-long-was-it-used", borough="Westminster", years=(2022,))


def test_arrests_that_are_counted_with_other_disposals_say_so_beside_the_number(say: Say) -> None:
    said = "(arrests and other disposals, published as one number)"
    both = asked_and_answered(say("how-long-was-it-used", borough="Westminster", years=(2022, 2023)))
    assert [f"Arrests: 4 {said}" in both, both.count(said)] == [True, 6]
    assert f"Arrests: 8 {said}" in say("how-does-this-year-compare", years=(2022,))
    assert said not in say("how-does-this-year-compare", years=(2023,))


@pytest.mark.parametrize(
    ("name", "chosen", "why"),
    [
        ("how-long-was-it-used", {"borough": "Westminster", "years": (2022,)}, "- 2022: The record of this year prints no duration."),
        ("how-many-stops-were-accurate", {"borough": "Brent"}, "- 2024: Stops are not printed, so their accuracy is not known;"),
        ("how-many-stops-were-accurate", {"years": (2023, 2024)}, "- 2023 and 2024: Stops are not printed, so their accuracy"),
    ],
)
def test_what_no_row_shown_holds_is_not_called_provided(say: Say, name: str, chosen: dict[str, object], why: str) -> None:
    text = asked_and_answered(say(name, **chosen))
    assert "[[TO FILL: decision: held" in text and "provided" not in text
    assert why in text and "[[TO FILL: whether we hold it outside the published records" in text


def test_what_some_rows_hold_is_provided_and_the_rest_asked(say: Say) -> None:
    text = asked_and_answered(say("how-long-was-it-used", borough="Westminster"))
    assert "Decision: provided, as far as the records counted here go" in text
    assert "- 2020 and 2022: The record of this year prints no duration. [[TO FILL: whether we hold it" in text


def test_counts_by_borough_name_the_places_that_may_lie_in_another_too(say: Say) -> None:
    said = "Counted in one borough, but lying, or perhaps lying, in another too: deployments at {}."
    assert said.format("Kilburn High Road (4; Brent too)") in say("where-is-lfr-used", place="kilburn-high-road")
    shared = "Clapham Common (1; Wandsworth too), Kings Cross (1; Islington too) and Tottenham Court Road (2; Westminster too)"
    assert said.format(shared) in say("where-is-lfr-used", years=(2024,))
    assert "Counted in one borough" not in say("where-is-lfr-used", years=(2022,))
    assert "Counted in one borough" not in say("where-is-lfr-used", borough="Croydon")
