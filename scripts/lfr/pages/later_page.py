"""/<force>/later/: what others state of days after the last one that the records cover."""

from dataclasses import dataclass

from markupsafe import Markup

from lfr.pages.page import Page
from lfr.pages.render import filled_text


@dataclass(frozen=True)
class LaterPage:
    """`more` is what is written by hand for this force (site/_templates/forces), "" for none."""

    publisher: str
    more: Markup


def context(page: Page, publisher: str) -> LaterPage:
    path = page.figures.project.root / "site" / "_templates" / "forces" / f"{publisher}-later.html"
    return LaterPage(publisher, filled_text(page, path.read_text(encoding="utf-8")) if path.is_file() else Markup())
