"""What stands around a page: a reader always sees where they are, and what lies beside."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from lfr.pages.site.frame import Sitemap, feeds

from ...site.pages import parsed

THEME = Path(__file__).resolve().parents[3] / "site" / "_theme"

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


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_menu_leads_to_every_force_however_many_there_are(count: int) -> None:
    forces = {f"f{number}": f"Force {number} <&>" for number in range(count)}
    pages = {"": "Home", "methods/": "Methods"} | {f"{one}/": name for one, name in forces.items()}
    frame = Sitemap(pages, forces, "LFR Statistics").frame("f0/", {}, [])
    theme = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME), autoescape=False)
    theme.filters["url"] = lambda address: f"../{address}"
    header = parsed(theme.get_template("partials/header.html").render(lfr=frame, config={"extra": {}, "site_name": "LFR Statistics"}))
    [menu] = [one for one in header.all("nav") if one.attributes["aria-label"] == "Sections"]
    links = {one.attributes["href"]: one.text for one in menu.all("a")}
    assert links == {f"../{one}/": name for one, name in forces.items()} | {"../methods/": "Methods"}
    assert [one.attributes["href"] for one in menu.all("a") if "aria-current" in one.attributes] == ["../f0/"]
    # More than three names would not stand in one row: they are in a list that opens, which needs no script.
    assert len([one for one in menu.all("details")]) == (1 if count > 3 else 0)
    assert len(frame.sections) <= 4


def test_an_address_that_does_not_exist_has_a_frame_without_a_search_that_is_not_there() -> None:
    frame = SITE.frame("404.html", {"robots": "noindex"}, [])
    assert (frame.trail[0].address, frame.robots, frame.has_search) == ("", "noindex", False)


def test_feeds_name_their_force_where_there_are_several() -> None:
    files = {"met/disclosures/feed.xml", "releases/feed.xml"}
    assert [(one.address, one.name.split(",")[0]) for one in feeds(files, {"met": "Metropolitan Police"})] == [
        ("met/disclosures/feed.xml", "Disclosures and documents"), ("releases/feed.xml", "Releases"),
    ]  # fmt: skip
    [first, _] = feeds(files, {"met": "Metropolitan Police", "f2": "Force 2"})
    assert first.name.startswith("Metropolitan Police: Disclosures")
