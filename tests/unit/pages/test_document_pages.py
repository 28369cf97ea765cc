"""The governance library: every fact on its page, and one rule for what was in force, in Python, table and script."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from fixtures.pages import Element, shown_page
from lfr.curated.library import Library, in_force_on, perhaps_in_force_on, read_library
from lfr.curated.rules import first_day, last_day, say_date
from lfr.pages.library_pages import intervals
from lfr.project import Project
from lfr.warehouse.figures import Figures

COVERED = [2020, 2021, 2022, 2023, 2024, 2025]
HOSTILE = '<script>alert("x")</script> {{ 7*7 }} {% raw %} *bold*'
ASSETS = Path(__file__).resolve().parents[3] / "site" / "assets"


@pytest.fixture(scope="module")
def pages(figures: Figures) -> dict[str, Element]:
    kinds = {"index": "documents", **{kind: kind for kind in ("what-changed", "timeline", "in-force")}}
    return {name: shown_page(figures, kind, publisher="met") for name, kind in kinds.items()}


def test_every_document_has_its_facts_under_its_anchor(published: Library, pages: dict[str, Element]) -> None:
    complete = 0
    for one in published.documents.values():
        [entry] = pages["index"].all("section", id=one.id)
        for text in (one.publisher, one.type, one.version, one.status, one.summary, one.what_changed, one.source, one.date_note):
            assert " ".join(text.split()) in entry.text, one.id
        assert (say_date(one.date) if one.date else "not known") in entry.text
        assert ("To be verified" in entry.text) is (one.certainty == "recalled"), one.id
        assert (one.url in entry.links) if one.url else ("we could not find a permanent link" in entry.text)
        complete += bool(one.date)
    assert complete >= 20


def test_the_list_names_every_document_in_the_order_of_dates(published: Library, pages: dict[str, Element]) -> None:
    ids = [link.split("#")[1] for link in pages["index"].all("table")[0].links]
    assert sorted(ids) == sorted(published.documents)
    firsts = [first_day(published.documents[one].date) for one in ids if published.documents[one].date]
    assert firsts == sorted(firsts)
    assert all(not published.documents[one].date for one in ids[len(firsts) :])


# -- timeline --------------------------------------------------------------------------------------------------------


def test_the_timeline_has_every_year_with_its_deployments_and_documents(
    figures: Figures, published: Library, pages: dict[str, Element]
) -> None:
    headings = [one.attributes["id"] for one in pages["timeline"].all("h2")]
    assert headings == [*map(str, range(2018, 2027)), "without-a-known-date"]
    for year in range(2018, 2027):
        text, links = _under(pages["timeline"], str(year))
        if year in COVERED:
            assert f"Deployments in {figures.figure('met', year, 'deployments').label}:" in text and f"/met/deployments/{year}/" in links
        else:
            assert "do not cover this year" in text
        wanted = {one.id for one in published.documents.values() if one.date and first_day(one.date).year == year}
        assert {link.split("#")[1] for link in links if "#" in link} == wanted
    undated = {link.split("#")[1] for link in _under(pages["timeline"], "without-a-known-date")[1]}
    assert undated == {one.id for one in published.documents.values() if not one.date}


def _under(page: Element, anchor: str) -> tuple[str, list[str]]:
    blocks = [child for child in page.children if isinstance(child, Element)]
    start = next(number for number, one in enumerate(blocks) if one.attributes.get("id") == anchor)
    end = next((number for number in range(start + 1, len(blocks)) if blocks[number].tag == "h2"), len(blocks))
    inside = Element("part", {}, list(blocks[start:end]))
    return inside.text, inside.links


# -- what changed ----------------------------------------------------------------------------------------------------


def test_what_changed_after_the_report_after_bridges_and_after_the_policy(published: Library, pages: dict[str, Element]) -> None:
    points = ["essex-independent-report-2019", "bridges-court-of-appeal-2020", "met-lfr-policy-2024"]
    assert [one.attributes["id"] for one in pages["what-changed"].all("h2")] == [f"after-{one}" for one in points]
    for point in points:
        text, links = _under(pages["what-changed"], f"after-{point}")
        followers = [one for one in published.documents.values() if point in one.follows]
        assert len(followers) >= 3
        for one in followers:
            assert f"/met/documents/#{one.id}" in links and one.what_changed in text
            assert (say_date(one.date) if one.date else one.date_note) in text
            assert not one.date or last_day(one.date) >= first_day(published.documents[point].date)


# -- in force --------------------------------------------------------------------------------------------------------


def sampled(library: Library) -> list[date]:
    """Every day on which something may change, the day before and after, and a day in each month between."""
    days = {date(1999, 12, 31), date(2030, 1, 1)}
    for one in library.documents.values():
        for text in (one.date, one.in_force_from, one.in_force_to):
            if text:
                days |= {known + timedelta(shift) for known in (first_day(text), last_day(text)) for shift in (-1, 0, 1)}
    return sorted(days | {date(year, month, 15) for year in range(2017, 2028) for month in range(1, 13)})


def rows_of(page: Element) -> list[tuple[str, set[str], set[str]]]:
    """The rows of the table: the first day, what was certainly in force, what perhaps (with those of any day)."""
    any_day = [link.split("#")[1] for link in page.all("ul")[0].links] if page.all("p", id="any-day") else []
    found = []
    for row in page.all("tr"):
        if "data-from" in row.attributes:
            certain, perhaps = ({link.split("#")[1] for link in cell.links} for cell in row.all("td")[1:])
            found.append((row.attributes["data-from"], certain, perhaps | set(any_day)))
    return found


def test_the_table_says_for_every_day_what_the_rule_says(published: Library, pages: dict[str, Element]) -> None:
    rows = rows_of(pages["in-force"])
    for day in sampled(published):
        _, certain, perhaps = [row for row in rows if row[0] <= day.isoformat()][-1]
        assert certain == {one.id for one in in_force_on(published.documents, day)}, day
        assert perhaps == {one.id for one in perhaps_in_force_on(published.documents, day)}, day


def test_the_rows_follow_on_one_another(published: Library) -> None:
    rows = intervals(published.documents)
    assert rows[0].start is None and rows[-1].end is None
    for before, after in itertools.pairwise(rows):
        assert before.end is not None and after.start == before.end + timedelta(1)
        assert (before.certain, before.perhaps) != (after.certain, after.perhaps)


@pytest.mark.parametrize("end", ["", "2025", "2025-06", "2025-06-10"])
def test_dates_of_any_precision_change_the_table_on_the_right_day(library: Callable[..., Project], end: str) -> None:
    documents = read_library(library("documents.toml", 'in_force_to = ""', f'in_force_to = "{end}"')).documents
    rows = intervals(documents)
    for day in (date(2024, 8, 1) + timedelta(number) for number in range(600)):
        row = [one for one in rows if one.start is None or one.start <= day][-1]
        assert row.certain == in_force_on(documents, day), day
        assert row.perhaps == perhaps_in_force_on(documents, day), day


def test_the_form_is_hidden_until_its_script_runs(pages: dict[str, Element]) -> None:
    [form] = pages["in-force"].all("form")
    assert "hidden" in form.attributes and form.all("label", **{"for": "in-force-day"})
    assert [one.attributes["src"] for one in pages["in-force"].all("script")] == ["/assets/in-force.js"]
    assert all(not one.all("script") for name, one in pages.items() if name != "in-force")


def run(script: str, program: str) -> object:
    """Run a script of the site in node, with `site` for what it exports and `say` to give an answer."""
    code = f"const site = require({json.dumps(str(ASSETS / script))}); const say = (x) => console.log(JSON.stringify(x)); {program}"
    return json.loads(subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True).stdout)


# On a machine without node these tests are not there; the header of the run says so (tests/conftest.py).
if shutil.which("node"):

    def test_the_script_picks_the_row_that_the_rule_says(published: Library, pages: dict[str, Element]) -> None:
        rows, days = rows_of(pages["in-force"]), sampled(published)
        starts, asked = json.dumps([row[0] for row in rows]), json.dumps([day.isoformat() for day in days])
        picked = run("in-force.js", f"say({asked}.map((day) => site.rowOn({starts}, day)))")
        assert isinstance(picked, list)
        for day, number in zip(days, picked, strict=True):
            assert rows[number][1] == {one.id for one in in_force_on(published.documents, day)}, day
            assert rows[number][2] == {one.id for one in perhaps_in_force_on(published.documents, day)}, day

    def test_the_script_takes_only_days_of_the_calendar() -> None:
        asked = json.dumps(["2024-10-01", "2024-02-29", "2023-02-29", "2024-13-01", "1 May 2024", "", None])
        assert run("in-force.js", f"say({asked}.map(site.dayIn))") == ["2024-10-01", "2024-02-29", "", "", "", "", ""]
        assert run("in-force.js", 'say(site.inWords("2024-10-01"))') == "1 October 2024"

    def test_the_filter_wants_every_choice_and_drops_what_is_not_offered() -> None:
        marks = '{section: "17 31", year: "2024", question: "a b"}'
        wanted = [{}, {"section": "31"}, {"section": "3"}, {"section": "31", "year": "2023"}, {"section": "", "question": "b"}]
        assert run("filter.js", f"say({json.dumps(wanted)}.map((one) => site.passes({marks}, one)))") == [True, True, False, False, True]
        offered = {"section": ["", "31"], "year": ["", "2024"]}
        found = run("filter.js", f'say(site.choicesIn("?section=31&year=1999&other=x", {json.dumps(offered)}))')
        assert found == {"section": "31", "year": ""}


# -- bad input -------------------------------------------------------------------------------------------------------


def test_hostile_text_stays_text(library: Callable[..., Project]) -> None:
    quoted = HOSTILE.replace('"', '\\"')
    project = library("documents.toml", 'title = "Policy"', f'title = "{quoted}"')
    path = project.data / "documents.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Use cases."', f'"""\n\n{quoted}\n"""'), encoding="utf-8")
    figures = Figures(project, duckdb.connect())
    page = shown_page(figures, "documents", publisher="met")
    [entry] = page.all("section", id="policy-2024")
    assert entry.text.count(HOSTILE) == 2 and page.all("script") == []
    page = shown_page(figures, "in-force", publisher="met")
    assert HOSTILE in page.text and len(page.all("script")) == 1


def test_a_document_cannot_follow_a_later_one(library: Callable[..., Project]) -> None:
    from lfr.errors import BadData

    later = (
        read_text(library).replace('id = "policy-2024"', 'id = "report-2020"').replace('"2024-09"', '"2020"', 1)
        + 'follows = ["policy-2024"]\n'
    )
    with pytest.raises(BadData, match=r"documents.toml, line 37, document “report-2020”: follows “policy-2024”, which is of 2024-09"):
        read_library(library("documents.toml", add=later))


def read_text(library: Callable[..., Project]) -> str:
    return (library().data / "documents.toml").read_text(encoding="utf-8")
