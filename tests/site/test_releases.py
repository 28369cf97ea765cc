"""What was released stays: addresses, figures, and the way from a cited value to the present one."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from lfr.releases.frozen import Release, read_releases

from .pages import Built, Page


@pytest.fixture(scope="module")
def releases(built: Built) -> list[Release]:
    return read_releases(built.project)


def _robots(page: Page) -> list[str]:
    return [one.attributes["content"] for one in page.elements if one.tag == "meta" and one.attributes.get("name") == "robots"]


def test_no_address_of_any_release_is_dead(built: Built, releases: list[Release]) -> None:
    assert releases, "nothing has been released"
    for release in releases:
        dead = [one for one in release.addresses if one not in built.pages and not (built.public / one.lstrip("/")).is_file()]
        assert dead == [], release.version


def test_no_figure_of_any_release_has_lost_its_address(built: Built, releases: list[Release]) -> None:
    for release in releases:
        assert len(release.figures) >= 180
        for key, row in release.figures.items():
            page, _, anchor = row["address"].partition("#")
            assert page in built.pages and (not anchor or anchor in built.pages[page].ids), f"{release.version}: {key}: {row['address']}"
            own = f"/{row['publisher']}/figures/{row['measure'].replace('_', '-')}/"
            assert row["year"] in built.pages[own].ids, f"{release.version}: {key}: {own}"


def test_an_address_of_a_figure_that_is_no_longer_published_says_where_to_look(built: Built) -> None:
    for year in ("2023", "2024", "2025"):
        for measure, other in (("accuracy-of-stops", "Confirmed alerts that were true"), ("accurate-stops", "True alerts, confirmed")):
            [line] = [cells for table in built.pages[f"/met/figures/{measure}/"].tables for row_id, cells in table.rows if row_id == year]
            assert line[1].text == f"not published see {other}"
            [row] = [cells for table in built.pages[f"/met/years/{year}/"].tables for row_id, cells in table.rows if row_id == measure]
            assert row[1].text.startswith("not published") and f"see {other}" in row[1].text


def test_no_deployment_of_any_release_has_lost_its_address(built: Built, releases: list[Release]) -> None:
    for release in releases:
        for row in release.rows("deployments.csv"):
            assert row["deployment_id"] in built.pages[f"/{row['publisher']}/deployments/"].ids, row["deployment_id"]


def test_a_frozen_release_shows_every_figure_as_it_was_and_keeps_out_of_search(built: Built, releases: list[Release]) -> None:
    found = (built.public / "search" / "index.json").read_text(encoding="utf-8")
    assert "met/years/2024/" in found
    for release in releases:
        page = built.pages[f"/releases/{release.version}/"]
        assert _robots(page) == ["noindex"]
        assert f"releases/{release.version}/" not in found
        rows = {row_id: [cell.text for cell in cells] for table in page.tables for row_id, cells in table.rows}
        for key, row in release.figures.items():
            assert rows[key][:3] == [row["title"], row["said"], row["said_as_published"]], key


def test_pages_that_are_not_frozen_may_be_found(built: Built) -> None:
    for address in ("/", "/releases/", "/met/years/2024/", "/met/figures/arrests/"):
        assert _robots(built.pages[address]) == [], address


def test_every_page_says_which_release_it_shows(built: Built, releases: list[Release]) -> None:
    for address in ("/", "/met/years/2024/", "/methods/stops/", "/quality/", "/data/"):
        [line] = [one for one in built.pages[address].article.all("p") if one.attributes.get("class") == "lfr-as-at"]
        assert f"release {releases[-1].version}" in line.text and "What changed" in line.text


def test_the_files_of_a_release_lie_under_their_checksums(built: Built, releases: list[Release]) -> None:
    for release in releases:
        manifest = json.loads((built.public / "releases" / release.version / "manifest.json").read_text(encoding="utf-8"))
        for name, digest in {**manifest["files"], **manifest["inputs"]}.items():
            suffix = name[name.rindex(".") :]
            assert (built.public / "releases" / "files" / f"{digest[:16]}{suffix}").is_file(), name
        changes = json.loads((built.public / "releases" / release.version / "changes.json").read_text(encoding="utf-8"))
        with (built.public / "releases" / release.version / "changes.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == changes["changes"]


def test_the_feed_names_every_release_newest_first(built: Built, releases: list[Release]) -> None:
    root = ET.parse(built.public / "releases" / "feed.xml").getroot()
    titles = [one.text for one in root.iterfind("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title")]
    assert titles == [f"Release {one.version}" for one in reversed(releases)]


def test_a_figure_of_a_year_leads_to_its_citation_and_back(built: Built) -> None:
    year = built.pages["/met/years/2024/"]
    where = "/met/figures/arrests/2024/"
    assert where in {year.leads_to(link)[0] for link in year.article.links()}
    assert "/met/years/2024/" in {built.pages[where].leads_to(link)[0] for link in built.pages[where].article.links()}
    said = built.pages[where].article.text
    now, before = (built.yearly[2024, "arrests"][name] for name in ("value", "value_as_published"))
    assert f"Arrests, {now} ({before} before correction; added up from the numbers" in said and "@misc{lfr-met-2024-arrests" in said
    assert f"{where}?cited={built.yearly[2024, 'arrests']['value']}&release=" in said


def test_the_history_for_scripts_holds_what_the_pages_say(built: Built) -> None:
    history = json.loads((built.public / "met" / "figures" / "history.json").read_text(encoding="utf-8"))["figures"]
    for (year, measure), row in built.yearly.items():
        steps = history[f"{year}#{measure.replace('_', '-')}"]
        assert steps[-1]["value"] == row["value"], (year, measure)
    assert {f"{year}#stops" for year in built.years} <= set(history)


# -- after more has come in (grown: a newer edition, a new force, a correction, a line about a mistake) ---------------------


def test_what_came_after_the_release_is_listed_figure_by_figure(grown: Built) -> None:
    page = grown.pages["/releases/"].article.text
    version = read_releases(grown.project)[-1].version
    assert f"after release {version}" in page and "Not yet released" in page
    assert "The publisher issued a newer edition, met-2025-to-2025-07-20, in place of met-2025-to-2025-07-11: 2 rows added" in page
    assert "A new record, south-wales-2024-2025" in page
    rows = list(csv.DictReader(io.StringIO((grown.public / "releases" / "not-yet-released.csv").read_text(encoding="utf-8"))))
    released = read_releases(grown.project)[-1].figures
    for (year, measure), now in grown.yearly.items():
        key = f"met-{year}-{measure.replace('_', '-')}"
        was = released.get(key, {})
        listed = [row for row in rows if row["id"] == key]
        assert bool(listed) == any(was.get(name) != now[name] for name in now if name != "publisher"), (year, measure)
        for row in listed:
            assert (row["was"], row["is"]) == (was.get("value", ""), now["value"]) and row["why"]


def test_a_correction_after_the_release_shows_everywhere(built: Built, grown: Built) -> None:
    was, now = (int(one.yearly[2020, "arrests"]["value"]) for one in (built, grown))
    assert now == was + 1
    assert "c-0003" in grown.pages["/releases/"].article.text
    assert "c-0003" in grown.pages["/quality/corrections/"].ids
    assert "c-0003" in grown.pages["/met/years/2020/"].article.text
    assert [row["correction_id"] for row in grown.csv("corrections")] == ["c-0001", "c-0002", "c-0003"]
    [history] = [one for one in grown.pages["/met/figures/arrests/2020/"].tables if one.caption == "History of met-2020-arrests"]
    assert [cells[2].text for _, cells in history.rows] == [str(was), str(now)]
    assert "Correction c-0003" in history.rows[1][1][3].text


def test_the_last_release_stays_as_it_was_when_more_comes_in(grown: Built) -> None:
    release = read_releases(grown.project)[-1]
    page = grown.pages[f"/releases/{release.version}/"]
    assert "of its figures have changed since" in page.article.text
    rows = {row_id: [cell.text for cell in cells] for table in page.tables for row_id, cells in table.rows}
    assert rows["met-2020-arrests"][1] == release.figures["met-2020-arrests"]["said"]
