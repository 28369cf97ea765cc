"""Draws the charts of the site: from figures to files, once, at build time."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace

import vl_convert

from lfr.charts import by_year, months, over_time, places, rates
from lfr.charts.chart import Chart, both_inline, drawn, spec_of, standalone
from lfr.charts.theme import NARROW
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import csv_text

# In the order in which they are listed. Each gives None where a force or year has no such chart.
OF_ALL_YEARS: list[Callable[[Figures, str], Chart | None]] = [
    by_year.years, months.coverage, months.cumulative, months.same_days, by_year.alerts, by_year.stops, by_year.outcomes,
    rates.accuracy, rates.false_alert_rates, over_time.false_alerts, places.boroughs, places.places_of_all, by_year.faces,
    over_time.faces_per_hour, over_time.watchlist, over_time.threshold, over_time.alerts_per_deployment,
]  # fmt: skip
OF_A_YEAR: list[Callable[[Figures, str, int], Chart | None]] = [
    by_year.steps_of_year, months.months_of_year, places.boroughs, places.places_of_year,
]  # fmt: skip


def draw_charts(figures: Figures) -> int:
    """Draw every chart into `build/charts/`. Returns how many there are.

    A chart `<name>` is seven files that cannot come apart: `<name>.svg` and `<name>.narrow.svg` for a page, `<name>.download.svg`,
    `<name>.png`, `<name>.csv` with its values and `<name>.vl`, its Vega-Lite, to take away, and `<name>.json` with its title, sentence,
    table and notes (see lfr.charts.chart.Chart).
    """
    folder = figures.project.charts
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    count = 0
    for publisher in figures.publishers().itertuples():
        years = [int(year) for year in figures.years(publisher.id)["year"]]
        made = [draw(figures, publisher.id) for draw in OF_ALL_YEARS if years]
        made += [draw_year(figures, publisher.id, year) for year in years for draw_year in OF_A_YEAR]
        for order, chart in enumerate(filter(None, made)):
            chart = replace(chart, order=order)
            source = f"{publisher.credit} Counted by LFR Statistics."
            source += " Includes a correction: see the page of the chart." if "before correction" in chart.words() else ""
            spec = spec_of(chart.drawing(described=f"{chart.sentence} {source}"))
            # The page and the file to take away have title and subtitle beside the drawing: it is drawn without them.
            wide = drawn({key: part for key, part in spec.items() if key != "title"})
            narrow = drawn(spec_of(chart.drawing(NARROW, titled=False)))
            download, pages = standalone(wide, chart.title, chart.subtitle, chart.sentence, source), both_inline(chart, wide, narrow)
            files = {"svg": pages[0], "narrow.svg": pages[1], "download.svg": download, "csv": csv_text(chart.data)}
            files |= {"json": chart.words() + "\n", "vl": json.dumps(spec, ensure_ascii=False) + "\n"}
            for ending, content in files.items():
                (folder / f"{chart.name}.{ending}").write_text(content, encoding="utf-8", newline="")
            # Of about 1,160 dots a line, which is what other sites show of a shared link.
            (folder / f"{chart.name}.png").write_bytes(vl_convert.svg_to_png(download, scale=1.5))
            count += 1
    return count
