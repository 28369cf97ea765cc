"""The governance library: every document with what is known of it, and what changed after a turning point."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lfr.curated.documents import RULES
from lfr.curated.entry_dates import first_day, last_day, say_date
from lfr.curated.library import Document, Library
from lfr.wording.html import Cell, entry, table
from lfr.wording.markup import fixed, link, listing, plain_line, say, write_page

HOME = "/met/documents/"
TO_BE_VERIFIED = "To be verified: from general knowledge or second hand"


def write(library: Library, folder: Path) -> int:
    """Write the list of documents and what changed after each turning point. Returns how many pages."""
    return write_page(
        folder / "index.md",
        "Documents",
        "Policies, mandates, assessments, reports, judgments and guidance on live facial recognition, with dates and what changed.",
        _index(library),
    ) + write_page(
        folder / "what-changed.md",
        "What changed after …",
        "What changed after the independent report of 2019, after the judgment in Bridges and after the policy of 2024.",
        _what_changed(library),
    )


def by_date(documents: Iterable[Document]) -> list[Document]:
    """In the order of their dates; of two that may be of one day the less precise first; undated ones last."""
    return sorted(documents, key=lambda one: (*_place_in_time(one.date), one.id))


def _place_in_time(text: str) -> tuple[int, int]:
    return (first_day(text).toordinal(), -last_day(text).toordinal()) if text else (date.max.toordinal(), 0)


def to_document(document: Document, text: str = "") -> str:
    return link(f"{HOME}#{document.id}", text or document.title)


def say_dated(document: Document) -> str:
    """The date of a document, with what is to be known about it."""
    return say_date(document.date) if document.date else plain_line(document.date_note)


def _index(library: Library) -> str:
    documents = by_date(library.documents.values())
    lines = [
        [
            Cell(plain_line(one.title), f"{HOME}#{one.id}", note="to be verified" if one.certainty == "recalled" else ""),
            Cell(say_date(one.date)),
            Cell(plain_line(one.publisher)),
            Cell(one.type),
            Cell(_version(one)),
            Cell(one.status),
        ]
        for one in documents
    ]
    ways = [
        (f"{HOME}what-changed/", "What changed after the 2019 report, after Bridges, after the 2024 policy"),
        (f"{HOME}in-force/", "Which documents were in force on a day"),
        (f"{HOME}timeline/", "Documents and judgments beside the deployments of each year"),
    ]
    body = (
        "The documents that set, review or judge the rules for live facial recognition. What each says is put in our own words."
        " “Not known” is written where a date, a version or an address is not known; nothing is guessed.\n"
    )
    body += fixed(listing(link(*way) for way in ways))
    body += fixed(table("Documents by date", ["Document", "Date", "Publisher", "Type", "Version", "Status"], lines))
    body += fixed(f'<p><a href="{HOME}documents.csv" type="text/csv">The same as CSV</a></p>')
    body += "## Each document {: #each }"
    return body + fixed("".join(_entry(library, one) for one in documents))


def _version(document: Document) -> str:
    return document.version or ("not known" if document.type in RULES - {"legislation"} else "none given")


def _entry(library: Library, document: Document) -> str:
    note = f" ({say(document.date_note)})" if document.date_note else ""
    facts = {
        "Date": (say(say_date(document.date)) + note) if document.date else say(document.date_note),
        "Publisher": say(document.publisher),
        "Type": say(document.type),
        "Version": say(_version(document)),
        "Status": say(document.status),
    }
    if document.in_force_from or document.type in RULES:
        end = say_date(document.in_force_to) if document.in_force_to or document.status != "in force" else "no end known"
        facts["In force"] = say(f"from: {say_date(document.in_force_from)}; to: {end}")
    if document.supersedes:
        facts["Took the place of"] = to_document(library.documents[document.supersedes])
    later = [one for one in library.documents.values() if one.supersedes == document.id]
    if later:
        facts["Replaced by"] = "; ".join(map(to_document, later))
    facts["What it is"] = say(document.summary)
    facts["What changed"] = say(document.what_changed)
    facts["Link"] = f'<a href="{say(document.url)}">{say(document.url)}</a>' if document.url else "no lasting address known"
    facts["Source" if document.certainty == "recalled" else "Where this was seen"] = say(document.source)
    facts["Certainty"] = TO_BE_VERIFIED if document.certainty == "recalled" else "Seen in the source named"
    if document.governs:
        facts["Layouts of the record it applied to"] = link("/methods/#the-layouts", ", ".join(document.governs))
    answers = [one for one in library.answers.values() if document.id in one.documents]
    if answers:
        facts["Used in these answers"] = listing(link(f"/met/answers/{one.id}/", one.question) for one in answers)
    return entry(document.id, document.title, facts)


def turning_points(library: Library) -> dict[str, list[Document]]:
    """Each document that others follow, in the order of dates, with those that follow it."""
    followed = {name for one in library.documents.values() for name in one.follows}
    points = by_date(one for one in library.documents.values() if one.id in followed)
    return {point.id: by_date(one for one in library.documents.values() if point.id in one.follows) for point in points}


def _what_changed(library: Library) -> str:
    body = (
        "Dated facts, each with its document. **Later does not say because of**: a document stands here because it came after"
        " and bears on the same rules. An entry without a date says what is known instead.\n"
    )
    points = turning_points(library)
    body += fixed(listing(link(f"#after-{name}", f"After: {library.documents[name].title}") for name in points))
    for name, followers in points.items():
        point = library.documents[name]
        body += fixed(f'<h2 id="after-{name}">After: {say(point.title)} ({say(say_dated(point))})</h2>')
        body += fixed(f"<p>{say(point.summary)} {to_document(point, 'More on this document')}.</p>")
        body += fixed(listing(_fact(one) for one in followers))
    return body


def _fact(document: Document) -> str:
    unsure = f" <em>{TO_BE_VERIFIED}.</em>" if document.certainty == "recalled" else ""
    when = say_date(document.date) if document.date else f"Date {plain_line(document.date_note)}"
    return f"<strong>{say(when)}.</strong> {to_document(document)} ({say(document.publisher)}). {say(document.what_changed)}{unsure}"
