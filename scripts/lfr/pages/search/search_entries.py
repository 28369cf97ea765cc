"""What the site's search finds of the standard answers, the disclosures and the documents: one line of data each.

Written to `build/search/foi.json`, which the stage `publish` puts into the index: stages meet on disk.
"""

from __future__ import annotations

import json

from lfr.curated.library import Library
from lfr.project import Project
from lfr.wording.words import say_excerpt


def write_search_entries(library: Library, project: Project, publisher: str) -> None:
    """Write one entry each: kind, title, address inside the site, an excerpt, and further words to be found by."""
    entries = []
    for answer in library.answers.values():
        # The phrases are searched by the question box's own scorer, which the search asks first.
        words = " ".join(answer.also_asked)
        # What a number means, unless that sentence is filled in with figures: those stand on the page.
        excerpt = say_excerpt(next((text for text in (answer.means, answer.does_not_mean) if "{{" not in text), ""))
        entries.append(["answer", answer.question, f"/{publisher}/answers/{answer.id}/", excerpt, words])
    for one in library.disclosures.values():
        asked = " ".join(question.asked for question in one.questions)
        title = one.title if one.reference == "not known" else f"{one.reference}: {one.title}"
        excerpt = f"{one.authority}. {say_excerpt(asked, 120)}"
        entries.append(["disclosure", title, f"/{publisher}/disclosures/{one.slug}/", excerpt, asked])
    for document in library.documents.values():
        said = f"{document.publisher}, {document.date}. " if document.date else f"{document.publisher}. "
        excerpt = said + say_excerpt(document.summary, 120)
        words = f"{document.type} {document.summary}"
        entries.append(["document", document.title, f"/{publisher}/documents/#{document.id}", excerpt, words])
    path = project.build / "search" / "foi.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
