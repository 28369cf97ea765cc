"""/<force>/years/<year>/: the finding of a year, its figures beside those of the year before, how sure they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from lfr.pages.citing import no_longer_counted
from lfr.pages.page import Line, Page, lines_of
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import say_count
from lfr.wording.year_before import Before, say_change, year_before
from lfr.wording.year_words import HEADLINE

Compared = tuple[Figure, Before | None]
_FIRST = 10  # so many boroughs are named


@dataclass(frozen=True)
class YearPage:
    """What the page of a year knows: its figures beside those of the year before, and its first boroughs."""

    publisher: str
    year: int
    lead: str
    tiles: list[Compared]
    measures: list[Compared]
    gone: list[Line]
    boroughs: list[Line]

    @property
    def year_before(self) -> str:
        """The title of the column beside the year."""
        one, before = self.tiles[0]
        return f"{self.year - 1}{', same days' if one.is_partial else ''}" if before else "Year before"


def context(page: Page, publisher: str, year: int) -> YearPage:
    """The page of one year of a force."""
    figures = page.figures
    tiles = compared(figures, publisher, year)
    return YearPage(
        publisher=publisher,
        year=year,
        lead=_lead(figures, *tiles[0]),
        tiles=tiles,
        measures=compared(figures, publisher, year, measures()),
        gone=no_longer_counted(figures, publisher, year),
        boroughs=most_used(figures, publisher, year, _FIRST),
    )


def compared(figures: Figures, publisher: str, year: int, names: Iterable[str] = HEADLINE) -> list[Compared]:
    """Figures of a year, those that a reader sees first if no others are named, beside those of the year before."""
    found = [figures.figure(publisher, year, name) for name in names]
    # A force without boroughs has no number of them.
    return [(one, year_before(figures, one)) for one in found if (one.measure, one.basis) != ("boroughs", "not_published")]


def most_used(figures: Figures, publisher: str, year: int, first: int) -> list[Line]:
    """The first boroughs of a year by their deployments, and those that are level with the last of them."""
    found = [one for one in lines_of(figures.boroughs(publisher, year)) if one["borough"] is not None and one["deployments"]]
    return [one for one in found if one["deployments"] >= found[min(first, len(found)) - 1]["deployments"]]


def _lead(figures: Figures, first: Figure, before: Before | None) -> str:
    """How the number of deployments compares, and which of them a correction moved here or away."""
    change = say_change(first, before)
    said = (
        [f"{change[:1].upper()}{change[1:]}." if before and not before.value else f"Deployed {change}."] if change and first.value else []
    )
    now, printed = (
        figures.deployment_versions(version, first.publisher).set_index("deployment_id")["deployment_year"]
        for version in ("corrected", "published")
    )
    is_here, was_here = now == first.year, printed.reindex(now.index) == first.year
    for moved, where in ((is_here & ~was_here, "into"), (was_here & ~is_here, "out of")):
        if many := int(moved.sum()):
            which = "One deployment was" if many == 1 else f"{say_count(many)} deployments were"
            said.append(f"{which} moved {where} this year by a correction of the date.")
    return " ".join(said)
