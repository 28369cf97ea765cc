"""Tables of figures by year, place and borough, and of deployments."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from lfr.pages import area_tables as areas
from lfr.pages import citing
from lfr.pages import row_tables as rows
from lfr.pages.deployments_form import deployments_form
from lfr.pages.macros.figure_macros import FigureMacros
from lfr.pages.macros.figure_notes import moved, number_or_unknown, published_note
from lfr.pages.verify import verify_script
from lfr.warehouse.figures import Figure
from lfr.wording.html import Cell, block, table
from lfr.wording.words import say_basis, say_count, say_with_counts


class TableMacros(FigureMacros):
    """Tables of figures by year, place and borough, and of deployments."""

    def yearly_table(self, publisher: str, measures: list[str], caption: str = "", anchors: bool = False) -> str:
        """Measures by calendar year, one row a year. `stops` stands for the range of stops. Every figure links to its rows."""
        titles = self.figures.measures().set_index("measure")["title"]
        head = ["Calendar year", *("Stops" if name == "stops" else str(titles.get(name, name)) for name in measures)]
        lines, ids = [], []
        for year in self.figures.years(publisher).itertuples():
            target = self.href(self.rows_address(publisher, year.year))
            cells = [Cell(year.label, self.href(f"/{publisher}/years/{year.year}/"))]
            cells += [self._figure_cell(publisher, year.year, name, target) for name in measures]
            lines.append(cells)
            ids.append(str(year.year))
        return table(caption or f"{self.publisher_name(publisher, short=True)}, by calendar year", head, lines, ids if anchors else ())

    def _figure_cell(self, publisher: str, year: int, name: str, target: str) -> Cell:
        if name == "stops":
            text, published = self._stops(publisher, year)
            return Cell(text, target, note=published, number=True)
        found = self.figures.figure(publisher, year, name)
        return Cell(say_with_counts(found), target, note=published_note(found, self._stopped(found)), number=True)

    def _stopped(self, found: Figure) -> str:
        if found.measure != "deployments":
            return ""
        stopped = self.figures.figure(found.publisher, found.year, "deployments_stopped_early").value
        return f"{say_count(stopped)} of them stopped early" if stopped else ""

    def year_measures(self, publisher: str, year: int) -> str:
        """Every measure of one year with its basis; each row has the measure's name as its anchor."""
        lines, ids = [], []
        for found in self.figures.figures_of_year(publisher, year):
            ids.append(found.measure.replace("_", "-"))
            lines.append([
                Cell(found.title, self.href(f"/methods/{found.method}/")),
                Cell(say_with_counts(found), self.href("#rows"), number=True),
                Cell(say_with_counts(found.as_published), note="changed by a correction" if found.is_corrected else "", number=True),
                Cell(say_basis(found.basis)),
                citing.cite_cell(publisher, year, found.measure, self.href),
            ])  # fmt: skip
        label = self.label(publisher, year)
        # The range of stops has an anchor of its own: it is what most people ask for.
        own = table(f"Measures, {label}", ["Measure", "Figure", "As published", "Basis", "Cite as"], lines, ids)
        return block('<span id="stops"></span>') + own + citing.no_longer_counted(self.figures, publisher, year, self.href)

    def cited_note(self, publisher: str, year: int) -> str:
        """Where a link that carries the value it cites is answered: unchanged, or was and is and why."""
        return citing.cited_note(publisher, year, self.href)

    def withdrawn_deployments(self, publisher: str) -> str:
        """Deployments that a newer edition left out; nothing where there is none."""
        return citing.withdrawn_deployments(self.figures, publisher, self.href)

    def verify(self, publisher: str, year: int) -> str:
        """Lets a reader count each figure of a year again in the page, from the published file."""
        return verify_script(self.figures, publisher, year, self.href)

    def place_table(self, publisher: str, year: int) -> str:
        """Every place of a year with its borough."""
        return self._where(publisher, self.figures.places(publisher, year), f"Places, {self.label(publisher, year)}", ["place", "borough"])

    def borough_table(self, publisher: str, year: int) -> str:
        """Boroughs of a year; deployments whose borough is not known stand in a row of their own."""
        return self._where(publisher, self.figures.boroughs(publisher, year), f"Boroughs, {self.label(publisher, year)}", ["borough"])

    def _named(self, publisher: str, line: Mapping[Hashable, Any], name: str, is_own: bool) -> Cell:
        """A place or borough, linked to its page where the line is about it."""
        if not isinstance(line[name], str):
            return Cell("borough not known")
        return Cell(line[name], self.href(f"/{publisher}/{name}s/{line['slug']}/") if is_own else "")

    def _where(self, publisher: str, frame: pd.DataFrame, caption: str, names: list[str]) -> str:
        if frame.empty:
            return "\n\nNo deployment is recorded for this year.\n\n"
        counts = ["deployments", "faces_seen", "alerts", "arrests"]
        lines = [
            [self._named(publisher, line, name, is_own=name == names[0]) for name in names]
            + [Cell(number_or_unknown(line[name]), note=moved(line[name], line[f"{name}_as_published"]), number=True) for name in counts]
            for line in frame.to_dict("records")
        ]
        return table(caption, [*(name.capitalize() for name in names), "Deployments", "Faces seen (estimate)", "Alerts", "Arrests"], lines)

    def borough_years(self, publisher: str) -> str:
        """Deployments by borough and calendar year; 0 where the records cover the year and list none."""
        return areas.years_of_areas(self.figures, publisher, "borough", self.href)

    def place_years(self, publisher: str) -> str:
        """Deployments by place and calendar year, each place with its page."""
        return areas.years_of_areas(self.figures, publisher, "place", self.href)

    def area(self, publisher: str, kind: str, slug: str) -> areas.Area:
        """One place or borough, for its own page."""
        return areas.Area(self.figures, publisher, kind, slug, self.href)

    def deployments(self, publisher: str, year: int | None = None) -> str:
        """Every deployment (of a year), each with its printed row one click away."""
        return rows.deployment_table(self.figures, publisher, year, self.href)

    def deployments_form(self, publisher: str) -> str:
        """The choices above the table of deployments, for readers with JavaScript, and the file with all rows."""
        return deployments_form(self.figures, publisher, self.href)
