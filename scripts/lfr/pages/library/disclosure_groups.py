"""The disclosure log in groups, as pages that need no script, and the sections of the Act explained."""

from __future__ import annotations

from pathlib import Path

from lfr.curated.entry_dates import say_date
from lfr.curated.library import Disclosure, Library, Question, section_number
from lfr.pages.library.disclosure_pages import HOME, by_number, date_of, explained, newest_first, say_year, section_numbers, year_of
from lfr.wording.html import entry
from lfr.wording.markup import fixed, link, listing, say, write_page


def write(library: Library, folder: Path) -> int:
    """Write the log by section, by year and by standard question into `folder`. Returns how many pages."""
    pages = {
        "by-section": ("Disclosures by section of the Act", _by_section(library)),
        "by-year": ("Disclosures by year", _by_year(library)),
        "by-question": ("Disclosures by standard question", _by_question(library)),
        "sections": ("Sections of the Act, explained", _sections(library)),
    }
    return sum(
        write_page(folder / f"{name}.md", title, f"{title}: the log of live facial recognition disclosures.", body)
        for name, (title, body) in pages.items()
    )


def _by_section(library: Library) -> str:
    body = "Every disclosure under each section that it engages. A letter may engage several.\n\n"
    disclosures = newest_first(library.disclosures.values())
    for number in sorted({one for item in disclosures for one in section_numbers(item)}, key=by_number):
        section = library.sections[number]
        found = [one for one in disclosures if number in section_numbers(one)]
        body += _heading(f"section-{number}", f"Section {number}: {section.title}")
        body += fixed(f"<p>{say(section.explanation)} {link(f'{HOME}sections/#section-{number}', 'More on this section')}</p>")
        body += fixed(listing(_with_questions(one, _citing(one, number)) for one in found))
    none = [one for one in disclosures if not one.sections_engaged]
    if none:
        body += _heading("none-known", "No section known") + fixed(listing(_with_questions(one, []) for one in none))
    return body


def _citing(disclosure: Disclosure, number: str) -> list[Question]:
    return [one for one in disclosure.questions if number in map(section_number, one.sections)]


def _by_year(library: Library) -> str:
    body = "By the year of the response, or of the request where only that is known.\n\n"
    disclosures = newest_first(library.disclosures.values())
    for year in dict.fromkeys(year_of(one) for one in disclosures):
        found = [one for one in disclosures if year_of(one) == year]
        body += _heading(f"year-{year}", say_year(year).capitalize()) + fixed(listing(_with_questions(one, []) for one in found))
    return body


def _by_question(library: Library) -> str:
    body = "Who asked the same before, and what was decided. Each heading leads to today's answer.\n\n"
    disclosures = newest_first(library.disclosures.values())
    for answer in library.answers.values():
        found = {one: [q for q in one.questions if answer.id in q.answers] for one in disclosures if answer.id in one.answers}
        if found:
            body += _heading(answer.id, answer.question, f"/met/answers/{answer.id}/")
            body += fixed(listing(_with_questions(one, questions) for one, questions in found.items()))
    return body


def _heading(name: str, text: str, address: str = "") -> str:
    return fixed(f'<h2 id="{say(name)}">{link(address, text) if address else say(text)}</h2>')


def _with_questions(disclosure: Disclosure, questions: list[Question]) -> str:
    text = f"{link(f'{HOME}{disclosure.slug}/', disclosure.reference)}, {say(say_date(date_of(disclosure)))}: {say(disclosure.title)}"
    if not questions:
        return text
    page = f"{HOME}{disclosure.slug}/"
    return text + listing(
        f"{link(f'{page}#question-{one.number}', f'Question {one.number}')}: {say(one.asked)} <em>{say(one.decision)}</em>"
        for one in questions
    )


def _sections(library: Library) -> str:
    body = (
        "What a section of the Freedom of Information Act 2000 says, in our own words."
        " This is no legal advice: each entry links to the Act.\n\n## The sections {: #all }\n"
    )
    for section in library.sections.values():
        engaged = [one for one in newest_first(library.disclosures.values()) if section.id in section_numbers(one)]
        facts = explained(section)
        if section.reasoning_to_fill:
            facts["An officer who relies on it writes"] = listing(map(say, section.reasoning_to_fill))
        facts["Source" if section.certainty == "recalled" else "Where this was seen"] = say(section.source)
        links = [link(f"{HOME}{one.slug}/", one.reference) for one in engaged]
        facts["Disclosures that engage it"] = listing(links) if links else "none in this log"
        body += fixed(entry(f"section-{section.id}", f"Section {section.id}: {section.title}", facts))
    return body
