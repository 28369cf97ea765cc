"""Letters to requests as people make them, read as the officer does who has to sign: law, and no claim that only the force can make."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fixtures.letters import original
from fixtures.requests import REQUESTS
from lfr.curated.library import Library
from lfr.letters.blocks import Fragments
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both, say_day

Letters = Callable[[str], str]


def part(text: str, heading: str) -> str:
    """A letter from one heading to the next of the same rank."""
    rest = text.split(f"\n{heading}\n", 1)[1]
    return re.split(r"\n(?:Question \d+|Section [^\n.]*: [^\n.]*|[^\n]+\n-{4,})\n", rest.removeprefix("-" * len(heading)))[0]


@pytest.mark.parametrize("name", REQUESTS)
def test_no_letter_says_what_only_the_force_can_know(letters: Letters, name: str) -> None:
    said = re.sub(r"\[\[TO FILL: .*?\]\]", "", letters(name))
    for claim in (
        "we hold information",
        "We hold information on this",
        "gives no right",
        "no right to an answer",
        "not a request for recorded information, in the force's view",
        "would harm",
    ):
        assert claim not in said.replace("neither confirmed nor denied that we hold information", "").replace(
            "whether we hold information", ""
        )
    # "Held" and "not held" stand only where the request says so.
    assert said.count("We hold this information.") == 0 or 'held = "held"' in REQUESTS[name]
    assert said.count("We hold no recorded information") == REQUESTS[name].count('held = "not held"')


@pytest.mark.parametrize("name", REQUESTS)
def test_a_refusal_notice_covers_exemptions_cost_and_vexatious_requests_only(letters: Letters, name: str) -> None:
    text = letters(name)
    applied = part(text, "Sections of the Act that apply")
    for number in re.findall(r"- Section (\d+)", applied):
        assert number in ("12", "14", "16", "17", "21", "22", "23", "24", "30", "31", "38", "40", "42", "43"), number
    assert "Section 84" not in applied and ("refusal notice under section 17" in text) == ("\nReasons\n" in text)


def test_a_why_question_is_answered_after_a_search(letters: Letters) -> None:
    assert (
        "We hold no recorded information that answers this question; information, in the Act, is what is recorded in any form (section 84)."
        " [[TO FILL: searched where]]" in part(letters("why"), "Question 1")
    )
    open_question = part(letters("why"), "Question 2")
    assert "[[TO FILL: after a search, “We hold no recorded information” with where it was searched for; or what is held" in open_question
    assert "[[TO FILL: decision: held, not held, or neither confirmed nor denied" in open_question


def test_the_cost_limit_is_a_refusal_of_the_request_as_a_whole(letters: Letters) -> None:
    text = letters("mixed")
    assert "Decision: refused under section 12(1): the cost would exceed the appropriate limit" in part(text, "Question 4")
    reasons = part(text, "Section 12(1): cost limit")
    assert "Section 12 normally applies to a request as a whole. [[TO FILL: why it is applied to question 4 only" in reasons
    assert "withheld" not in part(text, "Question 4") and "Fees Regulations" in reasons
    # Section 12(1) rests on what the authority estimates.
    assert "We estimate that the cost of complying with the request would exceed the appropriate limit" in reasons


def test_a_repeated_request_is_refused_and_nothing_is_withheld(letters: Letters) -> None:
    text = letters("vexatious")
    assert "Decision: refused under section 14(2)" in text and "withheld" not in text and "575" not in text
    reasons = part(text, "Section 14(2): vexatious or repeated requests")
    assert "substantially similar" in reasons and "14(1)" not in reasons and "Which of the two" not in reasons
    assert "and why no reasonable interval has passed" in reasons


def test_whether_information_is_held_is_left_to_fill_in(letters: Letters) -> None:
    assert "[[TO FILL: that we hold this information;" in part(letters("mixed"), "Question 2")
    assert "[[TO FILL: that we hold this information; or, under section 12(2)," in part(letters("mixed"), "Question 4")
    assert "We hold" not in part(letters("suppliers-and-cost"), "Question 1")


def test_neither_confirming_nor_denying_is_a_decision_of_its_own(letters: Letters) -> None:
    text = letters("mixed")
    question = part(text, "Question 3")
    assert "Decision: neither confirmed nor denied that we hold information (sections 31(3) and 40(5B))" in question
    assert "Please do not take this as a sign that we hold it, or that we do not." in question
    assert "record" not in question and "[[TO FILL" not in question
    assert "prejudice a matter that section 31(1) names" in part(text, "Section 31(3): law enforcement")
    # The same section withholds the answer to another question, for another reason.
    assert "prejudice the prevention or detection of crime" in part(text, "Section 31(1)(a) and (b): law enforcement")


def test_years_outside_the_records_are_named_with_what_is_to_be_decided(letters: Letters, figures: Figures) -> None:
    text = letters("years-outside")
    assert "one by calendar year, for 2019, 2021 and 2026." in text
    assert "- Question 1: provided, as far as the records counted here go" in part(text, "Decision")
    assert "- Outside the records counted here (2019 and 2026): see below" in part(text, "Decision")
    for year in (2019, 2026):
        assert f"- Question 1, {year}: [[TO FILL: whether we hold this information for that time, and the decision on it. If" in text
    assert f"- 2021: Stops: {say_both(figures.figure('met', 2021, 'stops'))};" in text


def test_the_rest_of_a_part_year_is_named_too(letters: Letters) -> None:
    text = letters("eight-questions-and-framework")
    assert "- Questions 1, 2 and 3, 12 July to 31 December 2025: [[TO FILL:" in text


def test_what_is_refused_later_gets_its_notice_too(letters: Letters) -> None:
    """A section filled in by hand would stand without reasons and outside the refusal notice: the officer is told to choose it."""
    text = letters("eight-questions-and-framework")
    said = "its reasons and the refusal notice then come out]]"
    assert said in part(text, "Question 7") and said in part(text, "Outside the records counted here")


def test_false_alerts_are_given_for_each_threshold_of_the_years_asked_about(letters: Letters, figures: Figures) -> None:
    text = letters("journalist")
    false, alerts = (say_both(figures.figure("met", 2025, name)) for name in ("false_alerts", "alerts"))
    question = part(text, "Question 2")
    assert f"- False alerts by threshold, 2025, to 11 July: {false} of {alerts} alerts at 0.64." in question
    assert "2024" not in question and "looked up" not in text
    per_hour = figures.figure("met", 2025, "arrests_per_hour")
    assert f"Arrests per hour deployed: {say_both(per_hour)}; Records cover" in part(text, "Question 1")
    assert part(text, "Question 1").count("Each figure is published at:") == 1
    assert "- Questions 1 and 2, 2026: [[TO FILL:" in text and "- Questions 1 and 2, 12 July to 31 December 2025: [[TO FILL:" in text


def test_one_question_is_refused_and_the_rest_given(letters: Letters) -> None:
    text = letters("one-refused")
    decision = part(text, "Decision")
    assert "- Questions 1 and 3: provided, as far as the records counted here go\n" in decision
    assert "- Question 2: withheld under section 31(1)(a) and (b)\n" in decision
    assert "As regards question 2 (section 31(1)(a) and (b)), this letter is also a refusal notice" in decision
    # A corrected number is not called "as printed"; the definition of a true alert is the record's own.
    assert "(1,276 before correction)" in part(text, "Question 1") and "as it is printed" not in part(text, "Question 1")
    assert "By a note in our record of 2020 to 2022 it is true when it is determined" in part(text, "Question 1")


def test_section_21_points_at_the_list_and_figures_are_provided(letters: Letters) -> None:
    text = letters("eight-questions-and-framework")
    where, stops = part(text, "Question 1"), part(text, "Question 2")
    # It is asked where the use is routine.
    assert "- Counted with the others: 4 deployments (7, 14, 16 and 28 July 2022) also served a study" in where
    assert "Decision: the figures in the table are provided; what they were counted from is published already" in where
    assert "/met/deployments/2024/" in where and "section 21(1)" in where
    assert "applies to what this letter points at, and not to what the letter gives itself" in text
    assert "Decision: provided" in stops and "section 21" not in stops
    assert "Each figure is published at:" in stops and "/met/figures/stops/2024/" in stops


def test_confirmed_alerts_are_not_called_stops(letters: Letters, figures: Figures) -> None:
    text = part(letters("eight-questions-and-framework"), "Question 3")
    [row] = re.findall(r"^- 2024: (.*)$", text.split("Each figure is published at:")[0], re.M)
    shown = figures.figure("met", 2024, "confirmed_alerts_true")
    assert f"Confirmed alerts: {say_both(figures.figure('met', 2024, 'confirmed_alerts'))}; {shown.title}: {say_both(shown)}" in row
    assert "Accuracy of stops: not published" in row
    assert "/met/figures/confirmed-alerts-true/2024/" in text and "/met/figures/confirmed-alerts-true/2022/" not in text


def test_only_documents_with_an_exact_address_are_named_as_published(texts: Fragments, published: Library, letters: Letters) -> None:
    text = letters("eight-questions-and-framework")
    listed = re.findall(r"\nDocuments that are published:\n\n(.*?)\n\n", text, re.S)
    assert len(listed) == 3
    for line in "\n".join(listed).split("\n"):
        assert re.search(r": https?://", line), line
        assert "facial-recognition-technology/\n" not in line + "\n" and "vdocuments" not in line
        assert "date not known" not in line and "March 2022" not in line, line
    # What has no known address of its own is left to the officer, by name.
    assert re.search(r"a copy or its exact address, and the decision on it: [^\]]*data protection impact assessment", text)


def test_the_owner_of_the_record_accepts_the_counts(letters: Letters) -> None:
    for name in ("eight-questions-and-framework", "years-outside", "croydon", "protest"):
        assert letters(name).count("[[TO FILL: the record's owner accepts these counts]]") == 1, name
    assert "accepts these counts" not in letters("suppliers-and-cost")


def test_the_request_is_quoted_as_it_was_made(letters: Letters) -> None:
    asked = part(letters("mixed"), "You asked for")
    assert "> 4. All e-mails about all deployments." in asked and "We have divided it into these questions:" in asked
    assert "put in our words" not in asked
    assert "put in our words" in part(letters("eight-questions-and-framework"), "You asked for")


def test_the_framework_is_a_question_of_its_own(letters: Letters, texts: Fragments) -> None:
    assert [one.answers for one in original(texts).questions][-1] == ("framework-and-guidelines",)
    assert "Which framework and guidelines govern responsible use?" in part(letters("eight-questions-and-framework"), "Question 9")


def test_lists_of_law_hold_law(published: Library, texts: Fragments) -> None:
    titles = {one.title: one for one in published.documents.values()}
    for name in ("consent-and-legal-basis", "is-it-legal", "framework-and-guidelines"):
        named = [titles[link["text"].rsplit(f", {one.publisher}", 1)[0]] for link in texts["answers"][name]["documents"]
                 for one in titles.values() if link["text"].startswith(f"{one.title}, {one.publisher}")]  # fmt: skip
        assert len(named) == len(texts["answers"][name]["documents"])
        assert {one.type for one in named} <= {"policy", "mandate", "assessment", "guidance", "judgment", "legislation"}
        assert not any("Freedom of information" in one.title or one.id.startswith("foi-") for one in named)


def test_a_question_about_a_borough_is_answered_with_its_rows(letters: Letters, figures: Figures) -> None:
    text = part(letters("croydon"), "Question 1")
    frame = figures.deployments("met")
    croydon = frame[frame["borough"] == "Croydon"]
    lines = re.findall(r"^- (.*?): Place, as printed: (.*?); Time deployed: (.*?)$", text, re.M)
    assert [day for day, _, _ in lines] == [say_day(one) for one in croydon["deployment_date"]]
    assert [place.split(" (printed")[0] for _, place, _ in lines] == list(croydon["location"])
    covers_to = say_day(figures.figure("met", 2025, "deployments").covers_to)
    assert f"{len(croydon)} deployments in the borough of Croydon from 1 January 2020 to {covers_to}." in text
    assert "/met/boroughs/croydon/#deployments" in text
    # No deployment of a place that could lie in Croydon is left out; of another borough it is said.
    assert "Not counted here" not in text and "borough is not known" not in letters("croydon")
    for time in ("before 1 January 2020", f"after {covers_to}"):
        assert f"- Question 1, {time}: [[TO FILL:" in letters("croydon")


def test_a_question_about_a_day_is_answered_with_its_rows(letters: Letters) -> None:
    text = part(letters("protest"), "Question 1")
    assert "3 deployments on 6 May 2023." in text and text.count("- 6 May 2023: Place, as printed: ") == 3
    assert "Purpose code or use case, as printed: 1,2,3,4" in text and "- 2, in “" in text
    assert "It does not say that a deployment was at a protest." in text
    assert "[[TO FILL: whether the authority for the deployments in question names a protest or an event]]" in text
    assert text.count("/met/deployments/#met-") == 3
    # The borough of each row was looked up, and the letter says so.
    assert "The record has no column for the borough." in letters("protest")


def test_part_of_a_question_can_be_refused_and_part_given(letters: Letters) -> None:
    text = letters("suppliers-and-cost")
    question = part(text, "Question 1")
    assert "Decision: provided in part, and withheld in part under section 43(2)" in question
    assert "What is withheld: what was paid to each supplier." in question and "[[TO FILL: the names of the suppliers" in question


def test_words_that_were_typed_are_used_and_not_asked_again(letters: Letters) -> None:
    text = letters("mixed")
    reasons = part(text, "Section 31(1)(a) and (b): law enforcement")
    assert "prejudice the prevention or detection of crime and the apprehension or prosecution of offenders" in reasons
    assert "limb" not in text


def test_demographics_are_looked_for(letters: Letters) -> None:
    text = part(letters("demographics"), "Question 1")
    assert "Our deployment record prints no ethnicity, sex or age." in text and "after a search" in text
    assert "[[TO FILL: decision: held, not held, or neither confirmed nor denied" in text


@pytest.mark.parametrize("name", REQUESTS)
def test_review_and_complaint_are_told(letters: Letters, name: str) -> None:
    text = part(letters(name), "If you are not content")
    assert "within 40 working days of the date of this letter" in text
    assert "will answer within 20 working days, and in no case more than 40." in text
    assert "section 50" in text and "Wilmslow" not in text and "[[TO FILL: postal address of the regulator]]" in text
    assert "https://ico.org.uk/make-a-complaint/" in text and "the Information Commissioner for a decision" in text


def test_the_regulator_is_a_setting(texts: Fragments) -> None:
    assert texts["settings"]["regulator"] == "Information Commissioner"
    assert not [text for text in texts["wording"].values() if "Commission" in text]


def test_the_explanations_hold_what_officers_look_for(published: Library) -> None:
    explained = {number: one.explanation for number, one in published.sections.items()}
    assert "1(3)" in explained["1"] and "begin with the day after it is told" in explained["1"]
    assert "40 working days" in explained["10"]
    assert "60 working days" in explained["12"] and "counted together" in explained["12"]
    assert "offence" in explained["77"]
