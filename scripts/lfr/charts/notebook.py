"""What a notebook shows: tables and charts in the look of the site, with their words. In JupyterLab they look the same.

    from lfr.charts.notebook import show_chart, show_figures, show_table
    show_figures(figures, "met", ["deployments", "alerts"], "Volume by calendar year")

Each function returns an object that displays itself as the last line of a cell.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import pandas as pd

from lfr.charts.chart import NUMBER, AnyChart, Chart, both_inline, chart_named, drawn, figure, inline, spec_of
from lfr.charts.series import series
from lfr.charts.theme import NARROW, WIDE
from lfr.errors import LfrError
from lfr.project import find_project
from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, table
from lfr.wording.words import NOT_RECORDED, as_published, before_correction, say_day, say_with_counts


@dataclass(frozen=True)
class Shown:
    """HTML for a page, and the same in plain text for where there is none."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_figures(figures: Figures, publisher: str, measures: Sequence[str], caption: str) -> Shown:
    """Measures by calendar year in the words of the site: rates with counts and interval, both values where a correction changed one."""
    years = list(zip(*(series(figures, publisher, name) for name in measures), strict=True))
    lines = [
        [Cell(found[0].label), *(Cell(say_with_counts(one), note=before_correction(one), number=True) for one in found)] for found in years
    ]
    return _shown(caption, ["Calendar year", *(one.title for one in years[0])], lines)


def show_table(
    frame: pd.DataFrame, caption: str, *, before: pd.DataFrame | None = None, decimals: int = 2, unknown: str = NOT_RECORDED
) -> Shown:
    """A frame as a table: its index heads the rows, its columns the columns. Whole numbers have thousands separators, others `decimals`;
    what is missing is said by the word `unknown`, never left empty. Where the frame of `before` corrections differs, both are said.
    """
    published = frame if before is None else before.reindex(frame.index)
    columns = [
        [Cell(text, note=as_published(text, was), number=bool(NUMBER.match(text))) for text, was in zip(*said, strict=True)]
        for name in frame.columns
        if (said := [_said([*one[name]], decimals, unknown) for one in (frame, published)])
    ]
    head, first = [str(frame.index.name or ""), *map(str, frame.columns)], map(Cell, _said([*frame.index], decimals, unknown))
    return _shown(caption, head, [list(line) for line in zip(first, *columns, strict=True)])


def _said(values: list[Any], decimals: int, unknown: str) -> list[str]:
    """A column in words. Where one number of it has decimals, all have: 15.0 under 87.5."""
    numbers = [float(value) for value in values if _is_number(value) and not pd.isna(value)]
    places = 0 if all(number.is_integer() for number in numbers) else decimals

    def say(value: Any) -> str:
        if value is None or (not isinstance(value, str) and pd.isna(value)):
            return unknown
        if isinstance(value, datetime.date):
            return say_day(value)
        return f"{value:,.{places}f}" if _is_number(value) else str(value)

    return [say(value) for value in values]


def _is_number(value: object) -> bool:
    return (isinstance(value, int | float) or hasattr(value, "dtype")) and not isinstance(value, bool)


def _shown(caption: str, head: list[str], lines: list[list[Cell]]) -> Shown:
    plain = [head, *([f"{cell.text} ({cell.note})" if cell.note else cell.text for cell in line] for line in lines)]
    text = "\n".join([caption, *(" | ".join(line) for line in plain)])
    return Shown(table(caption, head, lines).strip(), text)


def show_chart(chart: Chart | AnyChart, title: str = "", sentence: str = "") -> Shown:
    """A chart with its text alternative: one of `lfr.charts.all_charts`, which says it itself, or any Altair chart with a `title` and a
    `sentence` that says what it shows, figures included.
    """
    if isinstance(chart, Chart):
        # Its sentence says every value: it is read out with the picture, and to the eye the same stands in the table below it.
        return Shown(figure(chart, *_drawings(chart), data=chart.as_table({})), f"{chart.title}. {chart.sentence}")
    if not title or not sentence:
        raise LfrError("show_chart: a chart needs a title and a sentence that says what it shows, figures included.")
    svg = inline(drawn(spec_of(chart)), "notebook-" + re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-"), title, sentence)
    words = f"<figcaption><strong>{escape(title)}.</strong> {escape(sentence)}</figcaption>"
    return Shown(f'<figure class="lfr-chart">{words}{svg}</figure>', f"{title}. {sentence}")


def _drawings(chart: Chart) -> list[str]:
    """The drawings, wide and narrow, that the last build made of this chart, if it says the same; else made now (slow to start)."""
    try:
        project = find_project()
        built = chart_named(project, chart.name)
        if replace(chart, order=built.order).words() == built.words():
            return [(project.charts / f"{chart.name}.{kind}").read_text(encoding="utf-8") for kind in ("svg", "narrow.svg")]
    except LfrError:
        pass
    return both_inline(chart, *(drawn(spec_of(chart.drawing(width, titled=False))) for width in (WIDE, NARROW)))
