"""Draws the charts of the site: from figures to SVG, once, at build time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from lfr.charts import boroughs, by_year, months, places, rates, settings, spread, svg
from lfr.charts.chart import Chart
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import csv_text

Draw = Callable[[Figures], Chart | None]


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
        if figures.years(publisher.id).empty:
            continue
        drawn = [chart for _, draw in drawings(figures, publisher.id) if (chart := draw(figures))]
        for order, chart in enumerate(drawn):
            _write(folder, replace(chart, order=order), publisher.credit)
        count += len(drawn)
    return count


def drawings(figures: Figures, publisher: str) -> Iterator[tuple[str, Draw]]:
    """Every chart that a force can have, in the order in which they are listed: a name, and what draws it or says that there is none."""
    of_all: list[Callable[..., Chart | None]] = [
        by_year.years, by_year.alerts, by_year.stops, by_year.outcomes, rates.accuracy, rates.false_alert_rates, months.coverage,
        by_year.faces, settings.watchlist, settings.threshold, spread.alerts_per_deployment, places.places_of_all,
    ]  # fmt: skip
    of_year: list[Callable[..., Chart | None]] = [months.months_of_year, boroughs.boroughs_of_year, places.places_of_year]
    for draw in of_all:
        yield f"{publisher} {draw.__module__}.{draw.__name__}", partial(draw, publisher=publisher)
    for year in (int(year) for year in figures.years(publisher)["year"]):
        for draw_year in of_year:
            yield f"{publisher} {year} {draw_year.__name__}", partial(draw_year, publisher=publisher, year=year)


def _write(folder: Path, chart: Chart, credit: str) -> None:
    files = {
        "svg": svg.inline(chart),
        "download.svg": svg.standalone(chart, f"{credit} Counted by LFR Statistics."),
        "csv": csv_text(chart.data),
        "json": chart.words() + "\n",
    }
    for ending, text in files.items():
        (folder / f"{chart.name}.{ending}").write_text(text, encoding="utf-8", newline="")
