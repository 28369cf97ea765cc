"""data/documents.toml: the policies, mandates, assessments, reports, judgments and guidance, with their dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from lfr.curated.entry_dates import first_day, last_day
from lfr.curated.hand_kept import Entry, read_tables
from lfr.curated.rules import Id, Known, NotBefore, Text, one_of, part_of_date, web_address
from lfr.project import Project

TYPES = (
    "policy", "mandate", "assessment", "report", "judgment", "guidance", "consultation", "audit", "study", "motion",
    "statement", "legislation",
)  # fmt: skip
# seen: read in the source named; recalled: general knowledge, and the page says that it is to be verified.
CERTAINTIES = ("seen", "recalled")
# Types that can be in force; the others were published on a day and that is all.
RULES = {"policy", "mandate", "assessment", "guidance", "legislation"}

_DOCUMENT = Known("document", "data/documents.toml")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Document(Entry):
    """One document. Dates are text, as precise as known; empty means not known, and `date_note` says so.

    `follows` names the turning points (a report, a judgment, a policy) after which it belongs to what changed.
    """

    id: Id
    title: Text
    publisher: Text
    type: Annotated[str, one_of(*TYPES)]
    version: str
    date: Annotated[str, part_of_date]
    date_note: str
    status: Annotated[str, one_of("in force", "superseded", "overturned on appeal", "published", "dismissed", "closed", "not known")]
    in_force_from: Annotated[str, part_of_date]
    in_force_to: Annotated[str, part_of_date, NotBefore("in_force_from")]
    url: Annotated[str, web_address]
    source: Text
    certainty: Annotated[str, one_of(*CERTAINTIES)]
    summary: Text
    what_changed: Text
    governs: Annotated[tuple[str, ...], Known("layout", "scripts/lfr/records/layouts.toml")]
    not_before: Annotated[str, part_of_date] = ""  # the earliest day it can have begun, where neither its date nor its first day is known
    supersedes: Annotated[str, _DOCUMENT] = ""
    follows: Annotated[tuple[str, ...], _DOCUMENT] = ()
    is_national: bool = False  # whether it is in the library of every force: law, national guidance, judgments and studies

    @property
    def begins(self) -> str:
        """The earliest that is known of its first day in force."""
        return self.in_force_from or self.date or self.not_before

    def faults(self) -> Iterator[tuple[str, str]]:
        if not self.date and not self.date_note:
            advice = 'Give it as far as it is known, or say in date_note that it is "not known" and what is.'
            yield "date", f"a document without a date. {advice}"


def read_documents(project: Project) -> dict[str, Document]:
    """Every document by id, in the order of the file. Raises BadData where one follows another that is of a later date."""
    documents = {one.id: one for one in read_tables(project.data / "documents.toml", "document", Document, project)}
    for document in documents.values():
        for name in document.follows:  # where a date is not known nothing can be said
            earlier = documents[name].date
            if document.date and earlier and last_day(document.date) < first_day(earlier):
                raise document.fault("follows", f"follows “{name}”, which is of {earlier} and later. Take it out or mend the dates.")
    return documents


def in_force_on(documents: dict[str, Document], day: date) -> list[Document]:
    """The documents that were in force on a day, by dates that were seen: no more certain than their entry.

    A month counts from its last day (the policy may have begun on any of them) and to its first; a document marked superseded
    without the day that ended it, and one whose entry is to be verified, is in `perhaps_in_force_on` instead.
    """
    return [
        one
        for one in documents.values()
        if one.certainty == "seen"
        and one.in_force_from
        and day >= last_day(one.in_force_from)
        and (day <= end[0] if (end := _end(one, documents)) else one.status not in ("superseded", "closed", "not known"))
    ]


def _end(document: Document, documents: dict[str, Document]) -> tuple[date, date] | None:
    """The earliest and the latest day that its last day in force can be: as given, else the day before its successor began."""
    if document.in_force_to:
        return first_day(document.in_force_to), last_day(document.in_force_to)
    begun = [one.in_force_from for one in documents.values() if one.supersedes == document.id and one.in_force_from]
    return (first_day(begun[0]) - _DAY, last_day(begun[0]) - _DAY) if begun else None


def perhaps_in_force_on(documents: dict[str, Document], day: date) -> list[Document]:
    """Rules of which the known dates neither prove nor exclude that they were in force on a day, or whose entry is to be verified."""
    certain = {one.id for one in in_force_on(documents, day)}
    return [
        one
        for one in documents.values()
        if (one.type in RULES or one.in_force_from)
        and one.id not in certain
        and (not one.begins or day >= first_day(one.begins))
        and not ((end := _end(one, documents)) and day > end[1])
    ]
