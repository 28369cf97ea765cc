"""What the page of a standard question knows (shown/answer.html).

Texts of data/foi/answers.toml may hold calls of macros, which are filled in from the warehouse; everything else in them is text.
What a page says beyond the file (false alerts by threshold, say) is in shown/answers/<id>.html.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from lfr.curated.answers import Answer, Claim
from lfr.curated.library import Library
from lfr.letters.letter_text import columns_of, render
from lfr.letters.standard_answers import library_of
from lfr.pages.figure_page import cited
from lfr.pages.page import Page
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import as_published, is_estimate, say_count, say_day, say_figure, say_instead, say_title

_COVERS_TO = re.compile(r'\{\{ covers_to\("[a-z0-9-]+", (\d{4})\) \}\}')
_MORE = Path(__file__).resolve().parents[1] / "templates" / "shown" / "answers"
_SAME_DAYS = "same-days"  # the chart of an answer that compares the same days of two years
_COLUMNS = 5  # as many measures stand beside the year; the others are in a table of their own


@dataclass(frozen=True)
class OfYear:
    """One calendar year: its large number and note, what it counts ("" where nothing does), on which days, how to cite it; the figures."""

    year: int
    label: str
    period: str
    is_partial: bool
    number: str
    note: str
    what: str
    is_estimate: bool
    citation: str
    figures: list[Figure]


@dataclass(frozen=True)
class Completeness:
    """What is claimed of some years in a row. `is_extended`: the days covered have grown since the claim was made."""

    span: str
    years: list[int]
    claim: Claim | None
    covered: str
    is_extended: bool

    @property
    def level(self) -> str:
        return _level(self.claim)


@dataclass(frozen=True)
class AnswerPage:
    """`years` has the newest first, `first` is the one whose number the page begins with; `said` fills in a text of the file."""

    library: Library
    publisher: str
    answer: Answer
    said: Callable[[str], str]
    years: list[OfYear]
    first: OfYear
    tables: list[list[int]]
    badge: str
    completeness: list[Completeness]
    more: str

    @property
    def is_unpublished(self) -> bool:
        return not self.tables and any(claim.level == "not held" for one in self.completeness if (claim := one.claim))


def context(page: Page, publisher: str, answer: str) -> AnswerPage:
    library = library_of(page.figures, publisher)
    return of_answer(page, library.answers[answer], library)


def of_answer(page: Page, answer: Answer, library: Library) -> AnswerPage:
    figures, publisher = page.figures, library.publisher
    covered, columns = years_of(figures, publisher), columns_of(answer)
    years = [_of_year(figures, one, [figures.figure(publisher, one.year, name) for name in columns]) for one in reversed(covered)]
    if answer.chart == _SAME_DAYS:
        years = [_beside_the_year_before(figures, publisher, one) for one in years]
    return AnswerPage(
        library=library,
        publisher=publisher,
        answer=answer,
        said=partial(filled, figures, answer.where()),
        years=years,
        first=next((one for one in years if one.period != one.label or not one.is_partial), years[0]),
        tables=[[*range(start, min(start + _COLUMNS, len(columns)))] for start in range(0, len(columns), _COLUMNS)],
        badge=_badge(answer, covered),
        completeness=list(_completeness(answer, covered)),
        more=f"answers/{answer.id if library.is_own and (_MORE / f'{answer.id}.html').is_file() else '_none'}.html",
    )


def filled(figures: Figures, where: str, text: str) -> str:
    """A text of answers.toml on one line, with its placeholders filled in."""
    return " ".join((render(text, figures, where) if "{{" in text else text).split())


def years_of(figures: Figures, publisher: str) -> list[Figure]:
    """The calendar years of a force, as figures: days covered and label are the same for every measure."""
    return [figures.figure(publisher, int(year), "deployments") for year in figures.years(publisher)["year"]]


def _of_year(all_figures: Figures, year: Figure, figures: list[Figure]) -> OfYear:
    number = note = what = citation = ""
    if figures:
        low = figures[0]
        # The smallest and the largest of something are said together.
        high = next((one for one in figures if one.measure == low.measure.replace("_minimum", "_maximum")), low)
        now, before = (" to ".join(dict.fromkeys(map(say_figure, ends))) for ends in ((low, high), (low.as_published, high.as_published)))
        note = "; ".join(filter(None, (say_instead(low.measure, low.basis), as_published(now, before))))
        title = say_title(low.measure, low.basis, low.title)
        number, what = now, title if high is low else f"{title} to {high.title.lower()}"
        citation = " ".join(cited(all_figures, one)[0] for one in dict.fromkeys((low, high)))
    is_guess = bool(figures) and is_estimate(figures[0].basis)
    return OfYear(year.year, year.label, year.label, year.is_partial, number, note, what, is_guess, citation, figures)


def _beside_the_year_before(figures: Figures, publisher: str, year: OfYear) -> OfYear:
    """A part year with the large number of the same days of the year before and its own; a whole year as it is."""
    frame = figures.same_period(publisher, year.year)
    found = frame[(frame["measure"] == year.figures[0].measure) & (frame["year"] >= year.year - 1)].sort_values("year")
    if len(found) < 2 or found["value"].isna().any():
        return year
    now, before = (" and ".join(map(say_count, found[name])) for name in ("value", "value_as_published"))
    first, last = (say_day(found[end].iloc[-1], with_year=False) for end in ("from_date", "to_date"))
    days = f"{first} to {last}, {year.year - 1} and {year.year}"
    return replace(year, number=now, note=as_published(now, before), period=days, citation="")  # two numbers, which no one figure is


def _completeness(answer: Answer, years: list[Figure]) -> Iterator[Completeness]:
    """The covered years with one claim each. A year without a claim is a group of its own."""
    for _, group in groupby(years, lambda year: claim.from_year if (claim := answer.claim_for(year.year)) else -year.year):
        span = list(group)
        claim = answer.claim_for(span[0].year)
        covered = f"{say_day(span[0].covers_from)} to {say_day(span[-1].covers_to)}"
        in_part = _COVERS_TO.findall(claim.why) if claim else []
        is_extended = bool(in_part) and not any(year.is_partial for year in span if str(year.year) in in_part)
        yield Completeness(_from_to(span), [one.year for one in span], claim, covered, is_extended)


def _from_to(span: list[Figure]) -> str:
    last = span[-1]
    if len(span) == 1:
        return last.label
    return f"{span[0].year} to {say_day(last.covers_to) if last.is_partial else last.year}"


def _level(claim: Claim | None) -> str:
    """How complete an answer is. What the published records do not have, the force may hold all the same."""
    if claim is None:
        return "not yet reviewed"
    return "not in the published records" if claim.level == "not held" else claim.level


def _badge(answer: Answer, years: list[Figure]) -> str:
    """How complete, in a few words: “Fully for 2020 to 2024; partly for 2025, to 10 May”."""
    groups = groupby(years, lambda year: _level(answer.claim_for(year.year)))
    said = [(level, _from_to(list(group))) for level, group in groups]
    if len(said) == 1:
        words = said[0][0] + (", for every year" if said[0][0] in ("fully", "partly") else "")
    else:
        words = "; ".join(f"{level} for {span}" for level, span in said)
    return words[0].upper() + words[1:]
