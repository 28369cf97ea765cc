"""Every figure: its history, a citation to copy, and what a reader with a cited value is told."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject
from lfr.pages.figure_pages import figure_context
from lfr.pages.page import Line, Page
from lfr.pages.release_pages import write_release_pages
from lfr.pages.shown import Macros, shown
from lfr.project import site_address
from lfr.releases.figure_rows import Citation, history_json
from lfr.warehouse.figures import Figures

from .conftest import RECORD, Opened, freeze

SCRIPT = Path(__file__).resolve().parents[3] / "site" / "assets" / "cited.js"
History = dict[str, list[dict[str, str]]]


@pytest.fixture
def thrice(released: TinyProject) -> TinyProject:
    """Released, corrected, released again, corrected once more and not released."""
    released.correct(RECORD, 2, "arrests", "3", "1")
    freeze(released, day=date(2026, 12, 1))
    return released.correct(RECORD, 1, "arrests", "2", "1")


def _page(figures: Figures, name: str) -> str:
    write_release_pages(figures)
    return (figures.project.pages / name).read_text(encoding="utf-8")


def _figure(figures: Figures, measure: str) -> Line:
    return figure_context(Page(figures, ""), "met", 2025, measure)


def _history(figures: Figures) -> History:
    found: History = json.loads(_page(figures, "met/figures/history.json"))["figures"]
    return found


def test_the_history_of_a_figure_has_a_step_for_each_new_value(thrice: TinyProject, opened: Opened) -> None:
    steps = _history(opened(thrice))["2025#arrests"]
    assert [(step["release"], step["value"]) for step in steps] == [("1.0.0", "9"), ("1.0.1", "7"), ("", "6")]
    assert [step["date"] for step in steps] == ["24 November 2026", "1 December 2026", ""]
    assert ["c-0001" in step["why"] for step in steps] == [False, True, False]
    assert "c-0002" in steps[2]["why"]


def test_a_figure_that_never_changed_has_one_step(thrice: TinyProject, opened: Opened) -> None:
    assert [step["release"] for step in _history(opened(thrice))["2025#alerts"]] == ["1.0.0"]


def test_the_range_of_stops_has_a_history_of_its_own(released: TinyProject, opened: Opened) -> None:
    released.correct(RECORD, 1, "false_alerts_confirmed", "0", "2").correct(RECORD, 1, "alerts", "3", "5")
    steps = _history(opened(released))["2025#stops"]
    assert [(step["release"], step["said"]) for step in steps] == [("1.0.0", "9 to 12"), ("", "9 to 14")]


def test_without_a_release_a_figure_is_cited_as_not_yet_released(tiny: TinyProject, opened: Opened) -> None:
    page = _figure(opened(tiny), "arrests")
    assert "LFR Statistics, not yet released" in page["citation"] and "&release=" not in page["citation"]


def test_a_figure_of_a_release_is_cited_with_it_and_carries_its_value(released: TinyProject, opened: Opened) -> None:
    (released.root / "mkdocs.yml").write_text("site_name: X\nsite_url: https://figures.example/\n", encoding="utf-8")
    page = _figure(opened(released), "arrests")
    assert page["citation"] == (
        "Metropolitan Police Service, live facial recognition, calendar year 2025: Arrests, 9 (added up from the numbers the force"
        " published for each deployment). LFR Statistics, release 1.0.0 of 24 November 2026, counted from documents as at 5 January 2026. https://figures.example/met/figures/arrests/2025/?cited=9&release=1.0.0"
    )
    assert "@misc{lfr-met-2025-arrests," in page["bibtex"] and "month = nov," in page["bibtex"]


def test_a_figure_of_an_older_release_is_not_cited_as_counted_from_documents_added_since(thrice: TinyProject, opened: Opened) -> None:
    page = _figure(opened(thrice), "alerts")
    assert "release 1.0.1 of 1 December 2026. " in page["citation"] and "release 1.0.1}" in page["bibtex"]


def test_a_value_that_no_release_holds_yet_is_not_cited_as_one_that_does(thrice: TinyProject, opened: Opened) -> None:
    page = _figure(opened(thrice), "arrests")
    assert "Arrests, 6 (" in page["citation"] and "LFR Statistics, not yet released" in page["citation"]
    assert page["citation"].endswith("/met/figures/arrests/2025/?cited=6")


def test_a_title_for_reference_managers_has_no_live_signs() -> None:
    from lfr.warehouse.figures import Shown

    row = {
        "id": "x-2025-rate",
        "measure": "rate",
        "label": "2025",
        "title": "Rate & more",
        "said": "97.9%",
        "said_as_published": "97.9%",
        "basis": "worked_out",
        "basis_said": "worked out from published counts",
        "value": "0.979",
        "address": "/x/figures/rate/2025/",
    }
    entry = Citation("A_Force", "", Shown("", None, False, 0, "", ""), "today").bibtex(row, "")
    assert (
        "title = {A\\_Force, live facial recognition, calendar year 2025: Rate \\& more, 97.9\\% (worked out from published counts)}"
        in entry
    )


def test_a_project_whose_site_has_no_address_cites_paths(tiny: TinyProject) -> None:
    assert site_address(tiny) == ""


def test_a_reason_with_markup_stays_text(released: TinyProject, opened: Opened) -> None:
    path = released.correct(RECORD, 2, "arrests", "3", "1").manual / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("A slip.", "<b>{{ 7*7 }}</b>"), encoding="utf-8")
    figures = opened(released)
    page = shown(Macros(figures, "releases/"), "releases", {})
    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in page and "<b>" not in page
    page = shown(Macros(figures, "met/figures/arrests/2025/"), "figure", {"publisher": "met", "year": 2025, "measure": "arrests"})
    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in page and "<b>" not in page


def test_ranges_without_two_ends_are_left_out() -> None:
    from lfr.warehouse.figures import Shown

    step = {
        "version": "1.0.0",
        "release_date": "2026-11-24",
        "value": "1",
        "said": "1",
        "why": "",
        "year": "2025",
        "measure": "stops_lower",
    }
    assert list(json.loads(history_json({"a": [step]}, Shown("1.0.0", None, True, 0, "", ""), ["1.0.0"]))["figures"]) == [
        "2025#stops-lower"
    ]


# On a machine without node the test is not there; the header of the run says so (tests/conftest.py).
if shutil.which("node"):
    _ARRIVE = """
    const { script, address, history, told, ids } = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const said = [];
    const place = { dataset: { history: "history.json", ...told }, replaceChildren: (p) => { if (p) said.push(p.textContent); } };
    const moved = { id: "rows", dataset: { movedTo: "../deployments/" }, contains: (one) => one !== null };
    const url = new URL(address, "https://x.example");
    globalThis.document = {
      querySelector: (what) => (what === "[data-moved-to]" ? moved : place), getElementById: (id) => ids.includes(id) || null,
      createElement: () => ({ addEventListener: () => {} }),
    };
    globalThis.window = { location: { search: url.search, hash: url.hash, replace: (to) => said.push(to) }, addEventListener: () => {} };
    globalThis.fetch = async () => ({ ok: history !== null, status: 404, json: async () => history });
    eval(require("fs").readFileSync(script, "utf8"));
    setTimeout(() => console.log(JSON.stringify(said)), 20);
    """

    def _told(address: str, history: object, told: dict[str, str] | None = None, ids: Sequence[str] = ()) -> str:
        given = json.dumps({"script": str(SCRIPT), "address": address, "history": history, "told": told or {"year": "2025"}, "ids": ids})
        run = subprocess.run(["node", "-e", _ARRIVE], input=given, capture_output=True, text=True, check=True)
        return " ".join(json.loads(run.stdout))

    HISTORY = {
        "shown": "1.0.1",
        "releases": ["1.0.0", "1.0.1"],
        "figures": {
            "2025#arrests": [
                {"release": "1.0.0", "date": "24 November 2026", "value": "1009", "said": "1,009", "why": ""},
                {"release": "1.0.1", "date": "1 December 2026", "value": "1007", "said": "1,007", "why": "Correction c-0001."},
            ],
            "2025#rate": [{"release": "1.0.0", "date": "24 November 2026", "value": "0.9787", "said": "97.9% (46 of 47)", "why": ""}],
            "2025#stops": [{"release": "1.0.0", "date": "24 November 2026", "value": "", "said": "1,242 to 1,269", "why": ""}],
        },
    }

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("?cited=1007&release=1.0.1#arrests", "Unchanged. The link cites 1007, release 1.0.1; the figure is 1,007."),
            ("?cited=1,007#arrests", "Unchanged. The link cites 1,007; the figure is 1,007."),
            (
                "?cited=1009&release=1.0.0#arrests",
                "Changed since it was cited. It was 1,009 (release 1.0.0 of 24 November 2026);"
                " it is 1,007 (release 1.0.1 of 1 December 2026). Why: Correction c-0001.",
            ),
            (
                "?cited=5&release=1.0.0#arrests",
                "Not a value of this figure. The link cites 5, release 1.0.0; the figure is 1,007, and no release has the cited value."
                " In release 1.0.0 the figure was 1,009.",
            ),
            ("?cited=5&release=9.0.0#arrests", "Not a value of this figure. The link cites 5 of a release that there is not;"),
            ("?cited=97.9%25#rate", "Unchanged."),
            ("?cited=98%25#rate", "Unchanged."),
            ("?cited=97.8%25#rate", "Not a value of this figure."),
            ("?cited=0.9787#rate", "Unchanged."),
            ("?cited=1,242+to+1,269#stops", "Unchanged."),
            ("?cited=5#nothing", "The link cites 5, but names no figure of this page."),
            ("?cited=5", "The link cites 5, but names no figure of this page."),
        ],
    )
    def test_a_link_that_carries_its_value_is_answered(address: str, said: str) -> None:
        assert _told(address, HISTORY).startswith(said)

    @pytest.mark.parametrize("address", ["?release=1.0.0#arrests", "?cited=%3Cb%3E#arrests", "?cited=5+who+lied#arrests"])
    def test_a_link_without_a_number_is_left_alone(address: str) -> None:
        assert _told(address, HISTORY) == ""

    def test_a_history_that_does_not_load_is_said(tmp_path: Path) -> None:
        assert "The history of the figure could not be loaded" in _told("?cited=5#arrests", None)

    def test_on_the_page_of_a_figure_a_link_needs_no_anchor() -> None:
        assert _told("?cited=1007", HISTORY, {"figure": "2025#arrests"}).startswith("Unchanged.")

    def test_a_link_to_a_deployment_on_the_page_of_its_year_is_followed_to_where_it_is_now() -> None:
        assert _told("#met-0001", HISTORY, ids=["met-0001"]) == "../deployments/#met-0001"
        assert _told("#rows", HISTORY, ids=["rows"]) == _told("#elsewhere", HISTORY) == ""
