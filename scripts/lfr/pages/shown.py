"""Pages made from data alone: what a page knows (one module per page type) and what it shows (one autoescaped template), without Markdown.

A page type is a module of this room with `context(page, **names)`, which returns what its template may say, as a dataclass, and a template
`templates/<type>.html`. Both stand in TYPES under the name of the type; stubs.py names the pages of each type.
"""

from collections.abc import Callable
from inspect import isfunction
from pathlib import Path
from typing import Any

import jinja2

from lfr.curated import entry_dates
from lfr.pages import (
    area_page,
    areas_page,
    chart_pages,
    compare_page,
    deployments_page,
    figure_page,
    force_page,
    home_page,
    measure_page,
    year_page,
)
from lfr.pages.library import answer_page, answers_page, disclosure_pages, document_pages, letter_page
from lfr.pages.page import Page
from lfr.pages.releases import figure_pages, release_pages
from lfr.wording import addresses, words

# What a page knows, by page type.
TYPES: dict[str, Callable[..., object]] = {
    "area": area_page.context,
    "areas": areas_page.context,
    "chart": chart_pages.context,
    "charts": chart_pages.gallery,
    "compare": compare_page.context,
    "answer": answer_page.context,
    "answers": answers_page.context,
    "asking": answers_page.asking,
    **dict.fromkeys(("disclosures", "disclosure", "disclosure-groups", "law-sections"), disclosure_pages.context),
    **dict.fromkeys(("documents", "what-changed", "timeline", "in-force"), document_pages.context),
    "letter": letter_page.context,
    "figures": figure_pages.context,
    "releases": release_pages.context,
    "release": release_pages.context,
    "home": home_page.context,
    "force": force_page.context,
    "figure": figure_page.context,
    "measure": measure_page.context,
    "year": year_page.context,
    "deployments-year": deployments_page.context,
}


def shown(page: Page, kind: str, names: dict[str, Any]) -> str:
    """The HTML of a page below the frame: the template of its type, filled in with what the page knows (`this`)."""
    return filled_in(page, kind, TYPES[kind](page, **names))


def filled_in(page: Page, kind: str, this: object) -> str:
    """The same for what is known already."""
    return _ENVIRONMENT.get_template(f"{kind}.html").render(this=this, page=page, href=page.href)


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates" / "shown"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
for _module in (words, addresses, entry_dates):
    _ENVIRONMENT.globals.update(
        {name: one for name, one in vars(_module).items() if isfunction(one) and one.__module__ == _module.__name__}
    )
