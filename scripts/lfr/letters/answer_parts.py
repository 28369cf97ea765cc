"""The part of a letter that answers: each question with its decision, figures, exact addresses and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lfr.letters.blocks import Asked, Block, Letter, say_list, say_sections, section_of
from lfr.letters.letter_text import Fragments

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


def resolved(fragments: Fragments, number: int, one: Asked) -> Question:
    answers = [fragments["answers"][name] for name in one.answers]
    years = [year for year in fragments["years"] if year["year"] in one.years]
    decision = one.decision or _standard_decision(fragments, answers, years, one.sections)
    sections = list(one.sections)
    if not sections and decision == answers[0]["decision"]:
        sections = list(dict.fromkeys(cited for answer in answers if answer["decision"] == decision for cited in answer["sections"]))
    if decision == "already published" and not any(section_of(cited) == "21" for cited in sections):
        sections.insert(0, "21")
    return Question(number, one.asked or answers[0]["question"], answers, years, decision, sections)


def _standard_decision(fragments: Fragments, answers: list[dict[str, Any]], years: list[dict[str, Any]], sections: Sequence[str]) -> str:
    for cited in sections:
        decision = fragments["sections"][section_of(cited)].get("decision", "")
        if decision and decision != "already published":
            return str(decision)
    counted = [answer for answer in answers if answer["by_year"]]
    if counted and not any(answer["years"][str(year["year"])]["is_held"] for answer in counted for year in years):
        return "to be decided"
    return str(answers[0]["decision"])


def response(letter: Letter, one: Question) -> None:
    letter.heading(3, "question_heading", number=str(one.number))
    letter.paragraph(one.asked)
    others = [cited for cited in one.sections if section_of(cited) != "21"]
    sections = say_sections(others or one.sections) if one.sections else ""
    letter.paragraph(letter.fill(letter.fragments["decisions"][one.decision], sections=sections or letter.fill("<<exemption>>")))
    if one.decision == "refused":
        letter.paragraph(letter.say("withheld", sections=sections or letter.fill("<<exemption>>")))
        return
    if one.decision == "not held":
        letter.paragraph(letter.say("not_held"))
        return
    if one.decision == "not a valid request":
        letter.paragraph(letter.say("not_valid"))
    shown = [one_answer for one_answer in one.answers if _is_shown(one, one_answer)]
    for answer in shown:
        _answer(letter, one, answer)
    if one.decision == "already published":
        letter.paragraph(letter.say("pointer"))
        letter.listed([text for answer in shown for text in _pointers(letter, one, answer)])
    if one.decision in GIVEN:
        _linked(letter, "documents", [link for answer in shown if not answer["by_year"] for link in answer["documents"]])
        if others:
            letter.paragraph(letter.say("rest_withheld", sections=sections))


def _is_shown(one: Question, answer: dict[str, Any]) -> bool:
    return one.decision in (*GIVEN, "to be decided") or one.decision == answer["decision"]


def _counted(one: Question, answer: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The years asked for, each with what the answer says of it; none for an answer without figures."""
    return [(year, answer["years"][str(year["year"])]) for year in one.years] if answer["by_year"] else []


def about_figures(letter: Letter, questions: list[Question]) -> None:
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


def _answer(letter: Letter, one: Question, answer: dict[str, Any]) -> None:
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


def _pointers(letter: Letter, one: Question, answer: dict[str, Any]) -> list[str]:
    """The exact address of each year; of the page for an answer without figures."""
    counted = [f"{year['label']}: {letter.address(found['address'])}" for year, found in _counted(one, answer)]
    return counted or [letter.address(answer["address"])]


def _notes(letter: Letter, counted: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    """What is to be said of a year, once for all years of which the same is to be said."""
    labels: dict[str, list[str]] = {}
    for year, found in counted:
        missing = "" if found["is_held"] else " " + letter.say("not_held_elsewhere")
        if found["note"] or missing:
            labels.setdefault(found["note"] + missing, []).append(str(year["year"]))
    return [f"{say_list(years)}: {text.strip()}" for text, years in labels.items()]


def _linked(letter: Letter, name: str, links: Sequence[dict[str, str]]) -> None:
    items = list(dict.fromkeys(f"{one['text']}: {letter.address(one['address'])}" for one in links))
    if items:
        letter.paragraph(letter.say(name))
        letter.listed(items)
