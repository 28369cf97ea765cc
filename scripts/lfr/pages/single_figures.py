"""Macros for a sentence: one figure, the name of a year or a force, the days that the records cover."""

from functools import cache
from html import escape
from typing import Any

from lfr.pages.page import Page
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.addresses import check_address, rows_address
from lfr.wording.words import say_both, say_day, say_with_counts


def figure(page: Page, publisher: str, year: int, measure: str) -> str:
    """One figure inside a sentence, linked to its rows; a rate with its counts and interval."""
    return figure_link(page, rows_address(publisher, year), say_both(page.figures.figure(publisher, year, measure)))


def figure_link(page: Page, address: str, text: str) -> str:
    return f'<a class="lfr-figure" href="{page.href(address)}">{escape(text)}</a>'


def figure_of(page: Page, publisher: str, year: int, measure: str = "deployments") -> Figure:
    """A figure with all that is known of it, for what a template asks about the year (is_partial, value)."""
    return page.figures.figure(publisher, year, measure)


def label(page: Page, publisher: str, year: int) -> str:
    """The name of a year, which says so when the records cover only a part of it."""
    return figure_of(page, publisher, year).label


def covers_to(page: Page, publisher: str, year: int) -> str:
    """The last day of a year that the records cover, for a sentence: a newer record moves it."""
    return say_day(figure_of(page, publisher, year).covers_to)


def covered(page: Page, publisher: str) -> str:
    """From which day to which the records of a force reach."""
    years = page.figures.years(publisher)
    return f"{say_day(years['covers_from'].min())} to {say_day(years['covers_to'].max())}"


def years_of(page: Page, publisher: str) -> list[int]:
    """The calendar years of a force, for a template that says something of each."""
    return [int(year) for year in page.figures.years(publisher)["year"]]


def years_with_basis(page: Page, publisher: str, measure: str, basis: str) -> list[int]:
    """The years in which a measure rests on one basis (a code of warehouse/measures.toml)."""
    return [year for year in years_of(page, publisher) if page.figures.figure(publisher, year, measure).basis == basis]


def newest_years(page: Page, publisher: str) -> list[Any]:
    """The years that a reader came for: the newest whole year, and the part year after it."""
    years = list(page.figures.years(publisher).itertuples())
    whole = [one for one in years if not one.is_partial]
    return [*whole[-1:], *[one for one in years if one.is_partial and (not whole or one.year > whole[-1].year)][-1:]]


def publishers(page: Page) -> list[str]:
    """The ids of the forces whose records are counted."""
    return [name for name in page.figures.publishers()["id"] if not page.figures.years(name).empty]


def publisher_name(page: Page, publisher: str, short: bool = False) -> str:
    return str(page.figures.publishers().set_index("id").loc[publisher, "short_name" if short else "name"])


def foi_page(page: Page, publisher: str) -> str:
    """Where a force takes requests."""
    return str(page.figures.publishers().set_index("id").loc[publisher, "foi_page"])


def has_page(page: Page, address: str) -> bool:
    """Whether a page was generated for an address: not every force has answers."""
    return (page.figures.project.pages / address.strip("/") / "index.md").is_file()


def has_breaks(page: Page, publisher: str, measure: str) -> bool:
    """Whether a person found that a series breaks (data/manual/breaks.csv)."""
    return not page.figures.breaks(publisher, measure).empty


def as_at(page: Page) -> str:
    """What the figures rest on: the newest document of all."""
    return say_day(page.figures.newest_edition)


def later_line(page: Page, publisher: str) -> str:
    """To which day records of a force are held, that it has issued later ones, and where to read what others state of them."""
    said, has_totals = _later(page.figures, publisher)
    if has_totals and page.url != f"{publisher}/later/":
        said += f' <a href="{page.href(f"/{publisher}/later/")}">What others state of later days</a>.'
    return said


@cache
def _later(figures: Figures, publisher: str) -> tuple[str, bool]:
    """Asked once for all pages of a force."""
    anywhere, later = Page(figures, ""), figures.publishers().fillna("").set_index("id").loc[publisher, "later_records"]
    to = covered(anywhere, publisher).partition(" to ")[2]
    said = f"We hold records of the {escape(publisher_name(anywhere, publisher, short=True))} to {to}."
    if isinstance(later, str) and later:
        said += f" It has issued later ones ({escape(later)}), which we could not get."
    return said, not figures.later_totals(publisher).empty


def parts_note(page: Page, publisher: str, year: int | None = None) -> str:
    """Names the years in which true and false alerts do not make the printed total, and links to the rows."""
    said = []
    for one in years_of(page, publisher) if year is None else [year]:
        total, true, false = (page.figures.figure(publisher, one, name).value for name in ("alerts", "true_alerts", "false_alerts"))
        if total is not None and true is not None and false is not None and true + false != total:
            more = "more" if true + false > total else "fewer"
            said.append(
                f"In {label(page, publisher, one)} true and false alerts make {abs(int(true + false - total))} {more} than the total"
            )
    link = page.href(check_address("parts_and_total"))
    return f'{"; ".join(said)}: the parts of a row do not add up <a href="{link}">as printed</a>.' if said else ""


def first_deployment(page: Page, publisher: str) -> str:
    """The id of the first deployment of a force, as an example of an address."""
    return str(page.figures.deployments(publisher)["deployment_id"].iloc[0])


def figures_said(page: Page, publisher: str, year: int, measure: str, published: bool = False) -> str:
    """A figure without a link, for a sentence about what a line must print."""
    found = page.figures.figure(publisher, year, measure)
    return say_with_counts(found.as_published if published else found)
