"""Leave this site: at once, without a way back to the page, and never by mistake."""

from __future__ import annotations

import re

import pytest
from browser.needs import ROOT
from playwright.sync_api import Page

from .conftest import Open

_AWAY = re.compile(r"^https://")


@pytest.fixture
def leave_to() -> str:
    [address] = re.findall(r"^  leave_to: (\S+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
    return str(address)


@pytest.fixture
def reading(open_page: Open) -> Page:
    """A reader who came from the first page to a year. Nothing outside this machine is asked: the other site is played here."""
    watch = open_page("/")
    watch.context.route(_AWAY, lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"))
    watch.page.goto("/met/years/2024/")
    return watch.page


def has_left(page: Page, address: str) -> bool:
    """Whether the reader is there now, and “Back” leads to the page before the one that was left."""
    page.wait_for_url(address, timeout=3000)
    page.go_back()
    return page.url.endswith("/") and page.url.count("/") == 3


def stays(page: Page) -> bool:
    page.wait_for_timeout(150)
    return "127.0.0.1" in page.url


def test_the_button_leaves_and_replaces_the_page(reading: Page, leave_to: str) -> None:
    reading.locator("a.lfr-exit").click()
    assert has_left(reading, leave_to)


def test_the_escape_key_leaves_and_replaces_the_page(reading: Page, leave_to: str) -> None:
    reading.keyboard.press("Escape")
    assert has_left(reading, leave_to)


def test_the_button_can_be_used_by_keyboard(reading: Page, leave_to: str) -> None:
    reading.locator("a.lfr-exit").focus()
    reading.keyboard.press("Enter")
    assert has_left(reading, leave_to)


def test_escape_neither_leaves_nor_empties_a_search_that_was_typed(reading: Page) -> None:
    field = reading.locator("#lfr-q")
    field.fill("Croydon")
    field.press("Escape")
    reading.locator("h1").click()
    reading.keyboard.press("Escape")
    assert stays(reading)
    assert field.input_value() == "Croydon"


def test_escape_does_not_leave_a_page_that_holds_a_form(reading: Page) -> None:
    reading.goto("/met/letter/")
    reading.locator("#letter-form").wait_for()
    reading.keyboard.press("Escape")
    assert stays(reading)
    assert not reading.locator(".lfr-exit-key").is_visible()


def test_escape_does_not_leave_while_something_is_open(reading: Page, leave_to: str) -> None:
    reading.evaluate("""() => {
        const part = document.createElement("details");
        part.open = true;
        document.querySelector("main").append(part);
    }""")
    reading.keyboard.press("Escape")
    assert stays(reading)
    reading.evaluate("document.querySelector('details[open]').open = false")
    reading.keyboard.press("Escape")
    reading.wait_for_url(leave_to, timeout=3000)


def test_escape_in_an_open_dialog_closes_it_and_no_more(reading: Page) -> None:
    reading.evaluate("""() => {
        const dialog = document.createElement("dialog");
        dialog.textContent = "Open";
        document.body.append(dialog);
        dialog.showModal();
    }""")
    reading.keyboard.press("Escape")
    assert stays(reading)
    assert reading.evaluate("document.querySelector('dialog').open") is False


def test_the_key_can_be_switched_off_and_on_again(reading: Page, leave_to: str) -> None:
    reading.goto("/about/cookies/")
    switch = reading.get_by_label("The Escape key leaves this site")
    switch.uncheck()
    reading.goto("/met/")
    reading.keyboard.press("Escape")
    assert stays(reading)
    reading.goto("/about/cookies/")
    switch.check()
    reading.goto("/met/")
    reading.keyboard.press("Escape")
    reading.wait_for_url(leave_to, timeout=3000)


def test_without_scripts_the_button_is_a_link(open_page: Open, leave_to: str) -> None:
    page = open_page("/", js=False).page
    exit = page.locator("a.lfr-exit")
    assert exit.get_attribute("href") == leave_to
    assert "Escape" not in exit.inner_text()
