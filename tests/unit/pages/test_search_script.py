"""What readers type leads to the thing they mean, among the first that they see. Phrasings held out from the data."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fixtures.project import Warehouse
from lfr.pages.search_index import PageText, search_index
from lfr.warehouse.figures import open_figures

ASSETS = Path(__file__).resolve().parents[3] / "site" / "assets"
SCRIPT, PAGE, ENGINE = ASSETS / "search.js", ASSETS / "search-page.js", ASSETS / "vendor" / "minisearch.js"


def test_the_script_asks_nobody_but_this_site_and_shows_text_as_text() -> None:
    text = SCRIPT.read_text(encoding="utf-8") + PAGE.read_text(encoding="utf-8")
    assert (
        re.findall(r"https?:|XMLHttpRequest|sendBeacon|WebSocket|localStorage|cookie|innerHTML|outerHTML|insertAdjacent|eval\(", text) == []
    )
    assert text.count("fetch(") == 1


def test_the_engine_is_the_published_one_and_needs_no_eval() -> None:
    readme = (ASSETS / "vendor" / "README.txt").read_text(encoding="utf-8")
    assert hashlib.sha256(ENGINE.read_bytes()).hexdigest() in readme and "7.2.0" in readme
    assert "Permission is hereby granted" in (ASSETS / "vendor" / "minisearch-licence.txt").read_text(encoding="utf-8")
    assert re.findall(r"\beval\(|new Function|XMLHttpRequest|WebSocket|importScripts", ENGINE.read_text(encoding="utf-8")) == []


def test_the_question_box_does_not_take_the_search_for_its_own_form() -> None:
    """Both scripts run on the page of the search, and the box looks for a form with data-ask."""
    assert "data-ask" not in (ASSETS.parent / "search.md").read_text(encoding="utf-8")
    assert 'querySelector("form[data-ask]")' in (ASSETS / "ask.js").read_text(encoding="utf-8")


# What is typed, and where it must lead among the first three of one of the first three groups.
HELD = [
    ("croydon", "/met/places/croydon/"),
    ("Croydon 2024", "/met/deployments/#met-0156"),
    ("tooting b'way", "/met/places/tooting-broadway/"),
    ("stratford b’way", "/met/places/broadway-stratford/"),
    ("oxford cir", "/met/places/oxford-circus/"),
    ("tower hamlets", "/met/boroughs/tower-hamlets/"),
    ("powis st", "/met/places/powis-street-woolwich/"),
    ("11/07/24", "/met/deployments/#met-0123"),
    ("11.7.2024", "/met/deployments/#met-0123"),
    ("11 July 2024", "/met/deployments/#met-0123"),
    ("11th of july 2024", "/met/deployments/#met-0123"),
    ("2024-07-11", "/met/deployments/#met-0123"),
    ("dalston 11 jul", "/met/deployments/#met-0122"),
    # The date as printed leads to the row whose date was corrected, too.
    ("11/07/23", "/met/deployments/#met-0122"),
    ("july 2022 oxford circus", "/met/deployments/#met-0008"),
    ("met-0087", "/met/deployments/#met-0087"),
    ("022107", "/met/disclosures/01-foi-21-022107/"),
    ("01.FOI.21.022107", "/met/disclosures/01-foi-21-022107/"),
    ("22107", "/met/disclosures/01-foi-21-022107/"),
    ("false alert rate 2024", "/met/figures/false-alerts-per-alert/2024/"),
    ("error rate 2023", "/met/figures/false-alerts-per-alert/2023/"),
    ("arrests 2024", "/met/figures/arrests/2024/"),
    ("how many faces were scanned in 2022", "/met/figures/faces-seen/2022/"),
    ("hours 2023", "/met/figures/duration-minutes/2023/"),
    ("threshold in 2025", "/met/figures/threshold-minimum/2025/"),
    ("2021", "/met/years/2021/"),
    ("how many people were wrongly stopped", "/met/answers/how-many-stops-were-accurate/"),
    ("has anyone been misidentified", "/met/answers/false-alerts/"),
    # The van itself: an entry of the library names it in its title; asked where, the answer on places comes first.
    ("facial recognition van", "/met/documents/#home-office-vans-2025"),
    ("where are facial recognition vans", "/met/answers/where-is-lfr-used/"),
    ("facial recognition van", "/met/figures/deployments/2024/"),
    ("arrested", "/met/answers/how-many-arrests/"),
    ("arrested", "/met/figures/arrests/2024/"),
    ("nicked", "/met/figures/arrests/2024/"),
    ("scanned", "/met/answers/how-many-faces-were-scanned/"),
    ("scanned", "/met/figures/faces-seen/2024/"),
    ("hits", "/met/figures/alerts/2024/"),
    ("NeoFace", "/met/answers/cost-and-contracts/"),
    ("children", "/met/answers/children-on-watchlists/"),
    ("bond street correction", "/quality/corrections/#c-0002"),
    ("bridges judgment", "/met/documents/#bridges-court-of-appeal-2020"),
    ("duplicate rows", "/quality/findings/#duplicated-rows"),
]

_COUNTS = """Object.fromEntries(["Croydon", "Hackney", "Richmond upon Thames"].map((name) => [name,
  engine.all.find((one) => one.title === name + " (borough)").excerpt.split(" deployment")[0] + " deployment"]))"""

# On a machine without node these tests are not there; the header of the run says so (tests/conftest.py).
if shutil.which("node"):

    def run(given: object, program: str, folder: Path) -> Any:
        path = folder / "given.json"
        path.write_text(json.dumps(given), encoding="utf-8")
        head = (
            f"const s = require({json.dumps(str(SCRIPT))}), w = require({json.dumps(str(ASSETS / 'words.js'))});"
            f"const given = JSON.parse(require('fs').readFileSync({json.dumps(str(path))}, 'utf-8'));"
            f"const engine = given.index && s.prepare(given.index, require({json.dumps(str(ENGINE))}));"
            "const find = (q) => s.find(q, engine);"
        )
        done = subprocess.run(["node", "-e", f"{head} console.log(JSON.stringify({program}));"], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    @pytest.fixture(scope="module")
    def given(warehouse: Warehouse) -> dict[str, Any]:
        figures = open_figures(warehouse.project)
        pages = [PageText("methods/stops/", "Stops", "What a stop is.", "<p>An engagement after an alert.</p>")]
        index = json.loads(search_index(figures, pages))
        figures.close()
        return {"index": index}

    def test_held_out_phrasings_find_what_is_meant(given: dict[str, Any], tmp_path: Path) -> None:
        found = run({**given, "asked": [asked for asked, _ in HELD]}, "given.asked.map(find)", tmp_path)
        missed = []
        for (asked, address), result in zip(HELD, found, strict=True):
            shown = [one["address"] for group in result["groups"][:3] for one in group["items"][:3]]
            if address not in shown:
                missed.append((asked, address, shown))
        assert missed == [], missed

    @pytest.mark.parametrize(
        ("asked", "meant"),
        [
            ("croyden", "croydon"),
            ("richmund", "richmond"),
            ("wachlist", "watchlist"),
            ("wathclist", "watchlist"),
            ("arests 2024", "arrests 2024"),
            ("falze alerts", "false alerts"),
            ("oxfrod circus", "oxford circus"),
        ],
    )
    def test_a_slip_is_mended_to_words_that_exist(given: dict[str, Any], tmp_path: Path, asked: str, meant: str) -> None:
        result, other = run({**given, "asked": [asked, meant]}, "given.asked.map(find)", tmp_path)
        assert result["meant"] == meant
        assert result["groups"] == other["groups"] and other["total"] > 0

    def test_a_borough_comes_before_places_and_answers_with_its_number(given: dict[str, Any], tmp_path: Path) -> None:
        for borough, count in run({**given}, _COUNTS, tmp_path).items():
            [group, *_] = run({**given, "asked": borough}, "find(given.asked).groups", tmp_path)
            assert group["kind"] == "borough" and group["items"][0]["title"] == f"{borough} (borough)"
            assert group["items"][0]["excerpt"].startswith(count)

    def test_the_number_of_the_year_that_is_asked_for_is_in_the_result(given: dict[str, Any], tmp_path: Path) -> None:
        stopped, croydon, hackney = run(
            {**given, "asked": ["stopped 2024", "croydon 2024", "hackney 2021"]}, "given.asked.map(find)", tmp_path
        )
        stops = next(one for one in given["index"]["figures"][0]["measures"] if one[1] == "stops")
        year = [one for one, _ in given["index"]["figures"][0]["years"]].index(2024)
        figure, first = (stopped["groups"][at]["items"][0] for at in (0, 1))
        assert figure["address"] == "/met/figures/stops/2024/" and stops[2][year][0] in figure["title"]
        assert first["address"] == "/met/answers/how-many-people-were-stopped/#2024"
        assert first["excerpt"].startswith(f"Stops, 2024: {stops[2][year][0]}. ")
        in_2024 = sum("In Croydon. " in one["excerpt"] and " 2024, " in one["title"] for one in run(given, "engine.all", tmp_path))
        assert croydon["groups"][0]["items"][0]["excerpt"].startswith(f"2024: {in_2024} deployments. ")
        assert hackney["groups"][0]["items"][0]["excerpt"].startswith("2021: 0 deployments. ")

    def test_a_measure_and_a_year_lead_to_the_page_of_that_figure(given: dict[str, Any], tmp_path: Path) -> None:
        [group, *_] = run({**given, "asked": "false alerts 2024"}, "find(given.asked).groups", tmp_path)
        assert group["items"][0]["address"] == "/met/figures/false-alerts/2024/"

    def test_a_lead_names_the_first_page_that_is_there(given: dict[str, Any], tmp_path: Path) -> None:
        # Of the pages that the lists name the fixture has none but this answer.
        found = run({**given, "asked": "compare 2024 and 2025"}, "find(given.asked)", tmp_path)
        assert found["groups"][0]["items"][0]["address"] == "/met/answers/how-does-this-year-compare/"

    @pytest.mark.parametrize(
        "asked", ["", "   ", "xyzzyqwrt", "constructor", "__proto__", "hasOwnProperty", "'", "<script>", "\u0130", "31/02/24", "12/07/24"]
    )
    def test_what_is_not_there_is_not_found(given: dict[str, Any], tmp_path: Path, asked: str) -> None:
        assert run({**given, "asked": asked}, "find(given.asked).groups.filter((one) => one.kind === 'deployment').length", tmp_path) == 0

    def test_words_that_no_page_has_together_find_pages_with_some_and_say_so(given: dict[str, Any], tmp_path: Path) -> None:
        [result, said] = run({**given, "asked": "dalston zebra"}, "((r) => [r, s.summary(given.asked, r)])(find(given.asked))", tmp_path)
        assert result["isPart"] and said.endswith("None has all of these words.")

    def test_the_number_of_results_is_said_by_kind(given: dict[str, Any], tmp_path: Path) -> None:
        said = run({**given, "asked": "met-0087"}, "s.summary(given.asked, find(given.asked))", tmp_path)
        assert said == "Found for “met-0087”: 1 deployment."

    def test_dates_are_read_in_every_form_that_people_write(tmp_path: Path) -> None:
        forms = ["11/07/24", "11.07.2024", "11-7-2024", "2024-07-11", "11 july 2024", "11th of july, 2024", "july 11 2024", "11 jul 24"]
        found = run({"forms": forms}, "given.forms.map((one) => w.datesIn(one).dates)", tmp_path)
        assert found == [[{"year": "2024", "month": 7, "day": 11}]] * len(forms)
        others = "['july 2024', '11 july', '45/67/24', 'section 31', 'version 3.0'].map((one) => w.datesIn(one).dates)"
        month, day = {"year": "2024", "month": 7, "day": 0}, {"year": "", "month": 7, "day": 11}
        assert run({}, others, tmp_path) == [[month], [day], [], [], []]

    def test_three_thousand_rows_are_found_at_once(given: dict[str, Any], tmp_path: Path) -> None:
        met = given["index"]["deployments"][0]
        many = [[f"met-{number:04d}", *row[1:]] for number, row in enumerate(met["rows"] * 11)]
        index = {**given["index"], "deployments": [{**met, "rows": many}]}
        program = "(() => { const start = Date.now(); const r = find('croydon 2024'); return [Date.now() - start, r.total]; })()"
        taken, total = run({**given, "index": index}, program, tmp_path)
        assert total > 300 and taken < 1000
