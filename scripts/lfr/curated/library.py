"""Everything hand-kept for freedom of information, read and checked in one go."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.answers import Answer, read_answers, with_overrides
from lfr.curated.disclosures import Disclosure, read_disclosures
from lfr.curated.documents import Document, read_documents
from lfr.curated.hand_kept import Entry, read_tables
from lfr.curated.law_sections import Section, read_sections
from lfr.curated.rules import Known, Unique
from lfr.errors import BadData, did_you_mean
from lfr.project import Project


@dataclass(frozen=True)
class LibraryOf(Entry):
    """One [[library]] of libraries.toml: a force that has pages of answers, and the disclosure that they began with."""

    publisher: Annotated[str, Known("publisher", "data/publishers.toml"), Unique()]
    request: Annotated[str, Known("disclosure", "data/disclosures/")]


@dataclass(frozen=True)
class Library:
    """The four collections, each by id in the order of its file.

    `publisher` is the force that speaks, `home` the force under whose address the pages are: another one where it has none of its own.
    """

    publisher: str
    home: str
    request: str
    documents: dict[str, Document]
    disclosures: dict[str, Disclosure]
    sections: dict[str, Section]
    answers: dict[str, Answer]

    @property
    def is_at_home(self) -> bool:
        """Whether the force that speaks has pages of answers."""
        return self.publisher == self.home


def forces_with_library(project: Project) -> dict[str, LibraryOf]:
    """The forces that have pages of answers, disclosures and documents: none in a project without data/foi/libraries.toml."""
    path = project.data / "foi" / "libraries.toml"
    return {one.publisher: one for one in read_tables(path, "library", LibraryOf, project)} if path.is_file() else {}


def read_library(project: Project, publisher: str = "") -> Library:
    """Read and check all four. The answers are in the own words of the force `publisher` (by default the first that has a library)."""
    forces = forces_with_library(project)
    if not forces:
        raise BadData("data/foi/libraries.toml names no force. Add a [[library]] with publisher and request, or restore the file.")
    publisher = publisher or next(iter(forces))
    own = forces.get(publisher) or next(iter(forces.values()))
    sections, documents, disclosures = read_sections(project), read_documents(project), read_disclosures(project)
    answers = with_overrides(read_answers(project), publisher, project)
    _check_references([*answers.values(), *sections.values()], disclosures)
    return Library(publisher, own.publisher, own.request, documents, disclosures, sections, answers)


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
