"""Draws the charts of the site: from figures to SVG, once, at build time."""

import shutil
from collections.abc import Callable
from dataclasses import replace

from lfr.charts import boroughs, by_year, months, places, rates, settings, spread, stretches, svg
from lfr.charts.chart import Chart
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import csv_text

# In the order in which they are listed. Each gives None where a force or year has no such chart.
OF_ALL_YEARS: list[Callable[[Figures, str], Chart | None]] = [
    by_year.years, by_year.alerts, by_year.stops, by_year.outcomes, rates.accuracy, rates.false_alert_rates, stretches.false_alerts,
    months.coverage, by_year.faces, stretches.faces_per_hour, settings.watchlist, settings.threshold, spread.alerts_per_deployment,
    places.places_of_all,
]  # fmt: skip
OF_A_YEAR: list[Callable[[Figures, str, int], Chart | None]] = [months.months_of_year, boroughs.boroughs_of_year, places.places_of_year]


def draw_charts(figures: Figures) -> int:
    """Draw every chart into `build/charts/`. Returns how many there are.

    A chart `<name>` is four files that cannot come apart: `<name>.svg` for a page, `<name>.download.svg` to take away,
    `<name>.csv` with its values, and `<name>.json` with its title, sentence, table and notes (see lfr.charts.chart.Chart).
    """
    folder = figures.project.charts
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    count = 0
    for publisher in figures.publishers().itertuples():
        years = [int(year) for year in figures.years(publisher.id)["year"]]
        drawn = [draw(figures, publisher.id) for draw in OF_ALL_YEARS if years]
        drawn += [draw_year(figures, publisher.id, year) for year in years for draw_year in OF_A_YEAR]
        for order, chart in enumerate(filter(None, drawn)):
            files = {
                "svg": svg.inline(chart),
                "download.svg": svg.standalone(chart, f"{publisher.credit} Counted by LFR Statistics."),
                "csv": csv_text(chart.data),
                "json": replace(chart, order=order).words() + "\n",
            }
            for ending, text in files.items():
                (folder / f"{chart.name}.{ending}").write_text(text, encoding="utf-8", newline="")
            count += 1
    return count
