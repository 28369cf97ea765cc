"""What stands around a page: a reader always sees where they are, and what lies beside."""

from __future__ import annotations

import pytest
from lfr.pages.site.frame import Sitemap

PAGES = {
    "": "Police use, in figures",
    "met/": "Metropolitan Police",
    "met/years/": "Metropolitan Police, calendar years",
    "met/years/2024/": "Metropolitan Police, 2024",
    "met/answers/": "Answers",
    "met/places/": "Metropolitan Police, places",
    "methods/": "Methods",
    "methods/stops/": "Stops",
    "quality/": "Quality",
    "quality/findings/": "Findings",
}
SITE = Sitemap(PAGES, {"met": "Metropolitan Police"}, "LFR Statistics")


def test_the_trail_names_every_page_above_and_drops_what_it_has_said() -> None:
    frame = SITE.frame("met/years/2024/", {}, [])
    assert [one.name for one in frame.trail] == ["Home", "Metropolitan Police", "Calendar years"]
    assert [one.address for one in frame.trail] == ["", "met/", "met/years/"]
    assert frame.here == "2024"


def test_a_page_above_that_does_not_exist_is_left_out_of_the_trail() -> None:
    site = Sitemap({"": "Home", "about/cookies/": "Cookies"}, {}, "LFR Statistics")
    assert [one.address for one in site.trail("about/cookies/")] == [""]


def test_the_home_page_has_no_trail() -> None:
    assert SITE.frame("", {}, []).trail == []


@pytest.mark.parametrize(
    ("url", "section", "beside"),
    [
        ("met/years/2024/", "met/", "met/years/"),
        ("met/answers/", "met/answers/", "met/answers/"),
        ("quality/findings/", "quality/", "quality/findings/"),
        ("methods/stops/", "methods/", None),
        ("", None, None),
    ],
)
def test_exactly_one_link_of_each_row_says_that_the_reader_is_there(url: str, section: str | None, beside: str | None) -> None:
    frame = SITE.frame(url, {}, [])
    assert [one.address for one in frame.sections if one.is_here] == ([section] if section else [])
    assert [one.address for one in frame.siblings if one.is_here] == ([beside] if beside else [])


def test_a_row_names_no_page_that_does_not_exist() -> None:
    frame = SITE.frame("met/", {}, [])
    assert {one.address for one in [*frame.sections, *frame.siblings, *frame.about]} <= set(PAGES)


def test_many_forces_do_not_fill_the_row_of_sections() -> None:
    forces = {f"f{number}": f"Force {number}" for number in range(40)}
    site = Sitemap({"": "Home", "forces/": "Police forces"} | {f"{one}/": name for one, name in forces.items()}, forces, "LFR Statistics")
    assert [one.name for one in site.sections("f7/")] == ["Police forces"]


def test_an_address_that_does_not_exist_has_a_frame_without_a_search_that_is_not_there() -> None:
    frame = SITE.frame("404.html", {"robots": "noindex"}, [])
    assert (frame.trail[0].address, frame.robots, frame.has_search) == ("", "noindex", False)


def test_the_page_of_one_place_shows_the_card_of_its_list() -> None:
    site = Sitemap(PAGES | {"met/places/croydon/": "Croydon"}, {"met": "Metropolitan Police"}, "LFR Statistics")
    assert [site.card_page(url) for url in ("met/places/croydon/", "met/years/2024/", "")] == ["met/places/", "met/years/2024/", ""]
