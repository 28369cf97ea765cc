"""What a page shows: pages made from data alone, and what a page written by hand may ask for, so that nobody types a figure.

A page type is a template `templates/shown/<type>.html`. What it may say is what its stub names (stubs.py) and what the function
`<type>_context(page, **names)` of a module below returns, if there is one.

A macro is a part (lfr.pages.page), or any other public function in one of the modules below whose first parameter is `page`; a page
calls it by its name, without `page`. Each sentence of lfr.wording.sentences is one, too: a page and a letter say it alike.
"""

from collections.abc import Callable
from functools import partial
from inspect import isfunction, signature
from typing import Any

from lfr.pages import (
    answer_pages,
    area_pages,
    chart_pages,
    compare_page,
    data_pages,
    deployment_pages,
    figure_pages,
    force_pages,
    library_pages,
    macros,
    quality_pages,
    release_pages,
)
from lfr.pages.notebooks import run
from lfr.pages.page import PARTS, Page, filled_in, in_markdown
from lfr.wording import words
from lfr.wording.sentences import SENTENCES

_MODULES = (
    answer_pages, area_pages, chart_pages, compare_page, data_pages, deployment_pages, figure_pages, force_pages, library_pages, macros,
    quality_pages, release_pages, run,
)  # fmt: skip
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: found
    for module in _MODULES
    for name, found in vars(module).items()
    if isfunction(found) and found.__module__ == module.__name__
    if not name.startswith("_") and next(iter(signature(found).parameters), "") == "page"
}
# Page types that know what another one knows.
_LIKE = {
    "release": "releases", "deployments-year": "deployments", "what-changed": "documents",
    **dict.fromkeys(("disclosure", "disclosure-groups", "law-sections"), "disclosures"),
}  # fmt: skip
MACROS: dict[str, Callable[..., Any]] = {
    **{name: partial(lambda name, page, *given: in_markdown(SENTENCES[name](page.figures, *given)), name) for name in SENTENCES},
    **PARTS,
    **{name: found for name, found in _FUNCTIONS.items() if not name.endswith("_context")},
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
    context = _FUNCTIONS.get(f"{_LIKE.get(kind, kind).replace('-', '_')}_context")
    return filled_in(page, kind, {**names, **(context(page, **names) if context else {})})
