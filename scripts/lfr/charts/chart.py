"""A chart with everything that is said of it, how it is kept on disk for the pages, and how it stands in one."""

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import pandas as pd
from altair.utils.schemapi import debug_mode

from lfr.charts.theme import WIDE, Drawing
from lfr.errors import LfrError, did_you_mean
from lfr.project import Project
from lfr.wording.addresses import chart_address
from lfr.wording.html import Cell, table

# A cell that stands in line with numbers: also a share, a range, and one with what was before a correction.
NUMBER = re.compile(r"[+−-]?[\d,.]+( to [\d,.]+| of [\d,]+)?%?( \(|$)")


@dataclass(frozen=True)
class Chart:
    """A chart with its words, all from the same figures.

    `key` is its address under /<publisher>/charts/. `title` is the finding, `subtitle` says what is drawn, in which unit and period;
    `sentence` says every figure of it and is its text alternative. `table` holds its data in words, column by column. `notes` are what
    a reader must know before comparing: another basis, a break, a part of a year.

    `draw` makes the drawing at a width, `data` is the table as plain values. A chart that was read back from disk has neither.
    """

    publisher: str
    key: str
    title: str
    subtitle: str
    sentence: str
    table: dict[str, list[str]]
    notes: Sequence[str] = ()
    year: int | None = None
    order: int = 0
    draw: Callable[[int], Drawing] | None = None
    data: pd.DataFrame | None = None

    def drawing(self, width: int = WIDE, *, titled: bool = True, described: str = "") -> Any:
        """The chart for Altair, to be shown, changed and saved, with finding and subtitle above it."""
        assert self.draw, f"{self.name} was read back from disk"
        with debug_mode(False):  # Altair checks each part against its schema, which takes longer than drawing
            chart: Any = self.draw(width)
            if titled:
                title, subtitle = textwrap.wrap(self.title, width // 9), textwrap.wrap(self.subtitle, width // 7)
                chart = chart.properties(title=alt.TitleParams(title, subtitle=subtitle), description=described or self.sentence)
            return chart

    @property
    def name(self) -> str:
        return f"{self.publisher}-{self.key}"

    @property
    def address(self) -> str:
        """Where the chart's own page stands; its files stand beside it."""
        return chart_address(self.publisher, self.key)

    def file(self, kind: str) -> str:
        return f"/{self.publisher}/charts/{self.key}.{kind}"

    def words(self) -> str:
        """The chart without drawing and values, as JSON."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("draw", "data")}
        return json.dumps(said, ensure_ascii=False)

    def as_table(self, links: Mapping[str, str]) -> str:
        """Its data as a table in HTML; `links` are those of the cells of its first column, by what they say."""
        head, *rest = [*self.table.values()] or [[]]
        numbers = [any(map(NUMBER.match, column)) for column in rest]
        cells = [[Cell(text, number=is_number) for text in column] for column, is_number in zip(rest, numbers, strict=True)]
        lines = zip([Cell(text, links.get(text, "")) for text in head], *cells, strict=True)
        return table(f"{self.subtitle}: data", [*self.table], [*map(list, lines)])


def sentence(what: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """What is drawn and what each row of the drawing says, for those who do not see it."""
    return f"{what}: {'; '.join(one['said'] for one in rows)}."


def charts_of(project: Project, publisher: str | None = None) -> list[Chart]:
    """Every chart that was drawn, in the order of its force."""
    found = [Chart(**json.loads(path.read_text(encoding="utf-8"))) for path in sorted(project.charts.glob("*.json"))]
    return sorted((one for one in found if publisher in (None, one.publisher)), key=lambda one: (one.publisher, one.order))


def chart_named(project: Project, name: str) -> Chart:
    """One chart. Raises LfrError, with the nearest known name, for a chart that was not drawn."""
    path = project.charts / f"{name}.json"
    if not path.is_file():
        near = did_you_mean(name, [one.stem for one in project.charts.glob("*.json")])
        raise LfrError(f"chart: there is no chart “{name}” in build/charts.{near}")
    return Chart(**json.loads(path.read_text(encoding="utf-8")))


def figure(chart: Chart, wide: str, narrow: str, *, data: str = "", address: str = "", is_own: bool = False) -> str:
    """A chart as HTML: its drawings with caption, table and the `address` of its page. On its own page the finding is the heading."""
    return _FIGURE.render(chart=chart, wide=wide.strip(), narrow=narrow.strip(), data=data.strip(), address=address, is_own=is_own).strip()


_FIGURE = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined).from_string(
    Path(__file__).with_name("figure.html").read_text(encoding="utf-8")
)
