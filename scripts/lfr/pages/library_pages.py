"""What the pages of the disclosure log, of the governance library and of letters know."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from markupsafe import Markup

from lfr.curated.disclosures import Disclosure, Question, Section, section_number
from lfr.curated.library import RULES, Document, Library, in_force_on, perhaps_in_force_on
from lfr.curated.rules import first_day, last_day
from lfr.letters.blocks import Fragments, unfilled
from lfr.letters.hand_written import DECISIONS, HELD, Picked, Request, choices_of
from lfr.letters.letter import compose
from lfr.letters.letter_files import as_html
from lfr.letters.standard_answers import library_of
from lfr.pages.page import Line, Page
from lfr.wording.addresses import answer_address
from lfr.wording.year_words import deployments_by_year

_UNKNOWN_YEAR = "not-known"


def disclosures_context(page: Page, publisher: str, slug: str = "", by: str = "") -> Line:
    """What every page of the log knows; `disclosure` is the one that a page is about, `groups` are made by section, year or question."""
    library = library_of(page.figures, publisher)
    return {
        "library": library,
        "disclosure": library.disclosures.get(slug),
        "newest": newest_first(library.disclosures.values()),
        "groups": partial(_groups, library),
        "marks": _marks,
        "decisions": decisions,
        "say_decision": say_decision,
        "say_cited": _say_cited,
        "section_number": section_number,
        "section_numbers": _section_numbers,
    }


def _date_of(disclosure: Disclosure) -> str:
    return disclosure.published or disclosure.received


def newest_first(disclosures: Iterable[Disclosure]) -> list[Disclosure]:
    """By the date of the response, or of the request where only that is known; without either, last."""
    return sorted(sorted(disclosures, key=lambda one: one.slug), key=lambda one: _date_of(one) or "0", reverse=True)


def decisions(disclosure: Disclosure) -> str:
    """How many questions met with each decision, in the order of the letter."""
    counts = Counter(say_decision(question.decision) for question in disclosure.questions)
    return "; ".join(f"{decision} ({number})" if len(disclosure.questions) > 1 else decision for decision, number in counts.items())


def say_decision(decision: str) -> str:
    """A decision in words: one that is not known was taken, but nobody here has read it."""
    return "decision not read" if decision == "not known" else decision


def _section_numbers(one: Disclosure) -> list[str]:
    """The sections engaged, without their subsections: 40(2) and 40(3) are section 40."""
    return list(dict.fromkeys(map(section_number, one.sections_engaged)))


def _years(one: Disclosure) -> list[str]:
    return [str(first_day(_date_of(one)).year) if _date_of(one) else _UNKNOWN_YEAR]


# By which a disclosure is found: the values that it has, and those that a question of it has by itself.
_BY: dict[str, tuple[Callable[[Disclosure], Collection[str]], Callable[[Question], Collection[str]]]] = {
    "section": (_section_numbers, lambda question: [*map(section_number, question.sections)]),
    "year": (_years, lambda question: ()),
    "question": (lambda one: one.answers, lambda question: question.answers),
}


def _marks(one: Disclosure) -> dict[str, str]:
    """The values of a row that the filter goes by: the groups that hold it."""
    return {by: " ".join(of_disclosure(one)) for by, (of_disclosure, _) in _BY.items()}


def _groups(library: Library, by: str) -> list[Line]:
    """Disclosures with one value ("" for no section known), each with the questions that put it there."""
    of_disclosure, of_question = _BY[by]
    found: dict[str, list[tuple[Disclosure, list[Question]]]] = {}
    for one in newest_first(library.disclosures.values()):
        for value in of_disclosure(one) or [""]:
            found.setdefault(value, []).append((one, [question for question in one.questions if value in of_question(question)]))

    def group(value: str, id: str, title: str, address: str = "", section: Section | None = None) -> Line:
        return {"value": value, "id": id, "title": title, "disclosures": found[value], "address": address, "section": section}

    if by == "year":
        return [group(year, f"year-{year}", "Year not known" if year == _UNKNOWN_YEAR else year) for year in found]
    if by == "question":
        asked = [one for one in library.answers.values() if one.id in found]
        return [group(one.id, one.id, one.question, answer_address(library.publisher, one.id)) for one in asked]
    numbers = sorted(filter(None, found), key=lambda number: (int(re.sub(r"\D", "", number)), number))
    known = [library.sections[number] for number in numbers]
    groups = [group(one.id, f"section-{one.id}", f"Section {one.id}: {one.title}", section=one) for one in known]
    return [*groups, *([group("", "none-known", "No section known")] if "" in found else [])]


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


_FIRST_YEAR = 2018
_DAY = timedelta(days=1)


def documents_context(page: Page, publisher: str) -> Line:
    """Every document, in the order of dates; `after` gives those that follow a turning point."""
    library = library_of(page.figures, publisher)
    documents = by_date(library.documents.values())
    return {
        "library": library,
        "rules": RULES,
        "documents": documents,
        "version": lambda one: one.version or ("not known" if one.type in RULES - {"legislation"} else "none given"),
        "after": lambda point: [one for one in documents if point.id in one.follows],
    }


def timeline_context(page: Page, publisher: str) -> Line:
    """The documents beside the deployments of each year that the records cover; `years` are those of both."""
    documents = by_date(library_of(page.figures, publisher).documents.values())
    deployments = {one.year: one for one in deployments_by_year(page.figures, publisher)}
    return {
        "documents": documents,
        "deployments": deployments,
        "years": range(_FIRST_YEAR, max([*deployments, *(first_day(one.date).year for one in documents if one.date)]) + 1),
        "of_years": lambda *years: [one for one in documents if one.date and first_day(one.date).year in years],
    }


def in_force_context(page: Page, publisher: str) -> Line:
    """Which documents were in force when. What may be in force on any day (`always`) is named once for all rows."""
    documents = library_of(page.figures, publisher).documents
    rows = intervals(documents)
    return {"intervals": rows, "always": [one for one in documents.values() if all(one in row.perhaps for row in rows)]}


def by_date(documents: Iterable[Document]) -> list[Document]:
    """In the order of their dates; of two that may be of one day the less precise first; undated ones last."""
    return sorted(documents, key=lambda one: (*_place_in_time(one.date), one.id))


def _place_in_time(text: str) -> tuple[int, int]:
    return (first_day(text).toordinal(), -last_day(text).toordinal()) if text else (date.max.toordinal(), 0)


@dataclass(frozen=True)
class Interval:
    """A stretch of days with the same documents in force: `start` is None before the first change, `end` after the last."""

    start: date | None
    end: date | None
    certain: list[Document]
    perhaps: list[Document]


def intervals(found: dict[str, Document]) -> list[Interval]:
    """Every stretch of days between two changes, by the one rule of `in_force_on` and `perhaps_in_force_on`."""
    rows: list[Interval] = []
    for start in [None, *_change_days(found)]:
        row = Interval(start, None, in_force_on(found, start or date.min), perhaps_in_force_on(found, start or date.min))
        if rows and (rows[-1].certain, rows[-1].perhaps) == (row.certain, row.perhaps):
            continue
        if rows and start:
            rows[-1] = replace(rows[-1], end=start - _DAY)
        rows.append(row)
    return rows


def _change_days(found: dict[str, Document]) -> list[date]:
    """Every day on which the answer may change: dates known by month or year have two."""
    days: set[date] = set()
    for one in found.values():
        days |= {first_day(one.begins), last_day(one.begins)} if one.begins else set()
        days |= {first_day(one.in_force_to) + _DAY, last_day(one.in_force_to) + _DAY} if one.in_force_to else set()
    return sorted(days)


def letter_context(page: Page, publisher: str) -> Line:
    """`to_fill` is how many parts of the letter are left to fill in."""
    library = library_of(page.figures, publisher)
    texts: Fragments = json.loads((page.figures.project.pages / publisher / "letter" / "fragments.json").read_text(encoding="utf-8"))
    # A new request with the questions of a logged one, or with all about figures, for every calendar year of the records.
    years = tuple(int(year["year"]) for year in texts["years"])
    asked = () if library.request else tuple(Picked((name,)) for name, one in library.answers.items() if one.measures)
    blocks = compose(texts, choices_of(Request(publisher, disclosure=library.request, years=years, questions=asked), library, texts))
    letter = {"letter": Markup(as_html(blocks, level=1)), "to_fill": len(unfilled(blocks))}
    return {"texts": texts, "original": library.request, **letter, "decisions": DECISIONS, "held": HELD}
