"""A page of every template keeps its promises: two widths, light and dark, with and without JavaScript."""

from __future__ import annotations

from itertools import product

import pytest
from browser.matrix import SCHEMES, WIDTHS, representatives_of
from browser.server import Site

from ..site.pages import Built
from .conftest import Open


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme", "js"), list(product(WIDTHS, SCHEMES, (True, False))))
def test_pages_say_ask_and_store_nothing_and_do_not_scroll_sideways(
    built: Built, site: Site, open_page: Open, width: int, scheme: str, js: bool
) -> None:
    watch = open_page("/", width=width, scheme=scheme, js=js)
    found = []
    for address in representatives_of(built.public):
        if address == "/404.html":
            continue
        watch.page.goto(address)
        wide = watch.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        found += [f"{address}: {one}" for one in watch.faults()]
        found += [f"{address}: scrolls sideways, {wide}"] if wide[0] > wide[1] else []
        watch.said.clear()
        watch.requests.clear()
    assert found == []


def test_a_page_that_is_not_there_is_answered_by_a_page_of_the_site(open_page: Open) -> None:
    watch = open_page("/met/years/1066/")
    assert watch.page.locator("h1").inner_text()
    watch.page.locator("a.lfr-home").click()
    assert watch.page.url == watch.origin + "/"
    assert watch.foreign == [] and watch.stored() == []


def test_the_headers_of_the_site_come_with_every_page(open_page: Open, site: Site) -> None:
    watch = open_page("/met/")
    headers = watch.page.request.get("/met/").headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert headers["content-encoding"] == "gzip"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_a_page_reads_as_with_them(built: Built, open_page: Open, scheme: str) -> None:
    """Every number, table and link of a page is there before a script has run; but for what a reader puts together or counts again."""
    words = """[...document.querySelectorAll("article :is(td, th, a[href]), article svg text")]
        .filter((one) => !one.closest(".lfr-letter, .lfr-verify") && !one.querySelector("button[aria-expanded]"))
        .map((one) => one.textContent.replace(/\\s+/g, " ").trim()).filter((one) => /\\d|^http/.test(one) || one.length > 20)"""
    with_js, without = open_page("/", scheme=scheme), open_page("/", scheme=scheme, js=False)
    for address in representatives_of(built.public):
        if address != "/404.html":
            with_js.page.goto(address)
            without.page.goto(address)
            missing = set(with_js.page.evaluate(words)) - set(without.page.evaluate(words))
            assert missing == set(), f"{address}: only with JavaScript: {sorted(missing)[:5]}"
