"""Names the pages of the standard questions, and writes the files beside them: the figures of each, and the rules of the question box.

What the pages know is in answer_page.py and answers_page.py.
"""

import json
from pathlib import Path

import pandas as pd

from lfr.curated.answers import Answer
from lfr.curated.library import Library
from lfr.curated.synonyms import read_synonyms
from lfr.pages.library.answer_page import check_reasons, years_of
from lfr.pages.search import ask
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.csv_files import write_csv
from lfr.wording.markup import write_markdown

_ASKING = "ask-for-what-is-not-published"
_OF_RATE = ("numerator", "denominator", "lower", "upper")


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
    given = f"names: {json.dumps({'publisher': library.publisher})}\n"
    about = f"Answers to the questions people ask about live facial recognition by the {force}."
    written += write_markdown(folder / "index.md", "Answers", about, "", f"shown_as: answers\n{given}")
    about = "How to write a freedom of information request for what the published records do not hold."
    written += write_markdown(folder / f"{_ASKING}.md", "Ask for what is not published", about, "", f"shown_as: asking\n{given}")
    rules = ask.parameters(library.answers, read_synonyms(figures.project))
    (folder / "ask.json").write_text(json.dumps(rules, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return written


def _figures(figures: Figures, answer: Answer, years: list[Figure]) -> pd.DataFrame:
    """The figures of an answer, one row per year and measure, as the table of all yearly figures gives them."""
    names = ["year", "label", "covers_from", "covers_to", "measure", "title", "unit", "value", "value_as_published", *_OF_RATE, "basis"]
    found = [figures.figure(year.publisher, year.year, name) for year in reversed(years) for name in answer.measures]
    return pd.DataFrame([{name: getattr(one, name) for name in names} for one in found])
