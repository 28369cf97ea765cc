"""What a page may ask for: `site/*.md` and `site/_templates/*.md` call macros, so that nobody types a figure by hand.

A macro is a public function in one of the modules below whose first parameter is `page`; a page calls it by its name, without `page`.
Each sentence of lfr.wording.sentences is a macro, too: a page and a letter say it alike.
"""

import sys
from collections.abc import Callable
from functools import partial
from inspect import isfunction, signature
from typing import Any

from lfr.pages import (
    accessibility,
    audits,
    chart_pages,
    citing,
    compared_tables,
    correction_tables,
    data_tables,
    deployment_tables,
    record_facts,
    record_tables,
    recounting,
    second_opinion,
    single_figures,
    totals_table,
    yearly_tables,
)
from lfr.pages.notebooks import notebook_pages
from lfr.pages.page import Page
from lfr.pages.render import in_markdown
from lfr.wording.sentences import SENTENCES


def notebook_list(page: Page) -> str:
    """Every notebook with its question."""
    return notebook_pages.notebook_list(page.figures.project.root / "notebooks")


def _sentence(name: str, page: Page, *given: Any) -> str:
    return in_markdown(SENTENCES[name](page.figures, *given))


_MODULES = (
    single_figures, yearly_tables, compared_tables, deployment_tables, chart_pages, record_facts, record_tables,
    correction_tables, recounting, citing, data_tables, second_opinion, totals_table, audits, accessibility, sys.modules[__name__],
)  # fmt: skip
MACROS: dict[str, Callable[..., Any]] = {name: partial(_sentence, name) for name in SENTENCES} | {
    name: found
    for module in _MODULES
    for name, found in vars(module).items()
    if isfunction(found) and not name.startswith("_") and next(iter(signature(found).parameters), "") == "page"
}


class Macros(Page):
    """The macros of one page."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name in MACROS:
            return partial(MACROS[name], self)
        raise AttributeError(name)

    def names(self) -> dict[str, Callable[..., Any]]:
        """Every macro, by name, for the template engine."""
        return {"href": self.href, **{name: partial(macro, self) for name, macro in MACROS.items()}}
