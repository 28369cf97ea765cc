"""What a page shows: pages made from data alone, and what a page written by hand may ask for, so that nobody types a figure.

A page type is a module of this room with `context(page, **names)`, which returns what its template may say, as a dataclass, and a template
`templates/shown/<type>.html`. Both stand in TYPES under the name of the type; stubs.py names the pages of each type.

A macro is a part (lfr.pages.render), or a public function in one of the modules below whose first parameter is `page`; a page calls it by
its name, without `page`. Each sentence of lfr.wording.sentences is one, too: a page and a letter say it alike.
"""

from collections.abc import Callable
from functools import partial
from inspect import isfunction, signature
from typing import Any

from lfr.pages import (
    area_page,
    areas,
    asked,
    audits,
    chart_pages,
    citing,
    compare_page,
    data_tables,
    deployments_page,
    figure_page,
    force_page,
    forces_page,
    measure_page,
    plain_pages,
    recounting,
    second_opinion,
    single_figures,
    year_page,
)
from lfr.pages.library import answer_page, answers_page, disclosure_pages, document_pages, letter_page
from lfr.pages.notebooks import notebook_pages
from lfr.pages.page import Page
from lfr.pages.releases import figure_pages, release_pages
from lfr.pages.render import PARTS, filled_in, in_markdown
from lfr.wording import words
from lfr.wording.sentences import SENTENCES

# What a page knows, by page type.
TYPES: dict[str, Callable[..., object]] = {
    "area": area_page.context,
    "areas": areas.context,
    "compare": compare_page.context,
    "answer": answer_page.context,
    **dict.fromkeys(("answers", "asking"), answers_page.context),
    **dict.fromkeys(("disclosures", "disclosure", "disclosure-groups", "law-sections"), disclosure_pages.context),
    **dict.fromkeys(("documents", "what-changed", "timeline", "in-force"), document_pages.context),
    "letter": letter_page.context,
    "chart": chart_pages.context,
    "charts": chart_pages.gallery,
    "figures": figure_pages.context,
    **dict.fromkeys(("releases", "release"), release_pages.context),
    "home": force_page.home,
    "force": force_page.context,
    "forces": forces_page.context,
    "figure": figure_page.context,
    "measure": measure_page.context,
    "year": year_page.context,
    "years": plain_pages.years,
    **dict.fromkeys(("deployments", "deployments-year"), deployments_page.context),
    "later": plain_pages.later,
    "record": plain_pages.record,
}

_MODULES = (
    single_figures, asked, compare_page, deployments_page, chart_pages, recounting, citing, data_tables, second_opinion, audits,
    notebook_pages, forces_page,
)  # fmt: skip
MACROS: dict[str, Callable[..., Any]] = {
    **{name: partial(lambda name, page, *given: in_markdown(SENTENCES[name](page.figures, *given)), name) for name in SENTENCES},
    **PARTS,
    **{
        name: found
        for module in _MODULES
        for name, found in vars(module).items()
        if isfunction(found) and found.__module__ == module.__name__
        if not name.startswith("_") and name != "context" and next(iter(signature(found).parameters), "") == "page"
    },
}


class Macros(Page):
    """The macros of one page."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name in MACROS:
            return partial(MACROS[name], self)
        raise AttributeError(name)

    def names(self) -> dict[str, Any]:
        """Every macro by name, and the words for values, for the template engine."""
        said = {name: found for name, found in vars(words).items() if name.startswith("say_") or name in ("BASES", "FEW")}
        return {**said, "href": self.href, **{name: partial(macro, self) for name, macro in MACROS.items()}}


def shown(page: Page, kind: str, names: dict[str, Any]) -> str:
    """The HTML of a page below the frame: the template of its type, filled in with what the page knows (`this`)."""
    return filled_in(page, kind, TYPES[kind](page, **names))
