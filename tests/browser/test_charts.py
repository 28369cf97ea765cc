"""A chart in the browser: the drawing that there is room for, and its values by pointer and by keyboard."""

from __future__ import annotations

import pytest

from .conftest import Open

CHART = "/met/charts/alerts/"


@pytest.mark.parametrize(("width", "seen", "least"), [(1280, "lfr-wide", 640), (390, "lfr-narrow", 330)])
def test_one_drawing_is_seen_and_fills_its_column(open_page: Open, width: int, seen: str, least: int) -> None:
    page = open_page(CHART, width=width).page
    [shown] = page.evaluate(
        "[...document.querySelectorAll('.lfr-drawing')].filter((one) => one.checkVisibility()).map((one) => one.className)"
    )
    assert seen in shown
    assert page.evaluate(f"document.querySelector('.{seen} svg').getBoundingClientRect().width") >= least


def test_values_are_told_by_the_arrow_keys_and_at_the_pointer(open_page: Open) -> None:
    page = open_page(CHART, width=1280).page
    slider = page.locator(".lfr-values input")
    slider.focus()
    first = slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    second = slider.get_attribute("aria-valuetext")
    assert first == "2020: 1 true" and second == "2020: 7 false"
    assert page.locator(".lfr-values output").text_content() == second
    page.locator(".lfr-wide [data-v^='2024'][data-v$='27 false']").hover()
    assert slider.get_attribute("aria-valuetext") == "2024: 27 false"


def test_a_chart_is_whole_without_scripts(open_page: Open) -> None:
    page = open_page(CHART, width=390, js=False).page
    assert page.locator(".lfr-narrow svg").is_visible() and page.locator(".lfr-values").count() == 0


# One of each form.
FORMS = [
    "alerts",
    "stops",
    "outcomes",
    "false-alert-rates",
    "months",
    "2025-months",
    "cumulative",
    "same-days",
    "watchlist",
    "places",
    "2024-boroughs",
    "2024-steps",
]


@pytest.mark.parametrize("width", [1280, 390])
def test_no_word_of_a_drawing_is_cut_off(open_page: Open, width: int) -> None:
    page = open_page("/met/charts/", width=width).page
    for form in FORMS:
        page.goto(f"/met/charts/{form}/")
        cut = page.evaluate("""() => {
          const svg = [...document.querySelectorAll(".lfr-drawing svg")].find((one) => one.checkVisibility());
          const whole = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text")].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.left < whole.left - 1 || box.right > whole.right + 1 || box.top < whole.top - 1 || box.bottom > whole.bottom + 1;
          }).map((one) => one.textContent);
        }""")
        assert cut == [], form
