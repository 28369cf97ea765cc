"""A response letter as a list of blocks, put together from fragments (letter_text.py) and what the officer chose.

site/assets/letter.js does the same in the page, function by function: a change here is a change there, and
tests/unit/pages/test_letter_page.py compares the two. Neither writes a sentence: both select, order and number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lfr.curated.law_sections import section_number
from lfr.letters.blocks import DATES, Asked, Block, Choices, Draft, Fragments
from lfr.wording.words import say_day

GIVEN = ("disclosed", "already published")


@dataclass(frozen=True)
class Question:
    """A question with every choice made."""

    number: int
    asked: str
    answers: list[dict[str, Any]]
    years: list[dict[str, Any]]
    decision: str
    sections: list[str]


def compose(fragments: Fragments, choices: Choices) -> list[Block]:
    """The whole letter."""
    given = {name: say_day(text) if name in DATES else text for name, text in choices.values.items() if text}
    letter = Draft(fragments, {**fragments["settings"], **given})
    questions = [resolved(fragments, number, one) for number, one in enumerate(choices.questions, start=1)]
    _opening(letter, questions, any(one.is_paraphrase or not one.asked for one in choices.questions))
    _decision(letter, questions)
    letter.heading(2, "response_heading")
    _about_figures(letter, questions)
    for one in questions:
        _response(letter, one)
    _reasons(letter, questions)
    _ending(letter, questions)
    return letter.blocks


def say_list(items: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def say_numbered(noun: str, numbers: Sequence[object]) -> str:
    """question 1; sections 21 and 31(1)."""
    return f"{noun}{'s' if len(numbers) > 1 else ''} {say_list([str(one) for one in numbers])}"


def resolved(fragments: Fragments, number: int, one: Asked) -> Question:
    answers = [fragments["answers"][name] for name in one.answers]
    years = [year for year in fragments["years"] if year["year"] in one.years]
    decision = one.decision or _standard_decision(fragments, answers, years, one.sections)
    sections = list(one.sections)
    if not sections and decision == answers[0]["decision"]:
        sections = list(dict.fromkeys(cited for answer in answers if answer["decision"] == decision for cited in answer["sections"]))
    if decision == "already published" and not any(section_number(cited) == "21" for cited in sections):
        sections.insert(0, "21")
    return Question(number, one.asked or answers[0]["question"], answers, years, decision, sections)


def _standard_decision(fragments: Fragments, answers: list[dict[str, Any]], years: list[dict[str, Any]], sections: Sequence[str]) -> str:
    for cited in sections:
        decision = fragments["sections"][section_number(cited)].get("decision", "")
        if decision and decision != "already published":
            return str(decision)
    counted = [answer for answer in answers if answer["by_year"]]
    if counted and not any(answer["years"][str(year["year"])]["is_held"] for answer in counted for year in years):
        return "to be decided"
    return str(answers[0]["decision"])


def _opening(letter: Draft, questions: list[Question], has_paraphrase: bool) -> None:
    letter.heading(1, "title")
    for name in ("authority", "reference", "date", "salutation", "opening"):
        letter.paragraph(letter.say(name))
    letter.heading(2, "asked_heading")
    letter.blocks += [Block("question", one.asked, number=one.number) for one in questions]
    counting = [one for one in questions if any(answer["by_year"] for answer in one.answers)]
    years = [year for year in letter.fragments["years"] if any(year in one.years for one in counting)]
    if years:
        letter.paragraph(letter.say("period", years=say_list([year["said"] for year in years])))
    if has_paraphrase:
        letter.paragraph(letter.say("paraphrase"))


def _decision(letter: Draft, questions: list[Question]) -> None:
    letter.heading(2, "decision_heading")
    given = [one for one in questions if one.decision in GIVEN]
    is_open = any(one.decision == "to be decided" for one in questions)
    kind = "full" if len(given) == len(questions) else "partial" if given else "open" if is_open else "none"
    if kind == "full" and any(section_number(cited) != "21" for one in questions for cited in one.sections):
        kind = "partial"
    letter.paragraph(letter.say(f"decision_{kind}"))
    refusing: dict[str, list[int]] = {}
    for one in questions:
        if one.sections:
            refusing.setdefault(say_numbered("section", one.sections), []).append(one.number)
    if refusing:
        parts = [f"{say_numbered('question', numbers)} ({sections})" for sections, numbers in refusing.items()]
        letter.paragraph(letter.say("notice", parts=", and ".join(parts)))
    items = []
    for number, cited, numbers in _engaged(questions):
        title = letter.fragments["sections"][number]["title"]
        items.append((number, cited, letter.say("engaged", cited=cited, title=title, questions=say_numbered("question", numbers))))
    items += [("16", "16", letter.say("engaged_16"))] + ([("17", "17", letter.say("engaged_17"))] if refusing else [])
    letter.heading(2, "engaged_heading")
    letter.listed([text for _, _, text in sorted(items, key=_by_number)])


def _engaged(questions: list[Question]) -> list[tuple[str, str, list[int]]]:
    """Section number, citation, and the questions it is relied on for; by number of the section."""
    cited = dict.fromkeys(cited for one in questions for cited in one.sections)
    found = [(section_number(one), one, [other.number for other in questions if one in other.sections]) for one in cited]
    return sorted(found, key=_by_number)


def _by_number(one: tuple[str, str, Any]) -> tuple[int, str]:
    return int(re.sub(r"\D", "", one[0])), one[1]


def _about_figures(letter: Draft, questions: list[Question]) -> None:
    """Once for all tables: what they are counted from, which years are partial, what was corrected."""
    counted = [pair for one in questions for answer in one.answers if _is_shown(one, answer) for pair in _counted(one, answer)]
    if not counted:
        return
    years = [year for year in letter.fragments["years"] if any(year is other for other, _ in counted)]
    _linked(letter, "records", [record for year in years for record in year["records"]])
    partial = [year["said"] for year in years if year["is_partial"]]
    if partial:
        letter.paragraph(letter.say("partial_year", labels=say_list(partial)))
    if any(found["is_corrected"] for _, found in counted):
        letter.paragraph(letter.say("corrected", address=letter.address(letter.fragments["corrections"])))


def _is_shown(one: Question, answer: dict[str, Any]) -> bool:
    return one.decision in (*GIVEN, "to be decided") or one.decision == answer["decision"]


def _counted(one: Question, answer: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The years asked for, each with the answer's texts for it; none for an answer without figures."""
    return [(year, answer["years"][str(year["year"])]) for year in one.years] if answer["by_year"] else []


def _response(letter: Draft, one: Question) -> None:
    """A question with its decision, figures, exact addresses and documents."""
    letter.heading(3, "question_heading", number=str(one.number))
    letter.paragraph(one.asked)
    others = [cited for cited in one.sections if section_number(cited) != "21"]
    sections = say_numbered("section", others or one.sections) if one.sections else letter.fill("<<exemption>>")
    letter.paragraph(letter.fill(letter.fragments["decisions"][one.decision], sections=sections))
    if one.decision == "refused":
        letter.paragraph(letter.say("withheld", sections=sections))
        return
    if one.decision == "not held":
        letter.paragraph(letter.say("not_held"))
        return
    if one.decision == "not a valid request":
        letter.paragraph(letter.say("not_valid"))
    shown = [answer for answer in one.answers if _is_shown(one, answer)]
    for answer in shown:
        _answer(letter, one, answer)
    if one.decision == "already published":
        letter.paragraph(letter.say("pointer"))
        letter.listed([text for answer in shown for text in _pointers(letter, one, answer)])
    if one.decision in GIVEN:
        _linked(letter, "documents", [link for answer in shown if not answer["by_year"] for link in answer["documents"]])
        if others:
            letter.paragraph(letter.say("rest_withheld", sections=sections))


def _answer(letter: Draft, one: Question, answer: dict[str, Any]) -> None:
    for text in answer["reply"]:
        letter.paragraph(text)
    counted = _counted(one, answer)
    if counted:
        rows = tuple(tuple(found["row"]) for _, found in counted)
        letter.blocks.append(Block("table", answer["caption"], head=tuple(answer["head"]), rows=rows))
        letter.listed(_notes(letter, counted))
        letter.listed([found["detail"] for _, found in counted if found["detail"]])
    if answer["definition"]:
        letter.paragraph(answer["definition"])


def _pointers(letter: Draft, one: Question, answer: dict[str, Any]) -> list[str]:
    """The exact address of each year; of the page for an answer without figures."""
    counted = [f"{year['label']}: {letter.address(found['address'])}" for year, found in _counted(one, answer)]
    return counted or [letter.address(answer["address"])]


def _notes(letter: Draft, counted: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    """The notes on the years: a note that several years share appears once, with all of them."""
    labels: dict[str, list[str]] = {}
    for year, found in counted:
        missing = "" if found["is_held"] else " " + letter.say("not_held_elsewhere")
        if found["note"] or missing:
            labels.setdefault(found["note"] + missing, []).append(str(year["year"]))
    return [f"{say_list(years)}: {text.strip()}" for text, years in labels.items()]


def _linked(letter: Draft, name: str, links: Sequence[dict[str, str]]) -> None:
    items = list(dict.fromkeys(f"{one['text']}: {letter.address(one['address'])}" for one in links))
    if items:
        letter.paragraph(letter.say(name))
        letter.listed(items)


def _reasons(letter: Draft, questions: list[Question]) -> None:
    numbers: dict[str, list[int]] = {}
    for number, _, asked in _engaged(questions):
        numbers.setdefault(number, []).extend(asked)
    if not numbers:
        return
    letter.heading(2, "reasons_heading")
    for number, asked in numbers.items():
        section = letter.fragments["sections"][number]
        letter.heading(3, "reasons_section", number=number, title=section["title"])
        letter.paragraph(letter.fill(section["notice"], questions=say_numbered("question", sorted({*asked}))))
        if section["public_interest"]:
            letter.paragraph(section["public_interest"])
        letter.listed(section["to_fill"])
        letter.paragraph(letter.say("reasons_text", url=section["url"]))


def _ending(letter: Draft, questions: list[Question]) -> None:
    letter.heading(2, "advice_heading")
    letter.paragraph(letter.say("advice"))
    advice = [(one.number, answer["advice"]) for one in questions for answer in one.answers if answer["advice"]]
    letter.listed([letter.say("advice_question", number=str(number), advice=text) for number, text in advice])
    letter.heading(2, "review_heading")
    for name in ("review", "complaint", "closing", "signature", "post", "authority"):
        letter.paragraph(letter.say(name))
