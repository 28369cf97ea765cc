"""The library that is published: enough of it, every fact with a source, no figure typed, no letter copied."""

from __future__ import annotations

import re

import pytest
from lfr.curated.disclosures import section_number
from lfr.curated.library import Library, in_force_on, read_library
from lfr.curated.rules import say_date
from lfr.project import Project

ORIGINAL = "01-foi-21-022107"


@pytest.fixture(scope="module")
def published(real: Project) -> Library:
    return read_library(real)


def test_at_least_twenty_documents_have_a_date_a_source_and_what_changed(published: Library) -> None:
    assert sum(bool(one.date and one.source and one.what_changed) for one in published.documents.values()) >= 20


def test_a_document_without_a_date_says_that_it_is_not_known(published: Library) -> None:
    for one in published.documents.values():
        assert one.date or one.date_note.startswith("not known"), one.id


def test_at_least_five_disclosures_have_a_source(published: Library) -> None:
    assert sum(bool(one.source) for one in published.disclosures.values()) >= 5


def test_the_original_request_has_eight_questions_and_the_framework_and_each_leads_to_an_answer(published: Library) -> None:
    questions = published.disclosures[ORIGINAL].questions
    assert [one.number for one in questions] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    for question in questions:
        assert question.answers and set(question.answers) <= set(published.answers)


def test_the_original_request_was_decided_as_its_letter_says(published: Library) -> None:
    original = published.disclosures[ORIGINAL]
    decisions = {one.number: one.decision for one in original.questions}
    assert [decisions[number] for number in (1, 2, 3, 5)] == ["already published"] * 4
    assert decisions[8] == "not a request for recorded information, in the force's view"
    assert original.sections_engaged == ("16", "17", "84")


def test_every_question_of_the_taxonomy_has_an_answer(published: Library) -> None:
    asked = {one for answer in published.answers.values() for one in answer.foi_questions}
    assert asked == {f"Q{number}" for number in range(1, 28)}


def test_disclosures_and_answers_name_each_other(published: Library) -> None:
    for answer in published.answers.values():
        leading_here = {one.slug for one in published.disclosures.values() if answer.id in one.answers}
        assert set(answer.disclosures) == leading_here, answer.id


def test_a_number_in_an_answer_comes_from_the_figures_or_from_an_entry_that_it_cites(published: Library) -> None:
    """No number of two digits or more, but for years, sections, references, a level of confidence, an age, and those of entries."""
    allowed = r"\{\{ .*? \}\}|\b\d\d\.FOI\.\d\d\.\d{6}\b|\b[Ss]ections? \d+\w*( and \d+)?|\b(19|20)\d\d\b|\b95%|\bunder[- ]18s\b"
    for answer in published.answers.values():
        cited = [published.documents[one] for one in answer.documents]
        entries = " ".join(f"{one.title} {one.summary} {one.what_changed} {say_date(one.date)}" for one in cited)
        texts = [answer.question, *answer.also_asked, answer.short_answer, answer.means, answer.does_not_mean, answer.who_might_hold]
        for text in [*texts, *answer.phrases, *(claim.why for claim in answer.completeness)]:
            for number in re.findall(r"\d[\d,.]*\d", re.sub(allowed, "", text)):
                assert re.search(rf"\b{re.escape(number)}\b", entries), f"{answer.id}: {number} stands in no entry it cites: {text}"


def test_every_answer_claims_something_for_every_year_of_the_records(published: Library) -> None:
    for answer in published.answers.values():
        assert all(answer.claim_for(year) for year in range(2020, 2026)), answer.id


def test_a_judgment_leads_to_its_text(published: Library) -> None:
    for one in published.documents.values():
        assert one.type != "judgment" or one.url, one.id


def test_a_refused_question_names_the_section_it_was_refused_under(published: Library) -> None:
    for disclosure in published.disclosures.values():
        for question in disclosure.questions:
            assert question.decision != "refused" or question.sections, f"{disclosure.slug}, question {question.number}"
            assert all(section_number(one) in published.sections for one in question.sections)


def test_the_policy_of_2024_is_in_force_by_october_2024(published: Library) -> None:
    from datetime import date

    assert "met-lfr-policy-2024" in [one.id for one in in_force_on(published.documents, date(2024, 10, 1))]
    assert "met-lfr-policy-2024" not in [one.id for one in in_force_on(published.documents, date(2024, 8, 31))]
