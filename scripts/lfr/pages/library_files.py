"""Names the pages about freedom of information (answers, disclosure log, governance library, letter), and writes the files beside them:
the library for machines as an Atom feed and two CSV files, and every collection as rows for the downloads.

Text comes from data/foi, data/disclosures and data/documents.toml; figures come from the warehouse, so that a number is
never typed and cannot differ from the rest of the site.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from lfr.curated.answers import TEXTS, Answer, Coverage, check_completeness
from lfr.curated.disclosures import Disclosure, read_disclosures
from lfr.curated.library import Library, read_synonyms
from lfr.curated.rules import say_date
from lfr.letters.letter_text import fragments
from lfr.letters.standard_answers import libraries
from lfr.pages.answer_pages import filled
from lfr.pages.library_pages import by_date, decisions, newest_first
from lfr.pages.page import Line, write_atom, write_shown
from lfr.pages.search_index import shared_words, ways_to_ask
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.addresses import answer_address, disclosure_address, document_address
from lfr.wording.csv_files import write_csv
from lfr.wording.year_words import deployments_by_year, the_force

_GROUPED_BY = {"section": "section of the Act", "year": "year", "question": "standard question"}
_OF_RATE = ("numerator", "denominator", "lower", "upper")


def write_library(figures: Figures) -> int:
    """Check every claim against the records and write the pages of each force that has a library. Returns how many pages.

    Raises BadData when an entry breaks its rules, or claims more than the records hold.
    """
    written, found, unseen = 0, libraries(figures), read_disclosures(figures.project) if libraries(figures) else {}
    for library in found:
        if library.is_own:
            check_completeness(library.answers, coverage(figures, library.publisher))
        written += write_of(figures, library, figures.project.pages / library.publisher)
        unseen = {name: one for name, one in unseen.items() if name not in library.disclosures}
    for one in unseen.values():
        raise one.fault("publisher", f"no record of “{one.publisher}” is held, so no page shows this. Add one first, or remove the file.")
    return written


def write_of(figures: Figures, library: Library, home: Path) -> int:
    """Write the pages and files of one force into the folder `home`. Returns how many pages."""
    years, force = deployments_by_year(figures, library.publisher), the_force(figures, library.publisher)
    written = 0
    for path, title, description, kind, names in _pages(library, force):
        written += write_shown(home / f"{path}.md", title, description, kind, {"publisher": library.publisher, **names})
    for answer in library.answers.values():
        if answer.measures:
            (home / "answers" / answer.id).mkdir(exist_ok=True)
            write_csv(home / "answers" / answer.id / "figures.csv", _figures(figures, answer, years))
    asking = {"words": shared_words(read_synonyms(figures.project)), "answers": ways_to_ask(library.answers)}
    _write_json(home / "answers" / "ask.json", asking)
    _write_json(home / "letter" / "fragments.json", fragments(figures, library))
    write_library_files(library, home)
    return written


def _pages(library: Library, force: str) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """Path, title, description and type of each page, and what its context is asked for by."""
    for answer in library.answers.values():
        about = f"{answer.question} The answer for {force}, by calendar year."
        yield f"answers/{answer.id}", answer.question, about, "answer", {"answer": answer.id}
    about = f"Answers to the questions people ask about live facial recognition by {force}."
    yield "answers/index", "Answers", about, "answers", {}
    about = "How to write a freedom of information request for what the published records do not hold."
    yield "answers/ask-for-what-is-not-published", "Ask for what is not published", about, "asking", {}
    about = "Past responses to freedom of information requests about live facial recognition, with decisions and today's answers."
    yield "disclosures/index", "Disclosures", about, "disclosures", {}
    for one in library.disclosures.values():
        about = f"{one.reference}: each question, its decision, the sections engaged and today's answers."
        yield f"disclosures/{one.slug}", one.title, about, "disclosure", {"slug": one.slug}
    for by, name in _GROUPED_BY.items() if library.disclosures else ():
        about = f"Disclosures by {name}: the log of live facial recognition disclosures."
        yield f"disclosures/by-{by}", f"Disclosures by {name}", about, "disclosure-groups", {"by": by}
    if library.disclosures:
        about = "Sections of the Act, explained: the log of live facial recognition disclosures."
        yield "disclosures/sections", "Sections of the Act, explained", about, "law-sections", {}
    about = "Policies, mandates, assessments, reports, judgments and guidance on live facial recognition, with dates and what changed."
    yield "documents/index", "Documents", about, "documents", {}
    if library.is_own:
        about = "What changed after the independent report of 2019, after the judgment in Bridges and after the policy of 2024."
        yield "documents/what-changed", "What changed after …", about, "what-changed", {}
    about = "Policies, reports and judgments on live facial recognition beside the number of deployments in each calendar year."
    yield "documents/timeline", "Documents and deployments, year by year", about, "timeline", {}
    about = "For any day: which rules for live facial recognition were in force, by dates that were seen, or perhaps."
    yield "documents/in-force", "Which documents were in force on a day?", about, "in-force", {}
    about = "Put a response to a freedom of information request together, with its figures and exact addresses."
    yield "letter/index", "Write a letter", about, "letter", {}


def _figures(figures: Figures, answer: Answer, years: list[Figure]) -> pd.DataFrame:
    """The figures of an answer, one row per year and measure, as the table of all yearly figures gives them."""
    names = ["year", "label", "covers_from", "covers_to", "measure", "title", "unit", "value", "value_as_published", *_OF_RATE, "basis"]
    found = [figures.figure(year.publisher, year.year, name) for year in reversed(years) for name in answer.measures]
    return pd.DataFrame([{name: getattr(one, name) for name in names} for one in found])


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def coverage(figures: Figures, publisher: str) -> Coverage:
    """For each measure and calendar year: whether the records hold it, and the name of the year."""
    found: dict[str, dict[int, tuple[bool, str]]] = {}
    for year in figures.years(publisher)["year"]:
        for one in figures.figures_of_year(publisher, int(year)):
            found.setdefault(one.measure, {})[one.year] = (one.basis != "not_published", one.label)
    return found


def write_library_files(library: Library, home: Path) -> None:
    """Write the feed and the CSV files into the folder of a force."""
    if library.disclosures:
        write_feed(library, home / "disclosures" / "feed.xml")
        write_csv(home / "disclosures" / "disclosures.csv", pd.DataFrame(disclosure_rows(library)))
    write_csv(home / "documents" / "documents.csv", pd.DataFrame(document_rows(library)))


def write_feed(library: Library, path: Path) -> None:
    """Write the Atom feed, the newest entry of the log first.

    `updated` is the day of our entry, which is always known. `published` is left out unless the day of the letter
    is known: Atom cannot express a month alone, and its first day would be a guess. The summary gives the date as far as it is known.
    """
    disclosures = sorted(newest_first(library.disclosures.values()), key=lambda one: one.logged, reverse=True)
    subtitle = "Past responses to freedom of information requests about live facial recognition"
    entries = [_entry(library, one) for one in disclosures]
    write_atom(path, f"/{library.publisher}/disclosures/", "LFR Statistics: disclosures", subtitle, entries)


def _entry(library: Library, one: Disclosure) -> Line:
    known = f"{one.authority}. Published: {say_date(one.published)}. Decisions: {decisions(one)}."
    return {
        "address": disclosure_address(library.publisher, one.slug),
        "title": f"{one.reference}: {one.title}",
        "updated": one.logged,
        "summary": f"{known} {one.outcome}",
        "published": date.fromisoformat(one.published) if len(one.published) == len("2024-09-17") else None,
        "terms": [f"section {section}" for section in one.sections_engaged],
    }


def library_rows(figures: Figures) -> dict[str, list[dict[str, Any]]]:
    """`disclosures` and `documents`, which all forces share, and the `answers` of each force that has a library; one dict per row."""
    found = libraries(figures)
    documents: dict[str, dict[str, Any]] = {}
    for row in (row for library in found for row in document_rows(library)):
        documents.setdefault(row["id"], row)
    return {
        "disclosures": [row for library in found for row in disclosure_rows(library)],
        "documents": [*documents.values()],
        "answers": [_answer_row(figures, library, one) for library in found for one in library.answers.values()],
    }


# Columns with the name of what they hold.
_OF_RESPONSE = ("slug", "reference", "publisher", "authority", "title", "received", "published", "date_note", "outcome")
_OF_DOCUMENT = ("id", "title", "publisher", "type", "version", "date", "date_note", "status", "in_force_from", "in_force_to", "supersedes")


def disclosure_rows(library: Library) -> list[dict[str, Any]]:
    """One row per question; what belongs to the whole response is repeated on each."""
    return [
        _named(one, _OF_RESPONSE)
        | {
            "question": question.number, "asked": question.asked, "decision": question.decision,
            "sections": " ".join(question.sections), "sections_of_the_letter": " ".join(one.sections),
            "reasoning": question.reasoning, "answers": " ".join(question.answers), "url": one.url, "url_note": one.url_note,
            "source": question.source, "logged": one.logged,
            "page": f"{disclosure_address(library.publisher, one.slug)}#question-{question.number}",
        }
        for one in newest_first(library.disclosures.values())
        for question in one.questions
    ]  # fmt: skip


def document_rows(library: Library) -> list[dict[str, Any]]:
    """One row per document. A date is as precise as it is known: 2024, 2024-09 or 2024-09-17."""
    return [
        _named(one, _OF_DOCUMENT)
        | {"follows": " ".join(one.follows), "what_it_is": one.summary, **_named(one, ("what_changed", "url", "source", "certainty"))}
        | {"governs": " ".join(one.governs), "page": document_address(library.publisher, one.id)}
        for one in by_date(library.documents.values())
    ]


def _answer_row(figures: Figures, library: Library, answer: Answer) -> dict[str, Any]:
    """One standard answer with its figures filled in, in the words of its page."""
    fill = partial(filled, figures, answer.where())
    listed = {name: list(getattr(answer, name)) for name in ("also_asked", "measures", "documents", "disclosures", "sections", "related")}
    claims = [{"from": one.from_year, "to": one.to_year, "level": one.level, "why": fill(one.why)} for one in answer.completeness]
    texts = {name: fill(getattr(answer, name)) for name in TEXTS}
    reviewed, page = answer.reviewed.isoformat() if library.is_own else None, answer_address(library.publisher, answer.id)
    row = {"publisher": library.publisher, "id": answer.id, "question": answer.question, **texts, **listed}
    return row | {"completeness": claims, "reviewed": reviewed, "page": page}


def _named(one: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}
