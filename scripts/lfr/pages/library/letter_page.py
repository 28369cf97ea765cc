"""The page of letters: a form, the complete letter for the first request as text, and the texts that the script puts in order."""

import json
from pathlib import Path

from markupsafe import Markup

from lfr.curated.library import Library
from lfr.letters.blocks import unfilled
from lfr.letters.letter import compose
from lfr.letters.letter_files import as_html
from lfr.letters.letter_text import fragments
from lfr.letters.phrases import DECISIONS, HELD
from lfr.letters.request import Request, choices_of
from lfr.pages.render import render
from lfr.warehouse.figures import Figures
from lfr.wording.markup import write_markdown


def write_letter_page(figures: Figures, library: Library, folder: Path) -> int:
    """Write the page and its fragments.json into `folder`. Returns how many pages."""
    texts = fragments(figures, library)
    # A new request with the questions of a logged one, for every calendar year of the records.
    years = tuple(int(year["year"]) for year in texts["years"])
    blocks = compose(texts, choices_of(Request(library.publisher, disclosure=library.request, years=years), library, texts))
    # What a letter says is text to the site's macros, too.
    letter = Markup(as_html(blocks, level=1).replace("{", "&#123;").replace("}", "&#125;"))
    count = len(unfilled(blocks))
    page = render("letter.md", texts=texts, original=library.request, decisions=DECISIONS, held=HELD, letter=letter, count=count)
    about = "Put a response to a freedom of information request together, with its figures and exact addresses."
    written = write_markdown(folder / "index.md", "Write a letter", about, page)
    (folder / "fragments.json").write_text(json.dumps(texts, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return written
