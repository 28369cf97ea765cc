"""What other places know of a page: its address, title, description and picture; and the list of all pages."""

from __future__ import annotations

import json
import re
import struct

from .pages import Built, Page

SITE = "https://lfr-statistics.example"


def _named(page: Page) -> dict[str, str]:
    names = {
        one.attributes.get("name") or one.attributes.get("property", ""): one.attributes.get("content", "")
        for one in page.elements
        if one.tag == "meta"
    }
    links = {
        one.attributes["rel"]: one.attributes["href"]
        for one in page.elements
        if one.tag == "link" and one.attributes.get("rel") == "canonical"
    }
    return names | links


def test_every_page_has_a_description_an_address_and_a_picture_that_is_there(built: Built) -> None:
    for page in built.pages.values():
        if page.address == "/404.html":
            continue
        named = _named(page)
        assert named["description"] and named["og:title"], page.address
        assert named["canonical"].startswith(SITE), page.address
        assert (built.public / named["og:image"].removeprefix(SITE).lstrip("/")).is_file(), page.address
        if not named.get("robots"):
            assert named["canonical"] == SITE + page.address


def test_the_picture_has_the_size_that_pages_name(built: Built) -> None:
    for address in ("/", "/met/charts/alerts/", "/met/years/2024/"):
        named = _named(built.pages[address])
        picture = (built.public / named["og:image"].removeprefix(SITE).lstrip("/")).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (int(named["og:image:width"]), int(named["og:image:height"]))


def test_a_page_that_is_about_a_chart_shows_it_where_it_is_shared(built: Built) -> None:
    shared = {address: _named(page).get("og:image", "").removeprefix(SITE) for address, page in built.pages.items()}
    assert shared["/met/charts/alerts/"] == shared["/met/figures/alerts/"] == "/met/charts/alerts.png"
    assert shared["/met/years/2024/"] == "/met/charts/2024-months.png"
    assert shared["/met/answers/how-many-people-were-stopped/"] == "/met/charts/stops.png"
    assert shared["/"] == shared["/about/"] == "/assets/img/card.png"


def test_no_two_pages_have_the_same_title(built: Built) -> None:
    titles: dict[str, list[str]] = {}
    for page in built.pages.values():
        if not _named(page).get("robots"):
            titles.setdefault(page.root.all("title")[0].text, []).append(page.address)
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}


def test_the_site_map_lists_every_page_that_may_be_found(built: Built) -> None:
    listed = set(re.findall(r"<loc>([^<]+)</loc>", (built.public / "sitemap.xml").read_text(encoding="utf-8")))
    assert listed == {SITE + page.address for page in built.pages.values() if not _named(page).get("robots")}


def test_the_files_for_hosts_and_robots_are_there(built: Built) -> None:
    assert "Content-Security-Policy: default-src 'none'" in (built.public / "_headers").read_text(encoding="utf-8")
    assert f"Sitemap: {SITE}/sitemap.xml" in (built.public / "robots.txt").read_text(encoding="utf-8")


def test_a_page_that_does_not_exist_offers_ways_on_from_any_depth(built: Built) -> None:
    page = built.pages["/404.html"]
    assert all(link.startswith(("/", "#", "http", "mailto:")) for link in page.root.links())
    assert _named(page)["robots"] == "noindex"


def _dataset(page: Page) -> dict[str, object]:
    [block] = ["".join(map(str, one.children)) for one in page.elements if one.attributes.get("type") == "application/ld+json"]
    return dict(json.loads(block))


def test_pages_with_data_describe_it_for_search_engines(built: Built) -> None:
    assert _dataset(built.pages["/data/"])["@id"] == f"{SITE}/data/#dataset"
    part_year = _dataset(built.pages["/met/years/2025/"])
    assert part_year["temporalCoverage"] == "2025-01-01/2025-07-11"
    for file in part_year["distribution"]:  # type: ignore[attr-defined]
        assert (built.public / file["contentUrl"].removeprefix(f"{SITE}/")).is_file()
