"""Draw the charts of the site: Altair from figures to SVG, once, at build time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lfr.charts import boroughs, by_year, growth, months, places, rates, settings, spread, svg
from lfr.charts.theme import Chart, vega_svg
from lfr.csvfiles import write_csv
from lfr.figures import Figures


def draw_charts(figures: Figures) -> int:
    """Draw every chart into `build/charts/`. Returns how many.

    A chart `<name>` is four files that cannot come apart: `<name>.svg` for a page, `<name>.download.svg` to take away,
    `<name>.csv` with its values, and `<name>.json` with its title, sentence, table and notes (see lfr.charts.theme.Chart).
    """
    folder = figures.project.charts
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    drawn = 0
    credits = figures.publishers().set_index("id")["credit"]
    for publisher in credits.index:
        if figures.years(publisher).empty:
            continue
        for order, chart in enumerate(charts_of(figures, publisher)):
            _write(folder, chart, order, f"{credits[publisher]} Counted by LFR Statistics.")
            drawn += 1
    growth.draw_growth(figures.project, folder)  # of the project itself, not of a force: without files to take away
    return drawn


def charts_of(figures: Figures, publisher: str) -> Iterator[Chart]:
    """Every chart of one force, in the order in which they are listed."""
    yield by_year.years(figures, publisher)
    yield by_year.alerts(figures, publisher)
    yield by_year.stops(figures, publisher)
    yield by_year.outcomes(figures, publisher)
    yield rates.accuracy(figures, publisher)
    yield rates.false_alert_rates(figures, publisher)
    yield months.coverage(figures, publisher)
    yield by_year.faces(figures, publisher)
    more = [settings.watchlist, settings.threshold, spread.alerts_per_deployment, places.places_of_all]
    yield from (chart for draw in more if (chart := draw(figures, publisher)))
    london = boroughs.is_in_london(figures, publisher)
    for year in (int(year) for year in figures.years(publisher)["year"]):
        yield months.months_of_year(figures, publisher, year)
        if london:
            yield boroughs.boroughs_of_year(figures, publisher, year)
        ranked = places.places_of_year(figures, publisher, year)
        if ranked:
            yield ranked


def _write(folder: Path, chart: Chart, order: int, source: str) -> None:
    drawn = vega_svg(chart.spec)
    (folder / f"{chart.name}.svg").write_text(svg.inline(drawn, chart.name, chart.title, chart.sentence), encoding="utf-8")
    taken = svg.standalone(drawn, chart.name, chart.title, chart.sentence, source)
    (folder / f"{chart.name}.download.svg").write_text(taken, encoding="utf-8")
    write_csv(folder / f"{chart.name}.csv", chart.data)
    said = {
        "name": chart.name, "publisher": chart.publisher, "key": chart.key, "year": chart.year, "order": order,
        "title": chart.title, "lead": chart.lead, "sentence": chart.sentence, "notes": chart.notes,
        "head": chart.head, "lines": chart.lines,
        "line_years": chart.line_years,
    }  # fmt: skip
    (folder / f"{chart.name}.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
