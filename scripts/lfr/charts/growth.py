"""How the time of a build grows with the data (data/audits/benchmarks.json): processor seconds for a thousand rows, scale by scale."""

from __future__ import annotations

import json
from pathlib import Path

from lfr.charts import svg
from lfr.charts.chart import Chart
from lfr.charts.sheet import Sheet
from lfr.charts.theme import BAR, WIDTH
from lfr.project import Project

NAME = "build-growth"
# The stages that every scale measures; a scale may leave the pages out.
DATA_STAGES = ("load", "models", "checks")
_LINE = 44


def draw_growth(project: Project, folder: Path) -> None:
    """Draw the chart into `folder`, where there are measurements."""
    path = project.data / "audits" / "benchmarks.json"
    if not path.is_file():
        return
    scales = json.loads(path.read_text(encoding="utf-8"))["scales"]
    rows = [
        (one["rows"], 1000 * sum(stage["cpu_seconds"] for stage in one["stages"] if stage["name"] in DATA_STAGES) / one["rows"])
        for one in scales
    ]
    sheet = Sheet()
    most = max(value for _, value in rows)
    for index, (count, value) in enumerate(rows):
        top = index * _LINE
        said = f"{count:,} rows: {value:.2f} s for 1,000 rows"
        sheet.words(0, top + 14, said)
        sheet.box(0, top + 20, max(2, (WIDTH - 4) * value / most), 14, BAR, said=said)
    sentence = "Processor seconds of loading, models and checks for 1,000 rows: "
    sentence += "; ".join(f"{value:.2f} with {count:,} rows" for count, value in rows) + "."
    chart = Chart("", NAME, "Time for 1,000 rows, as the data grow", "", sentence, {}, [], drawing=sheet.cut(_LINE * len(rows)))
    drawn = svg.inline(chart, NAME)
    (folder / f"{NAME}.svg").write_text(drawn, encoding="utf-8")
