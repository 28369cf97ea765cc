"""What a page asks by name: single figures and days inside a sentence, what is known of a force and its years, how to cite a page, and
what parts of pages ask that no single answer of the warehouse says (templates/shown/parts).
"""

from datetime import date
from functools import cache
from html import escape
from itertools import groupby

from lfr.curated.registry import STATES, read_watched
from lfr.errors import LfrError
from lfr.letters.standard_answers import library_of
from lfr.pages.page import Line, Page, in_markdown, lines_of
from lfr.project import site_address
from lfr.records.layouts import log_layout
from lfr.warehouse.figures import Figure, Figures, Shown
from lfr.warehouse.measures import measures
from lfr.wording import sentences
from lfr.wording.addresses import deployment_address, document_address, rows_address
from lfr.wording.html import block
from lfr.wording.words import BASES, say_both, say_count, say_day
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


def closing_line(page: Page) -> str:
    """The last line of every page: what the figures rest on, and which release it shows."""
    shown, newest = _shown(page.figures), f'the newest <a href="{page.href("/sources/")}">document</a> counted'
    release = f'{escape(shown.sentence)} <a href="{page.href(shown.address)}">What changed</a>.'
    return block(f'<p class="lfr-as-at">Figures as at {say_day(page.figures.newest_edition)}, the date of {newest}. {release}</p>')


@cache
def _shown(figures: Figures) -> Shown:
    """Asked once for all pages of a built site."""
    return figures.shown()


def page_citation(page: Page, what: str) -> str:
    """A sentence to cite a page by: what it shows, the release or else the newest document counted, its lasting address."""
    shown, as_at = _shown(page.figures), say_day(page.figures.newest_edition)
    of = f"release {shown.version} of {say_day(shown.date)}, " if shown.version and shown.date and shown.is_exact else ""
    return f"{what}. LFR Statistics, {of}counted from documents as at {as_at}. {site_address(page.figures.project)}/{page.url}"


def answer_citation(page: Page, question: str, force: str, reviewed: date | None) -> str:
    """The same for an answer without a number."""
    said = f"last reviewed on {say_day(reviewed)}" if reviewed else "made from the records"
    return f"LFR Statistics, “{question}” ({force}), {said}, {site_address(page.figures.project)}/{page.url}"


# The kinds of cells in the plain CSV log that a force can export.
_LOG_KINDS = {"text": "text", "iso_date": "a date, YYYY-MM-DD", "count": "a whole number", "decimal": "a number from 0 to 1"}


def corrections_of_year(page: Page, publisher: str, year: int) -> list[Line]:
    """Corrections that move a deployment into or out of the year or change its numbers."""
    leaving = f"/{year % 100:02d}"
    return [
        line
        for line in lines_of(page.figures.corrections())
        if line["publisher"] == publisher and line["is_applied"]
        if line["deployment_date"].year == year or (line["column_name"] == "date" and line["printed"].endswith(leaving))
    ]


def open_findings(page: Page, publisher: str, year: int) -> int:
    """How many findings in rows of a year nobody has decided yet."""
    findings = page.figures.findings()
    is_here = findings["deployment_id"].isin(page.figures.deployments(publisher, year)["deployment_id"])
    return int(((findings["status"] == "open") & is_here).sum())


def bases_of(page: Page, method: str) -> tuple[list[str], dict[str, list[str]]]:
    """The layouts, and on what basis each gives the measures of one method page, by title."""
    frame = page.figures.bases(method)
    if frame.empty:
        raise LfrError(f"no measure has the method “{method}” (warehouse/measures.toml).")
    layouts = list(dict.fromkeys(frame["layout"]))
    by_title = frame.pivot(index="title", columns="layout", values="basis").fillna("not_published")
    return layouts, {title: [BASES[by_title.at[title, name]] for name in layouts] for title in dict.fromkeys(frame["title"])}


def looked_at(page: Page, address: str) -> str:
    """When `lfr watch` last looked at an address, and what it saw; empty where it never did."""
    seen = read_watched(page.figures.project).get(address)
    return f"{say_day(seen.looked_on)}: {STATES[seen.state]}" if seen else ""


def columns_of_log(page: Page) -> list[tuple[str, str, str]]:
    """The columns of the plain CSV log, from the layout that reads it: name, what it holds, what it means."""
    return [(one.name, _LOG_KINDS[one.kind], one.meaning) for one in log_layout().columns]


def totals_by_source(page: Page) -> list[list[Line]]:
    """The totals that others published, source by source."""
    lines = _totals(lines_of(page.figures.published_totals()))
    sources = list(dict.fromkeys(line["title"] for line in sorted(lines, key=lambda one: one["line"])))
    by_source = groupby(sorted(lines, key=lambda one: sources.index(one["title"])), key=lambda one: one["title"])
    return [list(own) for _, own in by_source]


def totals_of_later_days(page: Page, publisher: str) -> list[Line]:
    """What others state of days after the last one that the records cover."""
    return _totals(lines_of(page.figures.later_totals(publisher)))


def _totals(lines: list[Line]) -> list[Line]:
    return [{**line, "measure_title": measures()[line["measure"]].title, "verdict": _verdict(line)} for line in lines]


def _verdict(line: Line) -> str:
    """Whether a total that others state and our count of the same days agree."""
    if line["ours"] is None:
        return "nothing to compare yet"
    stated, ours = int(line["stated"]), int(line["ours"])
    if stated == ours:
        return "the same"
    agrees = {"about": abs(ours - stated) <= 0.01 * stated, "more than": ours > stated, "almost": stated * 0.95 <= ours < stated}
    if agrees.get(line["wording"]):
        return f"agrees with “{line['wording']}”"
    return f"{say_count(abs(ours - stated))} {'more' if ours > stated else 'fewer'} here"
