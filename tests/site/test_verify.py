"""A reader who distrusts a figure counts it again: in the page, and with the very lines of “check our work”."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest

from .figures_in_words import says_the_figure
from .pages import Built, Page

SCRIPT = Path(__file__).resolve().parents[2] / "site" / "assets" / "verify.js"
CHECK = "/data/check-our-work/"


def _told(page: Page) -> dict[str, Any]:
    """What the page of a figure tells the script."""
    [data] = [one for one in page.elements if one.attributes.get("id") == "lfr-verify"]
    return dict(json.loads("".join(str(child) for child in data.children)))


def _figure_pages(built: Built) -> dict[tuple[int, str], Page]:
    return {key: built.pages[f"/met/figures/{key[1].replace('_', '-')}/{key[0]}/"] for key in built.yearly}


def test_every_figure_with_a_value_can_be_counted_again_and_no_other(built: Built) -> None:
    for (year, measure), page in _figure_pages(built).items():
        if built.yearly[year, measure]["value"] == "":
            assert "lfr-verify" not in page.ids
            continue
        told = _told(page)
        assert [*told["measures"]] == [measure]
        for name in ("file", "as_published", "more"):
            address = page.leads_to(told[name])[0]
            assert (built.public / address.lstrip("/")).exists(), address


def test_what_the_script_compares_with_is_what_the_page_prints(built: Built) -> None:
    for (year, measure), page in _figure_pages(built).items():
        row = built.yearly[year, measure]
        if row["value"] == "":
            continue
        [rule] = _told(page)["measures"].values()
        assert ("published" in rule) == (row["value"] != row["value_as_published"]), (year, measure)
        assert says_the_figure(page, rule["said"], rule["published"]["said"] if "published" in rule else None), (year, measure)


def test_the_script_keeps_to_the_site_and_to_the_policy() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert re.findall(r"https?:|XMLHttpRequest|localStorage|cookie|innerHTML|eval\(|\.style\b", text) == []


# On a machine without node these tests are not there; the header of the run says so (tests/conftest.py).
if shutil.which("node"):
    COUNT = """
const fs = require("fs"), v = require(process.argv[1]);
const given = JSON.parse(fs.readFileSync(0, "utf8")), read = (name) => v.parse(fs.readFileSync(name, "utf8"));
const files = [read(given.files[0]), read(given.files[1])];
console.log(JSON.stringify(given.pages.map((page) => Object.entries(page.measures).map(([name, rule]) => {
  const [ours, published] = files.map((rows) => v.recount(rows.filter((row) => row.publisher === page.publisher
    && row.deployment_year === String(page.year)), rule));
  return [name, v.isSame(ours, rule), !rule.published || v.isSame(published, rule.published), ours.rows.length];
}))));
"""

    def test_counted_in_the_page_every_figure_of_every_year_is_the_same_also_as_published(built: Built) -> None:
        latest = built.public / "data" / "latest"
        pages = [_told(page) for page in _figure_pages(built).values() if "lfr-verify" in page.ids]
        given = {"files": [str(latest / "deployments_plain.csv"), str(latest / "deployments_as_published_plain.csv")], "pages": pages}
        run = subprocess.run(["node", "-e", COUNT, str(SCRIPT)], input=json.dumps(given), capture_output=True, text=True, check=True)
        found = json.loads(run.stdout)
        assert sum(len(one) for one in found) > 130
        assert [one for page in found for one in page if not (one[1] and one[2])] == []
        rows = {(page["year"], one[0][0]): one[0][3] for page, one in zip(pages, found, strict=True)}
        assert (rows[2021, "deployments"], rows[2024, "deployments"]) == (0, 180)

    def _node(expression: str) -> Any:
        program = f"const v = require({json.dumps(str(SCRIPT))}); console.log(JSON.stringify({expression}));"
        return json.loads(subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True).stdout)

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("a,b\n1,2\n", [{"a": "1", "b": "2"}]),
            ('a,b\n"Church St, Croydon","said ""no"""\n', [{"a": "Church St, Croydon", "b": 'said "no"'}]),
            ('\ufeffa,b\r\n"two\nlines",\r\n', [{"a": "two\nlines", "b": ""}]),
            ('a,b\n5" pipe,[x]', [{"a": '5" pipe', "b": "[x]"}]),
            ("a,b\n", []),
        ],
    )
    def test_a_quoted_cell_is_one_cell(text: str, rows: list[dict[str, str]]) -> None:
        assert _node(f"v.parse({json.dumps(text)})") == rows

    def test_a_symbol_is_not_nought_and_a_changed_row_is_noticed() -> None:
        rows = '[{n: "3", k: "1", p: "a"}, {n: "[x]", k: "2", p: "[x1]"}, {n: "", k: "4", p: "a"}]'
        assert _node(f"v.recount({rows}, {{how: 'sum', column: 'n'}})")["value"] == 3
        assert _node("v.recount([{n: '[x]'}], {how: 'sum', column: 'n'})")["value"] is None
        assert _node(f"v.recount({rows}, {{how: 'distinct', column: 'p'}})")["value"] == 1
        rate = _node(f"v.recount({rows}, {{how: 'rate', column: 'k', over: 'n'}})")
        assert (rate["numerator"], rate["denominator"], len(rate["rows"])) == (1, 3, 1)
        assert _node("v.isSame({value: 4}, {value: 3})") is False
        assert _node("v.isSame({value: 0.5, numerator: 1, denominator: 2}, {value: 0.5, numerator: 2, denominator: 4})") is False


def _lines(built: Built) -> list[str]:
    """The code of the page, as a reader copies it."""
    html = (built.public / CHECK.strip("/") / "index.html").read_text(encoding="utf-8")
    return [unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in re.findall(r"<pre[^>]*>(.*?)</pre>", html, re.S)]


def test_the_lines_of_check_our_work_print_the_figure_of_the_page(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = built.pages[CHECK]
    [link] = [link for link in page.article.links() if page.leads_to(link)[0].endswith("/deployments_plain.csv")]
    (tmp_path / "deployments_plain.csv").write_bytes((built.public / page.leads_to(link)[0].lstrip("/")).read_bytes())
    monkeypatch.chdir(tmp_path)
    ours = built.yearly[2024, "arrests"]["value"]
    shown = [one.text for one in page.article.all("a") if one.attributes.get("class") == "lfr-figure"]
    assert [text.split(" (")[0] for text in shown] == [ours]
    formula, sql, pandas = _lines(built)
    assert str(duckdb.sql(sql).fetchall()[0][0]) == ours
    exec(pandas, {})
    assert capsys.readouterr().out.strip() == ours
    assert _sumifs(formula, tmp_path / "deployments_plain.csv") == int(ours)


def _sumifs(formula: str, path: Path) -> int:
    """What a spreadsheet counts: the sum of one column where other columns hold given values."""
    found = re.fullmatch(r'=SUMIFS\(([A-Z]+):\1,([A-Z]+):\2,"(\w+)",([A-Z]+):\4,(\d+)\)', formula)
    assert found, formula

    def column(letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        return number - 1

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    kept = [row for row in rows if row[column(found[2])] == found[3] and row[column(found[4])] == found[5]]
    return sum(int(row[column(found[1])]) for row in kept if row[column(found[1])].isdigit())


def test_the_published_figure_that_the_page_names_is_the_sites(built: Built) -> None:
    assert f"arrests in 2024 are then {built.yearly[2024, 'arrests']['value_as_published']}" in built.pages[CHECK].article.text
