"""What the pages of the governance library know: every document, what changed after a turning point, documents in time and in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lfr.curated.documents import RULES, Document, in_force_on, perhaps_in_force_on
from lfr.curated.entry_dates import first_day, last_day
from lfr.letters.standard_answers import library_of
from lfr.pages.page import Line, Page
from lfr.wording.year_words import deployments_by_year

_FIRST_YEAR = 2018
_DAY = timedelta(days=1)


def documents_context(page: Page, publisher: str) -> Line:
    """Every document, in the order of dates; `after` gives those that follow a turning point."""
    library = library_of(page.figures, publisher)
    documents = by_date(library.documents.values())
    return {
        "library": library,
        "rules": RULES,
        "documents": documents,
        "version": lambda one: one.version or ("not known" if one.type in RULES - {"legislation"} else "none given"),
        "after": lambda point: [one for one in documents if point.id in one.follows],
    }


def timeline_context(page: Page, publisher: str) -> Line:
    """The documents beside the deployments of each year that the records cover; `years` are those of both."""
    documents = by_date(library_of(page.figures, publisher).documents.values())
    deployments = {one.year: one for one in deployments_by_year(page.figures, publisher)}
    return {
        "documents": documents,
        "deployments": deployments,
        "years": range(_FIRST_YEAR, max([*deployments, *(first_day(one.date).year for one in documents if one.date)]) + 1),
        "of_years": lambda *years: [one for one in documents if one.date and first_day(one.date).year in years],
    }


def in_force_context(page: Page, publisher: str) -> Line:
    """Which documents were in force when. What may be in force on any day (`always`) is named once for all rows."""
    documents = library_of(page.figures, publisher).documents
    rows = intervals(documents)
    return {"intervals": rows, "always": [one for one in documents.values() if all(one in row.perhaps for row in rows)]}


def by_date(documents: Iterable[Document]) -> list[Document]:
    """In the order of their dates; of two that may be of one day the less precise first; undated ones last."""
    return sorted(documents, key=lambda one: (*_place_in_time(one.date), one.id))


def _place_in_time(text: str) -> tuple[int, int]:
    return (first_day(text).toordinal(), -last_day(text).toordinal()) if text else (date.max.toordinal(), 0)


@dataclass(frozen=True)
class Interval:
    """A stretch of days with the same documents in force: `start` is None before the first change, `end` after the last."""

    start: date | None
    end: date | None
    certain: list[Document]
    perhaps: list[Document]


def intervals(found: dict[str, Document]) -> list[Interval]:
    """Every stretch of days between two changes, by the one rule of `in_force_on` and `perhaps_in_force_on`."""
    rows: list[Interval] = []
    for start in [None, *_change_days(found)]:
        row = Interval(start, None, in_force_on(found, start or date.min), perhaps_in_force_on(found, start or date.min))
        if rows and (rows[-1].certain, rows[-1].perhaps) == (row.certain, row.perhaps):
            continue
        if rows and start:
            rows[-1] = replace(rows[-1], end=start - _DAY)
        rows.append(row)
    return rows


def _change_days(found: dict[str, Document]) -> list[date]:
    """Every day on which the answer may change: dates known by month or year have two."""
    days: set[date] = set()
    for one in found.values():
        days |= {first_day(one.begins), last_day(one.begins)} if one.begins else set()
        days |= {first_day(one.in_force_to) + _DAY, last_day(one.in_force_to) + _DAY} if one.in_force_to else set()
    return sorted(days)
