"""/<force>/, and what the home page says of a force: how often it used live facial recognition, where, and what people ask."""

from dataclasses import dataclass
from typing import Any

from lfr.curated.answers import FIGURE
from lfr.letters.letter_text import render
from lfr.pages.page import Page
from lfr.pages.record_facts import library_of
from lfr.pages.render import lines_of
from lfr.pages.single_figures import has_page, newest_years, years_of
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_figure
from lfr.wording.year_before import Before, year_before
from lfr.wording.year_words import HEADLINE, before_corrections, context_of_year, finding_of_year, parts_of_year

_OFTEN = 5  # so many boroughs are named before the list of all


@dataclass(frozen=True)
class Card:
    """A question that people ask, with its answer in a sentence or two."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True)
class ForcePage:
    """What is known of a force. `year` is the one shown first, its newest whole year; `switch` are the years to choose from."""

    publisher: str
    name: str
    full_name: str
    year: Figure
    finding: str
    context: str
    switch: list[Figure]
    can_compare: bool
    tiles: list[tuple[Figure, Before | None]]
    before_corrections: str
    boroughs: list[dict[str, Any]]
    often: list[dict[str, Any]]
    years: list[list[Figure]]
    cards: list[Card]
    has_letter: bool

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The columns of the table of years, all of numbers."""
        return [(one.title, True) for one in self.years[0]]


def context(page: Page, publisher: str) -> ForcePage:
    """A force as its own page and the home page show it."""
    figures = page.figures
    own = figures.publishers().set_index("id").loc[publisher]
    shown = newest_years(page, publisher)
    year = int(shown[0].year)
    headline = [figures.figure(publisher, year, name) for name in HEADLINE]
    areas = figures.areas(publisher)
    used = [one for one in lines_of(figures.boroughs(publisher, year)) if one["borough"] is not None]
    return ForcePage(
        publisher=publisher,
        name=own["short_name"],
        full_name=own["name"],
        year=headline[0],
        finding=finding_of_year(figures, publisher, year),
        context=" ".join(filter(None, [context_of_year(figures, publisher, year), parts_of_year(figures, publisher, year)])),
        switch=[figures.figure(publisher, int(one.year), "deployments") for one in shown],
        can_compare=has_page(page, f"/{publisher}/compare/"),
        tiles=[(one, year_before(figures, one)) for one in headline],
        before_corrections=before_corrections(headline),
        boroughs=sorted(lines_of(areas[areas["kind"] == "borough"]), key=lambda one: one["name"]),
        often=[one for one in used if one["deployments"] >= used[min(_OFTEN, len(used)) - 1]["deployments"]],
        years=[[figures.figure(publisher, one, name) for name in HEADLINE] for one in reversed(years_of(page, publisher))],
        cards=_cards(page, publisher),
        has_letter=has_page(page, f"/{publisher}/letter/"),
    )


def _cards(page: Page, publisher: str) -> list[Card]:
    """The questions that have a card, in the order of the library; a force without answers of its own has none."""
    if not has_page(page, f"/{publisher}/answers/"):
        return []
    library = library_of(page.figures, publisher)
    answers = [one for one in library.answers.values() if one.card] if library.is_at_home else []
    return [Card(one.id, one.card_question or one.question, _filled(page.figures, one.card, one.where())) for one in answers]


def _filled(figures: Figures, text: str, where: str) -> str:
    """The text of a card. Its figures stand alone: corrections are said once on the page, and on the page of the answer."""
    bare = FIGURE.sub(lambda found: say_figure(figures.figure(found[1], int(found[2]), found[3])), text)
    return render(bare, figures, where)
