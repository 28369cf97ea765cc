"""The charts on pages: each one's own page with its data, files and a snippet to embed it, and the figure that other pages show.

The words of a chart were written beside its drawing (lfr.charts.all_charts), from the same figures; here they are only set in HTML.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path

from lfr.charts.chart import Chart, charts_of
from lfr.pages.stubs import write_stub
from lfr.project import Project
from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, block, table

Href = Callable[[str], str]


def write_chart_pages(figures: Figures) -> int:
    """Write a page, a CSV and an SVG a chart, and the list of charts of each force, into `build/pages/`. Returns how many pages."""
    project, written = figures.project, 0
    for publisher in figures.publishers().itertuples():
        drawn = charts_of(project, publisher.id)
        if not drawn:
            continue
        folder = project.pages / publisher.id / "charts"
        folder.mkdir(parents=True, exist_ok=True)
        body = f'{{% set publisher = "{publisher.id}" %}}{{% include "charts.md" %}}'
        described = f"Charts of live facial recognition by the {publisher.short_name}, each with its data and files to take away."
        write_stub(folder / "index.md", f"{publisher.short_name}, charts", described, body)
        for one in drawn:
            shutil.copyfile(project.charts / f"{one.name}.csv", folder / f"{one.key}.csv")
            shutil.copyfile(project.charts / f"{one.name}.download.svg", folder / f"{one.key}.svg")
            body = f'{{% set chart_name = "{one.name}" %}}{{% include "chart.md" %}}'
            described = f"{one.title}, {publisher.short_name}: chart, sentence, table, and files to take away."
            write_stub(folder / f"{one.key}.md", f"{one.title}, {publisher.short_name}", described, body)
        written += 1 + len(drawn)
    return written


def figure(project: Project, said: Chart, href: Href, *, own: bool) -> str:
    """The chart in a page, with its sentence above. On pages that are not its own, its data and notes can be opened below it."""
    svg = (project.charts / f"{said.name}.svg").read_text(encoding="utf-8").strip().replace("\n", " ")
    heading = "" if own else f"<strong>{escape(said.title)}.</strong> "
    caption = f"<figcaption>{heading}{escape(said.lead)}</figcaption>"
    below = ""
    if not own:
        below = (
            f'<p class="lfr-chart-links"><a href="{href(said.address)}">{escape(said.title)}: page of this chart</a>,'
            f' with <a href="{href(said.file("csv"))}">CSV</a>, <a href="{href(said.file("svg"))}">SVG</a> and a snippet to embed it.</p>'
            f"<details><summary>Data and notes</summary>{notes(said).strip()}{data_table(said, href).strip()}</details>"
        )
    return block(f'<figure class="lfr-chart" id="chart-{escape(said.name)}">{caption}{svg}{below}</figure>')


def notes(said: Chart) -> str:
    """What a reader must know before comparing."""
    if not said.notes:
        return ""
    return block("<ul>" + "".join(f"<li>{escape(one)}</li>" for one in said.notes) + "</ul>")


def data_table(said: Chart, href: Href) -> str:
    """The data of a chart as a table. A line of a calendar year leads to the year and its figures to the rows behind them."""
    kinds, rows = [*said.columns.values()], []
    for number, line in enumerate(said.lines):
        year = f"/{said.publisher}/years/{said.line_years[number]}/" if said.line_years else ""
        # The name of a month is not that of its year.
        own = href(year) if year and line[0].startswith(str(said.line_years[number])) else ""
        links = [own, *(href(f"{year}#rows") if year and kind != "words" else "" for kind in kinds[1:])]
        rows.append([Cell(text, links[i], number=kinds[i] == "number") for i, text in enumerate(line)])
    return table(f"{said.title}: data", [*said.columns], rows)


def snippet(figures: Figures, said: Chart, site_url: str, as_at: str) -> str:
    """HTML with which another site shows the chart, its text alternative and where it comes from."""
    credit = str(figures.publishers().set_index("id")["credit"][said.publisher])
    width, height = _size(figures.project.charts / f"{said.name}.download.svg")
    site = site_url.rstrip("/")
    text = (
        f'<figure>\n  <img src="{site}{escape(said.file("svg"))}" width="{width}" height="{height}"\n'
        f'    alt="{escape(said.title)}. {escape(said.sentence)}">\n'
        f'  <figcaption>{escape(said.title)}. <a href="{site}{escape(said.address)}">LFR Statistics</a>, figures as at {escape(as_at)}.\n'
        f"    {escape(credit)}</figcaption>\n</figure>"
    )
    return block(f'<pre class="lfr-embed"><code>{escape(text, quote=False)}</code></pre>')


def listing(figures: Figures, publisher: str, href: Href) -> str:
    """Every chart of a force with its sentence: those over all years first, then year by year."""
    pieces = []
    drawn, labels = charts_of(figures.project, publisher), figures.years(publisher).set_index("year")["label"]
    for year in [None, *sorted({one.year for one in drawn if one.year is not None}, reverse=True)]:
        some = [one for one in drawn if one.year == year]
        name = "All years" if year is None else str(labels[year])
        items = "".join(f'<li><a href="{href(one.address)}">{escape(one.title)}</a></li>' for one in some)
        pieces.append(f'\n\n## {name} {{: #{"all" if year is None else f"y{year}"} }}\n\n<ul class="lfr-chart-list">{items}</ul>\n\n')
    return "".join(pieces)


def _size(svg: Path) -> tuple[str, str]:
    [found] = re.findall(r'<svg [^>]*?width="(\d+)" height="(\d+)"', svg.read_text(encoding="utf-8"))[:1]
    return str(found[0]), str(found[1])
