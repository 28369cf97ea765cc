"""What goes into the search: pages by section without tables and code, figures and rows as data."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployments
from lfr.pages.search_index import PageText, search_index, sections_of
from lfr.warehouse.figures import open_figures

HOSTILE = '<script>alert(1)</script> {{ 7*7 }} "x"'
PAGE = """<h1 id="stops">Stops</h1><p>A stop is an <em>engagement</em>.</p>
<div class="lfr-table"><table><tr><td>575</td></tr></table></div><p>After<br>it.</p>
<h2 id="why">Why a range?</h2><p>R &amp; D<p>Unclosed<pre>SELECT <b>x</b></pre><svg><title>T</title><text>1</text></svg> end</p>
<h2>No address</h2><script>x</script>"""


def test_a_page_is_found_by_its_sections_without_tables_code_and_drawings() -> None:
    assert sections_of(PAGE) == [
        ("", "", "A stop is an engagement. After it."),
        ("why", "Why a range?", "R & D Unclosed end No address"),
    ]


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    tiny = TinyProject(tmp_path / "project")
    (tiny.data / "foi").mkdir()
    (tiny.data / "foi" / "synonyms.toml").write_text(
        'stop = "a after an is it"\n[[same]]\nwords = ["arrest", "nicked"]\n', encoding="utf-8"
    )
    rows = deployments("met-2025", 3, date(2025, 2, 3))
    rows[1]["location"], rows[2]["arrests"] = HOSTILE, "N/A"
    return tiny.record("one", "met-2025", rows).correct("one", 1, "date", "03/02/25", "04/02/25")


def test_the_index_holds_pages_places_figures_and_rows(project: TinyProject) -> None:
    by_hand = PageText("methods/stops/", "Stops", "How stops are counted", PAGE)
    made = PageText("met/charts/", "Charts", "Every chart")
    with built(project):
        figures = open_figures(project)
        text = search_index(figures, [by_hand, made])
        assert search_index(figures, [by_hand, made]) == text
        figures.close()
    index = json.loads(text)
    entries = {entry[2]: entry for entry in index["entries"]}
    assert entries["/methods/stops/"] == ["page", "Stops", "/methods/stops/", "How stops are counted", "engagement stop"]
    assert entries["/methods/stops/#why"][1] == "Stops: Why a range?"
    assert entries["/met/charts/"][3] == "Every chart"
    assert entries["/met/places/camden/"][3] == "In Camden. 2 deployments in all, the last on 7 February 2025."
    assert entries["/met/boroughs/camden/"][1] == "Camden (borough)"
    # A name from a record is data in a file of data: nothing is escaped here, and the page shows it as text.
    assert entries["/met/places/script-alert-1-script-7-7-x/"][1] == HOSTILE
    [met] = index["deployments"]
    assert met["rows"] == [
        ["met-0001", "20250204", 0, -1, 3, 2, "03/02/25"],
        ["met-0002", "20250205", 1, -1, 3, 2],
        ["met-0003", "20250207", 0, -1, 3, None],
    ]
    [force] = index["figures"]
    measures = {title: values for title, _, values in force["measures"]}
    assert measures["Deployments stopped early"] == [["0"]] and measures["Arrests"] == [["4"]] and measures["Stops"] == [["9 (estimate)"]]
    assert entries["/met/boroughs/camden/"][5] == [2]
    assert index["words"]["same"] == [["arrest", "nicked"]] and index["asks"] == []
