"""data/documents.toml: the policies, mandates, assessments, reports, judgments and guidance, with their dates."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

from lfr.curated.entries import Entry, checked, need_id, need_known, need_one_of, need_text, read_tables
from lfr.curated.entry_dates import first_day, last_day, need_dates
from lfr.errors import BadData
from lfr.project import MEASURES, Project

TYPES = {
    "policy", "mandate", "assessment", "report", "judgment", "guidance", "consultation", "audit", "study", "motion",
    "statement", "legislation",
}  # fmt: skip
STATUSES = {"in force", "superseded", "published", "dismissed", "closed", "not known"}
# seen: read in the source named; recalled: general knowledge, and the page says that it is to be verified.
CERTAINTIES = {"seen", "recalled"}
# Types that can be in force; the others were published on a day and that is all.
RULES = {"policy", "mandate", "assessment", "guidance", "legislation"}


@dataclass(frozen=True)
class Document:
    """One document. Dates are text, as precise as known; empty means not known, and `date_note` says so.

    `follows` names the turning points (a report, a judgment, a policy) after which it belongs to what changed.
    """

    id: str
    title: str
    publisher: str
    type: str
    version: str
    date: str
    date_note: str
    status: str
    in_force_from: str
    in_force_to: str
    url: str
    source: str
    certainty: str
    summary: str
    what_changed: str
    governs: tuple[str, ...]
    supersedes: str = ""
    follows: tuple[str, ...] = ()


def read_documents(project: Project) -> dict[str, Document]:
    """Every document by id, in the order of the file.

    Raises BadData for an unknown or missing key, a repeated id, a date that is none, no date and no note why,
    an unknown type, status, layout, superseded or followed document, and a fact without a source.
    """
    path = project.data / "documents.toml"
    _, entries = read_tables(path, "document")
    documents: dict[str, Document] = {}
    for entry in entries:
        values = checked(entry, Document)
        need_id(entry, documents)
        need_text(entry, "title", "publisher", "source", "summary", "what_changed")
        need_one_of(entry, "type", TYPES)
        need_one_of(entry, "status", STATUSES)
        need_one_of(entry, "certainty", CERTAINTIES)
        need_dates(entry, "date", "in_force_from", "in_force_to")
        need_known(entry, "governs", layouts(), "layout", "warehouse/measures.toml")
        document = Document(**values)
        _need_a_date(entry, document)
        documents[document.id] = document
    for entry in entries:
        need_known(entry, "supersedes", documents, "document", "data/documents.toml")
        need_known(entry, "follows", documents, "document", "data/documents.toml")
        _need_later(entry, documents)
    return documents


def _need_later(entry: Entry, documents: dict[str, Document]) -> None:
    """A document cannot follow one that came out after it; where a date is not known nothing can be said."""
    later = documents[entry.name]
    for name in later.follows:
        earlier = documents[name]
        if later.date and earlier.date and last_day(later.date) < first_day(earlier.date):
            raise BadData(
                f"{entry.where('follows')}: follows “{name}”, which is of {earlier.date} and later. Take it out or mend the dates."
            )


def _need_a_date(entry: Entry, document: Document) -> None:
    if not document.date and not document.date_note:
        raise BadData(
            f"{entry.where('date')}: a document without a date. Give it as far as it is known,"
            ' or say in date_note that it is "not known" and what is.'
        )
    start, end = document.in_force_from, document.in_force_to
    if start and end and last_day(end) < first_day(start):
        raise BadData(f"{entry.where('in_force_to')}: in_force_to lies before in_force_from. Correct the two dates.")
    if not document.url.startswith(("https://", "http://")) and document.url:
        raise BadData(f"{entry.where('url')}: “{document.url}” is not an address. Give it in full, with https://, or leave it empty.")


def layouts() -> list[str]:
    """The layouts of records that the measures know: the eras a document can govern."""
    content = tomllib.loads(MEASURES.read_text(encoding="utf-8"))
    return sorted({layout for measure in content["measure"] for layout in measure["basis"]})


def in_force_on(documents: dict[str, Document], day: date) -> list[Document]:
    """The documents that were certainly in force on a day.

    A month counts from its last day (the policy may have begun on any of them) and to its first; a document
    marked superseded without the day that ended it is never certain. See `perhaps_in_force_on` for the rest.
    """
    found = []
    for document in documents.values():
        if not document.in_force_from or day < last_day(document.in_force_from):
            continue
        if document.in_force_to and day > first_day(document.in_force_to):
            continue
        if not document.in_force_to and document.status in ("superseded", "closed", "not known"):
            continue
        found.append(document)
    return found


def perhaps_in_force_on(documents: dict[str, Document], day: date) -> list[Document]:
    """Rules of which the known dates neither prove nor exclude that they were in force on a day."""
    certain = {document.id for document in in_force_on(documents, day)}
    replaced = {documents[one].supersedes for one in certain}
    found = []
    for document in documents.values():
        begins = document.in_force_from or document.date
        if document.id in certain | replaced or not (document.type in RULES or document.in_force_from):
            continue
        if begins and day < first_day(begins):
            continue
        if document.in_force_to and day > last_day(document.in_force_to):
            continue
        found.append(document)
    return found
