"""Which pages stand for all."""

from __future__ import annotations

from browser.matrix import WAYS, representatives, ways_for


def test_the_largest_of_a_family_stands_for_it_and_every_other_page_for_itself() -> None:
    years = {f"/met/years/{year}/": year for year in range(2020, 2026)}
    sizes = {"/": 1, "/met/": 1, "/met/years/": 1, **years, "/404.html": 1, "/data/": 1}
    assert representatives(sizes) == ["/", "/404.html", "/data/", "/met/", "/met/years/", "/met/years/2025/"]


def test_pages_below_a_family_are_one_family() -> None:
    measures = [f"/met/figures/{name}/" for name in ("alerts", "arrests", "days", "faces", "stops")]
    sizes = {**dict.fromkeys(measures, 2), **{f"{one}{year}/": year for one in measures for year in (2023, 2024)}}
    assert representatives(sizes) == ["/met/figures/stops/", "/met/figures/stops/2024/"]


def test_a_template_is_looked_at_four_ways_and_of_the_other_pages_every_tenth_one_way() -> None:
    pages = [f"/{number:02}/" for number in range(40)]
    assert ways_for("/13/", pages, ["/13/"], every=False) == ways_for("/13/", pages, [], every=True) == WAYS
    assert [way for page in pages for way in ways_for(page, pages, [], every=False)] == list(WAYS)
