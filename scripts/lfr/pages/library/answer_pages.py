"""A page for each standard question, the list of all with the question box, and help with asking for more.

The pages of the questions are made by answer_page.py.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from lfr.curated.answers import Answer
from lfr.curated.library import Library
from lfr.curated.synonyms import read_synonyms
from lfr.pages.library.answer_page import badge, check_reasons, years_of
from lfr.pages.render import render
from lfr.pages.search import ask
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.csv_files import write_csv
from lfr.wording.markup import write_markdown

# The questions that the first request did not ask, in groups by the number they have in the taxonomy.
_GROUPS = {
    "Use and results": {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 19},
    "Watchlists": {10, 11, 12, 13},
    "Accuracy and fairness": {14, 16, 17},
    "Cost, events and plans": {18, 20, 21},
    "Rules, papers and rights": {22, 23, 24, 25, 26, 27},
}
_OTHER = 26
_OF_RATE = ("numerator", "denominator", "lower", "upper")
_ADVICE_SECTIONS = ("1", "8", "10", "12", "16", "84")


def write_answer_pages(figures: Figures, library: Library, folder: Path) -> int:
    """Write the pages, and the file of the question box, into `folder`. Returns how many pages."""
    years = years_of(figures, library.publisher)
    force = figures.publishers().set_index("id").loc[library.publisher, "short_name"]
    written = 0
    for answer in library.answers.values():
        check_reasons(answer, years)
        about = f"{answer.question} The answer for the {force}, by calendar year."
        names = json.dumps({"publisher": library.publisher, "answer": answer.id})
        written += write_markdown(folder / f"{answer.id}.md", answer.question, about, "", f"shown_as: answer\nnames: {names}\n")
        if answer.measures:
            (folder / answer.id).mkdir(exist_ok=True)
            write_csv(folder / answer.id / "figures.csv", _figures(figures, answer, years))
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


def _figures(figures: Figures, answer: Answer, years: list[Figure]) -> pd.DataFrame:
    """The figures of an answer, one row per year and measure, as the table of all yearly figures gives them."""
    names = ["year", "label", "covers_from", "covers_to", "measure", "title", "unit", "value", "value_as_published", *_OF_RATE, "basis"]
    found = [figures.figure(year.publisher, year.year, name) for year in reversed(years) for name in answer.measures]
    return pd.DataFrame([{name: getattr(one, name) for name in names} for one in found])


def _rendered(template: str, library: Library, **context: object) -> str:
    return render(template, publisher=library.publisher, home=f"/{library.publisher}/answers/", filled=_filled, **context)


def _filled(text: str) -> str:
    """A text of answers.toml that holds no macro, on one line."""
    return " ".join(text.split())


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
    badges: dict[str, Any] = {"badge": lambda answer: badge(answer, years)}
    return _rendered("answers.md", library, first=first, answers=library.answers, groups=groups, **badges)


def _number(answer: Answer) -> int:
    return int(answer.foi_questions[0].removeprefix("Q")) if answer.foi_questions else _OTHER
