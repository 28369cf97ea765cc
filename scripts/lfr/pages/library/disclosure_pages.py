"""What the pages of the disclosure log know: the list, each disclosure, the log in groups, the sections of the Act."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from lfr.curated.disclosures import Disclosure, Question
from lfr.curated.entry_dates import first_day
from lfr.curated.law_sections import Section, section_number
from lfr.curated.library import Library
from lfr.letters.standard_answers import library_of
from lfr.pages.page import Page
from lfr.wording.addresses import answer_address

_UNKNOWN_YEAR = "not-known"


def date_of(disclosure: Disclosure) -> str:
    return disclosure.published or disclosure.received


def newest_first(disclosures: Iterable[Disclosure]) -> list[Disclosure]:
    """By the date of the response, or of the request where only that is known; without either, last."""
    return sorted(sorted(disclosures, key=lambda one: one.slug), key=lambda one: date_of(one) or "0", reverse=True)


def decisions(disclosure: Disclosure) -> str:
    """How many questions met with each decision, in the order of the letter."""
    counts = Counter(say_decision(question.decision) for question in disclosure.questions)
    return "; ".join(f"{decision} ({number})" if len(disclosure.questions) > 1 else decision for decision, number in counts.items())


def say_decision(decision: str) -> str:
    """A decision in words: one that is not known was taken, but nobody here has read it."""
    return "decision not read" if decision == "not known" else decision


def section_numbers(one: Disclosure) -> list[str]:
    """The sections engaged, without their subsections: 40(2) and 40(3) are section 40."""
    return list(dict.fromkeys(map(section_number, one.sections_engaged)))


def _years(one: Disclosure) -> list[str]:
    return [str(first_day(date_of(one)).year) if date_of(one) else _UNKNOWN_YEAR]


# By which a disclosure is found: the values that it has, and those that a question of it has by itself.
_BY: dict[str, tuple[Callable[[Disclosure], Collection[str]], Callable[[Question], Collection[str]]]] = {
    "section": (section_numbers, lambda question: [*map(section_number, question.sections)]),
    "year": (_years, lambda question: ()),
    "question": (lambda one: one.answers, lambda question: question.answers),
}


@dataclass(frozen=True)
class Group:
    """Disclosures with one value ("" for no section known), each with the questions that put it there."""

    value: str
    id: str
    title: str
    disclosures: list[tuple[Disclosure, list[Question]]]
    address: str = ""
    section: Section | None = None


@dataclass(frozen=True)
class DisclosuresPage:
    """What every page of the log knows; `disclosure` is the one that a page is about, `by` what it groups the log by."""

    library: Library
    disclosure: Disclosure | None = None
    by: str = ""
    decisions = staticmethod(decisions)
    say_decision = staticmethod(say_decision)
    section_number = staticmethod(section_number)
    section_numbers = staticmethod(section_numbers)

    @property
    def publisher(self) -> str:
        return self.library.publisher

    @cached_property
    def newest(self) -> list[Disclosure]:
        return newest_first(self.library.disclosures.values())

    def marks(self, one: Disclosure) -> dict[str, str]:
        """The values of a row that the filter goes by: the groups that hold it."""
        return {by: " ".join(of_disclosure(one)) for by, (of_disclosure, _) in _BY.items()}

    def groups(self, by: str) -> list[Group]:
        of_disclosure, of_question = _BY[by]
        found: dict[str, list[tuple[Disclosure, list[Question]]]] = {}
        for one in self.newest:
            for value in of_disclosure(one) or [""]:
                found.setdefault(value, []).append((one, [question for question in one.questions if value in of_question(question)]))
        if by == "year":
            return [Group(year, f"year-{year}", "Year not known" if year == _UNKNOWN_YEAR else year, rows) for year, rows in found.items()]
        if by == "question":
            asked = [one for one in self.library.answers.values() if one.id in found]
            return [Group(one.id, one.id, one.question, found[one.id], answer_address(self.publisher, one.id)) for one in asked]
        unknown = [Group("", "none-known", "No section known", found.pop(""))] if "" in found else []
        numbers = sorted(found, key=lambda number: (int(re.sub(r"\D", "", number)), number))
        known = [(self.library.sections[number], found[number]) for number in numbers]
        return [*(Group(one.id, f"section-{one.id}", f"Section {one.id}: {one.title}", rows, section=one) for one, rows in known), *unknown]

    def say_cited(self, section: Section, disclosure: Disclosure) -> str:
        """The citations of a section in a response, with the questions that each is for."""
        questions = [one.number for one in disclosure.questions if section.id in map(section_number, one.sections)]
        cited = [one for one in disclosure.sections_engaged if section_number(one) == section.id]
        where = ", ".join(f"question {number}" for number in questions) or "the letter; for which question is not known"
        if questions and set(cited) - {one for question in disclosure.questions for one in question.sections}:
            where += ", and the letter as a whole"
        if section.kind in ("duty", "definition") and not questions:
            where = "the letter as a whole"
        return f"{', '.join(cited)}, for {where}"


def context(page: Page, publisher: str, slug: str = "", by: str = "") -> DisclosuresPage:
    library = library_of(page.figures, publisher)
    return DisclosuresPage(library, library.disclosures.get(slug), by)
