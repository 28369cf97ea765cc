"""By keyboard alone: everything can be reached, it shows where one is, and the way round the header comes first."""

from __future__ import annotations

import pytest

from .conftest import Open

PAGES = [
    "/",
    "/met/years/2023/",
    "/met/deployments/?year=2023",
    "/met/letter/",
    "/met/answers/how-many-people-were-stopped/",
    "/quality/",
    "/about/cookies/",
]

# Notes what the focus reaches, and whether that can be seen.
_LISTEN = """() => {
  window.__reached = new Set();
  window.__unseen = [];
  addEventListener("focusin", ({ target }) => {
    window.__reached.add(target);
    const style = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    const isMarked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    if (!isMarked || box.right <= 0 || box.width === 0) window.__unseen.push(target.outerHTML.slice(0, 120));
  });
}"""
# What a reader can act on or scroll; of a group of radio buttons the keyboard reaches one.
_SHOULD = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((one) =>
  one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && one.type !== "hidden" && one.type !== "radio"
  && !one.closest("dialog:not([open])"))"""


@pytest.mark.parametrize("width", [1280, pytest.param(320, marks=pytest.mark.slow)])
@pytest.mark.parametrize("address", PAGES)
def test_the_tab_key_reaches_everything_and_one_sees_where(open_page: Open, address: str, width: int) -> None:
    page = open_page(address, width=width).page
    page.wait_for_load_state("networkidle")
    page.evaluate(_LISTEN)
    # A field for a date is three stops and more.
    for _ in range(page.evaluate(f"({_SHOULD})().length + 4 * document.querySelectorAll('[type=date]').length") + 3):
        page.keyboard.press("Tab")
    missed = page.evaluate(f"({_SHOULD})().filter((one) => !window.__reached.has(one)).map((one) => one.outerHTML.slice(0, 120))")
    assert missed == []
    assert page.evaluate("window.__unseen") == []


def test_the_first_thing_is_a_way_to_the_text(open_page: Open) -> None:
    page = open_page("/met/years/2024/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().x") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_wide_table_is_moved_by_the_keyboard(open_page: Open) -> None:
    page = open_page("/met/deployments/", width=320).page
    region = page.locator(".lfr-table").first
    region.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert region.evaluate("(one) => one.scrollLeft") > 0
