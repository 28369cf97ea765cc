"""What pages say about releases: which one they show, where a figure is cited from, and what is no longer counted."""

from functools import cache
from html import escape

from lfr.pages.page import Page
from lfr.pages.single_figures import later_line, publishers
from lfr.warehouse.figures import Figures, Shown
from lfr.wording.addresses import anchor, figure_id, history_address, history_file_address, printed_row_address
from lfr.wording.html import Cell, block, table
from lfr.wording.words import say_day


def closing_line(page: Page) -> str:
    """The last line of every page: what the figures rest on, which release it shows; of a force how far its records reach."""
    shown, newest = _shown(page.figures), f'the newest <a href="{page.href("/sources/")}">document</a> counted'
    release = f'{escape(shown.sentence)} <a href="{page.href(shown.address)}">What changed</a>.'
    force = page.url.split("/")[0]
    later = f"{later_line(page, force)} " if force in publishers(page) else ""
    return block(f'<p class="lfr-as-at">{later}Figures as at {say_day(page.figures.newest_edition)}, the date of {newest}. {release}</p>')


@cache
def _shown(figures: Figures) -> Shown:
    """Asked once for all pages of a built site."""
    return figures.shown()


def cited_note(page: Page, publisher: str, year: int) -> str:
    """Where a reader who comes with a cited value is told whether it is still the same. Empty until the script fills it."""
    where = page.href(history_file_address(publisher))
    place = f'<div class="lfr-cited" role="status" data-history="{where}" data-year="{year}"></div>'
    return block(f'{place}<script src="{page.href("/assets/cited.js")}" defer></script>')


def cite_cell(page: Page, publisher: str, year: int, measure: str) -> Cell:
    """The id of a figure, leading to its history and citation."""
    return Cell(figure_id(publisher, year, measure), page.href(history_address(publisher, measure, year)))


def no_longer_counted(page: Page, publisher: str, year: int) -> str:
    """The figures of a year that a release held and that are no longer counted: their addresses still lead here."""
    history = page.figures.figure_history()
    if history.empty:
        return ""
    now = {one.measure for one in page.figures.figures_of_year(publisher, year)}
    of_year = history[(history["publisher"] == publisher) & (history["year"] == str(year))]
    gone = of_year[~of_year["measure"].isin(now)].drop_duplicates("measure", keep="last")
    lines = [
        [Cell(row["title"]), Cell("no longer counted", note=str(row["why"] or "")), cite_cell(page, publisher, year, row["measure"])]
        for row in gone.to_dict("records")
    ]
    ids = [anchor(str(measure)) for measure in gone["measure"]]
    return table("No longer counted", ["Measure", "Figure", "Cite as"], lines, ids) if lines else ""


def withdrawn_deployments(page: Page, publisher: str) -> str:
    """Deployments that the newest edition of their record no longer prints: not counted, and still found at their address."""
    lines, ids = [], []
    for row in page.figures.withdrawn(publisher).to_dict("records"):
        where = page.href(printed_row_address(publisher, row["source_id"], row["page"], row["row"]))
        texts = [row["deployment_id"], str(row["date_text"]), str(row["location"])]
        lines.append([*(Cell(text) for text in texts), Cell(f"{row['source_id']}, page {row['page']}, row {row['row']}", where)])
        ids.append(row["deployment_id"])
    if not lines:
        return ""
    head = ["Deployment", "Date, as printed", "Place, as printed", "Last printed at"]
    return "\n\n## No longer printed\n\nThe publisher left these out of a newer edition. They are not counted.\n\n" + table(
        "Deployments no longer printed", head, lines, ids
    )
