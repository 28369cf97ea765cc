"""The governance library: every document with what is known of it, what changed after a turning point, and documents in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lfr.curated.documents import RULES, Document, in_force_on, perhaps_in_force_on
from lfr.curated.entry_dates import first_day, last_day, say_date
from lfr.curated.library import Library
from lfr.pages.render import write_rendered

_FIRST_YEAR = 2018
_DAY = timedelta(days=1)


def write_document_pages(library: Library, covered_years: Sequence[int], folder: Path) -> int:
    """Write the list of documents, what changed, the timeline and what was in force when into `folder`. Returns how many pages."""
    documents = by_date(library.documents.values())
    shared: dict[str, Any] = {
        "home": f"/{library.publisher}/documents/", "publisher": library.publisher, "answers": library.answers.values(),
        "documents": documents, "titles": {one.id: one.title for one in documents}, "rules": RULES, "say_dated": _say_dated,
        "say_version": _say_version,
        "to_be_verified": "To be verified: from general knowledge or second hand",
    }  # fmt: skip

    def write(name: str, template: str, **context: Any) -> int:
        return write_rendered(folder / f"{name}.md", template, **shared, **context)

    written = write("index", "documents.html") + write("what-changed", "what-changed.html", points=turning_points(documents))
    written += write("timeline", "timeline.md", **_timeline(documents, covered_years))
    return written + write("in-force", "in-force.html", **_in_force(library))


def by_date(documents: Iterable[Document]) -> list[Document]:
    """In the order of their dates; of two that may be of one day the less precise first; undated ones last."""
    return sorted(documents, key=lambda one: (*_place_in_time(one.date), one.id))


def _place_in_time(text: str) -> tuple[int, int]:
    return (first_day(text).toordinal(), -last_day(text).toordinal()) if text else (date.max.toordinal(), 0)


def _say_dated(document: Document) -> str:
    """The date of a document, or what is known instead."""
    return say_date(document.date) if document.date else document.date_note


def _say_version(document: Document) -> str:
    return document.version or ("not known" if document.type in RULES - {"legislation"} else "none given")


def turning_points(documents: Sequence[Document]) -> list[tuple[Document, list[Document]]]:
    """Each document that others follow, in the order of dates, with those that follow it."""
    followed = {name for one in documents for name in one.follows}
    return [(point, [one for one in documents if point.id in one.follows]) for point in documents if point.id in followed]


def _timeline(documents: Sequence[Document], covered_years: Sequence[int]) -> dict[str, Any]:
    """The documents of each year, with whether the records cover it, and those that are earlier or undated."""
    dated = [(first_day(one.date).year, one) for one in documents if one.date]
    last = max([*covered_years, *(year for year, _ in dated)])
    years = range(_FIRST_YEAR, last + 1)
    return {
        "years": [(year, year in covered_years, [one for its_year, one in dated if its_year == year]) for year in years],
        "others": [
            (f"Before {_FIRST_YEAR}", [one for its_year, one in dated if its_year < _FIRST_YEAR]),
            ("Without a known date", [one for one in documents if not one.date]),
        ],
    }


# -- in force on a day -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Interval:
    """A stretch of days with the same documents in force: `start` is None before the first change, `end` after the last."""

    start: date | None
    end: date | None
    certain: tuple[str, ...]
    perhaps: tuple[str, ...]


def intervals(documents: dict[str, Document]) -> list[Interval]:
    """Every stretch of days between two changes, by the one rule of `in_force_on` and `perhaps_in_force_on`."""
    found: list[Interval] = []
    for start in [None, *_change_days(documents)]:
        certain, perhaps = (tuple(one.id for one in rule(documents, start or date.min)) for rule in (in_force_on, perhaps_in_force_on))
        if found and (found[-1].certain, found[-1].perhaps) == (certain, perhaps):
            continue
        if found and start:
            found[-1] = replace(found[-1], end=start - _DAY)
        found.append(Interval(start, None, certain, perhaps))
    return found


def _change_days(documents: dict[str, Document]) -> list[date]:
    """Every day on which the answer may change: dates known by month or year have two."""
    days: set[date] = set()
    for one in documents.values():
        begins = one.in_force_from or one.date
        days |= {first_day(begins), last_day(begins)} if begins else set()
        days |= {first_day(one.in_force_to) + _DAY, last_day(one.in_force_to) + _DAY} if one.in_force_to else set()
    return sorted(days)


def _in_force(library: Library) -> dict[str, Any]:
    rows = intervals(library.documents)
    always = [name for name in library.documents if all(name in row.perhaps for row in rows)]

    def named(ids: Iterable[str]) -> list[Document]:
        return [library.documents[name] for name in ids]

    return {
        "always": named(always),
        "rows": [(row, named(row.certain), named(name for name in row.perhaps if name not in always)) for row in rows],
    }
