"""/<force>/records/<source>/: every row of a document as printed; a corrected cell shows what is counted instead."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from lfr.pages.page import Line, Page, lines_of


@dataclass(frozen=True)
class RecordPage:
    """`source` is its entry in sources.toml, `rows` are the cells of each row, by layout."""

    source: Line
    rows: dict[str, list[list[Line]]]


def context(page: Page, source_id: str) -> RecordPage:
    [source] = [one for one in lines_of(page.figures.sources()) if one["id"] == source_id]
    rows: dict[str, list[list[Line]]] = {}
    for (layout, _, _), cells in groupby(lines_of(page.figures.printed_cells(source_id)), itemgetter("layout", "page", "row")):
        rows.setdefault(layout, []).append(list(cells))
    return RecordPage(source, rows)
