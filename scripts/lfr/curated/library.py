"""Everything hand-kept for freedom of information, read and checked in one go.

Also the documents (data/documents.toml: the policies, mandates, assessments, reports, judgments and guidance, with their dates), and
the words by which the search of the site and the question box understand a reader (data/foi/synonyms.toml).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any

from lfr.curated.answers import TEXTS, Answer, read_answers, with_overrides
from lfr.curated.disclosures import Disclosure, Section, read_disclosures, read_sections
from lfr.curated.hand_kept import Entry, read_tables, read_toml
from lfr.curated.rules import (
    CERTAINTIES,
    Holds,
    Id,
    Known,
    NotBefore,
    Text,
    Unique,
    first_day,
    last_day,
    matching,
    one_of,
    part_of_date,
    web_address,
)
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

TYPES = (
    "policy", "mandate", "assessment", "report", "judgment", "guidance", "consultation", "audit", "study", "motion",
    "statement", "legislation",
)  # fmt: skip
# Types that can be in force; the others were published on a day and that is all.
RULES = {"policy", "mandate", "assessment", "guidance", "legislation"}

_DOCUMENT = Known("document", "data/documents.toml")
_DAY = timedelta(days=1)

_WORD = "[a-z0-9]+(-[a-z0-9]+)*"
_PLAIN = "in lower case, without apostrophes"
_word = matching(_WORD, f"It must be one word {_PLAIN}. Several words are a [[phrase]].")
_words = matching(rf"\s*|\s*{_WORD}(\s+{_WORD})*\s*", f"It must be words {_PLAIN}.")
_text = matching(rf"{_WORD}( {_WORD})*", f"It must be words {_PLAIN}, with one space between them.")
_phrase = matching(rf"{_WORD}( {_WORD})+", f"It must be two or more words {_PLAIN}, with one space between them.")
_address = matching("/.*", "Write an address of this site, such as /about/#contact or /{force}/boroughs/.")


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


@dataclass(frozen=True)
class LibraryOf(Entry):
    """One [[library]] of libraries.toml: a force that the texts of answers.toml are about, and the disclosure that they began with."""

    publisher: Annotated[str, Known("publisher", "data/publishers.toml"), Unique()]
    request: Annotated[str, Known("disclosure", "data/disclosures/")]


@dataclass(frozen=True)
class Library:
    """The four collections of a force, each by id in the order of its file.

    `is_own`: the texts of answers.toml are about this force. Of any other they say only what holds for every force, `documents` are those
    of the whole country, and `request`, the disclosure that the list of answers begins with, is "".
    """

    publisher: str
    is_own: bool
    request: str
    documents: dict[str, Document]
    disclosures: dict[str, Disclosure]
    sections: dict[str, Section]
    answers: dict[str, Answer]


def forces_with_own_texts(project: Project) -> dict[str, LibraryOf]:
    """The forces that the texts of answers.toml are about: none in a project without data/foi/libraries.toml."""
    path = project.data / "foi" / "libraries.toml"
    return {one.publisher: one for one in read_tables(path, "library", LibraryOf, project)} if path.is_file() else {}


def read_library(project: Project, publisher: str = "") -> Library:
    """Read and check all four, as far as they are those of the force `publisher` (by default the first that answers.toml is about)."""
    forces = forces_with_own_texts(project)
    if not forces:
        raise BadData("data/foi/libraries.toml names no force. Add a [[library]] with publisher and request, or restore the file.")
    publisher = publisher or next(iter(forces))
    own = forces.get(publisher)
    sections, documents, disclosures = read_sections(project), read_documents(project), read_disclosures(project)
    answers = read_answers(project)
    _check_references([*answers.values(), *sections.values()], disclosures)
    disclosures = {one.slug: one for one in disclosures.values() if one.publisher == publisher}
    if own:
        answers = with_overrides(answers, publisher, project)
    else:
        answers = {one.id: one for one in answers.values() if not one.only_own}
        documents = {one.id: one for one in documents.values() if one.is_national}
        answers = {one.id: _asked_of(publisher, one, answers, documents, disclosures) for one in answers.values()}
    for one in disclosures.values():
        if unknown := [name for name in one.answers if name not in answers]:
            raise one.fault("answers", f"“{unknown[0]}” is not a question to {publisher}. Name one that is (data/foi/answers.toml).")
    return Library(publisher, bool(own), own.request if own else "", documents, disclosures, sections, answers)


def _asked_of(
    publisher: str, one: Answer, answers: Collection[str], documents: Collection[str], disclosures: Mapping[str, Disclosure]
) -> Answer:
    """A question to a force that the texts are not about: with those that hold for every force, and what its own library has."""
    texts: dict[str, Any] = {name: "" for name in (*TEXTS, "card", "request") if name not in one.for_every_force}
    return replace(
        one,
        **texts,
        question=re.sub(r'\("[a-z0-9-]+"', f'("{publisher}"', one.question),
        also_asked=(),
        completeness=(),
        related=tuple(name for name in one.related if name in answers),
        documents=tuple(name for name in one.documents if name in documents),
        disclosures=tuple(name for name, disclosure in disclosures.items() if one.id in disclosure.answers),
    )


def _check_references(entries: Collection[Entry], disclosures: Mapping[str, Disclosure]) -> None:
    """Raise BadData for a sentence that names a disclosure that is not in the log. What a reference looks like, the log shows."""
    known = {one.reference for one in disclosures.values()}
    numbered = {re.sub(r"\d", r"\\d", re.escape(one)) for one in known if re.search(r"\d\d", one)}
    reference = re.compile(rf"(?<!\w)({'|'.join(sorted(numbered)) or '(?!)'})(?!\w)")
    for entry in entries:
        for key, text in vars(entry).items():
            for found in reference.findall(text) if isinstance(text, str) else ():
                if found not in known:
                    raise entry.fault(key, f"names {found}, which is not in data/disclosures/.{did_you_mean(found, known)}")


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


@dataclass(frozen=True)
class Same(Entry):
    """Words that are taken for each other."""

    words: Annotated[tuple[str, ...], Holds(2), _word, Unique("Join the two lists, or drop it from one.")]


@dataclass(frozen=True)
class Phrase(Entry):
    """Words that mean something else together: one or more texts that are looked for instead."""

    said: Annotated[str, _phrase, Unique("Keep one entry with all its meanings.")]
    means: Annotated[tuple[str, ...], Holds(1), _text]


@dataclass(frozen=True)
class Lead(Entry):
    """Words that lead to a page before all others: to the first of the addresses that there is."""

    said: Annotated[tuple[str, ...], _text]
    to: Annotated[tuple[str, ...], _address]


@dataclass(frozen=True)
class Synonyms(Entry):
    """The whole file; its head explains the five."""

    stop: Annotated[str, _words] = ""
    asked_only: Annotated[str, _words] = ""
    same: tuple[Same, ...] = ()
    phrase: tuple[Phrase, ...] = ()
    lead: tuple[Lead, ...] = ()


def read_synonyms(project: Project) -> Synonyms:
    """Read and check the file. A word stands in one list, a phrase in one entry."""
    return read_toml(project.data / "foi" / "synonyms.toml", Synonyms)
