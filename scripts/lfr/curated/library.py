"""Everything hand-kept for freedom of information, read and checked in one go."""

from __future__ import annotations

from dataclasses import dataclass

from lfr.curated.answers import Answer, Claim, read_answers
from lfr.curated.completeness import Coverage, check_completeness
from lfr.curated.disclosures import Disclosure, Question, read_disclosures
from lfr.curated.documents import Document, in_force_on, perhaps_in_force_on, read_documents
from lfr.curated.law_sections import Section, read_sections, section_number
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


def read_library(project: Project) -> Library:
    """Read and check all four. Raises BadData for the first entry that breaks its rules."""
    return Library(read_documents(project), read_disclosures(project), read_sections(project), read_answers(project))
