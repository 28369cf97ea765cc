"""What a reader types is never lost: not by a key, a reload, a request that is added, or a click; and the letter is printed alone."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from playwright.sync_api import Page

from .conftest import Open


@pytest.fixture
def letter(open_page: Open) -> Page:
    page = open_page("/met/letter/", permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("#letter-form").wait_for()
    return page


def add(page: Page, question: str) -> None:
    page.locator("#letter-standard").select_option(question)
    page.locator("#letter-add").click()


def test_a_letter_starts_empty_and_stores_nothing(letter: Page) -> None:
    assert letter.locator("#letter-questions > li").count() == 0
    assert letter.locator("#letter-output").inner_text() == ""
    assert letter.evaluate("sessionStorage.length + localStorage.length") == 0


def test_a_letter_starts_from_a_logged_request_by_its_address(open_page: Open) -> None:
    page = open_page("/met/disclosures/01-foi-21-022107/").page
    asked = page.locator("section[id^=question-]").count()
    page.get_by_role("link", name="Write a response to these questions").click()
    page.locator("#letter-form").wait_for()
    assert page.locator("#letter-questions > li").count() == asked


def test_a_reload_and_the_escape_key_lose_nothing(letter: Page) -> None:
    letter.get_by_label("Reference", exact=True).fill("FOI 7")
    letter.get_by_label("2023", exact=True).uncheck()
    add(letter, "how-many-arrests")
    letter.get_by_text("Words, decision and sections").click()
    own = letter.get_by_label("In the requester's own words")
    own.fill("Arrests, please?")
    own.press("Escape")
    before = letter.locator("#letter-output").inner_text()
    letter.reload()
    letter.locator("#letter-form").wait_for()
    assert letter.locator("#letter-output").inner_text() == before
    assert "FOI 7" in before and "Arrests, please?" in before
    assert not letter.get_by_label("2023", exact=True).is_checked()


def test_questions_of_a_request_come_after_those_that_are_there(letter: Page) -> None:
    add(letter, "how-many-arrests")
    letter.locator("#letter-take").click()
    assert letter.locator("#letter-questions > li").count() > 1
    assert "arrest" in letter.locator("#letter-questions > li").first.inner_text()


def test_a_question_with_own_words_is_removed_only_on_a_second_word(letter: Page) -> None:
    add(letter, "how-many-arrests")
    letter.get_by_text("Words, decision and sections").click()
    letter.get_by_label("In the requester's own words").fill("Arrests, please?")
    letter.once("dialog", lambda one: one.dismiss())
    letter.get_by_role("button", name="Remove question").click()
    assert "Arrests, please?" in letter.locator("#letter-output").inner_text()
    letter.once("dialog", lambda one: one.accept())
    letter.get_by_role("button", name="Remove question").click()
    assert letter.locator("#letter-questions > li").count() == 0


@pytest.mark.parametrize(
    ("what", "value", "says"),
    [("borough", "Camden", "Camden"), ("use_case", "Crime Hotspot", "Crime Hotspot"), ("day", "2024-07-11", "11 July 2024")],
)
def test_one_borough_use_case_or_day_can_be_asked_for(letter: Page, what: str, value: str, says: str) -> None:
    add(letter, "how-many-arrests")
    letter.get_by_text("Only one borough, place, day or use case").click()
    field = letter.locator(f"[data-of={what}]")
    if what == "day":
        field.fill(value)
    else:
        field.select_option(value)
    assert says in letter.locator("#letter-output caption").inner_text()
    assert letter.locator("#letter-output tbody tr").count() > 0


def test_copying_warns_of_parts_left_to_fill(letter: Page) -> None:
    add(letter, "how-many-arrests")
    letter.locator("#letter-copy").click()
    status = letter.locator("#letter-status")
    status.get_by_text("Not ready to send").wait_for()
    assert "[[TO FILL:" in letter.evaluate("navigator.clipboard.readText()")


def test_a_letter_is_printed_without_the_site_around_it(letter: Page) -> None:
    add(letter, "how-many-arrests")
    with pdfplumber.open(io.BytesIO(letter.pdf(prefer_css_page_size=True))) as sheets:
        text = sheets.pages[0].extract_text()
    assert text.strip().startswith(letter.locator("#letter-output :first-child").first.inner_text()[:20])
    for one in ("Leave this site", "Write a letter", "Copy the letter", "Published by"):
        assert one not in text


def test_a_question_in_own_words_outlives_a_reload_and_is_forgotten_on_demand(open_page: Open) -> None:
    watch = open_page("/met/answers/")
    watch.page.locator("#ask-question").fill("how many arrests")
    watch.page.reload()
    watch.page.locator("#ask li a").first.wait_for()
    assert watch.page.locator("#ask-question").input_value() == "how many arrests"
    watch.page.goto("/about/cookies/")
    watch.page.get_by_role("button", name="Forget everything").click()
    assert watch.stored() == []
