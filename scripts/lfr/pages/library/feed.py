"""The log and the library for machines: an Atom feed of the disclosures, and both collections as rows and as CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from lfr.curated.entry_dates import say_date
from lfr.curated.library import Disclosure, Library
from lfr.pages.library.disclosure_pages import HOME, decisions, newest_first
from lfr.pages.library.document_pages import HOME as DOCUMENTS
from lfr.pages.library.document_pages import by_date
from lfr.wording.atom import Entry, write_atom
from lfr.wording.csv_files import write_csv


def write_feed(library: Library, path: Path) -> None:
    """Write the Atom feed, the newest entry of the log first.

    `updated` is the day of our entry, which is always known. `published` is left out unless the day of the letter
    is known: Atom has no way to say a month, and the first of it would be a guess. The summary says what is known.
    """
    disclosures = sorted(newest_first(library.disclosures.values()), key=lambda one: one.logged, reverse=True)
    subtitle = "Past responses to freedom of information requests about live facial recognition"
    write_atom(path, HOME, "LFR Statistics: disclosures", subtitle, [_entry(one) for one in disclosures])


def _entry(disclosure: Disclosure) -> Entry:
    known = f"{disclosure.authority}. Published: {say_date(disclosure.published)}. Decisions: {decisions(disclosure)}."
    return Entry(
        address=f"{HOME}{disclosure.slug}/",
        title=f"{disclosure.reference}: {disclosure.title}",
        updated=disclosure.logged,
        summary=f"{known} {disclosure.outcome}",
        published=date.fromisoformat(disclosure.published) if len(disclosure.published) == len("2024-09-17") else None,
        terms=tuple(f"section {section}" for section in disclosure.sections_engaged),
    )


def write_disclosures(library: Library, path: Path) -> None:
    """One row a question."""
    write_csv(path, pd.DataFrame(disclosure_rows(library)))


def write_documents(library: Library, path: Path) -> None:
    """One row a document."""
    write_csv(path, pd.DataFrame(document_rows(library)))


def disclosure_rows(library: Library) -> list[dict[str, Any]]:
    """One row a question; what belongs to the whole response is repeated on each."""
    return [
        {
            "slug": one.slug, "reference": one.reference, "publisher": one.publisher, "authority": one.authority, "title": one.title,
            "received": one.received, "published": one.published, "date_note": one.date_note, "outcome": one.outcome,
            "question": question.number, "asked": question.asked, "decision": question.decision,
            "sections": " ".join(question.sections), "sections_of_the_letter": " ".join(one.sections),
            "reasoning": question.reasoning, "answers": " ".join(question.answers), "url": one.url, "url_note": one.url_note,
            "source": question.source, "logged": one.logged, "page": f"{HOME}{one.slug}/#question-{question.number}",
        }
        for one in newest_first(library.disclosures.values())
        for question in one.questions
    ]  # fmt: skip


def document_rows(library: Library) -> list[dict[str, Any]]:
    """One row a document. A date is as precise as it is known: 2024, 2024-09 or 2024-09-17."""
    return [
        {
            "id": one.id, "title": one.title, "publisher": one.publisher, "type": one.type, "version": one.version, "date": one.date,
            "date_note": one.date_note, "status": one.status, "in_force_from": one.in_force_from, "in_force_to": one.in_force_to,
            "supersedes": one.supersedes, "follows": " ".join(one.follows), "what_it_is": one.summary, "what_changed": one.what_changed,
            "url": one.url, "source": one.source, "certainty": one.certainty, "governs": " ".join(one.governs),
            "page": f"{DOCUMENTS}#{one.id}",
        }
        for one in by_date(library.documents.values())
    ]  # fmt: skip
