"""The disclosure log, the governance library and the standard answers as rows, for the downloads and the API."""

from __future__ import annotations

from typing import Any

from lfr.curated.answers import Answer
from lfr.curated.library import read_library
from lfr.curated.overrides import TEXTS
from lfr.letters.letter_text import ANSWERED, render
from lfr.pages.library.feed import disclosure_rows, document_rows
from lfr.warehouse.figures import Figures


def library_rows(figures: Figures) -> dict[str, list[dict[str, Any]]]:
    """`disclosures`, `documents` and `answers`, one dict a row."""
    library = read_library(figures.project, ANSWERED)
    return {
        "disclosures": disclosure_rows(library),
        "documents": document_rows(library),
        "answers": [_answer_row(figures, one) for one in library.answers.values()],
    }


def _answer_row(figures: Figures, answer: Answer) -> dict[str, Any]:
    """One standard answer with its figures filled in, in the words of its page."""

    def fill(text: str) -> str:
        return " ".join(render(text, figures, answer.where()).split())

    listed = {name: list(getattr(answer, name)) for name in ("also_asked", "measures", "documents", "disclosures", "sections", "related")}
    claims = [{"from": one.from_year, "to": one.to_year, "level": one.level, "why": fill(one.why)} for one in answer.completeness]
    texts = {name: fill(getattr(answer, name)) for name in ("question", *TEXTS)}
    return {
        "publisher": ANSWERED,
        "id": answer.id,
        **texts,
        **listed,
        "completeness": claims,
        "reviewed": answer.reviewed.isoformat(),
        "page": f"/{ANSWERED}/answers/{answer.id}/",
    }
