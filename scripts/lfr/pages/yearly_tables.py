"""Macros for tables of figures: measures by calendar year, every measure of a year, on what basis each layout gives them."""

from lfr.errors import LfrError
from lfr.pages.page import Page
from lfr.pages.render import render_part
from lfr.pages.single_figures import publisher_name
from lfr.records.layouts import log_layout
from lfr.wording.words import BASES, FEW

# The kinds of cells in the plain CSV log that a force can export.
_LOG_KINDS = {"text": "text", "iso_date": "a date, YYYY-MM-DD", "count": "a whole number", "decimal": "a number from 0 to 1"}


def yearly_table(page: Page, publisher: str, measures: list[str], caption: str = "", anchors: bool = False) -> str:
    """Measures by calendar year, one row per year. Every figure links to its rows."""
    names = [*measures, *(["deployments_stopped_early"] if "deployments" in measures else [])]
    years = [
        (year, {name: page.figures.figure(publisher, year.year, name) for name in names})
        for year in page.figures.years(publisher).itertuples()
    ]
    given = {"publisher": publisher, "caption": caption or f"{publisher_name(page, publisher, short=True)}, by calendar year"}
    titles = [years[0][1][name].title for name in measures]
    return render_part(page, "yearly.html", "yearly", measures=measures, titles=titles, years=years, has_anchors=anchors, **given)


def bases(page: Page, method: str) -> str:
    """On what basis each layout gives the measures of one method page."""
    frame = page.figures.bases(method)
    if frame.empty:
        raise LfrError(f"no measure has the method “{method}” (warehouse/measures.toml).")
    layouts = list(dict.fromkeys(frame["layout"]))
    by_title = frame.pivot(index="title", columns="layout", values="basis").fillna("not_published")
    rows = {title: [BASES[by_title.at[title, name]] for name in layouts] for title in dict.fromkeys(frame["title"])}
    return render_part(page, "yearly.html", "bases", layouts=layouts, rows=rows)


def log_columns(page: Page) -> str:
    """The columns of the plain CSV log, from the layout that reads it."""
    return render_part(page, "yearly.html", "log_columns", columns=log_layout().columns, kinds=_LOG_KINDS)


def basis_codes(page: Page) -> dict[str, str]:
    """What the codes in the column `basis` mean."""
    return BASES


def few(page: Page) -> int:
    """Fewer cases than this are given as counts, not as a percentage."""
    return FEW
