"""Documents in time: beside the deployments of each year, and which were in force on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from lfr.curated.entry_dates import first_day, last_day, say_date
from lfr.curated.library import Document, Library, in_force_on, perhaps_in_force_on
from lfr.pages.library.document_pages import HOME, TO_BE_VERIFIED, by_date, say_dated, to_document
from lfr.wording.markup import fixed, link, listing, say, script, write_page

FIRST_YEAR = 2018
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Interval:
    """A stretch of days with the same documents in force: `start` is None before the first change, `end` after the last."""

    start: date | None
    end: date | None
    certain: tuple[str, ...]
    perhaps: tuple[str, ...]


def write(library: Library, covered_years: list[int], folder: Path) -> int:
    """Write the timeline and the table of what was in force when. Returns how many pages."""
    return write_page(
        folder / "timeline.md",
        "Documents and deployments, year by year",
        "Policies, reports and judgments on live facial recognition beside the number of deployments in each calendar year.",
        _timeline(library, covered_years),
    ) + write_page(
        folder / "in-force.md",
        "Which documents were in force on a day?",
        "For any day: which rules for live facial recognition were in force, certainly or perhaps.",
        _in_force(library),
    )


# -- beside the deployments ------------------------------------------------------------------------------------------


def _timeline(library: Library, covered_years: list[int]) -> str:
    documents = by_date(library.documents.values())
    dated = [one for one in documents if one.date]
    last = max([*covered_years, *(first_day(one.date).year for one in dated)])
    body = "A document stands in the year of its date. Deployments are counted by calendar year, from the records held here.\n\n"
    for year in range(FIRST_YEAR, last + 1):
        if year in covered_years:
            # The label says so when the records do not reach the year's end.
            body += f'## {{{{ label("met", {year}) }}}} {{: #{year} }}\n\nDeployments: {{{{ figure("met", {year}, "deployments") }}}}.'
        else:
            body += f"## {year} {{: #{year} }}\n\nDeployments: the records held here do not cover this year."
        of_year = [one for one in dated if first_day(one.date).year == year]
        body += fixed(listing(map(_line, of_year))) if of_year else "\n\nNo document of this year is listed.\n\n"
    earlier = [one for one in dated if first_day(one.date).year < FIRST_YEAR]
    for title, group in ((f"Before {FIRST_YEAR}", earlier), ("Without a known date", [one for one in documents if not one.date])):
        if group:
            body += f"## {title} {{: #{title.lower().replace(' ', '-')} }}" + fixed(listing(map(_line, group)))
    return body


def _line(document: Document) -> str:
    kind = document.type.capitalize()
    kind = f"<strong>{say(kind)}</strong>" if document.type == "judgment" else say(kind)
    unsure = f" <em>{TO_BE_VERIFIED}.</em>" if document.certainty == "recalled" else ""
    return f"{say(say_dated(document))}: {to_document(document)}. {kind}, {say(document.publisher)}.{unsure}"


# -- in force on a day -----------------------------------------------------------------------------------------------


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


def _in_force(library: Library) -> str:
    rows = intervals(library.documents)
    always = [one for one in library.documents if all(one in row.perhaps for row in rows)]
    body = (
        "**Certainly** in force: the known dates prove it. **Perhaps**: the dates neither prove nor exclude it, because a document"
        " is dated only by month or year, or its end is not known. Laws and codes that apply more widely are listed with"
        " the force's own documents.\n"
    )
    if always:
        names = listing(to_document(library.documents[one]) for one in always)
        body += fixed(f'<p id="any-day">These have no known dates, so on any day they were <strong>perhaps</strong> in force:</p>{names}')
    body += fixed(
        '<form class="lfr-filter" id="in-force-form" hidden><p><label for="in-force-day">Day</label>'
        ' <input type="date" id="in-force-day" name="day"> <button type="reset">Show all</button></p><p role="status"></p></form>'
    )
    head = "".join(f'<th scope="col">{one}</th>' for one in ("From", "To", "Certainly in force", "Perhaps in force"))
    caption = "Documents in force, by the days on which that changed"
    lines = "".join(_row(library, row, always) for row in rows)
    body += fixed(
        f'<div class="lfr-table" role="region" aria-label="{caption}" tabindex="0"><table class="lfr" id="in-force">'
        f"<caption>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )
    return body + fixed(f"<p>{link(HOME, 'All documents')}</p>") + script("in-force.js")


def _row(library: Library, row: Interval, always: list[str]) -> str:
    start = row.start.isoformat() if row.start else ""
    perhaps = [one for one in row.perhaps if one not in always]
    cells = "".join(
        f"<td>{listing(_named(library.documents[one]) for one in ids) if ids else 'none listed'}</td>" for ids in (row.certain, perhaps)
    )
    end = say_date(row.end.isoformat()) if row.end else "the latest change known here"
    first = say_date(start) if start else "the beginning"
    return f'<tr id="from-{start or "the-beginning"}" data-from="{start}"><th scope="row">{first}</th><td>{end}</td>{cells}</tr>'


def _named(document: Document) -> str:
    version = f" ({say(document.version)})" if document.version else ""
    return to_document(document) + version
