"""/<force>/, and what the home page says of a force: how often it used live facial recognition, where, and what people ask."""

from dataclasses import dataclass

from lfr.curated.answers import FIGURE, Answer
from lfr.letters.letter_text import render
from lfr.letters.standard_answers import library_of
from lfr.pages.page import Line, Page, lines_of
from lfr.pages.single_figures import has_page, publishers
from lfr.pages.year_page import Compared, compared, most_used
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_figure
from lfr.wording.year_words import HEADLINE, first_shown

_OFTEN = 5  # so many boroughs are named before the list of all


@dataclass(frozen=True)
class ForcePage:
    """What is known of a force. `year` is the one shown first, its newest whole year; `switch` are the years to choose from, `cards` the
    questions with an answer in a sentence or two, `years` the figures of each year, the newest first."""

    publisher: str
    year: Figure
    switch: list[Figure]
    tiles: list[Compared]
    boroughs: list[Line]
    often: list[Line]
    years: list[list[Figure]]
    cards: list[tuple[Answer, str]]


def context(page: Page, publisher: str) -> ForcePage:
    """A force as its own page and the home page show it."""
    figures = page.figures
    years = [[figures.figure(publisher, int(year), name) for name in HEADLINE] for year in reversed(figures.years(publisher)["year"])]
    firsts = [figures_of[0] for figures_of in years]
    # What a reader came for: the newest whole year, and the part year after it.
    whole = first_shown(figures, publisher)
    part = [one for one in firsts[:1] if one.is_partial and one is not whole]
    areas = figures.areas(publisher)
    return ForcePage(
        publisher=publisher,
        year=whole,
        switch=[whole, *part],
        tiles=compared(figures, publisher, whole.year),
        boroughs=sorted(lines_of(areas[areas["kind"] == "borough"]), key=lambda one: one["name"]),
        often=most_used(figures, publisher, whole.year, _OFTEN),
        years=years,
        cards=_cards(page, publisher),
    )


def home(page: Page) -> list[ForcePage]:
    """The home page: of the only force what there is to say of it, of several forces a table."""
    return [context(page, one) for one in publishers(page)]


def _cards(page: Page, publisher: str) -> list[tuple[Answer, str]]:
    """The questions that have a card, in the order of the library; a force without answers of its own has none."""
    if not has_page(page, f"/{publisher}/answers/"):
        return []
    answers = [one for one in library_of(page.figures, publisher).answers.values() if one.card]
    return [(one, _filled(page.figures, one.card, one.where())) for one in answers]


def _filled(figures: Figures, text: str, where: str) -> str:
    """The text of a card. Its figures stand alone: corrections are said once on the page, and on the page of the answer."""
    bare = FIGURE.sub(lambda found: say_figure(figures.figure(found[1], int(found[2]), found[3])), text)
    return render(bare, figures, where)
