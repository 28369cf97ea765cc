"""Pages whose template asks for nearly all that it shows: /<force>/years/, /<force>/later/, /<force>/records/<source>/."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from lfr.pages.page import Line, Page, lines_of
from lfr.pages.render import filled_text


@dataclass(frozen=True)
class OfForce:
    """`more` is what is written by hand for this force (site/_templates/forces), "" for none."""

    publisher: str
    more: str = ""


@dataclass(frozen=True)
class RecordPage:
    """`source` is its entry in sources.toml, `rows` are the cells of each row as printed, by layout."""

    source: Line
    rows: dict[str, list[list[Line]]]


def years(page: Page, publisher: str) -> OfForce:
    """Every measure in every year."""
    return OfForce(publisher)


def later(page: Page, publisher: str) -> OfForce:
    """What others state of days after the last one that the records cover."""
    path = page.figures.project.root / "site" / "_templates" / "forces" / f"{publisher}-later.html"
    return OfForce(publisher, filled_text(page, path.read_text(encoding="utf-8")) if path.is_file() else "")


def record(page: Page, source_id: str) -> RecordPage:
    """Every row of a document; a corrected cell shows what is counted instead."""
    [source] = [one for one in lines_of(page.figures.sources()) if one["id"] == source_id]
    rows: dict[str, list[list[Line]]] = {}
    for (layout, _, _), cells in groupby(lines_of(page.figures.printed_cells(source_id)), itemgetter("layout", "page", "row")):
        rows.setdefault(layout, []).append(list(cells))
    return RecordPage(source, rows)
