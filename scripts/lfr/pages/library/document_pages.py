"""What the pages of the governance library know: every document, what changed after a turning point, documents in time and in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from lfr.curated.documents import RULES, Document, in_force_on, perhaps_in_force_on
from lfr.curated.entry_dates import first_day, last_day
from lfr.curated.library import Library
from lfr.letters.standard_answers import library_of
from lfr.pages.page import Page
from lfr.warehouse.figures import Figure, Figures

_FIRST_YEAR = 2018
_DAY = timedelta(days=1)


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


@dataclass(frozen=True)
class DocumentsPage:
    """What every page of the governance library knows."""

    library: Library
    figures: Figures
    rules = RULES

    @property
    def publisher(self) -> str:
        return self.library.publisher

    @cached_property
    def documents(self) -> list[Document]:
        return by_date(self.library.documents.values())

    def version(self, one: Document) -> str:
        return one.version or ("not known" if one.type in RULES - {"legislation"} else "none given")

    def after(self, point: Document) -> list[Document]:
        """The documents that follow a turning point."""
        return [one for one in self.documents if point.id in one.follows]

    @cached_property
    def deployments(self) -> dict[int, Figure]:
        """The deployments of each year that the records cover."""
        years = map(int, self.figures.years(self.publisher)["year"])
        return {year: self.figures.figure(self.publisher, year, "deployments") for year in years}

    @property
    def years(self) -> range:
        """The years of documents and deployments."""
        return range(_FIRST_YEAR, max([*self.deployments, *(first_day(one.date).year for one in self.documents if one.date)]) + 1)

    def of_years(self, *years: int) -> list[Document]:
        return [one for one in self.documents if one.date and first_day(one.date).year in years]

    @cached_property
    def intervals(self) -> list[Interval]:
        return intervals(self.library.documents)

    @cached_property
    def always(self) -> list[Document]:
        """What may be in force on any day: it is named once for all rows."""
        return [one for one in self.library.documents.values() if all(one in row.perhaps for row in self.intervals)]


def context(page: Page, publisher: str) -> DocumentsPage:
    return DocumentsPage(library_of(page.figures, publisher), page.figures)
