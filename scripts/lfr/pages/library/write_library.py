"""The pages about freedom of information: standard answers, disclosure log, governance library, letters.

Text comes from data/foi, data/disclosures and data/documents.toml; figures come in through the page macros, so that a number is
never typed and cannot differ from the rest of the site.
"""

from datetime import date, timedelta

from lfr.curated.answers import Coverage, check_completeness
from lfr.curated.library import forces_with_library, read_library
from lfr.pages.library.answer_pages import write_answer_pages
from lfr.pages.library.disclosure_pages import write_disclosure_pages
from lfr.pages.library.document_pages import write_document_pages
from lfr.pages.library.letter_page import write_letter_page
from lfr.pages.library.library_files import write_library_files
from lfr.warehouse.figures import Figures


def write_library(figures: Figures) -> int:
    """Check every claim against the records and write the pages of each force that has a library. Returns how many pages.

    Raises BadData when an entry breaks its rules, or claims more than the records hold.
    """
    written = 0
    for publisher in forces_with_library(figures.project):
        library = read_library(figures.project, publisher)
        check_completeness(library.answers, coverage(figures, publisher))
        home = figures.project.pages / publisher
        written += write_answer_pages(figures, library, home / "answers")
        written += write_disclosure_pages(library, home / "disclosures")
        written += write_document_pages(library, [int(year) for year in figures.years(publisher)["year"]], home / "documents")
        written += write_letter_page(figures, library, home / "letter")
        write_library_files(library, home)
    return written


def coverage(figures: Figures, publisher: str) -> Coverage:
    """For each measure and calendar year: whether the records hold it, and the days of the year they cover without a gap."""
    found: dict[str, dict[int, tuple[bool, date, date]]] = {}
    records = _spans_of_records(figures, publisher)
    for year in figures.years(publisher)["year"]:
        for one in figures.figures_of_year(publisher, int(year)):
            held = one.basis != "not_published"
            first_day, last_day = _day(one.covers_from), _day(one.covers_to)
            found.setdefault(one.measure, {})[int(year)] = (held, first_day, _before_a_gap(first_day, last_day, records))
    return found


def _spans_of_records(figures: Figures, publisher: str) -> list[tuple[date, date]]:
    sources = figures.sources()
    current = sources[(sources["publisher"] == publisher) & (sources["is_current"] == "true")]
    return sorted((date.fromisoformat(one.covers_from), date.fromisoformat(one.covers_to)) for one in current.itertuples())


def _before_a_gap(first_day: date, last_day: date, records: list[tuple[date, date]]) -> date:
    """The last day up to which records follow each other without a gap; the days of a year reach from its first record to its last."""
    reached = first_day - timedelta(days=1)
    for covers_from, covers_to in records:
        if covers_from <= reached + timedelta(days=1):
            reached = max(reached, covers_to)
    return min(reached, last_day)


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)
