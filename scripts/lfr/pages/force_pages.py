"""What the pages of forces know: /, /forces/, /<force>/, /<force>/years/<year>/ and /<force>/later/."""

from collections.abc import Iterable

from lfr.curated.answers import FIGURE
from lfr.curated.registry import read_other_forces
from lfr.letters.letter_text import render
from lfr.letters.standard_answers import library_of
from lfr.pages.compare_page import PLAIN
from lfr.pages.macros import has_page, publishers
from lfr.pages.page import Line, Page, filled_text, lines_of
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.html import Cell
from lfr.wording.words import NOT_COMPARABLE, before_correction, say_basis, say_count, say_figure, say_number_of
from lfr.wording.year_words import HEADLINE, Before, first_shown, not_recorded, say_change, year_before

Compared = tuple[Figure, Before | None]
_OFTEN = 5  # so many boroughs are named on the page of a force before the list of all
_FIRST = 10  # so many on the page of a year
# What is set side by side of several forces. Faces seen are left out: each force estimates them in its own way.
_SIDE_BY_SIDE = ("deployments", "duration_minutes", "alerts", "true_alerts", "false_alerts", "stops", "arrests")


def home_context(page: Page) -> Line:
    """The home page: of the only force what there is to say of it, of several forces a table."""
    return {"forces": [force_context(page, one) for one in publishers(page)]}


def force_context(page: Page, publisher: str) -> Line:
    """A force as its own page and the home page show it.

    `year` is the one shown first, its newest whole year; `switch` are the years to choose from, `years` the figures of each year, the
    newest first, `cards` the questions with an answer in a sentence or two.
    """
    figures = page.figures
    years = [[figures.figure(publisher, int(year), name) for name in HEADLINE] for year in reversed(figures.years(publisher)["year"])]
    # What a reader came for: the newest whole year, and the part year after it.
    whole, newest = first_shown(figures, publisher), years[0][0]
    areas = figures.areas(publisher)
    # A force without answers of its own has no card.
    answers = library_of(figures, publisher).answers if has_page(page, f"/{publisher}/answers/") else {}
    return {
        "publisher": publisher,
        "year": whole,
        "switch": [whole, newest] if newest.is_partial and newest is not whole else [whole],
        "tiles": _compared(figures, publisher, whole.year),
        "boroughs": sorted(lines_of(areas[areas["kind"] == "borough"]), key=lambda one: one["name"]),
        "often": _most_used(figures, publisher, whole.year, _OFTEN),
        "years": years,
        "cards": [(one, _filled(figures, one.card, one.where())) for one in answers.values() if one.card],
    }


def _filled(figures: Figures, text: str, where: str) -> str:
    """The text of a card. Its figures stand alone: corrections are said once on the page, and on the page of the answer."""
    bare = FIGURE.sub(lambda found: say_figure(figures.figure(found[1], int(found[2]), found[3])), text)
    return render(bare, figures, where)


def forces_context(page: Page) -> Line:
    """`held` are the forces as the home page lists them; `years` has, the newest first, those that cover a year to its end."""
    held = home_context(page)["forces"]
    whole = [(row[0].year, one["publisher"]) for one in held for row in one["years"] if not row[0].is_partial]
    years = {year: [force for other, force in whole if other == year] for year, _ in sorted(whole, reverse=True)}
    known = {*page.figures.publishers()["short_name"]}
    return {
        "held": held,
        "years": {year: forces for year, forces in years.items() if len(forces) > 1},
        "others": [one for one in read_other_forces(page.figures.project) if one.name not in known],
        "measures": _SIDE_BY_SIDE,
    }


def beside_others(page: Page, one: Figure) -> Cell:
    """A figure beside those of other forces: with none where its basis is not what its title says, or rows leave it open."""
    rows, is_plain = not_recorded(page.figures, one), {*one.basis.split("+")} <= PLAIN
    if is_plain and not rows:
        return Cell(say_figure(one), before_correction(one))
    why = f"not recorded for {say_number_of(rows, 'deployment')}" if is_plain else say_basis(one)
    return Cell(NOT_COMPARABLE, f"{say_figure(one)}: {why}")


def year_context(page: Page, publisher: str, year: int) -> Line:
    """A year: its figures beside those of the year before, and its first boroughs. `year_before` is the title of the column beside it."""
    figures = page.figures
    tiles = _compared(figures, publisher, year)
    one, before = tiles[0]
    return {
        "lead": _lead(figures, one, before),
        "tiles": tiles,
        "measures": _compared(figures, publisher, year, measures()),
        "gone": _no_longer_counted(figures, publisher, year),
        "boroughs": _most_used(figures, publisher, year, _FIRST),
        "year_before": f"{year - 1}{', same days' if one.is_partial else ''}" if before else "Year before",
    }


def _no_longer_counted(figures: Figures, publisher: str, year: int) -> list[Line]:
    """The figures of a year that a release held and that are no longer counted, as they stood last."""
    history = figures.figure_history()
    if history.empty:
        return []
    now = {one.measure for one in figures.figures_of_year(publisher, year)}
    of_year = history[(history["publisher"] == publisher) & (history["year"] == str(year))]
    return lines_of(of_year[~of_year["measure"].isin(now)].drop_duplicates("measure", keep="last"))


def _compared(figures: Figures, publisher: str, year: int, names: Iterable[str] = HEADLINE) -> list[Compared]:
    """Figures of a year, those that a reader sees first if no others are named, beside those of the year before."""
    found = [figures.figure(publisher, year, name) for name in names]
    # A force without boroughs has no number of them.
    return [(one, year_before(figures, one)) for one in found if (one.measure, one.basis) != ("boroughs", "not_published")]


def _most_used(figures: Figures, publisher: str, year: int, first: int) -> list[Line]:
    """The first boroughs of a year by their deployments, and those that are level with the last of them."""
    found = [one for one in lines_of(figures.boroughs(publisher, year)) if one["borough"] is not None and one["deployments"]]
    return [one for one in found if one["deployments"] >= found[min(first, len(found)) - 1]["deployments"]]


def _lead(figures: Figures, first: Figure, before: Before | None) -> str:
    """How the number of deployments compares, and which of them a correction moved here or away."""
    said = []
    if first.value and (change := say_change(first, before)):
        said.append(f"{change[:1].upper()}{change[1:]}." if before and not before.value else f"Deployed {change}.")
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


def later_context(page: Page, publisher: str) -> Line:
    """What others state of days after the last one covered. `more` is what is written by hand for this force (site/_templates/forces)."""
    path = page.figures.project.root / "site" / "_templates" / "forces" / f"{publisher}-later.html"
    return {"more": filled_text(page, path.read_text(encoding="utf-8")) if path.is_file() else ""}
