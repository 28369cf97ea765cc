"""Code as it is run, and charts."""

from __future__ import annotations

from lfr.charts.chart import Chart, chart_named
from lfr.errors import LfrError
from lfr.pages import chart_pages
from lfr.pages.macros.figure_macros import FigureMacros
from lfr.warehouse.model_sql import model_sql
from lfr.wording.html import block


class ChartMacros(FigureMacros):
    """Code as it is run, and charts."""

    def sql(self, name: str) -> str:
        """The SQL of a model or check ("core/deployments", "checks/parts_and_total"), as it is run."""
        found = model_sql().get(name.replace("/", "."))
        if not found:
            raise LfrError(f"sql: there is no model “{name}” under scripts/lfr/warehouse/models.")
        return f"\n\n```sql\n{found.strip()}\n```\n\n"

    def chart(self, name: str, own: bool = False) -> str:
        """A chart drawn at build time, inside the page, with its sentence; `own` on the page that is the chart's own."""
        script = "" if self._has_chart else block(f'<script src="{self.href("/assets/chart.js")}" defer></script>')
        self._has_chart = True
        return chart_pages.figure(self.figures.project, self.chart_said(name), self.href, own=own) + script

    def chart_said(self, name: str) -> Chart:
        """What is said of a chart: title, sentence, notes, table."""
        return chart_named(self.figures.project, name)

    def chart_notes(self, name: str) -> str:
        """What to know before comparing."""
        return chart_pages.notes(self.chart_said(name))

    def chart_table(self, name: str) -> str:
        """The data of a chart."""
        return chart_pages.data_table(self.chart_said(name), self.href)

    def chart_embed(self, name: str, site_url: str) -> str:
        """A snippet with which another site shows the chart."""
        return chart_pages.snippet(self.figures, self.chart_said(name), site_url, self.as_at())

    def chart_list(self, publisher: str) -> str:
        """Every chart of a force."""
        return chart_pages.listing(self.figures, publisher, self.href)

    def has_chart(self, name: str) -> bool:
        """Whether a chart was drawn: some forces have no borough of London, some years no place."""
        return (self.figures.project.charts / f"{name}.json").is_file()
