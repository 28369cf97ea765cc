"""The home page: of the only force what there is to say of it, of several forces a table."""

from dataclasses import dataclass

from lfr.pages import force_page
from lfr.pages.force_page import ForcePage
from lfr.pages.page import Page
from lfr.pages.single_figures import publishers


@dataclass(frozen=True)
class HomePage:
    """The forces whose records are counted."""

    forces: list[ForcePage]


def context(page: Page) -> HomePage:
    """The home page."""
    return HomePage([force_page.context(page, one) for one in publishers(page)])
