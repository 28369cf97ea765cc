"""/<force>/figures/<measure>/<year>/: a figure with the rows that make it, its citation, its history, and how to count it again."""

from dataclasses import dataclass
from functools import cache

from lfr.pages.page import Page
from lfr.pages.recounting import count_again
from lfr.pages.releases.figure_pages import citations, histories_of
from lfr.pages.rows_counted import Counted, counted, heading, said
from lfr.releases.citation import NOT_YET
from lfr.releases.figure_rows import Row, Rows, figure_rows
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import Measure, measures
from lfr.wording.addresses import figure_address, figure_id
from lfr.wording.sentences import false_alerts_at_thresholds
from lfr.wording.year_before import Before, year_before


@dataclass(frozen=True)
class FigurePage:
    """What the page of a figure knows. `citation` and `bibtex` are empty for a range, whose two ends are cited."""

    figure: Figure
    measure: Measure
    force: str
    before: Before | None
    counted: Counted
    by_threshold: str
    history: list[Row]
    ends: list[Figure]
    citation: str
    bibtex: str
    id: str
    file: str
    recount: str
    not_yet: str = NOT_YET
    say = staticmethod(said)

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The columns of the rows, all of numbers."""
        return [(heading(column), True) for column in self.counted.columns]


def context(page: Page, publisher: str, year: int, measure: str) -> FigurePage:
    """The page of one figure."""
    figures, key = page.figures, figure_id(publisher, year, measure)
    figure, row, steps = figures.figure(publisher, year, measure), _rows(figures).get(key), histories_of(figures).get(key, [])
    cite = citations(figures)[publisher]
    return FigurePage(
        figure=figure,
        measure=measures()[measure],
        force=str(figures.publishers().set_index("id")["short_name"][publisher]),
        before=year_before(figures, figure),
        counted=counted(figures, figure),
        by_threshold=false_alerts_at_thresholds(figures, publisher, year) if measure == "false_alerts" else "",
        history=steps,
        ends=list(figure.ends),
        citation=cite.text(row, steps or [{"version": ""}]) if row else "",
        bibtex=cite.bibtex(row, steps or [{"version": ""}]) if row else "",
        id=key,
        file=figure_address(publisher, year, measure).rstrip("/") + ".csv",
        recount=count_again(page, figure) if figure.value is not None else "",
    )


@cache
def _rows(figures: Figures) -> Rows:
    """Asked once for all pages."""
    return figure_rows(figures)
