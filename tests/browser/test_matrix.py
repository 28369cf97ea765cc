"""Which pages stand for all."""

from __future__ import annotations

from browser.matrix import WAYS, representatives, ways_for


def test_the_largest_of_a_family_stands_for_it_and_every_other_page_for_itself() -> None:
    years = {f"/met/years/{year}/": year for year in range(2020, 2026)}
    sizes = {"/": 1, "/met/": 1, "/met/years/": 1, **years, "/404.html": 1, "/data/": 1}
    assert representatives(sizes) == ["/", "/404.html", "/data/", "/met/", "/met/years/", "/met/years/2025/"]


def test_pages_next_to_each_other_are_looked_at_in_different_ways() -> None:
    pages = ["/a/", "/b/", "/c/", "/d/"]
    assert ways_for("/c/", pages, ["/c/"], four=False) == WAYS
    assert {way for page in pages for way in ways_for(page, pages, [], four=False)} == set(WAYS)
