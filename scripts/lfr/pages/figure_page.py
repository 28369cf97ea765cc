"""/<force>/figures/<measure>/<year>/: a figure with the rows that make it, its citation, its history, and how to count it again."""

from dataclasses import dataclass
from functools import cache

from lfr.pages.deployments_page import Told, heading, told
from lfr.pages.page import Page
from lfr.pages.recounting import count_again
from lfr.pages.releases.figure_pages import citations, histories_of
from lfr.pages.rows_counted import Counted, counted
from lfr.releases.figure_rows import Row, Rows, figure_rows
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.addresses import figure_id
from lfr.wording.year_before import Before, year_before


@dataclass(frozen=True)
class FigurePage:
    """What the page of a figure knows. `citation` and `bibtex` are empty for a range, whose two ends are cited."""

    figure: Figure
    before: Before | None
    counted: Counted
    rows: list[Told]
    history: list[Row]
    citation: str
    bibtex: str
    id: str
    recount: str


def context(page: Page, publisher: str, year: int, measure: str) -> FigurePage:
    """The page of one figure."""
    figures, key = page.figures, figure_id(publisher, year, measure)
    figure, row = figures.figure(publisher, year, measure), _rows(figures).get(key)
    found, history, cite = counted(figures, figure), histories_of(figures).get(key, []), citations(figures)[publisher]
    steps = history or [{"version": ""}]  # without a release there is no step either: the citation says so
    columns = {column: heading(column) for column in found.columns}
    return FigurePage(
        figure=figure,
        before=year_before(figures, figure),
        counted=found,
        rows=[told(figures, line, columns) for line in found.rows],
        history=history,
        citation=cite.text(row, steps) if row else "",
        bibtex=cite.bibtex(row, steps) if row else "",
        id=key,
        recount=count_again(page, figure) if figure.value is not None else "",
    )


@cache
def _rows(figures: Figures) -> Rows:
    """Asked once for all pages."""
    return figure_rows(figures)
