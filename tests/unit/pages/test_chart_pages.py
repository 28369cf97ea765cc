"""A chart on pages: its own page with data and files, the snippet to embed it, and the figure that other pages show."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fixtures.project import Warehouse
from lfr.charts.all_charts import draw_charts
from lfr.charts.chart import chart_named, charts_of, figure
from lfr.errors import LfrError
from lfr.pages.chart_pages import card_of, write_chart_pages
from lfr.pages.shown import Macros, shown
from lfr.project import Project
from lfr.warehouse.figures import Figures, open_figures


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


def _page(figures: Figures, key: str) -> str:
    return shown(Macros(figures, f"met/charts/{key}/"), "chart", {"publisher": "met", "key": key})


@pytest.fixture
def site(figures: Figures) -> Iterator[str]:
    """The project knows at which address it is served."""
    file = figures.project.root / "mkdocs.yml"
    file.write_text("site_url: https://example.org/lfr/\n", encoding="utf-8")
    yield "https://example.org/lfr"
    file.unlink()


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
    page = _page(figures, "alerts")
    assert 'id="chart-met-alerts"' in page and "<caption>Alerts by calendar year, true and false: data</caption>" in page
    assert all(f'href="../alerts.{kind}"' in page for kind in ("csv", "svg", "png", "json"))
    assert page.count("<svg") == 2 and "<h1>1,260 true and 27 false alerts in 2024</h1>" in page
    assert "compare it with the same days of another year only" in page and "<details>" not in page


def test_a_year_of_the_data_leads_to_its_page(figures: Figures) -> None:
    assert '<a href="../../years/2024/">2024</a>' in _page(figures, "alerts")
    assert "<td>added up from the engagements the force published for each deployment</td>" in _page(figures, "stops")


def test_the_snippet_names_the_site_says_the_chart_and_its_source(figures: Figures, site: str) -> None:
    snippet = html.unescape(_page(figures, "stops").partition('lfr-embed"><code>')[2].partition("</code>")[0])
    said = chart_named(figures.project, "met-stops")
    assert f'src="{site}/met/charts/stops.svg"' in snippet
    assert f'alt="{said.title}. {said.sentence}"' in snippet
    assert f'<a href="{site}/met/charts/stops/">' in snippet and "Source: Metropolitan Police Service" in snippet
    assert "figures as at 15 July 2025" in snippet


def test_without_an_address_of_the_site_the_page_says_why_there_is_no_snippet(figures: Figures) -> None:
    page = _page(figures, "stops")
    assert "This build does not know the address" in page and "&lt;figure" not in page


def test_the_picture_for_other_sites_is_that_of_the_chart_and_else_the_card(figures: Figures, site: str) -> None:
    chart, card = (card_of(figures.project, site, name, "LFR Statistics") for name in ("met-alerts", ""))
    assert (chart["address"], card["address"]) == (f"{site}/met/charts/alerts.png", f"{site}/assets/img/card.png")
    assert chart["words"].startswith("1,260 true and 27 false alerts in 2024") and chart["width"] > chart["height"] > 400


def test_another_page_shows_the_chart_with_its_data_one_click_away(figures: Figures) -> None:
    shown = Macros(figures, "met/years/2024/").chart("met-2024-months")
    assert "<details><summary>Data and notes</summary>" in shown and "<table" in shown
    assert 'href="../../charts/2024-months/"' in shown
    inside = shown.partition("<figure")[2].partition("</figure>")[0]
    assert "\n\n" not in inside, "an empty line would end the HTML for Markdown"


def test_a_page_asks_for_the_script_once(figures: Figures) -> None:
    macros = Macros(figures, "met/years/")
    assert (macros.chart("met-years") + macros.chart("met-alerts")).count("chart.js") == 1


def test_the_gallery_shows_every_chart_with_its_finding_under_its_year(figures: Figures) -> None:
    page, drawn = shown(Macros(figures, "met/charts/"), "charts", {"publisher": "met"}), charts_of(figures.project, "met")
    assert page.count("<svg ") == page.count('aria-hidden="true"') / 2 == len(drawn)
    for one in drawn:
        assert f'<a href="{one.key}/">{html.escape(one.title)}</a>' in page
    assert page.index('id="y2025"') < page.index('id="y2020"') < page.index('id="all"')


def test_text_from_a_record_stays_text_on_the_page(figures: Figures) -> None:
    hostile = "<script>alert(1)</script>"
    said = chart_named(figures.project, "met-2020-places")
    said = replace(said, subtitle=hostile, title=hostile, notes=[hostile], table={"Place": [hostile], "Deployments": ["1"]})
    assert "<script" not in figure(said, "", "", data=said.as_table({}))


def test_an_unknown_chart_is_named_with_the_nearest_known_one(figures: Figures) -> None:
    with pytest.raises(LfrError, match=r'no chart “met-alert”.*Did you mean "met-alerts"'):
        chart_named(figures.project, "met-alert")
