"""Draw the charts of the site: Altair from data frames to SVG, once, at build time."""

from __future__ import annotations

from html import escape
from pathlib import Path

from lfr.charts.bars import alerts_by_year, months_of_year, places_of_year, years
from lfr.charts.theme import Chart, to_svg
from lfr.figures import Figures


def draw_charts(figures: Figures) -> int:
    """Draw every chart into `build/charts/<name>.svg`. Returns how many.

    An SVG carries its own name and description (a title and a sentence with the figures), so that the
    picture and its text alternative cannot come apart.
    """
    folder = figures.project.charts
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    drawn = 0
    for publisher in figures.publishers()["id"]:
        covered = figures.years(publisher)
        if covered.empty:
            continue
        yearly = figures.yearly()
        yearly = yearly[yearly["publisher"] == publisher].merge(covered[["year", "label", "is_partial"]], on="year")
        charts = [years(publisher, yearly), alerts_by_year(publisher, yearly)]
        monthly = figures.monthly(publisher)
        places = figures.places(publisher)
        for year in covered.itertuples():
            charts.append(months_of_year(publisher, year.year, year.label, monthly[monthly["year"] == year.year]))
            of_year = places[places["year"] == year.year]
            if not of_year.empty:
                charts.append(places_of_year(publisher, year.year, year.label, of_year))
        for chart in charts:
            _write(folder, chart)
            drawn += 1
    return drawn


def _write(folder: Path, chart: Chart) -> None:
    svg = to_svg(chart.spec)
    opening, rest = svg.split(">", 1)
    # Ids inside an SVG share one page with other SVGs: each chart's ids begin with its name.
    rest = rest.replace('id="', f'id="{chart.name}-').replace("url(#", f"url(#{chart.name}-")
    named = (
        f'{opening} role="img" aria-labelledby="{chart.name}-title {chart.name}-desc">'
        f'<title id="{chart.name}-title">{escape(chart.title)}</title><desc id="{chart.name}-desc">{escape(chart.sentence)}</desc>'
    )
    (folder / f"{chart.name}.svg").write_text(named + rest, encoding="utf-8")
