"""The disclosure log: a list, and a page for each disclosure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lfr.curated.entry_dates import first_day, say_date
from lfr.curated.library import Disclosure, Library, Question, Section, section_number
from lfr.wording.html import Cell, entry, table
from lfr.wording.markup import facts_list, fixed, link, listing, plain_line, say, script, write_page

HOME = "/met/disclosures/"
UNKNOWN_YEAR = "not-known"
KINDS = {
    "duty": "A duty of the authority",
    "exemption absolute": "An absolute exemption: no public interest test",
    "exemption qualified": "A qualified exemption: the public interest has to be weighed",
    "limit": "A limit on requests",
    "definition": "A definition",
    "review": "Review and complaint",
}


def write(library: Library, folder: Path) -> int:
    """Write the list and the pages into `folder`. Returns how many."""
    written = write_page(
        folder / "index.md",
        "Disclosures",
        "Past responses to freedom of information requests about live facial recognition, with decisions and today's answers.",
        _index(library),
    )
    for disclosure in library.disclosures.values():
        written += write_page(
            folder / f"{disclosure.slug}.md",
            disclosure.title,
            f"{disclosure.reference}: each question, its decision, the sections engaged and today's answers.",
            _disclosure(library, disclosure),
        )
    return written


def newest_first(disclosures: Iterable[Disclosure]) -> list[Disclosure]:
    """By the date of the response, or of the request where that is all we have; without either, last."""
    return sorted(sorted(disclosures, key=lambda one: one.slug), key=lambda one: date_of(one) or "0", reverse=True)


def decisions(disclosure: Disclosure) -> str:
    """How many questions met with each decision, in the order of the letter."""
    counts = Counter(question.decision for question in disclosure.questions)
    return "; ".join(f"{decision} ({number})" if len(disclosure.questions) > 1 else decision for decision, number in counts.items())


def year_of(disclosure: Disclosure) -> str:
    date = date_of(disclosure)
    return str(first_day(date).year) if date else UNKNOWN_YEAR


def section_numbers(disclosure: Disclosure) -> list[str]:
    """The sections engaged, without their subsections: 40(2) and 40(3) are section 40."""
    return list(dict.fromkeys(section_number(cited) for cited in disclosure.sections_engaged))


def date_of(disclosure: Disclosure) -> str:
    return disclosure.published or disclosure.received


def say_year(year: str) -> str:
    return "year not known" if year == UNKNOWN_YEAR else year


# -- the list --------------------------------------------------------------------------------------------------------


def _index(library: Library) -> str:
    disclosures = newest_first(library.disclosures.values())
    lines = [
        [
            Cell(one.reference, f"{HOME}{one.slug}/"),
            Cell(plain_line(one.title)),
            Cell(say_date(date_of(one))),
            Cell(decisions(one)),
            Cell(", ".join(one.sections_engaged) or "none known"),
            Cell(str(len(one.questions)), number=True),
        ]
        for one in disclosures
    ]
    head = ["Reference", "Title", "Date", "Decisions (questions)", "Sections", "Questions"]
    rows = table("Disclosures, newest first", head, lines, [one.slug for one in disclosures])
    for one in disclosures:
        marks = {"section": section_numbers(one), "year": [year_of(one)], "question": one.answers}
        data = "".join(f' data-{name}="{" ".join(values)}"' for name, values in marks.items())
        rows = rows.replace(f'<tr id="{one.slug}">', f'<tr id="{one.slug}"{data}>')
    return (
        "Past responses to freedom of information requests about live facial recognition. Questions and reasons are put in our own words;"
        " each page says where its facts were seen. “Not known” means that the part of the letter which decides it was not read.\n"
        + fixed(
            f"<p>The same in groups: {link(HOME + 'by-section/', 'by section of the Act')}, {link(HOME + 'by-year/', 'by year')},"
            f" {link(HOME + 'by-question/', 'by standard question')}. {link(HOME + 'sections/', 'What each section means')}.</p>"
        )
        + fixed(_filter(library, disclosures))
        + fixed(rows)
        + fixed(
            f'<p>To follow or reuse the log: <a href="{HOME}feed.xml" type="application/atom+xml">feed (Atom)</a>,'
            f' <a href="{HOME}disclosures.csv" type="text/csv">CSV, one row a question</a>.</p>'
        )
        + script("filter.js")
    )


def _filter(library: Library, disclosures: list[Disclosure]) -> str:
    """The form of assets/filter.js, hidden until that script runs: without it the form could do nothing."""
    numbers = sorted({number for one in disclosures for number in section_numbers(one)}, key=by_number)
    years = sorted({year_of(one) for one in disclosures}, reverse=True)
    asked = [answer for answer in library.answers.values() if any(answer.id in one.answers for one in disclosures)]
    choices = {
        ("section", "Section of the Act"): [(one, f"{one}: {library.sections[one].title}") for one in numbers],
        ("year", "Year"): [(one, say_year(one)) for one in years if one != UNKNOWN_YEAR]
        + [(one, say_year(one)) for one in years if one == UNKNOWN_YEAR],
        ("question", "Standard question"): [(one.id, one.question) for one in asked],
    }
    fields = "".join(
        f'<p><label for="filter-{name}">{say(label)}</label> <select id="filter-{name}" name="{name}"><option value="">Any</option>'
        + "".join(f'<option value="{say(value)}">{say(text)}</option>' for value, text in options)
        + "</select></p>"
        for (name, label), options in choices.items()
    )
    return (
        f'<form class="lfr-filter" id="disclosure-filter" data-noun="disclosures" hidden>{fields}'
        '<p><button type="reset">Show all</button></p><p role="status"></p></form>'
    )


def by_number(number: str) -> tuple[int, str]:
    return int(re.sub(r"\D", "", number)), number


# -- one disclosure --------------------------------------------------------------------------------------------------


def _disclosure(library: Library, disclosure: Disclosure) -> str:
    note = f". {say(disclosure.date_note)}" if disclosure.date_note else ""
    original = f'<a href="{say(disclosure.url)}">{say(disclosure.url)}</a>' if disclosure.url else say(disclosure.url_note)
    facts = {
        "Reference": say(disclosure.reference),
        "Authority": say(disclosure.authority),
        "Received": say(say_date(disclosure.received)),
        "Published": say(say_date(disclosure.published)) + note,
        "Decision": say(disclosure.outcome),
        "Original": original,
        "Where this was seen": say(disclosure.source),
    }
    if disclosure.note:
        facts["Note"] = say(disclosure.note)
    body = fixed(facts_list(facts))
    body += "## Questions {: #questions }\n\nEach in our own words, with the number that the letter gives it."
    body += fixed("".join(_question(library, one, disclosure) for one in disclosure.questions))
    if disclosure.sections_engaged:
        body += "## Sections of the Act in this response {: #sections }"
        body += fixed("".join(_section(library.sections[number], disclosure) for number in section_numbers(disclosure)))
    return body + fixed(f"<p>{link(HOME, 'All disclosures')}</p>")


def _question(library: Library, question: Question, disclosure: Disclosure) -> str:
    facts = {
        "Decision": f"<strong>{say(question.decision)}</strong>",
        "Reasoning": say(question.reasoning) or "not known",
        "Today’s answer": listing(link(f"/met/answers/{one}/", library.answers[one].question) for one in question.answers),
    }
    if question.sections:
        facts["Sections engaged"] = listing(_cited(library, one) for one in question.sections)
    if question.source != disclosure.source:
        facts["Where this was seen"] = say(question.source)
    return entry(f"question-{question.number}", f"{question.number}. {plain_line(question.asked)}", facts)


def _cited(library: Library, cited: str) -> str:
    number = section_number(cited)
    return link(f"#section-{number}", f"section {cited}, {library.sections[number].title.lower()}")


def _section(section: Section, disclosure: Disclosure) -> str:
    questions = [one.number for one in disclosure.questions if section.id in map(section_number, one.sections)]
    cited = [one for one in disclosure.sections_engaged if section_number(one) == section.id]
    where = ", ".join(f"question {number}" for number in questions) or "the letter; for which question is not known"
    if questions and set(cited) - {one for question in disclosure.questions for one in question.sections}:
        where += ", and the letter as a whole"
    if section.kind in ("duty", "definition") and not questions:
        where = "the letter as a whole"
    facts = {"Cited": say(f"{', '.join(cited)}, for {where}"), **explained(section)}
    return entry(f"section-{section.id}", f"Section {section.id}: {section.title}", facts)


def explained(section: Section) -> dict[str, str]:
    facts = {"In plain words": say(section.explanation), "Kind": say(KINDS[section.kind])}
    if section.certainty == "recalled":
        facts["Certainty"] = "To be verified against the Act: from general knowledge, not read in a letter or guidance"
    return {**facts, "Text of the Act": f'<a href="{say(section.url)}">{say(section.url)}</a>'}
