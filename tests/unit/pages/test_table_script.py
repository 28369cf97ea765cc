"""The table of deployments: whole without JavaScript; the script sorts and filters as a reader expects."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.project import Warehouse
from lfr.pages.shown import Macros, shown
from lfr.warehouse.figures import open_figures

SITE = Path(__file__).resolve().parents[3] / "site"
SCRIPT = SITE / "assets" / "table.js"


@pytest.fixture(scope="module")
def html(warehouse: Warehouse) -> Iterator[str]:
    """The page of all deployments, as its template makes it."""
    figures = open_figures(warehouse.project)
    yield shown(Macros(figures, "met/deployments/"), "deployments", {"publisher": "met"})
    figures.close()


def test_without_the_script_the_form_is_hidden_and_the_file_is_there(html: str) -> None:
    assert re.search(r"<form [^>]*hidden>", html)
    assert '<a href="../../data/latest/deployments.csv">' in html
    # A form control that browsers fill in again after "back" would not agree with the address.
    assert html.count('autocomplete="off"') == html.count("<select") + html.count("<input")
    assert '<option value="2025">2025, to 11 July</option>' in html


def test_the_form_and_the_script_offer_the_same_kinds(html: str) -> None:
    [block] = re.findall(r"const SHOW = \{(.*?)\n  \};", SCRIPT.read_text(encoding="utf-8"), re.S)
    [offered] = re.findall(r'<select id="filter-show".*?</select>', html, re.S)
    assert re.findall(r'^    "?([a-z-]+)"?: \{', block, re.M) == re.findall(r'value="([^"]+)"', offered)


def test_each_cell_brings_the_value_that_it_is_sorted_by(html: str) -> None:
    def values(deployment_id: str) -> list[str | None]:
        [row] = re.findall(rf'<tr id="{deployment_id}".*?</tr>', html, re.S)
        return [
            (re.findall(r'data-sort="([^"]*)"', start) or [re.sub("<small>.*|<[^>]+>", "", text)])[0]
            for start, text in re.findall(r"<t[dh]([^>]*)>(.*?)</t[dh]>", row)
        ]

    # 27 February 2020, in a layout that prints no duration: the cell has no value, and 7,292 images are a number.
    early = values("met-0003")
    assert early[0] == "2020-02-27" and early[4:6] == ["", "7292"]
    # 11 July 2024, printed as 2023: 3 h 06 min, threshold 0.62.
    corrected = values("met-0122")
    assert corrected[0] == "2024-07-11" and corrected[4:7] == ["186", "15695", "0.62"]


def test_rows_say_what_the_form_filters_by(html: str) -> None:
    assert '<tr id="met-0122" data-is="corrected">' in html
    assert re.search(r'<tr id="met-0002" data-is="stopped-early">', html)


def test_the_script_keeps_to_the_page() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert re.findall(r"https?:|fetch\(|XMLHttpRequest|localStorage|cookie|innerHTML|eval\(|\.style\b", text) == []


# On a machine without node these tests are not there; the header of the run says so (tests/conftest.py).
if shutil.which("node"):

    def run(expression: str) -> Any:
        program = f"const t = require({json.dumps(str(SCRIPT))}); console.log(JSON.stringify({expression}));"
        return json.loads(subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True).stdout)

    def test_cells_are_sorted_by_what_they_mean() -> None:
        assert run('[t.valueOf("1,286", "1286", true), t.valueOf("7", undefined, true), t.valueOf("Croydon", undefined, false)]') == [
            1286, 7, "Croydon",
        ]  # fmt: skip

    def test_what_a_record_does_not_say_comes_last_whichever_way_the_table_is_sorted() -> None:
        cells = '["", "3", "", "0", "", "12"].map((given) => t.valueOf("as it is written", given, true))'
        sort = cells + ".sort((a, b) => t.compare(a, b, %s))"
        assert run(sort % "false") == [0, 3, 12, None, None, None]
        assert run(sort % "true") == [12, 3, 0, None, None, None]

    def test_an_address_is_read_and_written_and_what_the_page_does_not_offer_is_ignored() -> None:
        offered = '{years: ["2023", "2024"], columns: ["date", "alerts"]}'
        read = f"t.stateIn('?year=2024&place=b%27way+street&sort=alerts&order=up', {offered})"
        assert run(read) == {"year": "2024", "place": "b'way street", "show": "", "sort": "alerts", "order": "up"}
        assert run(f"t.addressOf({read})") == "?year=2024&place=b%27way+street&sort=alerts&order=up"
        odd = f"t.addressOf(t.stateIn('?year=1999&show=constructor&sort=__proto__&order=up&x=%3Cscript%3E', {offered}))"
        assert run(odd) == ""

    def test_a_place_is_found_in_the_readers_own_spelling() -> None:
        row = '{year: "2024", where: "ealing bway stn ealing places ealing broadway station", counts: {arrests: 2, "false": null}}'
        for place in ("b'way", "B’way", "ealing station", "BROADWAY", ""):
            assert run(f"t.passes({row}, {{year: '2024', place: {json.dumps(place)}, show: 'arrests'}})") is True
        assert run(f"t.passes({row}, {{year: '', place: 'croydon', show: ''}})") is False
        # A number that is not known is no number above zero.
        assert run(f"t.passes({row}, {{year: '', place: '', show: 'false-alerts'}})") is False

    def test_headings_give_short_names_for_the_address() -> None:
        assert run('["Faces seen (estimate)", "True, confirmed", "Printed at"].map(t.keyOf)') == [
            "faces-seen",
            "true-confirmed",
            "printed-at",
        ]
