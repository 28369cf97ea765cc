"""A response letter as a list of blocks, put together from fragments (letter_text.py) and what the officer chose.

site/assets/letter.js does the same in the page, function by function: a change here is a change there, and
tests/unit/foi/test_letter_page.py compares the two. Neither makes a sentence: both select, order and number.
"""

from __future__ import annotations

import re

from lfr.letters.answer_parts import GIVEN, Question, about_figures, resolved, response
from lfr.letters.blocks import DATES, Block, Choices, Letter, say_list, say_numbers, say_sections, section_of
from lfr.letters.letter_text import Fragments, say_document_date


def compose(fragments: Fragments, choices: Choices) -> list[Block]:
    """The whole letter."""
    dated = {name: say_document_date(text) if name in DATES else text for name, text in choices.values.items()}
    values = {**fragments["settings"], **{name: text for name, text in dated.items() if text}}
    letter = Letter(fragments, values)
    questions = [resolved(fragments, number, one) for number, one in enumerate(choices.questions, start=1)]
    _opening(letter, questions, any(one.is_paraphrase or not one.asked for one in choices.questions))
    _decision(letter, questions)
    letter.heading(2, "response_heading")
    about_figures(letter, questions)
    for one in questions:
        response(letter, one)
    _reasons(letter, questions)
    _ending(letter, questions)
    return letter.blocks


def _opening(letter: Letter, questions: list[Question], has_paraphrase: bool) -> None:
    letter.heading(1, "title")
    for name in ("authority", "reference", "date", "salutation", "opening"):
        letter.paragraph(letter.say(name))
    letter.heading(2, "asked_heading")
    letter.blocks += [Block("question", one.asked, number=one.number) for one in questions]
    asked_years = {year["year"] for one in questions for year in one.years if any(answer["by_year"] for answer in one.answers)}
    if asked_years:
        labels = [year["said"] for year in letter.fragments["years"] if year["year"] in asked_years]
        letter.paragraph(letter.say("period", years=say_list(labels)))
    if has_paraphrase:
        letter.paragraph(letter.say("paraphrase"))


def _decision(letter: Letter, questions: list[Question]) -> None:
    letter.heading(2, "decision_heading")
    given = [one for one in questions if one.decision in GIVEN]
    is_open = any(one.decision == "to be decided" for one in questions)
    kind = "full" if len(given) == len(questions) else "partial" if given else "open" if is_open else "none"
    if kind == "full" and any(cited for one in questions for cited in one.sections if section_of(cited) != "21"):
        kind = "partial"
    letter.paragraph(letter.say(f"decision_{kind}"))
    engaged = _engaged(questions)
    refusing: dict[str, list[int]] = {}
    for one in questions:
        if one.sections:
            refusing.setdefault(say_sections(one.sections), []).append(one.number)
    if refusing:
        parts = [f"{say_numbers('question', *numbers)} ({sections})" for sections, numbers in refusing.items()]
        letter.paragraph(letter.say("notice", parts=", and ".join(parts)))
    items = [(number, cited, _engaged_item(letter, cited, numbers)) for number, cited, numbers in engaged]
    items += [("16", "16", letter.say("engaged_16"))] + ([("17", "17", letter.say("engaged_17"))] if refusing else [])
    letter.heading(2, "engaged_heading")
    letter.listed([text for _, _, text in sorted(items, key=lambda one: (int(re.sub(r"\D", "", one[0])), one[1]))])


def _engaged(questions: list[Question]) -> list[tuple[str, str, list[int]]]:
    """Section number, citation, and the questions it is relied on for; by number of the section."""
    cited = {one: [other.number for other in questions if one in other.sections] for question in questions for one in question.sections}
    found = [(section_of(one), one, numbers) for one, numbers in cited.items()]
    return sorted(found, key=lambda one: (int(re.sub(r"\D", "", one[0])), one[1]))


def _engaged_item(letter: Letter, cited: str, numbers: list[int]) -> str:
    title = letter.fragments["sections"][section_of(cited)]["title"]
    return letter.say("engaged", cited=cited, title=title, questions=say_numbers("question", *numbers))


def _reasons(letter: Letter, questions: list[Question]) -> None:
    numbers: dict[str, list[int]] = {}
    for number, _, asked in _engaged(questions):
        numbers.setdefault(number, []).extend(asked)
    if not numbers:
        return
    letter.heading(2, "reasons_heading")
    for number, asked in numbers.items():
        section = letter.fragments["sections"][number]
        letter.heading(3, "reasons_section", number=number, title=section["title"])
        letter.paragraph(letter.fill(section["notice"], questions=say_numbers("question", *sorted({*asked}))))
        if section["public_interest"]:
            letter.paragraph(section["public_interest"])
        letter.listed(section["to_fill"])
        letter.paragraph(letter.say("reasons_text", url=section["url"]))


def _ending(letter: Letter, questions: list[Question]) -> None:
    letter.heading(2, "advice_heading")
    letter.paragraph(letter.say("advice"))
    advice = [(one.number, answer["advice"]) for one in questions for answer in one.answers if answer["advice"]]
    letter.listed([letter.say("advice_question", number=str(number), advice=text) for number, text in advice])
    letter.heading(2, "review_heading")
    for name in ("review", "complaint", "closing", "signature", "post", "authority"):
        letter.paragraph(letter.say(name))
