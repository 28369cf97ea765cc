"""Which pages stand for all."""

from __future__ import annotations

from browser.matrix import WAYS, representatives, ways_for


def test_the_largest_of_a_family_stands_for_it_and_every_other_page_for_itself() -> None:
    years = {f"/met/years/{year}/": year for year in range(2020, 2026)}
    sizes = {"/": 1, "/met/": 1, "/met/years/": 1, **years, "/404.html": 1, "/data/": 1}
    assert representatives(sizes) == ["/", "/404.html", "/data/", "/met/", "/met/years/", "/met/years/2025/"]


def test_pages_next_to_each_other_are_looked_at_in_different_ways() -> None:
    pages = ["/a/", "/b/", "/c/"]
    assert ways_for("/c/", pages, ["/c/"], four=False) == WAYS
    one, two = ways_for("/a/", pages, [], four=False), ways_for("/b/", pages, [], four=False)
    assert {*one, *two} == set(WAYS)
    for way in (one, two):
        assert len({each.width for each in way}) == 2 and len({each.scheme for each in way}) == 2
