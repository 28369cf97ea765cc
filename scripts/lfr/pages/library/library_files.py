"""The library for machines: the Atom feed and the two CSV files beside the pages, and every collection as rows for the downloads."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from lfr.curated.answers import TEXTS, Answer
from lfr.curated.disclosures import Disclosure
from lfr.curated.entry_dates import say_date
from lfr.curated.library import Library
from lfr.letters.standard_answers import libraries
from lfr.pages.feed import Entry, write_atom
from lfr.pages.library.answer_pages import filled
from lfr.pages.library.disclosure_pages import decisions, newest_first
from lfr.pages.library.document_pages import by_date
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import answer_address, disclosure_address, document_address
from lfr.wording.csv_files import write_csv


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
    entries = [_entry(one, disclosure_address(library.publisher, one.slug)) for one in disclosures]
    write_atom(path, f"/{library.publisher}/disclosures/", "LFR Statistics: disclosures", subtitle, entries)


def _entry(disclosure: Disclosure, address: str) -> Entry:
    known = f"{disclosure.authority}. Published: {say_date(disclosure.published)}. Decisions: {decisions(disclosure)}."
    return Entry(
        address=address,
        title=f"{disclosure.reference}: {disclosure.title}",
        updated=disclosure.logged,
        summary=f"{known} {disclosure.outcome}",
        published=date.fromisoformat(disclosure.published) if len(disclosure.published) == len("2024-09-17") else None,
        terms=tuple(f"section {section}" for section in disclosure.sections_engaged),
    )


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
