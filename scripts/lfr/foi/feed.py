"""The log and the library for machines: an Atom feed of the disclosures, and both collections as CSV."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pandas as pd

from lfr.csvfiles import write_csv
from lfr.foi.dates import say_date
from lfr.foi.disclosure_pages import HOME, decisions, newest_first
from lfr.foi.document_pages import HOME as DOCUMENTS
from lfr.foi.document_pages import by_date
from lfr.foi.library import Disclosure, Library

ATOM = "http://www.w3.org/2005/Atom"
# Ids are made from the permanent address alone: they stay whatever a title or a date becomes.
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "lfr-statistics")


def write_feed(library: Library, path: Path) -> None:
    """Write the Atom feed, the newest entry of the log first.

    `updated` is the day of our entry, which is always known. `published` is left out unless the day of the letter
    is known: Atom has no way to say a month, and the first of it would be a guess. The summary says what is known.
    """
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    disclosures = sorted(newest_first(library.disclosures.values()), key=lambda one: one.logged, reverse=True)
    _add(feed, "title", "LFR Statistics: disclosures")
    _add(feed, "subtitle", "Past responses to freedom of information requests about live facial recognition")
    _add(feed, "id", _id(HOME))
    _add(feed, "updated", _moment(max((one.logged for one in disclosures), default=date.min)))
    _add(feed, "link", rel="self", type="application/atom+xml", href="feed.xml")
    _add(feed, "link", rel="alternate", type="text/html", href="./")
    _add(_add(feed, "author"), "name", "LFR Statistics")
    for disclosure in disclosures:
        _entry(feed, disclosure)
    ET.indent(feed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(feed: ET.Element, disclosure: Disclosure) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", f"{disclosure.reference}: {disclosure.title}")
    _add(entry, "id", _id(f"{HOME}{disclosure.slug}/"))
    _add(entry, "updated", _moment(disclosure.logged))
    if len(disclosure.published) == len("2024-09-17"):
        _add(entry, "published", _moment(date.fromisoformat(disclosure.published)))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{disclosure.slug}/")
    for section in disclosure.sections_engaged:
        _add(entry, "category", term=f"section {section}")
    known = f"{disclosure.authority}. Published: {say_date(disclosure.published)}. Decisions: {decisions(disclosure)}."
    _add(entry, "summary", f"{known} {disclosure.outcome}", type="text")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _id(address: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_IDS, address)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def write_disclosures(library: Library, path: Path) -> None:
    """One row a question; what belongs to the whole response is repeated on each."""
    rows = [
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
    write_csv(path, pd.DataFrame(rows))


def write_documents(library: Library, path: Path) -> None:
    """One row a document. A date is as precise as it is known: 2024, 2024-09 or 2024-09-17."""
    rows = [
        {
            "id": one.id, "title": one.title, "publisher": one.publisher, "type": one.type, "version": one.version, "date": one.date,
            "date_note": one.date_note, "status": one.status, "in_force_from": one.in_force_from, "in_force_to": one.in_force_to,
            "supersedes": one.supersedes, "follows": " ".join(one.follows), "what_it_is": one.summary, "what_changed": one.what_changed,
            "url": one.url, "source": one.source, "certainty": one.certainty, "governs": " ".join(one.governs),
            "page": f"{DOCUMENTS}#{one.id}",
        }
        for one in by_date(library.documents.values())
    ]  # fmt: skip
    write_csv(path, pd.DataFrame(rows))
