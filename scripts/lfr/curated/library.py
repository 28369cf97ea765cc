"""Everything hand-kept for freedom of information, read and checked in one go."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from lfr.curated.answers import TEXTS, Answer, read_answers, with_overrides
from lfr.curated.disclosures import Disclosure, read_disclosures
from lfr.curated.documents import Document, read_documents
from lfr.curated.hand_kept import Entry, read_tables
from lfr.curated.law_sections import Section, read_sections
from lfr.curated.rules import Known, Unique
from lfr.errors import BadData, did_you_mean
from lfr.project import Project


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
