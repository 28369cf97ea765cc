"""The disclosure log: a list, a page for each disclosure, the log in groups for readers without scripts, the sections of the Act."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lfr.curated.disclosures import Disclosure, Question
from lfr.curated.entry_dates import first_day
from lfr.curated.law_sections import Section, section_number
from lfr.curated.library import Library
from lfr.pages.render import write_rendered
from lfr.wording.addresses import answer_address

_UNKNOWN_YEAR = "not-known"


def write_disclosure_pages(library: Library, folder: Path) -> int:
    """Write the list, its groups and the page of each disclosure into `folder`. Returns how many pages."""
    newest = newest_first(library.disclosures.values())
    shared: dict[str, Any] = {
        "home": f"/{library.publisher}/disclosures/", "publisher": library.publisher, "answers": library.answers,
        "say_cited": _say_cited, "date_of": date_of, "decisions": decisions, "say_decision": say_decision,
        "section_number": section_number, "section_numbers": section_numbers, "year_of": _year_of,
    }  # fmt: skip

    def write(name: str, template: str, **context: Any) -> int:
        return write_rendered(folder / f"{name}.md", template, **shared, **context)

    every = [question.decision for one in newest for question in one.questions]
    written = write(
        "index", "disclosures.html", disclosures=newest, choices=_choices(library, newest), asked=len(every),
        not_read=every.count("not known"),
    )  # fmt: skip
    for one in newest:
        written += write(one.slug, "disclosure.html", disclosure=one, sections=library.sections)
    for by, groups in (
        ("section", _by_section(library, newest)),
        ("year", _by_year(newest)),
        ("question", _by_question(library, newest)),
    ):
        written += write(f"by-{by}", "disclosure-groups.html", by=by, groups=groups)
    engaged = [(section, [one for one in newest if section.id in section_numbers(one)]) for section in library.sections.values()]
    return written + write("sections", "sections.html", sections=engaged)


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


def date_of(disclosure: Disclosure) -> str:
    return disclosure.published or disclosure.received


def section_numbers(disclosure: Disclosure) -> list[str]:
    """The sections engaged, without their subsections: 40(2) and 40(3) are section 40."""
    return list(dict.fromkeys(section_number(cited) for cited in disclosure.sections_engaged))


def _year_of(disclosure: Disclosure) -> str:
    date = date_of(disclosure)
    return str(first_day(date).year) if date else _UNKNOWN_YEAR


def _say_year(year: str) -> str:
    return "year not known" if year == _UNKNOWN_YEAR else year


def _by_number(number: str) -> tuple[int, str]:
    return int(re.sub(r"\D", "", number)), number


def _choices(library: Library, disclosures: list[Disclosure]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The choices of the filter: for each mark of a row its values with their names."""
    numbers = sorted({number for one in disclosures for number in section_numbers(one)}, key=_by_number)
    years = sorted({_year_of(one) for one in disclosures}, key=lambda year: year.replace(_UNKNOWN_YEAR, "0"), reverse=True)
    asked = [answer for answer in library.answers.values() if any(answer.id in one.answers for one in disclosures)]
    return {
        ("section", "Section of the Act"): [(one, f"{one}: {library.sections[one].title}") for one in numbers],
        ("year", "Year"): [(one, _say_year(one)) for one in years],
        ("question", "Standard question"): [(one.id, one.question) for one in asked],
    }


def _say_cited(section: Section, disclosure: Disclosure) -> str:
    """The citations of a section in a response, with the questions that each is for."""
    questions = [one.number for one in disclosure.questions if section.id in map(section_number, one.sections)]
    cited = [one for one in disclosure.sections_engaged if section_number(one) == section.id]
    where = ", ".join(f"question {number}" for number in questions) or "the letter; for which question is not known"
    if questions and set(cited) - {one for question in disclosure.questions for one in question.sections}:
        where += ", and the letter as a whole"
    if section.kind in ("duty", "definition") and not questions:
        where = "the letter as a whole"
    return f"{', '.join(cited)}, for {where}"


# -- groups ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Group:
    """A heading, and under it the disclosures, each with the questions that put it there."""

    id: str
    title: str
    disclosures: list[tuple[Disclosure, list[Question]]]
    address: str = ""
    section: Section | None = None


def _by_section(library: Library, disclosures: list[Disclosure]) -> list[_Group]:
    groups = []
    for number in sorted({one for item in disclosures for one in section_numbers(item)}, key=_by_number):
        section = library.sections[number]
        found = [
            (one, [question for question in one.questions if number in map(section_number, question.sections)])
            for one in disclosures
            if number in section_numbers(one)
        ]
        groups.append(_Group(f"section-{number}", f"Section {number}: {section.title}", found, section=section))
    none: list[tuple[Disclosure, list[Question]]] = [(one, []) for one in disclosures if not one.sections_engaged]
    return [*groups, *([_Group("none-known", "No section known", none)] if none else [])]


def _by_year(disclosures: list[Disclosure]) -> list[_Group]:
    return [
        _Group(f"year-{year}", _say_year(year).capitalize(), [(one, []) for one in disclosures if _year_of(one) == year])
        for year in dict.fromkeys(map(_year_of, disclosures))
    ]


def _by_question(library: Library, disclosures: list[Disclosure]) -> list[_Group]:
    groups = []
    for answer in library.answers.values():
        asked = [(one, [question for question in one.questions if answer.id in question.answers]) for one in disclosures]
        if found := [(one, questions) for one, questions in asked if questions]:
            groups.append(_Group(answer.id, answer.question, found, address=answer_address(library.publisher, answer.id)))
    return groups
