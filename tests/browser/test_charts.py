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
    page = open_page(CHART, width=390, scripts=False).page
    assert page.locator(".lfr-narrow svg").is_visible() and page.locator(".lfr-values").count() == 0
