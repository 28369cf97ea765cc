"""What the list of all questions knows (shown/answers.html), and the help with asking for what is not published (shown/asking.html)."""

from dataclasses import dataclass
from functools import cached_property

from lfr.curated.answers import Answer
from lfr.curated.disclosures import Disclosure
from lfr.curated.library import Library
from lfr.letters.standard_answers import library_of
from lfr.pages.library.answer_page import AnswerPage, of_answer
from lfr.pages.page import Page

# The questions that the first request did not ask, in groups by the number they have in the taxonomy.
_GROUPS = {
    "Use and results": {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 19},
    "Watchlists": {10, 11, 12, 13},
    "Accuracy and fairness": {14, 16, 17},
    "Cost, events and plans": {18, 20, 21},
    "Rules, papers and rights": {22, 23, 24, 25, 26, 27},
}
_OTHER = 26


@dataclass(frozen=True)
class AnswersPage:
    """`first` is the request that the list begins with, if any, `asked` the answers to its questions; the others are in `groups`."""

    page: Page
    library: Library
    publisher: str

    @property
    def first(self) -> Disclosure | None:
        return self.library.disclosures.get(self.library.request)

    @cached_property
    def _known(self) -> dict[str, AnswerPage]:
        return {name: of_answer(self.page, answer, self.library) for name, answer in self.library.answers.items()}

    @property
    def asked(self) -> list[list[AnswerPage]]:
        return [[self._known[name] for name in question.answers] for question in self.first.questions] if self.first else []

    @property
    def groups(self) -> dict[str, list[AnswerPage]]:
        others = [one for name, one in self._known.items() if not self.first or name not in self.first.answers]
        return {title: [one for one in others if _number(one.answer) in numbers] for title, numbers in _GROUPS.items()}


def context(page: Page, publisher: str) -> AnswersPage:
    return AnswersPage(page, library_of(page.figures, publisher), publisher)


def _number(answer: Answer) -> int:
    return int(answer.foi_questions[0].removeprefix("Q")) if answer.foi_questions else _OTHER
