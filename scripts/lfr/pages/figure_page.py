"""/<force>/figures/<measure>/<year>/: a figure with the rows that make it, its citation, its history, and how to count it again."""

from dataclasses import dataclass

from lfr.pages.deployments_page import Told, heading, told
from lfr.pages.page import Page
from lfr.pages.recounting import count_again
from lfr.pages.releases.figure_pages import citations, histories_of, release_holding
from lfr.pages.rows_counted import Counted, counted
from lfr.releases.figure_rows import Row, figure_row
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.addresses import figure_id
from lfr.wording.words import say_title
from lfr.wording.year_before import Before, year_before


@dataclass(frozen=True)
class FigurePage:
    """What the page of a figure knows."""

    figure: Figure
    before: Before | None
    instead: str
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
    figure, history = figures.figure(publisher, year, measure), histories_of(figures).get(key, [])
    found = counted(figures, figure)
    columns = {column: say_title(column, figure.basis, heading(column)) for column in found.columns}
    citation, bibtex = cited(figures, figure)
    return FigurePage(
        figure=figure,
        before=year_before(figures, figure),
        instead=measures()[measure].instead.get(figure.basis, ""),
        counted=found,
        rows=[told(figures, line, columns) for line in found.rows],
        history=history,
        citation=citation,
        bibtex=bibtex,
        id=key,
        recount=count_again(page, figure) if figure.value is not None else "",
    )


def cited(figures: Figures, figure: Figure) -> tuple[str, str]:
    """The sentence to cite a figure by, and the same as BibTeX. A range is of the release that holds both of its ends."""
    cite = citations(figures)[figure.publisher]
    keys = [figure_id(one.publisher, one.year, one.measure) for one in figure.ends or (figure,)]
    row, release = figure_row(figure, ""), min((release_holding(figures, key) for key in keys), key=bool)
    return cite.text(row, release), cite.bibtex(row, release)
