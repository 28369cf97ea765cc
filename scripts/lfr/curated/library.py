"""Everything hand-kept for freedom of information, read and checked in one go."""

from __future__ import annotations

from dataclasses import dataclass

from lfr.curated.answers import Answer, Claim, read_answers
from lfr.curated.completeness import Coverage, check_completeness
from lfr.curated.disclosures import Disclosure, Question, read_disclosures
from lfr.curated.documents import Document, in_force_on, perhaps_in_force_on, read_documents
from lfr.curated.law_sections import Section, read_sections, section_number
from lfr.curated.overrides import with_overrides
from lfr.project import Project

__all__ = [
    "Answer", "Claim", "Coverage", "Disclosure", "Document", "Library", "Question", "Section", "check_completeness",
    "in_force_on", "perhaps_in_force_on", "read_answers", "read_disclosures", "read_documents", "read_library",
    "read_sections", "section_number",
]  # fmt: skip


@dataclass(frozen=True)
class Library:
    """The four collections, each by id in the order of its file."""

    documents: dict[str, Document]
    disclosures: dict[str, Disclosure]
    sections: dict[str, Section]
    answers: dict[str, Answer]


def read_library(project: Project, publisher: str = "") -> Library:
    """Read and check all four; the answers are in a publisher's own words where it has some."""
    documents, disclosures, sections = read_documents(project), read_disclosures(project), read_sections(project)
    return Library(documents, disclosures, sections, with_overrides(read_answers(project), publisher, project))
