"""Draw the charts of the site: Altair from figures to SVG, once, at build time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lfr.asked import Pieces
from lfr.charts import boroughs, by_year, growth, months, places, rates, settings, spread, svg
from lfr.charts.chart import Chart
from lfr.kept import Kept, inputs_digest
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import csv_text

Draw = Callable[[Figures], Chart | None]


def draw_charts(figures: Figures) -> tuple[int, int]:
    """Draw every chart into `build/charts/`. Returns how many there are, and how many of them were not kept from before.

    A chart `<name>` is four files that cannot come apart: `<name>.svg` for a page, `<name>.download.svg` to take away,
    `<name>.csv` with its values, and `<name>.json` with its title, sentence, table and notes (see lfr.charts.theme.Chart).
    A chart whose figures have not changed is not drawn again.
    """
    folder = figures.project.charts
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    kept, pieces, count = Kept(figures.project.build / "kept" / "charts"), Pieces(figures), 0
    drawn = 0
    code = inputs_digest(figures.project, ("requirements.lock", "pyproject.toml"))
    credits = figures.publishers().set_index("id")["credit"]
    for publisher in credits.index:
        if figures.years(publisher).empty:
            continue
        order = 0
        for name, draw in drawings(figures, publisher):
            before = pieces.made
            made = pieces.piece(kept, [code, name, credits[publisher]], partial(_drawn, draw, credits[publisher]))
            files: dict[str, str] = json.loads(made)
            if files:
                _write(folder, files, order)
                order += 1
                drawn += pieces.made - before
        count += order
    kept.drop_rest()
    growth.draw_growth(figures.project, folder)  # of the project itself, not of a force: without files to take away
    return count, drawn


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


def _drawn(draw: Draw, credit: str, figures: Figures) -> bytes:
    """The files of a chart by the end of their name; none where there is no such chart."""
    chart = draw(figures)
    if not chart:
        return b"{}"
    files = {
        "svg": svg.inline(chart),
        "download.svg": svg.standalone(chart, f"{credit} Counted by LFR Statistics."),
        "csv": csv_text(chart.data),
        "json": json.loads(chart.words()),
    }
    return json.dumps(files, ensure_ascii=False).encode()


def _write(folder: Path, files: dict[str, Any], order: int) -> None:
    said = files["json"]
    name = f"{said['publisher']}-{said['key']}"
    for ending in ("svg", "download.svg", "csv"):
        (folder / f"{name}.{ending}").write_text(files[ending], encoding="utf-8", newline="")
    whole = {**said, "order": order}
    (folder / f"{name}.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
