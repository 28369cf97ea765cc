"""Nothing is stored until a reader changes a setting; then only that."""

from __future__ import annotations

import pytest

from .conftest import Open

_GROUND = "getComputedStyle(document.documentElement).backgroundColor"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system_until_a_reader_changes_them(open_page: Open, scheme: str) -> None:
    watch = open_page("/", scheme=scheme)
    page = watch.page
    before = page.evaluate(_GROUND)
    assert watch.stored() == []
    page.locator(".lfr-theme").click()
    assert page.evaluate(_GROUND) != before
    assert watch.stored() == ["stored lfr-theme"]
    after = page.evaluate(_GROUND)
    page.goto("/met/")
    assert page.evaluate(_GROUND) == after


def test_what_is_stored_can_be_forgotten(open_page: Open) -> None:
    watch = open_page("/about/cookies/")
    watch.page.locator(".lfr-theme").click()
    watch.page.get_by_label("The Escape key leaves this site").uncheck()
    assert len(watch.stored()) == 2
    watch.page.get_by_role("button", name="Forget everything").click()
    assert watch.stored() == []


def test_switches_that_need_scripts_are_not_shown_without_them(open_page: Open) -> None:
    page = open_page("/about/cookies/", js=False).page
    assert not page.locator(".lfr-theme").is_visible()
    assert not page.locator("[data-lfr-settings]").is_visible()
