"""/forces/: the forces whose records are held, side by side where their records allow it, and what is known of others."""

from dataclasses import dataclass

from lfr.curated.registry import OtherForce, read_other_forces
from lfr.pages.compare_page import PLAIN
from lfr.pages.force_page import ForcePage, home
from lfr.pages.page import Cell, Page
from lfr.warehouse.figures import Figure
from lfr.wording.words import NOT_COMPARABLE, before_correction, say_basis, say_figure, say_number_of
from lfr.wording.year_words import not_recorded


@dataclass(frozen=True)
class ForcesPage:
    """`held` are the forces as the home page lists them; `years` has, the newest first, those that cover a year to its end."""

    held: list[ForcePage]
    years: dict[int, list[str]]
    others: list[OtherForce]
    # Faces seen are left out: each force estimates them in its own way.
    measures = ("deployments", "duration_minutes", "alerts", "true_alerts", "false_alerts", "stops", "arrests")


def context(page: Page) -> ForcesPage:
    held = home(page)
    whole = [(row[0].year, one.publisher) for one in held for row in one.years if not row[0].is_partial]
    years = {year: [force for other, force in whole if other == year] for year, _ in sorted(whole, reverse=True)}
    known = {*page.figures.publishers()["short_name"]}
    others = [one for one in read_other_forces(page.figures.project) if one.name not in known]
    return ForcesPage(held, {year: forces for year, forces in years.items() if len(forces) > 1}, others)


def beside_others(page: Page, one: Figure) -> Cell:
    """A figure beside those of other forces: with none where its basis is not what its title says, or rows leave it open."""
    rows, is_plain = not_recorded(page.figures, one), {*one.basis.split("+")} <= PLAIN
    if is_plain and not rows:
        return Cell(say_figure(one), before_correction(one))
    why = f"not recorded for {say_number_of(rows, 'deployment')}" if is_plain else say_basis(one)
    return Cell(NOT_COMPARABLE, f"{say_figure(one)}: {why}")
