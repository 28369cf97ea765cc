"""A chart in the browser: the drawing that there is room for, and its values by pointer and by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..site.pages import Built
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


# As a reader may meet them. What is printed is always dark on white.
WAYS = {
    "wide": (1280, "light", "screen"),
    "phone": (390, "light", "screen"),
    "dark": (1280, "dark", "screen"),
    "print": (700, "dark", "print"),
}

# Words that the edge of the drawing cuts off, and words that lie on each other.
_BAD_WORDS = """() => {
  const svg = [...document.querySelectorAll(".lfr-drawing svg")].find((one) => one.checkVisibility());
  const whole = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const cut = words.filter(([, box]) =>
    box.left < whole.left - 1 || box.right > whole.right + 1 || box.top < whole.top - 1 || box.bottom > whole.bottom + 1);
  const on = words.filter(([, one], i) => words.some(([, other], k) => k > i &&
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4));
  return [...cut.map(([text]) => "cut off: " + text), ...on.map(([text]) => "on another: " + text)];
}"""


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_chart_is_pictured_and_no_word_of_it_is_cut_off_or_lies_on_another(
    open_page: Open, built: Built, kept: Path, way: str
) -> None:
    width, scheme, media = WAYS[way]
    page, bad = open_page("/met/charts/", width=width, scheme=scheme).page, {}
    page.emulate_media(media=media)  # type: ignore[arg-type]
    charts = sorted(one for one in built.pages if re.fullmatch(r"/met/charts/.+/", one))
    for address in charts:
        page.goto(address)
        page.locator("figure.lfr-chart").screenshot(path=kept / f"chart-{address.split('/')[3]}-{way}.png")
        if found := page.evaluate(_BAD_WORDS):
            bad[address] = found
    assert len(charts) > 30 and bad == {}
