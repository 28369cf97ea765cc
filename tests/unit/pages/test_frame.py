"""What stands around a page: a reader always sees where they are, and what lies beside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import jinja2
import pytest
import yaml
from lfr.pages.site.frame import Force, Frame, Link, Site, feeds
from lfr.warehouse.figures import Shown

from ...site.pages import parsed

THEME = Path(__file__).resolve().parents[3] / "site" / "_theme"

PAGES = {
    "": "Police use, in figures",
    "met/": "Metropolitan Police",
    "met/years/": "Metropolitan Police, calendar years",
    "met/years/2023/": "Metropolitan Police, 2023",
    "met/years/2024/": "Metropolitan Police, 2024",
    "met/years/2025/": "Metropolitan Police, 2025, to 11 July",
    "met/answers/": "Answers",
    "met/boroughs/": "Metropolitan Police, boroughs",
    "met/boroughs/croydon/": "Metropolitan Police, Croydon (borough)",
    "met/places/": "Metropolitan Police, places",
    "met/later/": "Metropolitan Police, later",
    "about/": "About",
    "methods/": "Methods",
    "methods/stops/": "Stops",
    "quality/": "Quality",
    "quality/findings/": "Findings",
    "releases/": "Releases",
}
MET = Force("Metropolitan Police", "11 July 2025", {"2023": "2023", "2024": "2024", "2025": "2025, to 11 July"}, True)
SHOWN = Shown("2.0.0", date(2026, 11, 28), True, 0, "This site shows release 2.0.0.", "/releases/2.0.0/")
ROWS = yaml.safe_load((THEME.parents[1] / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]
SITE = Site(PAGES, {"met": MET}, ROWS, [Link("releases/feed.xml", "Releases")], SHOWN)


def test_the_trail_names_every_page_above_and_drops_what_it_has_said() -> None:
    frame = Frame(SITE, "met/years/2024/", {})
    assert [one.name for one in frame.trail] == ["Home", "Metropolitan Police", "Calendar years"]
    assert [one.address for one in frame.trail] == ["", "met/", "met/years/"]
    assert frame.here == "2024"


def test_a_page_above_that_does_not_exist_is_left_out_of_the_trail() -> None:
    site = Site({"": "Home", "about/cookies/": "Cookies"}, {}, ROWS)
    assert [one.address for one in Frame(site, "about/cookies/", {}).trail] == [""]


def test_the_home_page_has_no_trail() -> None:
    assert Frame(SITE, "", {}).trail == []


@pytest.mark.parametrize(
    ("url", "section", "beside"),
    [
        ("met/years/", "Figures", "met/years/"),
        ("met/years/2024/", "Figures", "met/years/2024/"),
        ("met/answers/", "Questions", None),
        ("met/boroughs/croydon/", "Places", "met/boroughs/"),
        ("quality/findings/", "About", "quality/findings/"),
        ("methods/stops/", "About", "methods/"),
        ("", None, None),
    ],
)
def test_exactly_one_link_of_each_row_says_that_the_reader_is_there(url: str, section: str | None, beside: str | None) -> None:
    frame = Frame(SITE, url, {})
    assert [one.name for one in frame.sections if one.is_here] == ([section] if section else [])
    assert [one.address for one in frame.siblings if one.is_here] == ([beside] if beside else [])


def test_beside_a_year_are_the_years_before_and_after_it_and_a_part_year_says_so() -> None:
    assert [one.name for one in Frame(SITE, "met/years/2024/", {}).siblings] == ["2023", "2024", "2025 (part)"]
    assert [one.name for one in Frame(SITE, "met/years/2025/", {}).siblings] == ["2024", "2025 (part)"]
    assert Frame(SITE, "met/years/2025/", {}).here == "2025, to 11 July"


def test_pages_of_a_force_say_how_far_its_data_reach_and_other_pages_do_not() -> None:
    for url in ("", "met/", "met/years/2024/"):
        frame = Frame(SITE, url, {})
        assert (frame.status, frame.release) == (MET, "Release 2.0.0, 28 November 2026")
    assert Frame(SITE, "methods/stops/", {}).status is None


def test_a_row_names_no_page_that_does_not_exist() -> None:
    frame = Frame(SITE, "met/", {})
    assert {one.address for one in [*frame.sections, *frame.siblings, *frame.links(ROWS["about"])]} <= set(PAGES)


def test_where_there_are_several_forces_a_reader_chooses_one_first() -> None:
    forces = {one: Force(f"Force {one}", "1 May 2025", {}) for one in ("f1", "f2")}
    pages = {"": "Home", "f1/": "Force 1", "f1/boroughs/": "Boroughs", "f2/": "Force 2", "f2/boroughs/": "Boroughs", "data/": "Data"}
    site = Site(pages, forces, ROWS, [], SHOWN)
    assert [(one.address, one.name) for one in Frame(site, "data/", {}).sections] == [("", "Figures"), ("data/", "Data")]
    assert [one.address for one in Frame(site, "f2/boroughs/", {}).sections] == ["f2/", "f2/boroughs/", "data/"]
    assert Frame(site, "", {}).status is None


@pytest.mark.parametrize("name", ["Sections", "Menu"])
def test_the_row_of_sections_and_the_menu_of_a_small_screen_lead_to_the_same_pages(name: str) -> None:
    frame = Frame(SITE, "met/years/", {})
    theme = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME), autoescape=False)
    theme.filters["url"] = lambda address: f"../../{address}"
    header = parsed(theme.get_template("partials/header.html").render(lfr=frame, config={"extra": {}, "site_name": "LFR Statistics"}))
    [row] = [one for one in header.all("nav") if one.attributes["aria-label"] == name]
    links = {one.attributes["href"]: one.text for one in row.all("a")}
    assert links.items() >= {f"../../{one.address}": one.name for one in frame.sections}.items()


def test_an_address_that_does_not_exist_has_a_frame_without_a_search_that_is_not_there() -> None:
    frame = Frame(SITE, "404.html", {"robots": "noindex"})
    assert (frame.trail[0].address, frame.title, frame.section) == ("", "This page is not here", "")


def test_feeds_name_their_force_where_there_are_several() -> None:
    files = {"met/disclosures/feed.xml", "releases/feed.xml"}
    assert [(one.address, one.name.split(",")[0]) for one in feeds(files, {"met": MET})] == [
        ("met/disclosures/feed.xml", "Disclosures and documents"), ("releases/feed.xml", "Releases"),
    ]  # fmt: skip
    [first, _] = feeds(files, {"met": MET, "f2": MET})
    assert first.name.startswith("Metropolitan Police: Disclosures")
