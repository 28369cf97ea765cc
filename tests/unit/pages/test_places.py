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
from lfr.pages.area_pages import plain
from lfr.pages.shown import Macros, shown
from lfr.pages.stubs import write_pages
from lfr.warehouse.figures import Figures, open_figures
from lfr.wording.words import as_published

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


def page(figures: Figures, slug: str, kind: str = "place") -> str:
    """The page of a place or borough below the frame."""
    return shown(Macros(figures, f"met/{kind}s/{slug}/"), "area", {"publisher": "met", "kind": kind, "slug": slug})


def listed(figures: Figures, kind: str) -> list[list[str]]:
    """The rows of the list of places or boroughs."""
    return table(shown(Macros(figures, f"met/{kind}s/"), "areas", {"publisher": "met", "kind": kind}))[1:]


def part(html: str, anchor: str) -> str:
    """What stands under the heading with an anchor."""
    [found] = re.findall(rf'<h2 id="{anchor}">.*?(?=<h2|\Z)', html, re.S)
    return str(found)


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def heading(html: str) -> str:
    [found] = re.findall("<h1>(.*?)</h1>", html, re.S)
    return words(found)


def table(html: str) -> list[list[str]]:
    """The rows of a table as words."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.S)
    cells = [[words(cell) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.S)] for row in rows]
    return [[*filter(None, row)] for row in cells]  # a bar has no words


def years(html: str) -> list[list[str]]:
    return table(part(html, "years"))


def test_a_year_without_a_deployment_is_0_and_a_year_without_a_record_is_not_covered(project: TinyProject) -> None:
    project.record("one", "met-2020", deployments("met-2020", 2, date(2020, 2, 3)), covers=("2020-01-01", "2020-12-31"))
    project.record("two", "met-2025", [deployment("met-2025", date="03/02/22")], covers=("2022-01-01", "2022-05-10"))
    with figures_of(project) as figures:
        html = page(figures, "oxford-circus")
        assert [row[:3] for row in years(html)[1:]] == [
            ["2022, to 10 May", "0", "0"],
            ["2021, not covered", "not covered", "not covered"],
            ["2020", "2", "8"],
            ["All years", "2", "8"],
        ]
        assert heading(html) == "Live facial recognition was used twice at Oxford Circus"
        assert "From 3 February 2020 to 5 February 2020, on 2 days." in words(html)


def test_a_place_has_its_own_deployments_counts_and_corrections_and_no_others(project: TinyProject) -> None:
    def days(html: str) -> list[str]:
        return [row[0] for row in table(part(html, "deployments"))[1:]]

    project.record(
        "met-2025",
        "met-2025",
        [deployment("met-2025", date=f"0{day}/02/25", location=place) for day, place in ((3, "Camden"), (4, "High Street"), (5, "Camden"))],
    )
    with figures_of(project) as figures:
        camden, street = page(figures, "camden"), page(figures, "high-street")
        assert days(camden) == ["5 February 2025", "3 February 2025"]
        assert days(street) == ["4 February 2025"]
        borough = page(figures, "camden", "borough")
        assert len(days(borough)) == 3 and heading(borough) == "Live facial recognition was used 3 times in Camden"
        assert [row[:2] for row in table(part(borough, "places"))[1:]] == [["Camden", "2"], ["High Street", "1"]]
        assert [years(html)[1][1] for html in (camden, street)] == ["2", "1"]
        assert "No figure on this page has been corrected." in camden
    project.correct("met-2025", 2, "location", "High Street", "Camden").correct("met-2025", 3, "arrests", "2", "1")
    with figures_of(project) as figures:
        ids = [re.findall(r"c-\d{4}", part(page(figures, slug), "corrections")) for slug in ("camden", "high-street")]
        # A correction that moves a deployment stands with both places.
        assert [sorted(set(found)) for found in ids] == [["c-0001", "c-0002"], ["c-0001"]]


def test_what_was_not_recorded_is_no_zero_and_a_sum_says_how_many_rows_it_has(project: TinyProject) -> None:
    rows = deployments("met-2025", 3, date(2025, 2, 3))
    rows[0]["faces_seen"] = "N/A"
    alone = deployment("met-2025", date="20/02/25", location="High Street", faces_seen="N/A")
    with figures_of(project.record("one", "met-2025", [*rows, alone])) as figures:
        assert "Faces seen (estimate) 20,000 known for 2 of 3" in words(page(figures, "camden"))
        assert "Faces seen (estimate) not recorded" in words(page(figures, "high-street"))


def test_stops_are_a_range_and_bases_that_differ_are_named(project: TinyProject) -> None:
    project.record("old", "met-2020", [deployment("met-2020")])
    project.record("new", "met-2025", [deployment("met-2025", location="Oxford Circus", false_alerts_confirmed=1, alerts=4)])
    with figures_of(project) as figures:
        place = page(figures, "oxford-circus")
        stops = years(place)[0].index("Stops")
        by_year = {row[0][:4]: row[stops] for row in years(place)[1:]}
        assert (by_year["2020"], by_year["2025"], by_year["All "]) == ("3", "3 to 4", "6 to 7")
        assert "Not counted the same way throughout: stops and arrests" in words(place)
        assert "Not counted the same way throughout: stops and arrests" in words(page(figures, "camden", "borough"))


def test_a_correction_shows_both_values_and_the_place_it_left_keeps_its_page(project: TinyProject) -> None:
    project.record("one", "met-2025", deployments("met-2025", 2, date(2025, 2, 3)))
    project.correct("one", 1, "alerts", "3", "2").correct("one", 2, "location", "Camden", "High Street")
    with figures_of(project) as figures:
        left = page(figures, "camden")
        assert years(left)[1][1:3] == [f"1 {as_published('1', '2')}", f"2 {as_published('2', '6')}"]
        assert "Camden, alerts printed as 3, counted as 2" in words(left)
        assert "location printed as Camden, counted as High Street" in words(left)
        assert "printed Camden" in part(page(figures, "high-street"), "deployments")


def test_every_printed_name_of_a_place_is_listed(project: TinyProject) -> None:
    project.place("Tooting Broadway")
    lines = (project.manual / "places.csv").read_text(encoding="utf-8")
    (project.manual / "places.csv").write_text(
        lines + "met,Tooting B’way,tooting-broadway,Tooting Broadway,,street,made up,,\n", encoding="utf-8"
    )
    rows = [
        deployment("met-2025", date=f"0{i}/02/25", location=name)
        for i, name in enumerate(("Tooting B’way", "Tooting Broadway", "Tooting B’Way"), 1)
    ]
    with figures_of(project.record("one", "met-2025", rows)) as figures:
        html = words(page(figures, "tooting-broadway"))
        assert all(f"“{name}”: 1 deployment" in html for name in ("Tooting Broadway", "Tooting B’Way", "Tooting B’way"))


def test_a_name_that_nobody_has_looked_up_has_a_page_under_a_safe_address(project: TinyProject) -> None:
    with figures_of(project.record("one", "met-2025", [deployment("met-2025", location=HOSTILE)])) as figures:
        write_pages(figures)
        [path] = (figures.project.pages / "met" / "places").glob("*script*.md")
        assert path.name == "script-alert-1-script-x-7-7-raw-co.md"
        # Nothing of the record but the letters of the address stands where the template engine reads.
        assert re.sub(r"[a-z0-9-]*script-alert-1-script-x-7-7-raw-co", "", path.read_text(encoding="utf-8")).count("alert") == 0
        html = page(figures, path.stem)
        assert heading(html) == f"Live facial recognition was used once at {HOSTILE}"
        assert "Nobody has looked up yet" in html and "<script" not in html
        assert [row[0] for row in listed(figures, "place")] == [f"{HOSTILE} borough not known"]


def test_a_name_in_a_title_keeps_only_letters_and_the_signs_of_names() -> None:
    assert plain(HOSTILE) == "../../ script alert(1) /script x 7 7 raw and Co"
    assert plain("Broadway, Ealing (B’way)") == "Broadway, Ealing (B’way)"


AWKWARD = [
    "Station Parade, Barking",  # the address of a known place, under another name
    "index",  # the address of the list of places
    "Café Row", "Cafe Row", "CAFÉ ROW", "Cafe\u0301 Row",  # by accent, case and a mark of its own
    "Ørsted Way", "Orsted Way", "rsted way", "Straße 1", "Strase 1",
    "東京", "شارع الملك", "רחוב המלך", "Ωmega", "\u202eeus\u202c",  # no letter for an address, or letters that run the other way
    "???", "—", "…", "' '", "⁇", "½", "",  # marks only, and nothing
    "Long" + "x" * 300, "Long" + "x" * 301, "Long Road " * 12,
    "name-12345678", "cafe row 2a5cbbb3",  # as if marked
]  # fmt: skip


def test_no_name_stops_the_pages_and_each_has_an_address_of_its_own(project: TinyProject) -> None:
    with (project.manual / "places.csv").open("a", encoding="utf-8") as file:
        file.write("met,Barking Stn Parade,station-parade-barking,Barking Station Parade,,street,made up,,\n")
    rows = [deployment("met-2025", location=name, faces_seen=1000 + i) for i, name in enumerate([*AWKWARD, "Barking Stn Parade"])]
    with figures_of(project.record("one", "met-2025", rows)) as figures:
        write_pages(figures)
        slugs = dict(figures.deployments("met")[["location", "place_slug"]].itertuples(index=False, name=None))
        pages = {path.stem for path in (figures.project.pages / "met" / "places").glob("*.md")} - {"index"}
        lines = listed(figures, "place")
    assert slugs["Barking Stn Parade"] == "station-parade-barking"
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 100 for slug in slugs.values())
    # The same words in another case, with or without an accent or a stroke, are one place.
    assert slugs["Café Row"] == slugs["CAFÉ ROW"] == slugs["Cafe\u0301 Row"] == slugs["Cafe Row"] == "cafe-row"
    assert slugs["Ørsted Way"] == slugs["Orsted Way"] and len(set(slugs.values())) == len(slugs) - 4
    assert pages == set(slugs.values()) and len(lines) == len(pages)


VARIANTS = [
    "Tooting B’way", "Tooting B'way", "TOOTING BWAY", "Tööting B`way", "Tooting—B‘way", "Too\u00adting\u00a0B’way\u200b",
    "Tooting Broadway", "tooting broadway",
]  # fmt: skip


def test_a_known_place_is_found_under_every_way_to_write_its_names_and_under_its_title(project: TinyProject) -> None:
    with (project.manual / "places.csv").open("a", encoding="utf-8") as file:
        file.write(
            "met,Tooting B’Way,tooting,Tooting Broadway,Camden,street,made up,,\nmet,Fin Row,finsbury,Finsbury Café,,street,made up,,\n"
        )
    rows = [
        deployment("met-2025", location=name, faces_seen=1000 + i) for i, name in enumerate([*VARIANTS, "\ufb01n row", "FINSBURY CAFE"])
    ]
    with figures_of(project.record("one", "met-2025", rows)) as figures:
        assert list(figures.deployments("met")["place_slug"]) == ["tooting"] * len(VARIANTS) + ["finsbury"] * 2
        assert not [one for one in figures.findings().to_dict("records") if one["check_name"] == "unknown_places"]


def test_a_title_that_two_places_bear_is_neither_of_them(project: TinyProject) -> None:
    with (project.manual / "places.csv").open("a", encoding="utf-8") as file:
        file.write("met,High St N,high-n,Broad Walk,Camden,street,made up,,\nmet,High St S,high-s,Broad Walk,,street,made up,,\n")
    with figures_of(project.record("one", "met-2025", [deployment("met-2025", location="Broad Walk")])) as figures:
        assert list(figures.deployments("met")["place_slug"]) == ["broad-walk"]


def test_an_address_made_from_a_name_stays_whatever_comes_after_it(project: TinyProject) -> None:
    def addresses(number: int) -> dict[str, str]:
        own = TinyProject(project.root / str(number))
        rows = [deployment("met-2025", location=name) for name in AWKWARD[number:]]
        with figures_of(own.record("one", "met-2025", rows)) as figures:
            return dict(figures.deployments("met")[["location", "place_slug"]].itertuples(index=False, name=None))

    whole = addresses(0)
    for number in (3, 4, 12, len(AWKWARD) - 1):
        fewer = addresses(number)
        assert fewer.items() <= whole.items()


def test_a_name_keeps_its_address_when_it_is_looked_up_with_the_id_that_the_notice_gives(project: TinyProject) -> None:
    project.record("one", "met-2025", [deployment("met-2025", location="東京"), deployment("met-2025", location="Camden", faces_seen=7)])
    with figures_of(project) as figures:
        before = list(figures.deployments("met")["place_slug"])
        [notice] = [one for one in figures.findings().to_dict("records") if one["check_name"] == "unknown_places"]
        assert f"Its page stands under “{before[0]}”" in notice["detail"]
    with (project.manual / "places.csv").open("a", encoding="utf-8") as file:
        file.write(f"met,東京,{before[0]},Tokyo Road,Camden,street,made up,,\n")
    with figures_of(project) as figures:
        assert list(figures.deployments("met")["place_slug"]) == before
        assert heading(page(figures, before[0])).endswith("at Tokyo Road")


def test_the_notice_asks_whether_a_name_is_the_known_place_that_has_its_address(project: TinyProject) -> None:
    with (project.manual / "places.csv").open("a", encoding="utf-8") as file:
        file.write("met,Barking Stn,station-parade-barking,Station Parade,,street,made up,,\n")
    with figures_of(project.record("one", "met-2025", [deployment("met-2025", location="Station Parade, Barking")])) as figures:
        [notice] = [one for one in figures.findings().to_dict("records") if one["check_name"] == "unknown_places"]
        assert notice["detail"].endswith("Is it the known place “station-parade-barking”?")


def test_a_row_without_a_place_has_a_page_that_says_so(project: TinyProject) -> None:
    with figures_of(project.record("one", "met-2025", [deployment("met-2025", location="")])) as figures:
        write_pages(figures)
        assert heading(page(figures, "not-recorded")).endswith("at not recorded")


def borough(project: TinyProject, code: str, name: str, policed_by: str) -> None:
    with (project.manual / "boroughs.csv").open("a", encoding="utf-8") as file:
        file.write(f"{code},{name},{policed_by}\n")


def test_a_borough_without_a_deployment_has_a_page_and_one_of_another_force_is_not_covered_and_never_0(project: TinyProject) -> None:
    borough(project, "E09000027", "Richmond upon Thames", "met")
    borough(project, "E09000001", "City of London", "City of London Police")
    borough(project, "E08000003", "Manchester", "Some Other Police")  # no borough of the kind that this force polices
    with figures_of(project.record("one", "met-2025", deployments("met-2025", 2, date(2025, 2, 3)))) as figures:
        write_pages(figures)
        pages = {path.stem for path in (figures.project.pages / "met" / "boroughs").glob("*.md")}
        assert pages == {"index", "camden", "richmond-upon-thames", "city-of-london"}
        assert heading(page(figures, "richmond-upon-thames", "borough")).startswith(
            "No deployment of live facial recognition is recorded in Richmond"
        )
        city = page(figures, "city-of-london", "borough")
        assert heading(city) == "City of London: not covered here" and "City of London Police" in city
        assert [row[:2] for row in listed(figures, "borough")] == [
            ["Camden", "2"],
            ["City of London", "not covered"],
            ["Richmond upon Thames", "0"],
        ]


def test_a_street_between_two_boroughs_is_counted_in_one_and_named_on_the_page_of_the_other(project: TinyProject) -> None:
    borough(project, "E09000005", "Brent", "met")
    with (project.manual / "places.csv").open("a", encoding="utf-8") as file:
        file.write("met,Kilburn High Rd,kilburn-high-road,Kilburn High Road,Camden,street,made up,,Brent\n")
    with figures_of(project.record("one", "met-2025", [deployment("met-2025", location="Kilburn High Rd")])) as figures:
        said = "Kilburn High Road , 1 deployment. Counted in Camden; it lies or may lie in Brent too."
        assert all(said in words(page(figures, slug, "borough")) for slug in ("camden", "brent"))
        assert "Counted in Camden; it lies or may lie in Brent too." in words(page(figures, "kilburn-high-road"))


def test_the_deployments_of_a_place_are_a_file_beside_its_page(project: TinyProject) -> None:
    rows = [deployment("met-2025", date=f"0{day}/02/25", location=place) for day, place in ((3, "Camden"), (4, "High Street"))]
    with figures_of(project.record("one", "met-2025", rows)) as figures:
        write_pages(figures)
        files = {kind: figures.project.pages / "met" / kind / "deployments.csv" for kind in ("places/camden", "boroughs/camden")}
        days = {kind: [line.split(",")[2] for line in path.read_text(encoding="utf-8").splitlines()[1:]] for kind, path in files.items()}
        assert days == {"places/camden": ["2025-02-03"], "boroughs/camden": ["2025-02-03", "2025-02-04"]}
        assert 'href="deployments.csv"' in page(figures, "camden")
