"""The search finds what a reader names: a place, a date, a figure, a question, a reference. It loads nothing before it is used."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Open

ASKED = {
    "a place": ("oxford circus", "/met/places/oxford-circus/"),
    "a date": ("28 January 2022", "/met/deployments/#"),
    "a figure": ("false alerts", "/met"),
    "a borough": ("croydon", "/met/boroughs/croydon/"),
    "who runs it": ("who runs this", "/about/#who"),
    "how to reach them": ("contact", "/about/#contact"),
    "what words mean": ("glossary", "/about/glossary/"),
    "the files": ("download data", "/data/"),
    "a force that is not covered": ("essex police", "/about/#other-forces"),
    "a map": ("map", "/met/boroughs/"),
    "a misspelt word": ("richmund", "/met/boroughs/richmond-upon-thames/"),
    "a question": ("how many people were wrongly stopped", "/met/answers/"),
    "a reference": ("01/FOI/21/022107", "/met/disclosures/01-foi-21-022107/"),
}


def results(page: Page) -> list[str]:
    page.locator("#search-results a").first.wait_for()
    return page.evaluate("[...document.querySelectorAll('#search-results a')].map((one) => one.pathname + one.search + one.hash)")


@pytest.mark.parametrize("what", ASKED)
def test_search_finds(open_page: Open, what: str) -> None:
    words, address = ASKED[what]
    watch = open_page("/")
    watch.page.get_by_role("searchbox").fill(words)
    watch.page.keyboard.press("Enter")
    watch.page.wait_for_url("**/search/**")
    first = 5 if what in ("a date", "a figure", "a question", "a reference") else 1
    assert any(one.startswith(address) for one in results(watch.page)[:first]), results(watch.page)
    assert watch.faults() == []


def test_the_index_of_the_search_is_not_loaded_before_it_is_used(open_page: Open) -> None:
    watch = open_page("/met/years/2024/")
    watch.page.wait_for_load_state("networkidle")
    assert [one.url for one in watch.requests if "search" in one.url] == []


def test_words_of_a_reader_stay_text(open_page: Open) -> None:
    watch = open_page("/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    watch.page.wait_for_load_state("networkidle")
    assert watch.page.locator("main img").count() == 0
    assert watch.faults() == []
