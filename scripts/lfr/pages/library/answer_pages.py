"""A page for each standard question, the list of all with the question box, and help with asking for more.

Texts of data/foi/answers.toml may hold calls of macros, which the site fills in from the warehouse; everything else in them is text.
What a page says beyond the file (a table of boroughs, say) is in site/_templates/answers/<id>.md.
"""

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lfr.curated.answers import SENTENCE, Answer, Claim
from lfr.curated.library import Library
from lfr.curated.synonyms import read_synonyms
from lfr.errors import BadData
from lfr.letters.letter_text import columns_of
from lfr.pages.render import as_text, render
from lfr.pages.search import ask
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.addresses import answer_address
from lfr.wording.markup import write_markdown
from lfr.wording.words import say_day

# The questions that the first request did not ask, in groups by the number they have in the taxonomy.
_GROUPS = {
    "Use and results": {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 19},
    "Watchlists": {10, 11, 12, 13},
    "Accuracy and fairness": {14, 16, 17},
    "Cost, events and plans": {18, 20, 21},
    "Rules, papers and rights": {22, 23, 24, 25, 26, 27},
}
_OTHER = 26
_ADVICE_SECTIONS = ("1", "8", "10", "12", "16", "84")

_MACRO = re.compile(rf'(\{{\{{ figure\("[a-z0-9-]+", \d{{4}}, "[a-z_]+"\) \}}\}}|{SENTENCE.pattern})')
_COVERS_TO = re.compile(r'\{\{ covers_to\("[a-z0-9-]+", (\d{4})\) \}\}')


def write_answer_pages(figures: Figures, library: Library, folder: Path) -> int:
    """Write the pages, and the file of the question box, into `folder`. Returns how many pages."""
    years = years_of(figures, library.publisher)
    force = figures.publishers().set_index("id").loc[library.publisher, "short_name"]
    written = 0
    for answer in library.answers.values():
        check_reasons(answer, years)
        about = f"{answer.question} The answer for the {force}, by calendar year."
        written += write_markdown(folder / f"{answer.id}.md", answer.question, about, answer_page(answer, library, years))
    about = f"Answers to the questions people ask about live facial recognition by the {force}."
    written += write_markdown(folder / "index.md", "Answers", about, _list_of_answers(library, years))
    about = "How to write a freedom of information request for what the published records do not hold."
    name = "ask-for-what-is-not-published"
    sections = [library.sections[one] for one in _ADVICE_SECTIONS]
    page = _rendered("asking.md", library, answers=library.answers.values(), sections=sections)
    written += write_markdown(folder / f"{name}.md", "Ask for what is not published", about, page)
    rules = ask.parameters(library.answers, read_synonyms(figures.project))
    (folder / "ask.json").write_text(json.dumps(rules, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return written


def years_of(figures: Figures, publisher: str) -> list[Figure]:
    """The calendar years of a force, as figures: days covered and label are the same for every measure."""
    return [figures.figure(publisher, int(year), "deployments") for year in figures.years(publisher)["year"]]


def _rendered(template: str, library: Library, **context: object) -> str:
    return render(template, publisher=library.publisher, home=f"/{library.publisher}/answers/", filled=_filled, **context)


def _filled(text: str) -> Markup:
    """A text of answers.toml: its macros stay calls, the rest of it is text."""
    parts = _MACRO.split(" ".join(text.split()))
    return Markup("".join(Markup(one) if _MACRO.fullmatch(one) else as_text(one, flat=False) for one in parts))


def answer_page(answer: Answer, library: Library, years: list[Figure]) -> str:
    """The page of one question."""
    return _rendered(
        "answer.md",
        library,
        answer=answer,
        address=answer_address(library.publisher, answer.id),
        years=years,
        columns=columns_of(answer),
        claims=list(_claims(answer, years)),
        documents=[library.documents[one] for one in answer.documents],
        disclosures=[library.disclosures[one] for one in answer.disclosures],
        sections=[library.sections[one] for one in answer.sections],
        related=[library.answers[one] for one in answer.related],
    )


# -- how complete ------------------------------------------------------------------------------------------------------


def check_reasons(answer: Answer, years: list[Figure]) -> None:
    """Raise BadData for a reason with a macro that does not read, or one for a year without records."""
    for claim in answer.completeness:
        if "{{" in _MACRO.sub("", claim.why):
            raise BadData(
                f"{claim.where()}: a placeholder that does not read in the reason for {claim.from_year}."
                f' Write it exactly as {{{{ covers_to("{years[0].publisher}", {claim.to_year}) }}}}, in single quotes.'
            )
        for year in _COVERS_TO.findall(claim.why):
            if int(year) not in [one.year for one in years]:
                known = ", ".join(str(one.year) for one in years)
                raise BadData(f"{claim.where()}: the reason for {claim.from_year} names {year}, which no record covers. Known: {known}.")


def _claims(answer: Answer, years: list[Figure]) -> Iterator[tuple[str, int, Claim | None, str, bool]]:
    """The covered years with one claim each: “2020 to 2022”, the first of them, the claim, the days covered, and whether these have
    been extended since the claim was made. A year without a claim is a group of its own.
    """
    for _, group in groupby(years, lambda year: claim.from_year if (claim := answer.claim_for(year.year)) else -year.year):
        span = list(group)
        claim = answer.claim_for(span[0].year)
        covered = f"{say_day(span[0].covers_from)} to {say_day(span[-1].covers_to)}"
        in_part = [int(year) for year in _COVERS_TO.findall(claim.why)] if claim else []
        is_extended = bool(in_part) and not any(year.is_partial for year in span if year.year in in_part)
        yield _from_to(span), span[0].year, claim, covered, is_extended


def _from_to(span: list[Figure]) -> str:
    last = span[-1]
    if len(span) == 1:
        return last.label
    return f"{span[0].year} to {say_day(last.covers_to) if last.is_partial else last.year}"


def _badge(answer: Answer, years: list[Figure]) -> str:
    """How complete, in a few words: “Fully for 2020 to 2024; partly for 2025, to 10 May”."""
    groups = groupby(years, lambda year: claim.level if (claim := answer.claim_for(year.year)) else "not yet reviewed")
    said = [(level, _from_to(list(group))) for level, group in groups]
    if len(said) == 1:
        level = said[0][0]
        words = "not held in the published records" if level == "not held" else f"{level}, for every year"
    else:
        words = "; ".join(f"{level} for {span}" for level, span in said)
    return words[0].upper() + words[1:]


# -- the list of all questions -----------------------------------------------------------------------------------------


def _list_of_answers(library: Library, years: list[Figure]) -> str:
    """All questions in groups, those of the first request before the others."""
    first = library.disclosures[library.request]
    shown = {*first.answers}
    groups = []
    for title, numbers in _GROUPS.items():
        group = [one for one in library.answers.values() if one.id not in shown and _number(one) in numbers]
        shown.update(one.id for one in group)
        groups.append((title, group))
    assert shown >= {*library.answers}, f"in no group: {set(library.answers) - shown}"
    badges: dict[str, Any] = {"badge": lambda answer: _badge(answer, years)}
    return _rendered("answers.md", library, first=first, answers=library.answers, groups=groups, **badges)


def _number(answer: Answer) -> int:
    return int(answer.foi_questions[0].removeprefix("Q")) if answer.foi_questions else _OTHER
