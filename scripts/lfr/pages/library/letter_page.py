"""What the page of letters knows: the texts that its script puts in order, and the complete letter for the first request."""

import json

from markupsafe import Markup

from lfr.letters.blocks import Fragments, unfilled
from lfr.letters.letter import compose
from lfr.letters.letter_files import as_html
from lfr.letters.phrases import DECISIONS, HELD
from lfr.letters.request import Picked, Request, choices_of
from lfr.letters.standard_answers import library_of
from lfr.pages.page import Line, Page


def letter_context(page: Page, publisher: str) -> Line:
    """`to_fill` is how many parts of the letter are left to fill in."""
    library = library_of(page.figures, publisher)
    texts: Fragments = json.loads((page.figures.project.pages / publisher / "letter" / "fragments.json").read_text(encoding="utf-8"))
    # A new request with the questions of a logged one, or with all about figures, for every calendar year of the records.
    years = tuple(int(year["year"]) for year in texts["years"])
    asked = () if library.request else tuple(Picked((name,)) for name, one in library.answers.items() if one.measures)
    blocks = compose(texts, choices_of(Request(publisher, disclosure=library.request, years=years, questions=asked), library, texts))
    letter = {"letter": Markup(as_html(blocks, level=1)), "to_fill": len(unfilled(blocks))}
    return {"texts": texts, "original": library.request, **letter, "decisions": DECISIONS, "held": HELD}
