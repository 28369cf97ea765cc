"""Charts on pages: the page of each chart with its data, files and a snippet to embed it, the gallery, and a chart as other pages show it.

The words of a chart were written beside its drawing (lfr.charts.all_charts), from the same figures; here they are only set in HTML.
"""

import re
import shutil
import struct

from markupsafe import Markup

from lfr.charts.chart import Chart, chart_named, charts_of, figure
from lfr.pages.macros import publishers
from lfr.pages.page import Line, Page, write_shown
from lfr.project import Project, site_address
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import year_address
from lfr.wording.html import block
from lfr.wording.year_words import the_force

# What a chart is kept as beside its name, and what a reader takes it away as.
FILES = {"csv": "csv", "download.svg": "svg", "png": "png", "vl": "json"}


def chart_context(page: Page, publisher: str, key: str) -> Line:
    """A chart. `data` is its table; `credit` names the source, `size` is that of the file to embed from `site`."""
    one, project = chart_named(page.figures.project, f"{publisher}-{key}"), page.figures.project
    svg = (project.charts / f"{one.name}.download.svg").read_text(encoding="utf-8")
    [(width, height)] = re.findall(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', svg)
    return {
        "chart": one,
        "data": Markup(_data(page, one)),
        "site": site_address(project),
        "credit": str(page.figures.publishers().set_index("id")["credit"][publisher]),
        "size": (f"{float(width):.0f}", f"{float(height):.0f}"),
    }


def charts_context(page: Page, publisher: str) -> Line:
    """The charts of a force: of each year, the newest first, and of all years. `groups` are label, anchor and cards.

    The drawing of a card is beside its finding, so that it needs no words of its own.
    """
    labels = page.figures.years(publisher).set_index("year")["label"]
    cards: dict[int | None, list[Line]] = {}
    for one in charts_of(page.figures.project, publisher):
        drawing = re.sub(r' (data-v|role|aria-labelledby)="[^"]*"', "", _drawing(page, one, "narrow.svg"))
        drawing = Markup(drawing.replace("<svg ", '<svg aria-hidden="true" ', 1))
        cards.setdefault(one.year, []).append({"chart": one, "drawing": drawing})
    groups = [(str(labels[year]), f"y{year}", cards[year]) for year in sorted(filter(None, cards), reverse=True)]
    return {"groups": [*groups, ("All years", "all", cards.get(None, []))]}


def write_chart_pages(figures: Figures) -> int:
    """Write a page per chart with its files, and the gallery of each force, into `build/pages/`. Returns how many pages."""
    project, written = figures.project, 0
    for publisher in figures.publishers().itertuples():
        drawn, names, name = charts_of(project, publisher.id), {"publisher": publisher.id}, publisher.short_name
        if not drawn:
            continue
        folder = project.pages / publisher.id / "charts"
        described = f"Charts of live facial recognition by {the_force(figures, publisher.id)}, each with its data and files to take away."
        written += write_shown(folder / "index.md", f"{name}, charts", described, "charts", names)
        for one in drawn:
            for made, ending in FILES.items():
                shutil.copyfile(project.charts / f"{one.name}.{made}", folder / f"{one.key}.{ending}")
            described = f"{one.title}: {one.subtitle}, {name}. Chart, table, and files to take away."
            written += write_shown(folder / f"{one.key}.md", f"{one.subtitle}, {name}", described, "chart", {**names, "key": one.key})
    return written


def card_of(project: Project, site: str, name: str, words: str) -> Line:
    """The picture of a page for other sites, its size and words: the chart of that name, or the card of the site."""
    if not name:
        return {"address": f"{site}/assets/img/card.png", "width": 800, "height": 420, "words": words}
    one = chart_named(project, name)
    width, height = struct.unpack(">II", (project.charts / f"{name}.png").read_bytes()[16:24])
    return {"address": site + one.file("png"), "width": width, "height": height, "words": f"{one.title}. {one.subtitle}"}


def has_chart(page: Page, name: str) -> bool:
    """Whether a chart was drawn: some forces have no borough of London, some years no place."""
    return (page.figures.project.charts / f"{name}.json").is_file()


def chart(page: Page, name: str, own: bool = False) -> str:
    """A chart inside the page, with its finding. Unless the page is the chart's `own`, its data and notes can be opened below it."""
    one, script = chart_named(page.figures.project, name), f'<script src="{page.href("/assets/chart.js")}" defer></script>'
    below = {"is_own": True} if own else {"data": _data(page, one), "address": page.href(one.address)}
    shown = figure(one, _drawing(page, one, "svg"), _drawing(page, one, "narrow.svg"), **below)
    page.charts.append(name)
    return block(shown) + (block(script) if len(page.charts) == 1 else "")


def charts(page: Page, key: str) -> str:
    """One chart of every force that has it."""
    return "".join(chart(page, f"{publisher}-{key}") for publisher in publishers(page) if has_chart(page, f"{publisher}-{key}"))


def _drawing(page: Page, one: Chart, ending: str) -> str:
    return (page.figures.project.charts / f"{one.name}.{ending}").read_text(encoding="utf-8")


def _data(page: Page, one: Chart) -> str:
    """The data of a chart as a table, in which a calendar year leads to its page."""
    years = page.figures.years(one.publisher)
    links = {str(line.label): page.href(year_address(one.publisher, int(line.year))) for line in years.itertuples()}
    return one.as_table(links)
