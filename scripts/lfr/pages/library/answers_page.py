"""What the list of all questions knows (shown/answers.html), and the help with asking for what is not published (shown/asking.html)."""

from dataclasses import dataclass

from lfr.curated.answers import Answer
from lfr.curated.disclosures import Disclosure
from lfr.curated.law_sections import Section
from lfr.pages.library.answer_page import AnswerPage, of_answer
from lfr.pages.page import Page
from lfr.pages.single_figures import library_of, publisher_name

# The questions that the first request did not ask, in groups by the number they have in the taxonomy.
_GROUPS = {
    "Use and results": {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 19},
    "Watchlists": {10, 11, 12, 13},
    "Accuracy and fairness": {14, 16, 17},
    "Cost, events and plans": {18, 20, 21},
    "Rules, papers and rights": {22, 23, 24, 25, 26, 27},
}
_OTHER = 26
_ADVICE_SECTIONS = ("1", "8", "10", "12", "16", "84")


@dataclass(frozen=True)
class AnswersPage:
    """`first` is the request that the list begins with, `asked` the answers to each of its questions; the others are in `groups`."""

    publisher: str
    force: str
    first: Disclosure
    asked: list[list[AnswerPage]]
    groups: dict[str, list[AnswerPage]]


@dataclass(frozen=True)
class AskingPage:
    publisher: str
    answers: list[Answer]
    sections: list[Section]


def context(page: Page, publisher: str) -> AnswersPage:
    library = library_of(page.figures, publisher)
    known = {name: of_answer(page, answer, library) for name, answer in library.answers.items()}
    first = library.disclosures[library.request]
    seen, groups = {*first.answers}, {}
    for title, numbers in _GROUPS.items():
        group = [one for one in library.answers.values() if one.id not in seen and _number(one) in numbers]
        seen.update(one.id for one in group)
        groups[title] = [known[one.id] for one in group]
    assert seen >= {*library.answers}, f"in no group: {set(library.answers) - seen}"
    asked = [[known[name] for name in question.answers] for question in first.questions]
    return AnswersPage(publisher, publisher_name(page, publisher, short=True), first, asked, groups)


def asking(page: Page, publisher: str) -> AskingPage:
    library = library_of(page.figures, publisher)
    return AskingPage(publisher, list(library.answers.values()), [library.sections[one] for one in _ADVICE_SECTIONS])


def _number(answer: Answer) -> int:
    return int(answer.foi_questions[0].removeprefix("Q")) if answer.foi_questions else _OTHER
