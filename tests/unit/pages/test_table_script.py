"""The table of deployments: whole without JavaScript; the script sorts and filters as a reader expects."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from fixtures.project import Warehouse
from lfr.pages.deployments_form import SHOW, deployments_form
from lfr.warehouse.figures import open_figures

SCRIPT = Path(__file__).resolve().parents[3] / "site" / "assets" / "table.js"


def test_without_the_script_the_form_is_hidden_and_the_file_is_there(warehouse: Warehouse) -> None:
    figures = open_figures(warehouse.project)
    html = deployments_form(figures, "met", lambda address: address)
    assert re.search(r"<form [^>]*hidden>", html)
    assert '<a href="/data/latest/deployments.csv">' in html
    # A form control that browsers fill in again after "back" would not agree with the address.
    assert html.count('autocomplete="off"') == html.count("<select") + html.count("<input")
    assert '<option value="2025">2025, to 10 May</option>' in html
    figures.close()


def test_the_form_and_the_script_offer_the_same_kinds() -> None:
    [block] = re.findall(r"const SHOW = \{(.*?)\n  \};", SCRIPT.read_text(encoding="utf-8"), re.S)
    assert re.findall(r'^    "?([a-z-]+)"?: \{', block, re.M) == list(SHOW)


def test_the_script_keeps_to_the_page() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert re.findall(r"https?:|fetch\(|XMLHttpRequest|localStorage|cookie|innerHTML|eval\(|\.style\b", text) == []


# On a machine without node these tests are not there; the header of the run says so (tests/conftest.py).
if shutil.which("node"):

    def run(expression: str) -> Any:
        program = f"const t = require({json.dumps(str(SCRIPT))}); console.log(JSON.stringify({expression}));"
        return json.loads(subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True).stdout)

    def test_cells_are_sorted_by_what_they_mean() -> None:
        assert run('["1,286", "0.64", "5 h 03 min", "56 to 58", "11 July 2024", "9 August 2024", "Croydon"].map(t.valueOf)') == [
            1286, 0.64, 303, 56, 20240611, 20240709, "Croydon",
        ]  # fmt: skip

    def test_what_a_record_does_not_say_comes_last_whichever_way_the_table_is_sorted() -> None:
        sort = '["not recorded", "3", "stopped early", "0", "not published", "12"].map(t.valueOf).sort((a, b) => t.compare(a, b, %s))'
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
        # A number that is not known is no number above nought.
        assert run(f"t.passes({row}, {{year: '', place: '', show: 'false-alerts'}})") is False

    def test_headings_give_short_names_for_the_address() -> None:
        assert run('["Faces seen (estimate)", "True, confirmed", "Printed at"].map(t.keyOf)') == [
            "faces-seen",
            "true-confirmed",
            "printed-at",
        ]
