"""The page of a place: its years, what is unknown in them, and an address that is safe and lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment, deployments
from lfr.errors import BadData
from lfr.pages.area_pages import Area, place_years, plain
from lfr.pages.page import Page
from lfr.pages.stubs import write_pages
from lfr.warehouse.figures import Figures, open_figures

HOSTILE = '../../<script>alert(1)</script> "x" {{ 7*7 }} {% raw %} & Co'


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    return TinyProject(tmp_path / "project")


@contextmanager
def figures_of(project: TinyProject) -> Iterator[Figures]:
    with built(project):
        figures = open_figures(project)
        try:
            yield figures
        finally:
            figures.close()


def area(figures: Figures, slug: str, kind: str = "place") -> Area:
    return Area(Page(figures, ""), "met", kind, slug)


def table(html: str) -> list[list[str]]:
    """The rows of a table as words."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.S)
    return [
        [unescape(" ".join(re.sub(r"<[^>]+>", " ", cell).split())) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
        for row in rows
    ]


def test_a_year_without_a_deployment_is_0_and_a_year_without_a_record_is_not_covered(project: TinyProject) -> None:
    project.record("one", "met-2020", deployments("met-2020", 2, date(2020, 2, 3)), covers=("2020-01-01", "2020-12-31"))
    project.record("two", "met-2025", [deployment("met-2025", date="03/02/22")], covers=("2022-01-01", "2022-05-10"))
    with figures_of(project) as figures:
        _, *rows = table(area(figures, "oxford-circus").years())
        assert [row[:4] for row in rows] == [
            ["2020", "2", "20,000", "8"],
            ["2021, not covered", "not covered", "not covered", "not covered"],
            ["2022, to 10 May", "0", "0", "0"],
            ["All years", "2", "20,000", "8"],
        ]


def test_a_place_has_its_own_deployments_counts_and_corrections_and_no_others(project: TinyProject) -> None:
    def days(page: Area) -> list[str]:
        return [row[0] for row in table(page.deployments())[1:]]

    project.record(
        "met-2025",
        "met-2025",
        [deployment("met-2025", date=f"0{day}/02/25", location=place) for day, place in ((3, "Camden"), (4, "High Street"), (5, "Camden"))],
    )
    with figures_of(project) as figures:
        camden, street = area(figures, "camden"), area(figures, "high-street")
        assert days(camden) == ["3 February 2025", "5 February 2025"]
        assert days(street) == ["4 February 2025"]
        assert len(days(area(figures, "camden", "borough"))) == 3
        assert [table(page.years())[1][1] for page in (camden, street)] == ["2", "1"]
        assert "No correction touches a deployment here." in camden.corrections()
    project.correct("met-2025", 2, "location", "High Street", "Camden").correct("met-2025", 3, "arrests", "2", "1")
    with figures_of(project) as figures:
        ids = [re.findall(r"c-\d{4}", area(figures, slug).corrections()) for slug in ("camden", "high-street")]
        # A correction that moves a deployment stands with both places.
        assert [sorted(set(found)) for found in ids] == [["c-0001", "c-0002"], ["c-0001"]]


def test_what_was_not_recorded_is_no_zero_and_a_sum_says_how_many_rows_it_has(project: TinyProject) -> None:
    rows = deployments("met-2025", 3, date(2025, 2, 3))
    rows[0]["faces_seen"] = "N/A"
    alone = deployment("met-2025", date="20/02/25", location="High Street", faces_seen="N/A")
    with figures_of(project.record("one", "met-2025", [*rows, alone])) as figures:
        assert table(area(figures, "camden").years())[1][:3] == ["2025, from 1 February, to 28 February", "3", "20,000 printed for 2 of 3"]
        assert table(area(figures, "high-street").years())[1][2] == "not recorded"


def test_stops_are_a_range_and_bases_that_differ_are_named(project: TinyProject) -> None:
    project.record("old", "met-2020", [deployment("met-2020")])
    project.record("new", "met-2025", [deployment("met-2025", location="Oxford Circus", false_alerts_confirmed=1, alerts=4)])
    with figures_of(project) as figures:
        place = area(figures, "oxford-circus")
        stops = table(place.years())[0].index("Stops")
        by_year = {row[0][:4]: row[stops] for row in table(place.years())[1:]}
        assert (by_year["2020"], by_year["2025"], by_year["All "]) == ("3", "3 to 4", "6 to 7")
        assert "stops" in place.total_note() and "arrests" in place.total_note()
        assert area(figures, "camden", "borough").total_note() == place.total_note()


def test_a_correction_shows_both_values_and_the_place_it_left_keeps_its_page(project: TinyProject) -> None:
    project.record("one", "met-2025", deployments("met-2025", 2, date(2025, 2, 3)))
    project.correct("one", 1, "alerts", "3", "2").correct("one", 2, "location", "Camden", "High Street")
    with figures_of(project) as figures:
        left = area(figures, "camden")
        assert table(left.years())[1][1] == "1 as published 2"
        assert table(left.years())[1][3] == "2 as published 6"
        assert "Camden, alerts printed as 3, counted as 2" in left.corrections()
        assert "location printed as Camden, counted as High Street" in left.corrections()
        assert "printed Camden" in area(figures, "high-street").deployments()


def test_every_printed_name_of_a_place_is_listed(project: TinyProject) -> None:
    project.place("Tooting Broadway")
    lines = (project.manual / "places.csv").read_text(encoding="utf-8")
    (project.manual / "places.csv").write_text(
        lines + "met,Tooting B’way,tooting-broadway,Tooting Broadway,,street,made up,\n", encoding="utf-8"
    )
    rows = [
        deployment("met-2025", date=f"0{i}/02/25", location=name)
        for i, name in enumerate(("Tooting B’way", "Tooting Broadway", "Tooting B’Way"), 1)
    ]
    with figures_of(project.record("one", "met-2025", rows)) as figures:
        assert sorted(row[0] for row in table(area(figures, "tooting-broadway").names())[1:]) == [
            "Tooting Broadway",
            "Tooting B’Way",
            "Tooting B’way",
        ]


def test_a_name_that_nobody_has_looked_up_has_a_page_under_a_safe_address(project: TinyProject) -> None:
    with figures_of(project.record("one", "met-2025", [deployment("met-2025", location=HOSTILE)])) as figures:
        write_pages(figures)
        [page] = (figures.project.pages / "met" / "places").glob("*script*")
        assert page.name == "script-alert-1-script-x-7-7-raw-co.md"
        # Nothing of the record but the letters of the address stands where the template engine reads.
        assert re.sub(r"[a-z0-9-]*script-alert-1-script-x-7-7-raw-co", "", page.read_text(encoding="utf-8")).count("alert") == 0
        own = area(figures, page.stem)
        assert "<h1>../../&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot; {{ 7*7 }} {% raw %} &amp; Co</h1>" in own.heading()
        assert "Nobody has looked up yet" in own.about()
        for html in (own.years(), own.names(), own.deployments(), own.corrections(), place_years(Page(figures, ""), "met")):
            assert "<script" not in html


def test_a_name_in_a_title_keeps_only_letters_and_the_signs_of_names() -> None:
    assert plain(HOSTILE) == "../../ script alert(1) /script x 7 7 raw and Co"
    assert plain("Broadway, Ealing (B’way)") == "Broadway, Ealing (B’way)"


def test_two_names_that_would_share_an_address_are_refused_with_what_to_do(project: TinyProject) -> None:
    rows = [deployment("met-2025", location="Café Row"), deployment("met-2025", location="Cafe Row", date="04/02/25")]
    with (
        figures_of(project.record("one", "met-2025", rows)) as figures,
        pytest.raises(BadData, match=r"would both stand at /met/places/cafe-row/.*places\.csv"),
    ):
        write_pages(figures)


def test_a_name_longer_than_a_file_name_is_refused_with_what_to_do(project: TinyProject) -> None:
    with (
        figures_of(project.record("one", "met-2025", [deployment("met-2025", location="Long" + "x" * 300)])) as figures,
        pytest.raises(BadData, match=r"has 304 letters, more than an address can hold .*places\.csv"),
    ):
        write_pages(figures)


def test_a_name_without_a_letter_for_an_address_is_refused_with_what_to_do(project: TinyProject) -> None:
    with (
        figures_of(project.record("one", "met-2025", [deployment("met-2025", location="東京")])) as figures,
        pytest.raises(BadData, match=r"“東京” has no letter or digit.*places\.csv"),
    ):
        write_pages(figures)
