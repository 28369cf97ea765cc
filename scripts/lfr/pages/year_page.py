"""/<force>/years/<year>/: the finding of a year, its figures beside those of the year before, and how sure they are."""

from dataclasses import dataclass
from typing import Any

from lfr.pages.citing import no_longer_counted
from lfr.pages.page import Page
from lfr.pages.render import lines_of
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import say_count
from lfr.wording.year_before import Before, say_change, year_before
from lfr.wording.year_words import HEADLINE, before_corrections, heading_of_year, how_sure

Compared = tuple[Figure, Before | None]
_FIRST = 10  # so many boroughs are named


@dataclass(frozen=True)
class YearPage:
    """What the page of a year knows. `deployments` are ids to which links lead that are older than the page of deployments."""

    publisher: str
    year: int
    label: str
    year_before: str
    heading: str
    lead: str
    tiles: list[Compared]
    before_corrections: str
    sure: list[str]
    measures: list[Compared]
    gone: list[dict[str, Any]]
    boroughs: list[dict[str, Any]]
    all_boroughs: int
    deployments: list[str]


def context(page: Page, publisher: str, year: int) -> YearPage:
    """The page of one year of a force."""
    figures = page.figures
    boroughs = [one for one in lines_of(figures.boroughs(publisher, year)) if one["borough"] is not None]
    least = boroughs[min(_FIRST, len(boroughs)) - 1]["deployments"] if boroughs else 0  # those that are level with the tenth are named, too
    every = [_compared(figures, publisher, year, name) for name in measures()]
    [[first, before]] = [one for one in every if one[0].measure == "deployments"]
    headline = [one for name in HEADLINE for one in every if one[0].measure == name]
    return YearPage(
        publisher=publisher,
        year=year,
        label=first.label,
        year_before=f"{year - 1}{', same days' if first.is_partial else ''}" if before else "",
        heading=heading_of_year(figures, publisher, year),
        lead=_lead(figures, first, before),
        tiles=headline,
        before_corrections=before_corrections([one for one, _ in headline]),
        sure=how_sure(figures, publisher, year),
        measures=every,
        gone=no_longer_counted(figures, publisher, year),
        boroughs=[one for one in boroughs if one["deployments"] >= least],
        all_boroughs=len(boroughs),
        deployments=list(figures.deployments(publisher, year)["deployment_id"]),
    )


def _compared(figures: Figures, publisher: str, year: int, measure: str) -> Compared:
    one = figures.figure(publisher, year, measure)
    return one, year_before(figures, one)


def _lead(figures: Figures, first: Figure, before: Before | None) -> str:
    """How the number of deployments compares, and which of them a correction moved here or away."""
    change = say_change(first, before)
    said = [f"Deployed {change}."] if change and first.value else []
    now, printed = (
        figures.deployment_versions(version, first.publisher).set_index("deployment_id")["deployment_year"]
        for version in ("corrected", "published")
    )
    other = now != printed.reindex(now.index)
    moved = {"here": int((other & (now == first.year)).sum()), "away": int((other & (printed.reindex(now.index) == first.year)).sum())}
    where = {"here": "into this year", "away": "out of this year"}
    said += [
        f"{'One deployment was' if many == 1 else f'{say_count(many)} deployments were'} moved {where[one]} by a correction of the date."
        for one, many in moved.items()
        if many
    ]
    return " ".join(said)
