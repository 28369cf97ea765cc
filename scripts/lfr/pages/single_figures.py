"""Single figures and days inside a sentence, and what is known of a force and its years."""

from functools import cache
from html import escape

from lfr.letters.standard_answers import library_of
from lfr.pages.page import Line, Page, lines_of
from lfr.pages.render import in_markdown
from lfr.warehouse.figures import Figure, Figures
from lfr.wording import sentences
from lfr.wording.addresses import deployment_address, document_address, rows_address
from lfr.wording.words import say_both, say_day
from lfr.wording.year_words import parts_of_year, the_force


def figure(page: Page, publisher: str, year: int, measure: str) -> str:
    """One figure inside a sentence, linked to its rows; a rate with its counts and interval."""
    said = escape(say_both(page.figures.figure(publisher, year, measure)))
    return f'<a class="lfr-figure" href="{page.href(rows_address(publisher, year))}">{said}</a>'


def figure_of(page: Page, publisher: str, year: int, measure: str = "deployments") -> Figure:
    """A figure with all that is known of it, for what a template asks about the year (is_partial, value)."""
    return page.figures.figure(publisher, year, measure)


def label(page: Page, publisher: str, year: int) -> str:
    """The name of a year, which says so when the records cover only a part of it."""
    return figure_of(page, publisher, year).label


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


def publishers(page: Page) -> list[str]:
    """The ids of the forces whose records are counted."""
    return [name for name in page.figures.publishers()["id"] if not page.figures.years(name).empty]


def force_of(page: Page, publisher: str) -> Line:
    """What is known of a force: the keys of data/publishers.toml."""
    return _forces(page.figures)[publisher]


def publisher_name(page: Page, publisher: str, short: bool = False) -> str:
    return str(force_of(page, publisher)["short_name" if short else "name"])


@cache
def _forces(figures: Figures) -> dict[str, Line]:
    """Asked once for all pages, as all that is cached here."""
    return {one["id"]: one for one in lines_of(figures.publishers())}


def has_page(page: Page, address: str) -> bool:
    """Whether a page was generated for an address: not every force has boroughs, or a disclosure."""
    path = page.figures.project.pages / address.strip("/")
    return (path / "index.md").is_file() or path.with_name(f"{path.name}.md").is_file()


def as_at(page: Page) -> str:
    """What the figures rest on: the newest document of all."""
    return say_day(page.figures.newest_edition)


def later_line(page: Page, publisher: str) -> str:
    """To which day records of a force are held, that it has issued later ones, and where to read what others state of them."""
    later, (to, has_totals) = force_of(page, publisher)["later_records"], _held(page.figures, publisher)
    said = f"We hold records of {escape(the_force(page.figures, publisher))} to {to}."
    if later:
        said += f" It has issued later ones ({escape(later)}), which we could not get."
    if has_totals and page.url != f"{publisher}/later/":
        said += f' <a href="{page.href(f"/{publisher}/later/")}">What others state of later days</a>.'
    return said


@cache
def _held(figures: Figures, publisher: str) -> tuple[str, bool]:
    return say_day(figures.years(publisher)["covers_to"].max()), not figures.later_totals(publisher).empty


def parts_note(page: Page, publisher: str) -> str:
    """The years in which true and false alerts do not add up to the alerts."""
    said = {year: parts_of_year(page.figures, publisher, year) for year in years_of(page, publisher)}
    return " ".join(f"{label(page, publisher, year)}: {parts}" for year, parts in said.items() if parts)


def noted_deployments(page: Page, publisher: str) -> str:
    """Which deployments have a note beside them, with a link to the first in the list; nothing where none has."""
    noted = [one for one in page.figures.deployments(publisher)["deployment_id"] if one in page.figures.deployment_notes]
    said = in_markdown(sentences.noted_deployments(page.figures, publisher))
    link = page.href(deployment_address(publisher, noted[0])) if noted else ""
    return said and f'{said} They were operational deployments and are counted as such; <a href="{link}">each is marked in the list</a>.'


def printed_rates(page: Page, publisher: str) -> str:
    """How the record rounds the false alert rates that it prints, counted from the rows."""
    counts = page.figures.printed_rates(publisher)
    return (
        f"Of the {counts['all']} printed rates above 0, {counts['rounded']} are rounded rightly, {counts['cut']} are cut off,"
        f" and {counts['neither']} {'follows' if counts['neither'] == 1 else 'follow'} from the counts neither way."
    )


def from_the_library(page: Page, publisher: str, document: str) -> str:
    """What an entry of the library says, in its own words, with how sure it is."""
    one = library_of(page.figures, publisher).documents[document]
    link = f'<a href="{page.href(document_address(publisher, one.id))}">{escape(one.title)}</a>'
    doubt = " <em>We have this second hand and have not verified it.</em>" if one.certainty == "recalled" else ""
    return f"{escape(one.publisher)}, {link}: {escape(one.summary)}{doubt}"
