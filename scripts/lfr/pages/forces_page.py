"""/forces/: the forces whose records are held, side by side where their records allow it, and what is known of others."""

from dataclasses import dataclass

from lfr.curated.registry import OtherForce, read_other_forces
from lfr.pages.compare_page import PLAIN
from lfr.pages.force_page import ForcePage, home
from lfr.pages.page import Cell, Page
from lfr.pages.single_figures import publishers, years_of
from lfr.warehouse.figures import Figure
from lfr.warehouse.measures import Measure, measures
from lfr.wording.words import NOT_COMPARABLE, before_correction, say_basis, say_figure, say_number_of
from lfr.wording.year_words import not_recorded

# Faces seen are left out: each force estimates them in its own way.
_MEASURES = ("deployments", "duration_minutes", "alerts", "true_alerts", "false_alerts", "stops", "arrests")


@dataclass(frozen=True)
class ForcesPage:
    """`held` are the forces as the home page lists them. By year, the newest first: `whole` has the cells of each force whose records cover
    the year to its end, `part` those that cover only a part of it."""

    held: list[ForcePage]
    measures: list[Measure]
    whole: dict[int, list[tuple[str, list[Cell]]]]
    part: dict[int, list[Figure]]
    others: list[OtherForce]


def context(page: Page) -> ForcesPage:
    figures = page.figures
    of_years: dict[int, list[Figure]] = {}
    for force in publishers(page):
        for year in years_of(page, force):
            of_years.setdefault(year, []).append(figures.figure(force, year, "deployments"))
    years = sorted(of_years, reverse=True)
    whole = {year: [one.publisher for one in of_years[year] if not one.is_partial] for year in years}
    return ForcesPage(
        held=home(page),
        measures=[measures()[name] for name in _MEASURES],
        whole={year: [(force, _cells(page, force, year)) for force in whole[year]] for year in years if len(whole[year]) > 1},
        part={year: [one for one in of_years[year] if one.is_partial] for year in years},
        others=[one for one in read_other_forces(figures.project) if one.name not in set(figures.publishers()["short_name"])],
    )


def _cells(page: Page, force: str, year: int) -> list[Cell]:
    """The figures of a force. One on a basis that is not what its title says, or that rows leave open, compares with no other."""
    found = []
    for one in (page.figures.figure(force, year, name) for name in _MEASURES):
        is_plain, open_rows = {*one.basis.split("+")} <= PLAIN, not_recorded(page.figures, one)
        if is_plain and not open_rows:
            found.append(Cell(say_figure(one), before_correction(one)))
        else:
            why = f"not recorded for {say_number_of(open_rows, 'deployment')}" if is_plain else say_basis(one)
            found.append(Cell(NOT_COMPARABLE, f"{say_figure(one)}: {why}"))
    return found
