"""The table of deployments sorts and filters in the page, and its address says how."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import Open


def shown(page: Page) -> int:
    return page.locator("table.lfr tbody tr:visible").count()


def test_what_a_reader_chose_stands_in_the_address_and_comes_back_with_it(open_page: Open) -> None:
    page = open_page("/met/deployments/").page
    everything = shown(page)
    page.get_by_label("Calendar year").select_option("2023")
    expect(page).to_have_url(re.compile("year=2023"))
    of_2023 = shown(page)
    assert 0 < of_2023 < everything
    page.get_by_label("Place or borough").fill("Croydon")
    expect(page).to_have_url(re.compile("place=Croydon"))
    in_croydon = shown(page)
    assert 0 < in_croydon < of_2023
    again = open_page(page.url).page
    assert shown(again) == in_croydon
    again.get_by_role("button", name="Show all").click()
    assert shown(again) == everything


def test_a_heading_sorts_its_column(open_page: Open) -> None:
    page = open_page("/met/deployments/?year=2024&sort=alerts&order=down").page
    heading = page.locator("table.lfr th[aria-sort=descending]")
    assert "Alerts" in heading.inner_text()
    heading.get_by_role("button").click()
    assert page.locator("table.lfr th[aria-sort=ascending]").count() == 1


def test_without_scripts_every_row_shows_and_the_choices_do_not(open_page: Open) -> None:
    page = open_page("/met/deployments/?year=2023", js=False).page
    assert shown(page) > 250
    assert not page.get_by_label("Calendar year").is_visible()
