"""What the pages of standard questions know: each (shown/answer.html), their list, and the help with asking for what is not published.

Texts of data/foi/answers.toml may hold calls of macros, which are filled in from the warehouse; everything else in them is text.
What a page says beyond the file (false alerts by threshold, say) is in shown/answers/<id>.html.
"""

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

from lfr.curated.answers import Answer, Claim
from lfr.curated.library import Library
from lfr.letters.letter_text import columns_of, render
from lfr.letters.standard_answers import library_of
from lfr.pages.figure_pages import cited
from lfr.pages.page import Line, Page
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import as_published, is_estimate, say_count, say_day, say_figure, say_instead, say_title
from lfr.wording.year_words import deployments_by_year

_COVERS_TO = re.compile(r'\{\{ covers_to\("[a-z0-9-]+", (\d{4})\) \}\}')
_MORE = Path(__file__).parent / "templates" / "shown" / "answers"
_SAME_DAYS = "same-days"  # the chart of an answer that compares the same days of two years
_COLUMNS = 5  # as many measures stand beside the year; the others are in a table of their own
# The questions that the first request did not ask, in groups by the number they have in the taxonomy.
_GROUPS = {
    "Use and results": {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 19},
    "Watchlists": {10, 11, 12, 13},
    "Accuracy and fairness": {14, 16, 17},
    "Cost, events and plans": {18, 20, 21},
    "Rules, papers and rights": {22, 23, 24, 25, 26, 27},
}
_OTHER = 26


def answers_context(page: Page, publisher: str) -> Line:
    """`first` is the request that the list begins with, if any, `asked` the answers to its questions; the others are in `groups`."""
    library = library_of(page.figures, publisher)
    known = {name: of_answer(page, answer, library) for name, answer in library.answers.items()}
    first = library.disclosures.get(library.request)
    others = [one for name, one in known.items() if not first or name not in first.answers]
    return {
        "first": first,
        "asked": [[known[name] for name in question.answers] for question in first.questions] if first else [],
        "groups": {title: [one for one in others if _number(one["answer"]) in numbers] for title, numbers in _GROUPS.items()},
    }


def asking_context(page: Page, publisher: str) -> Line:
    return {"library": library_of(page.figures, publisher)}


def _number(answer: Answer) -> int:
    return int(answer.foi_questions[0].removeprefix("Q")) if answer.foi_questions else _OTHER


def answer_context(page: Page, publisher: str, answer: str) -> Line:
    library = library_of(page.figures, publisher)
    return of_answer(page, library.answers[answer], library)


def of_answer(page: Page, answer: Answer, library: Library) -> Line:
    """An answer: `years` has the newest first, `first` is the one whose number the page begins with; `said` fills in a text of the file."""
    figures, publisher = page.figures, library.publisher
    covered, columns = deployments_by_year(figures, publisher), columns_of(answer)
    years = [_of_year(figures, one, [figures.figure(publisher, one.year, name) for name in columns]) for one in reversed(covered)]
    if answer.chart == _SAME_DAYS:
        years = [_beside_the_year_before(figures, publisher, one) for one in years]
    tables = [[*range(start, min(start + _COLUMNS, len(columns)))] for start in range(0, len(columns), _COLUMNS)]
    completeness = list(_completeness(answer, covered))
    return {
        "library": library,
        "publisher": publisher,
        "answer": answer,
        "said": partial(filled, figures, answer.where()),
        "years": years,
        "first": next((one for one in years if one["period"] != one["label"] or not one["is_partial"]), years[0]),
        "tables": tables,
        "badge": _badge(answer, covered),
        "completeness": completeness,
        "is_unpublished": not tables and any(one["claim"] and one["claim"].level == "not held" for one in completeness),
        "more": f"answers/{answer.id if library.is_own and (_MORE / f'{answer.id}.html').is_file() else '_none'}.html",
    }


def filled(figures: Figures, where: str, text: str) -> str:
    """A text of answers.toml on one line, with its placeholders filled in."""
    return " ".join((render(text, figures, where) if "{{" in text else text).split())


def _of_year(all_figures: Figures, year: Figure, figures: list[Figure]) -> Line:
    """A calendar year: its large number and note, what it counts ("" where nothing does), on which days, how to cite it; the figures."""
    known = {"year": year.year, "label": year.label, "period": year.label, "is_partial": year.is_partial, "figures": figures}
    if not figures:
        return known | {"number": "", "note": "", "what": "", "is_estimate": False, "citation": ""}
    low = figures[0]
    # The smallest and the largest of something are said together.
    high = next((one for one in figures if one.measure == low.measure.replace("_minimum", "_maximum")), low)
    now, before = (" to ".join(dict.fromkeys(map(say_figure, ends))) for ends in ((low, high), (low.as_published, high.as_published)))
    title = say_title(low.measure, low.basis, low.title)
    return known | {
        "number": now,
        "note": "; ".join(filter(None, (say_instead(low.measure, low.basis), as_published(now, before)))),
        "what": title if high is low else f"{title} to {high.title.lower()}",
        "is_estimate": is_estimate(low.basis),
        "citation": " ".join(cited(all_figures, one)[0] for one in dict.fromkeys((low, high))),
    }


def _beside_the_year_before(figures: Figures, publisher: str, of_year: Line) -> Line:
    """A part year with the large number of the same days of the year before and its own; a whole year as it is."""
    year = of_year["year"]
    frame = figures.same_period(publisher, year)
    found = frame[(frame["measure"] == of_year["figures"][0].measure) & (frame["year"] >= year - 1)].sort_values("year")
    if len(found) < 2 or found["value"].isna().any():
        return of_year
    now, before = (" and ".join(map(say_count, found[name])) for name in ("value", "value_as_published"))
    first, last = (say_day(found[end].iloc[-1], with_year=False) for end in ("from_date", "to_date"))
    days = f"{first} to {last}, {year - 1} and {year}"
    return {**of_year, "number": now, "note": as_published(now, before), "period": days, "citation": ""}  # two numbers are no one figure


def _completeness(answer: Answer, years: list[Figure]) -> Iterator[Line]:
    """The covered years with one claim each. A year without a claim is a group of its own.

    `is_extended`: the days covered have grown since the claim was made.
    """
    for _, group in groupby(years, lambda year: claim.from_year if (claim := answer.claim_for(year.year)) else -year.year):
        span = list(group)
        claim = answer.claim_for(span[0].year)
        in_part = _COVERS_TO.findall(claim.why) if claim else []
        yield {
            "span": _from_to(span),
            "years": [one.year for one in span],
            "claim": claim,
            "level": _level(claim),
            "covered": f"{say_day(span[0].covers_from)} to {say_day(span[-1].covers_to)}",
            "is_extended": bool(in_part) and not any(year.is_partial for year in span if str(year.year) in in_part),
        }


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
