"""Charts on pages: the page of each chart with its data, files and a snippet to embed it, and the chart as other pages show it.

The words of a chart were written beside its drawing (lfr.charts.all_charts), from the same figures; here they are only set in HTML.
"""

import re
import shutil
from html import escape

from lfr.charts.chart import Chart, caption, chart_named, charts_of, data_and_notes, drawings, figure, notes_list
from lfr.pages.page import Page
from lfr.pages.render import render_part
from lfr.pages.single_figures import as_at, publishers
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import rows_address, year_address
from lfr.wording.html import Cell, block, table
from lfr.wording.markup import write_markdown

# What a chart is kept as beside its name, and what a reader takes it away as.
FILES = {"csv": "csv", "download.svg": "svg", "png": "png", "vl": "json"}


def write_chart_pages(figures: Figures) -> int:
    """Write a page per chart with its files, and the list of charts of each force, into `build/pages/`. Returns how many pages."""
    project, written = figures.project, 0
    for publisher in figures.publishers().itertuples():
        drawn = charts_of(project, publisher.id)
        if not drawn:
            continue
        folder = project.pages / publisher.id / "charts"
        folder.mkdir(parents=True, exist_ok=True)
        body = f'{{% set publisher = "{publisher.id}" %}}{{% include "charts.md" %}}'
        described = f"Charts of live facial recognition by the {publisher.short_name}, each with its data and files to take away."
        write_markdown(folder / "index.md", f"{publisher.short_name}, charts", described, body)
        for one in drawn:
            for made, ending in FILES.items():
                shutil.copyfile(project.charts / f"{one.name}.{made}", folder / f"{one.key}.{ending}")
            body = f'{{% set chart_name = "{one.name}" %}}{{% include "chart.md" %}}'
            described = f"{one.title}: {one.subtitle}, {publisher.short_name}. Chart, table, and files to take away."
            write_markdown(folder / f"{one.key}.md", f"{one.subtitle}, {publisher.short_name}", described, body)
        written += 1 + len(drawn)
    return written


def chart_of(page: Page, name: str) -> Chart:
    """A chart with its words: title, subtitle, sentence, notes, table."""
    return chart_named(page.figures.project, name)


def has_chart(page: Page, name: str) -> bool:
    """Whether a chart was drawn: some forces have no borough of London, some years no place."""
    return (page.figures.project.charts / f"{name}.json").is_file()


def chart(page: Page, name: str, own: bool = False) -> str:
    """A chart inside the page, with its finding. Unless the page is the chart's `own`, its data and notes can be opened below it."""
    script = "" if page.has_chart_script else block(f'<script src="{page.href("/assets/chart.js")}" defer></script>')
    page.has_chart_script = True
    return chart_figure(page, chart_of(page, name), own=own) + script


def charts(page: Page, key: str) -> str:
    """One chart of every force that has it."""
    return "".join(chart(page, f"{publisher}-{key}") for publisher in publishers(page) if has_chart(page, f"{publisher}-{key}"))


def chart_figure(page: Page, one: Chart, *, own: bool) -> str:
    below = ""
    if not own:
        below = render_part(page, "charts.html", "links", one=one).strip() + data_and_notes(one, _data(page, one))
    wide, narrow = ((page.figures.project.charts / f"{one.name}.{ending}").read_text(encoding="utf-8") for ending in ("svg", "narrow.svg"))
    # On its own page the finding is the heading.
    words = escape(one.subtitle) if own else caption(one)
    return block(figure(drawings(wide, narrow), words, below, f"chart-{one.name}"))


def chart_notes(page: Page, name: str) -> str:
    """What a reader must know before comparing."""
    return block(notes_list(chart_of(page, name)))


def chart_table(page: Page, name: str) -> str:
    """The data of a chart as a table. A line of a calendar year leads to the year and its figures to the rows behind them."""
    return _data(page, chart_of(page, name))


def _data(page: Page, one: Chart) -> str:
    kinds, rows = [*one.columns.values()], []
    for number, line in enumerate(one.lines):
        year, links = one.line_years[number] if one.line_years else 0, [""] * len(line)
        if year:
            # The name of a month is not that of its year.
            own = page.href(year_address(one.publisher, year)) if line[0].startswith(str(year)) else ""
            links = [own, *("" if kind == "words" else page.href(rows_address(one.publisher, year)) for kind in kinds[1:])]
        rows.append([Cell(text, link, number=kind == "number") for text, link, kind in zip(line, links, kinds, strict=True)])
    return table(f"{one.subtitle}: data", [*one.columns], rows)


def chart_embed(page: Page, name: str, site_url: str) -> str:
    """A snippet with which another site shows the chart, its text alternative and where it comes from."""
    one, site = chart_of(page, name), site_url.rstrip("/")
    credit = str(page.figures.publishers().set_index("id")["credit"][one.publisher])
    svg = (page.figures.project.charts / f"{one.name}.download.svg").read_text(encoding="utf-8")
    [(width, height)] = re.findall(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', svg)
    text = (
        f'<figure>\n  <img src="{site}{escape(one.file("svg"))}" width="{float(width):.0f}" height="{float(height):.0f}"\n'
        f'    alt="{escape(one.title)}. {escape(one.sentence)}">\n'
        f'  <figcaption>{escape(one.title)}. <a href="{site}{escape(one.address)}">LFR Statistics</a>, figures as at {as_at(page)}.\n'
        f"    {escape(credit)}</figcaption>\n</figure>"
    )
    return block(f'<pre class="lfr-embed"><code>{escape(text, quote=False)}</code></pre>')


def chart_list(page: Page, publisher: str) -> str:
    """Every chart of a force: those over all years first, then year by year."""
    drawn, labels = charts_of(page.figures.project, publisher), page.figures.years(publisher).set_index("year")["label"]
    years = sorted({one.year for one in drawn if one.year is not None}, reverse=True)
    groups = [("All years", "all", [one for one in drawn if one.year is None])]
    groups += [(labels[year], f"y{year}", [one for one in drawn if one.year == year]) for year in years]
    return render_part(page, "charts.html", "chart_list", groups=groups)
