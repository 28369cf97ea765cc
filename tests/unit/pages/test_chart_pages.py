"""A chart on pages: its own page with data and files, the snippet to embed it, and the figure that other pages show."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jinja2
import pytest
from fixtures.project import Warehouse
from lfr.charts.all_charts import draw_charts
from lfr.charts.chart import chart_named, charts_of
from lfr.errors import LfrError
from lfr.pages.chart_pages import chart_figure, write_chart_pages
from lfr.pages.macros import Macros
from lfr.pages.page import Page
from lfr.project import Project
from lfr.warehouse.figures import Figures, open_figures

TEMPLATES = Path(__file__).resolve().parents[3] / "site" / "_templates"


@pytest.fixture(scope="module")
def figures(warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Figures]:
    """The figures of a project of its own, whose charts and pages a test may read."""
    project = Project(tmp_path_factory.mktemp("charts"))
    project.build.mkdir()
    shutil.copyfile(warehouse.project.warehouse, project.warehouse)
    opened = open_figures(project)
    draw_charts(opened)
    yield opened
    opened.close()


def _page(figures: Figures, name: str, site_url: str = "https://example.org/lfr/") -> str:
    macros = Macros(figures, f"met/charts/{name.removeprefix('met-')}/")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(str(TEMPLATES)), undefined=jinja2.StrictUndefined)
    return environment.from_string('{% include "chart.md" %}').render(macros.names(), chart_name=name, site_url=site_url)


def test_every_chart_has_a_page_a_file_of_data_and_a_drawing_to_take_away(figures: Figures) -> None:
    drawn = charts_of(figures.project, "met")
    assert write_chart_pages(figures) == len(drawn) + 1
    folder = figures.project.pages / "met" / "charts"
    for one in drawn:
        assert one.address == f"/met/charts/{one.key}/"
        for kind in ("md", "csv", "svg", "png", "json"):
            assert (folder / f"{one.key}.{kind}").stat().st_size
    assert "<title" in (folder / "alerts.svg").read_text(encoding="utf-8")


def test_the_page_holds_drawing_data_notes_and_files(figures: Figures) -> None:
    page = _page(figures, "met-alerts")
    assert 'id="chart-met-alerts"' in page and "<caption>Alerts by calendar year, true and false: data</caption>" in page
    assert all(f'href="../alerts.{kind}"' in page for kind in ("csv", "svg", "png", "json"))
    assert page.count("<svg") == 2 and "# 1,260 true and 27 false alerts in 2024" in page
    assert "do not compare it with a whole year" in page and "<details>" not in page


def test_figures_of_the_data_lead_to_the_rows_of_their_year(figures: Figures) -> None:
    assert '<a href="../../deployments/2024/">1,260 (1,250 before correction)</a>' in _page(figures, "met-alerts")
    assert "<td>engagements published by the force</td>" in _page(figures, "met-stops")


def test_the_snippet_names_the_site_says_the_chart_and_its_source(figures: Figures) -> None:
    snippet = html.unescape(_page(figures, "met-stops").partition("<code>")[2].partition("</code>")[0])
    said = chart_named(figures.project, "met-stops")
    assert 'src="https://example.org/lfr/met/charts/stops.svg"' in snippet
    assert f'alt="{said.title}. {said.sentence}"' in snippet
    assert '<a href="https://example.org/lfr/met/charts/stops/">' in snippet and "Source: Metropolitan Police Service" in snippet
    assert "figures as at 15 July 2025" in snippet


def test_without_an_address_of_the_site_the_page_says_why_there_is_no_snippet(figures: Figures) -> None:
    page = _page(figures, "met-stops", site_url="")
    assert "This build does not know the address" in page and "&lt;figure" not in page


def test_another_page_shows_the_chart_with_its_data_one_click_away(figures: Figures) -> None:
    shown = Macros(figures, "met/years/2024/").chart("met-2024-months")
    assert "<details><summary>Data and notes</summary>" in shown and "<table" in shown
    assert 'href="../../charts/2024-months/"' in shown
    inside = shown.partition("<figure")[2].partition("</figure>")[0]
    assert "\n\n" not in inside, "an empty line would end the HTML for Markdown"


def test_a_page_asks_for_the_script_once(figures: Figures) -> None:
    macros = Macros(figures, "met/years/")
    assert (macros.chart("met-years") + macros.chart("met-alerts")).count("chart.js") == 1


def test_the_list_names_every_chart_under_its_year(figures: Figures) -> None:
    listed = Macros(figures, "met/charts/").chart_list("met")
    assert listed.count("<li>") == len(charts_of(figures.project, "met"))
    assert listed.index("All years") < listed.index("## 2025, to 11 July") < listed.index("## 2020")


def test_text_from_a_record_stays_text_on_the_page(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "<script>alert(1)</script>"
    said = chart_named(figures.project, "met-2020-places")
    said = replace(said, subtitle=hostile, title=hostile, notes=[hostile], lines=[[hostile, "", "1", "1"]])
    assert "<script" not in chart_figure(Page(figures, ""), said, own=False)


def test_an_unknown_chart_is_named_with_the_nearest_known_one(figures: Figures) -> None:
    with pytest.raises(LfrError, match=r'no chart “met-alert”.*Did you mean "met-alerts"'):
        chart_named(figures.project, "met-alert")
