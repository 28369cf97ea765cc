"""A response letter as a list of blocks, put together from fragments (letter_text.py) and what the officer chose.

site/assets/letter.js does the same in the page, function by function: a change here is a change there, and
tests/unit/pages/test_letter_page.py compares the two. Neither makes a sentence: both select, order and number.
"""

import re
from collections.abc import Sequence
from typing import Any

from lfr.letters.blocks import DATES, Block, Choices, Draft, Fragments
from lfr.letters.questions import GIVEN, Question, is_neither, limbs_of, resolved, say_list, say_numbered, section_of
from lfr.wording.words import say_day, say_number_of


def compose(fragments: Fragments, choices: Choices) -> list[Block]:
    """The whole letter."""
    given = {name: say_day(text) if name in DATES else text for name, text in choices.values.items() if text}
    letter = Draft(fragments, {**fragments["settings"], **given})
    questions = [resolved(letter, number, one) for number, one in enumerate(choices.questions, start=1)]
    _opening(letter, questions, choices)
    _decision(letter, questions)
    letter.heading(2, "response_heading")
    _about_figures(letter, questions)
    _outside(letter, questions)
    for one in questions:
        _response(letter, one)
    _reasons(letter, questions)
    _ending(letter, questions)
    return letter.blocks


def _opening(letter: Draft, questions: list[Question], choices: Choices) -> None:
    letter.heading(1, "title")
    for name in ("authority", "reference", "date", "salutation", "opening"):
        letter.paragraph(letter.say(name))
    letter.heading(2, "asked_heading")
    if choices.request:
        letter.blocks += [Block("quote", line.strip()) for line in choices.request.split("\n") if line.strip()]
        letter.paragraph(letter.say("divided"))
    letter.blocks += [Block("question", one.asked, number=one.number) for one in questions]
    years = sorted({year for one in questions for year in one.asked_years})
    if years:
        letter.paragraph(letter.say("period", years=say_list(years)))
    if not choices.request and any(one.is_paraphrase or not one.asked for one in choices.questions):
        letter.paragraph(letter.say("paraphrase"))


def _decision(letter: Draft, questions: list[Question]) -> None:
    letter.heading(2, "decision_heading")
    decided: dict[str, list[int]] = {}
    for one in questions:
        decided.setdefault(_say_decision(letter, one), []).append(one.number)
    items = [letter.say("decision_item", questions=say_numbered("Question", numbers), decision=text) for text, numbers in decided.items()]
    outside = list(dict.fromkeys(text for one in questions for text in one.outside))
    letter.listed([*items, *([letter.say("outside_item", gaps=say_list(outside))] if outside else [])])
    refusing: dict[str, list[int]] = {}
    for one in questions:
        if one.sections:
            refusing.setdefault(say_numbered("section", one.sections), []).append(one.number)
    if refusing:
        parts = [f"{say_numbered('question', numbers)} ({sections})" for sections, numbers in refusing.items()]
        letter.paragraph(letter.say("notice", parts=say_list(parts)))
    applied = [
        (number, cited, letter.say("engaged", cited=cited, title=letter.fragments["sections"][number]["title"], questions=questions_said))
        for number, cited, numbers in _engaged(questions)
        for questions_said in [say_numbered("question", numbers)]
    ]
    applied += [("16", "16", letter.say("engaged_16"))] + ([("17", "17", letter.say("engaged_17"))] if refusing else [])
    letter.heading(2, "engaged_heading")
    letter.listed([text for _, _, text in sorted(applied, key=_by_number)])


def _say_decision(letter: Draft, one: Question) -> str:
    """What was decided on a question, in a clause."""
    others = [cited for cited in one.sections if section_of(cited) != "21"]
    sections = say_numbered("section", others if one.decision == "disclosed in part" else one.sections) if one.sections else ""
    text = letter.fill(letter.fragments["decisions"][one.decision], sections=sections)
    is_whole = not one.outside and all(found["is_held"] for answer in one.answers for _, found in _counted(one, answer))
    return text if is_whole or one.decision not in GIVEN else letter.say("as_far_as_covered", decision=text)


def _engaged(questions: list[Question]) -> list[tuple[str, str, list[int]]]:
    """Section number, citation, and the questions it is relied on for; by number of the section."""
    cited = dict.fromkeys(cited for one in questions for cited in one.sections)
    found = [(section_of(one), one, [other.number for other in questions if one in other.sections]) for one in cited]
    return sorted(found, key=_by_number)


def _by_number(one: tuple[str, str, Any]) -> tuple[int, str]:
    return int(re.sub(r"\D", "", one[0])), one[1]


def _about_figures(letter: Draft, questions: list[Question]) -> None:
    """Once for all tables: what they are counted from, which years are partial, what was corrected and looked up."""
    shown = [one for one in questions if one.is_shown]
    counted = [pair for one in shown for answer in one.answers for pair in _counted(one, answer)]
    rows = [row for one in shown for row in one.rows or []]
    if not counted and not rows:
        return
    used = {year["year"] for year, _ in counted} | {row["year"] for row in rows}
    years = [year for year in letter.fragments["years"] if year["year"] in used]
    _linked(letter, "records", [record for year in years for record in year["records"]])
    letter.paragraph(letter.say("counted"))
    if any(found["is_corrected"] for _, found in counted) or any(row["is_corrected"] for row in rows):
        letter.paragraph(letter.say("corrected", address=letter.address(letter.fragments["corrections"])))
    if any(found["detail"] for _, found in counted) or any(one.chosen.borough for one in shown):
        letter.paragraph(letter.say("boroughs", address=letter.address(letter.fragments["boroughs_method"])))
    partial = [year["said"] for year in years if year["is_partial"] and any(year is other for other, _ in counted)]
    if partial:
        letter.paragraph(letter.say("partial_year", labels=say_list(partial)))


def _counted(one: Question, answer: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The years asked for, each with what the answer says of it; none for an answer without figures, or limited to some rows."""
    return [(year, answer["years"][str(year["year"])]) for year in one.years] if answer["by_year"] and one.rows is None else []


def _outside(letter: Draft, questions: list[Question]) -> None:
    """The time that was asked about and that no record covers, with the questions it is left open for."""
    numbers: dict[str, list[int]] = {}
    for one in questions:
        for text in one.outside:
            numbers.setdefault(text, []).append(one.number)
    if numbers:
        letter.heading(3, "outside_heading")
        letter.listed([letter.say("outside", gap=gap, questions=say_numbered("Question", asked)) for gap, asked in numbers.items()])


def _response(letter: Draft, one: Question) -> None:
    """A question with its decision, figures, exact addresses and documents."""
    letter.heading(3, "question_heading", number=str(one.number))
    letter.paragraph(one.asked)
    text = letter.say("decision_open") if one.decision == "to be decided" else _say_decision(letter, one)
    letter.paragraph(letter.say("decision_line", decision=text) if one.decision != "to be decided" else text)
    for name in _of_decision(one):
        letter.paragraph(letter.say(name, withheld=one.chosen.withheld))
    if not one.is_shown:
        return
    for answer in one.answers:
        _answer(letter, one, answer)
    if one.rows is not None:
        _rows(letter, one, one.rows)
    pointed = [_pointers(letter, one, answer) for answer in (one.answers if one.rows is None else one.answers[:1])]
    for name, items in pointed:
        if items:
            letter.paragraph(letter.say(name))
            letter.listed(items)
    documents = [link for answer in one.answers if not answer["by_year"] and one.rows is None for link in answer["documents"]]
    _linked(letter, "documents", [link for link in documents if link["address"]])
    without = list(dict.fromkeys(link["text"] for link in documents if not link["address"]))
    if without:
        letter.paragraph(letter.say("documents_open", titles="; ".join(without)))
    if one.decision == "already published" and not documents and not any(items for _, items in pointed):
        letter.paragraph(letter.say("pointer_open"))


def _of_decision(one: Question) -> list[str]:
    """The sentences that a decision brings."""
    if one.decision == "cost limit":
        return ["held"] if one.chosen.held == "held" else [] if "12(2)" in one.sections else ["held_cost_open"]
    is_open = one.chosen.held != "held"
    own = {
        "refused": ["held_open" if is_open else "held"],
        "disclosed in part": ["part_withheld", *(["held_open"] if is_open else [])],
        "not held": ["not_held"],
        "neither confirm nor deny": ["neither"],
    }
    return own.get(one.decision, [])


def _answer(letter: Draft, one: Question, answer: dict[str, Any]) -> None:
    if answer["by_year"] and one.rows is None and not one.years:
        letter.paragraph(letter.say("nothing_covered"))
        return
    for text in answer["reply"] if one.rows is None or not answer["by_year"] else ():
        letter.paragraph(text)
    counted = _counted(one, answer)
    if counted:
        if one.decision == "already published":
            letter.paragraph(letter.say("figures_provided"))
        rows = tuple(tuple(found["row"]) for _, found in counted)
        letter.blocks.append(Block("table", answer["caption"], head=tuple(answer["head"]), rows=rows))
        letter.listed(_notes(letter, counted))
        letter.listed([found["detail"] for _, found in counted if found["detail"]])
    if answer["definition"]:
        letter.paragraph(answer["definition"])


def _rows(letter: Draft, one: Question, rows: list[dict[str, Any]]) -> None:
    """The deployments that a question is limited to, in those columns that its answers are about."""
    if not rows:
        letter.paragraph(letter.say("rows_none", limit=one.limit))
        return
    columns = sorted({column for answer in one.answers for column in answer["row_columns"]})
    if one.chosen.borough:
        columns = [column for column in columns if column != letter.fragments["borough_column"]]
    head = tuple(letter.fragments["row_head"][column] for column in columns)
    cells = tuple(tuple(row["cells"][column] for column in columns) for row in rows)
    count = say_number_of(len(rows), "deployment")
    caption = letter.say("rows_caption", count=count, limit=one.limit, as_at=letter.fragments["as_at"])
    letter.blocks.append(Block("table", caption, head=head, rows=cells))
    meanings = letter.fragments["purposes"]
    if letter.fragments["purpose_column"] in columns:
        letter.listed(list(dict.fromkeys(meanings[code] for row in rows for code in row["purposes"] if code in meanings)))


def _pointers(letter: Draft, one: Question, answer: dict[str, Any]) -> tuple[str, list[str]]:
    """What leads to the exact addresses, and the addresses: of the rows, of the figure of each year, or of the published answer."""
    if one.rows is not None:
        chosen, texts = one.chosen, letter.fragments
        if chosen.day:
            addresses = [row["address"] for row in one.rows]
        elif chosen.place or chosen.borough:
            addresses = [texts["places"][chosen.place]["address"] if chosen.place else texts["boroughs"][chosen.borough]]
        else:
            held = {row["year"] for row in one.rows}
            addresses = [year["rows_address"] for year in texts["years"] if year["year"] in held]
        return "pointer_list", [letter.address(text) for text in addresses]
    counted = _counted(one, answer)
    if answer["is_list"]:
        years = [f"{year['label']}: {letter.address(year['rows_address'])}" for year, _ in counted]
        return "pointer_list", years or [letter.address(answer["address"])]
    if counted:
        return "pointer_figures", [
            f"{year['label']}: {', '.join(letter.address(text) for text in found['addresses'])}"
            for year, found in counted
            if found["is_held"]
        ]
    return "pointer", [letter.address(answer["address"])] if one.decision == "already published" and answer["address"] else []


def _notes(letter: Draft, counted: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    """What there is to say about a year; once for all years of which the same is said."""
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
    """One reason per section; a section has a second one where it is also the ground to neither confirm nor deny."""
    groups: dict[tuple[str, bool], list[tuple[str, list[int]]]] = {}
    for number, cited, asked in _engaged(questions):
        groups.setdefault((number, is_neither(letter.fragments, cited)), []).append((cited, asked))
    if groups:
        letter.heading(2, "reasons_heading")
    for (number, without_saying), found in groups.items():
        section = letter.fragments["sections"][number]
        cited = say_list([text for text, _ in found])
        numbers = sorted({one for _, asked in found for one in asked})
        about = say_numbered("question", numbers)
        letter.heading(3, "reasons_section", cited=cited, title=section["title"])
        reason = section["neither"] if without_saying else section
        limbs = [limb for text, _ in found for limb in limbs_of(text)]
        parts = [limb for limb in limbs if "(" in limb]
        words = [section["limbs"][limb] for limb in dict.fromkeys(parts or limbs) if limb in section["limbs"]]
        text = letter.fill(reason["text"], limbs=say_list(words))
        letter.paragraph(letter.say("reasons_applies", cited=cited, questions=about, text=text))
        if reason["public_interest"]:
            letter.paragraph(reason["public_interest"])
        letter.listed([one["text"] for one in reason["to_fill"] if not parts or not one["limb"] or one["limb"] in parts])
        if number == "12" and len(numbers) < len(questions):
            letter.paragraph(letter.say("cost_whole", questions=about))
        letter.paragraph(letter.say("reasons_text", url=section["url"]))


def _ending(letter: Draft, questions: list[Question]) -> None:
    letter.heading(2, "advice_heading")
    letter.paragraph(letter.say("advice"))
    advice = [(one.number, answer["advice"]) for one in questions if one.rows is None for answer in one.answers if answer["advice"]]
    letter.listed([letter.say("advice_question", number=str(number), advice=text) for number, text in advice])
    letter.heading(2, "review_heading")
    for name in ("review", "complaint", "closing", "signature", "post", "authority"):
        letter.paragraph(letter.say(name))
