"""What pages say about releases: which one they show, where a figure is cited from."""

from datetime import date
from functools import cache
from html import escape

from lfr.pages.page import Page
from lfr.project import site_address
from lfr.warehouse.figures import Figures, Shown
from lfr.wording.html import block
from lfr.wording.words import say_day


def closing_line(page: Page) -> str:
    """The last line of every page: what the figures rest on, and which release it shows."""
    shown, newest = _shown(page.figures), f'the newest <a href="{page.href("/sources/")}">document</a> counted'
    release = f'{escape(shown.sentence)} <a href="{page.href(shown.address)}">What changed</a>.'
    return block(f'<p class="lfr-as-at">Figures as at {say_day(page.figures.newest_edition)}, the date of {newest}. {release}</p>')


@cache
def _shown(figures: Figures) -> Shown:
    """Asked once for all pages of a built site."""
    return figures.shown()


def page_citation(page: Page, what: str) -> str:
    """A sentence to cite a page by: what it shows, the release or else the newest document counted, its lasting address."""
    shown, as_at = _shown(page.figures), say_day(page.figures.newest_edition)
    of = f"release {shown.version} of {say_day(shown.date)}, " if shown.version and shown.date and shown.is_exact else ""
    return f"{what}. LFR Statistics, {of}counted from documents as at {as_at}. {site_address(page.figures.project)}/{page.url}"


def answer_citation(page: Page, question: str, force: str, reviewed: date | None) -> str:
    """The same for an answer without a number."""
    said = f"last reviewed on {say_day(reviewed)}" if reviewed else "made from the records"
    return f"LFR Statistics, “{question}” ({force}), {said}, {site_address(page.figures.project)}/{page.url}"
