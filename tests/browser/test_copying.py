"""Buttons that copy: the lasting address of a page or any text, and nothing without a script."""

from __future__ import annotations

from playwright.sync_api import Page

from .conftest import Open

_MAY = ["clipboard-read", "clipboard-write"]


def test_the_link_of_a_page_is_its_lasting_address(open_page: Open) -> None:
    page = open_page("/met/figures/false-alerts/2024/", permissions=_MAY).page
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert _copied(page) == page.locator("link[rel=canonical]").get_attribute("href")
    assert page.locator("main [role=status]").last.inner_text().startswith("Copied: https://")


def test_the_address_of_a_feed_is_copied_from_the_page_about_the_site(open_page: Open) -> None:
    watch = open_page("/about/#updates", permissions=_MAY)
    watch.page.get_by_role("button", name="Copy its address").first.click()
    watch.page.get_by_role("button", name="Copied").wait_for()
    assert _copied(watch.page).endswith("/releases/feed.xml")
    assert watch.faults() == []


def test_where_the_browser_forbids_it_the_text_is_offered_to_copy_by_hand(open_page: Open) -> None:
    page = open_page("/about/").page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copy its address").first.click()
    offered = page.locator("main textarea")
    assert offered.input_value().endswith("/releases/feed.xml")
    assert page.evaluate("getSelection().toString() || document.activeElement.value").endswith("/releases/feed.xml")


def test_without_scripts_no_button_is_shown(open_page: Open) -> None:
    page = open_page("/about/", js=False).page
    assert page.locator("button[data-copy]").count() > 0
    assert not any(one.is_visible() for one in page.locator("button[data-copy]").all())


def _copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))
