"""A response letter as a list of blocks, put together from fragments (letter_text.py) and what the officer chose.

site/assets/letter.js does the same in the page, function by function: a change here is a change there, and
tests/unit/pages/test_letter_page.py compares the two. Neither makes a sentence: both select, order and number.
"""

import re
from typing import Any

from lfr.curated.disclosures import limbs_of, section_number
from lfr.letters.blocks import Block, Choices, Draft, Fragments, grouped, texts_of
from lfr.letters.questions import OPEN, Question, is_neither, resolved
from lfr.wording.words import say_day, say_list, say_number_of, say_numbered


def compose(fragments: Fragments, choices: Choices) -> list[Block]:
    """The whole letter."""
    given = {name: say_day(text) if name in fragments["known"]["dates"] else text for name, text in choices.values.items() if text}
    letter = Draft(fragments, {**fragments["settings"], **given})
    questions = [resolved(letter, number, one) for number, one in enumerate(choices.questions, start=1)]
    _opening(letter, questions, choices)
    _decision(letter, questions)
    letter.heading(2, "response_heading")
    responses = Draft(fragments, letter.values)
    for one in questions:
        _response(responses, one)
    _about_figures(letter, questions, texts_of(responses.blocks))
    _outside(letter, questions)
    letter.blocks += responses.blocks
    _reasons(letter, questions)
    _ending(letter, questions)
    return letter.blocks


def _opening(letter: Draft, questions: list[Question], choices: Choices) -> None:
    letter.heading(1, "title")
    letter.paragraphs("opening")
    letter.heading(2, "asked_heading")
    if choices.request:
        letter.blocks += [Block("quote", line.strip()) for line in choices.request.split("\n") if line.strip()]
        letter.paragraphs("divided")
    letter.blocks += [Block("question", one.asked, number=one.number) for one in questions]
    years = sorted({year for one in questions for year in one.asked_years})
    if years:
        letter.paragraphs("period", years=say_list(years))
    if not choices.request and any(one.is_paraphrase or not one.asked for one in choices.questions):
        letter.paragraphs("paraphrase")


def _decision(letter: Draft, questions: list[Question]) -> None:
    letter.heading(2, "decision_heading")
    decided = grouped((_say_decision(letter, one), one.number) for one in questions)
    items = [letter.say("decision_item", questions=say_numbered("Question", numbers), decision=text) for text, numbers in decided.items()]
    outside = list(dict.fromkeys(text for one in questions for text in one.outside))
    letter.listed([*items, *([letter.say("outside_item", gaps=say_list(outside))] if outside else [])])
    applied = {}
    for cited, numbers in _engaged(questions).items():
        title = letter.fragments["sections"][section_number(cited)]["title"]
        applied[cited] = letter.say("engaged", cited=cited, title=title, questions=say_numbered("question", numbers))
    applied["16"] = letter.say("engaged_16")
    refusing = grouped((say_numbered("section", one.sections), one.number) for one in questions if one.sections)
    if refusing:
        parts = [f"{say_numbered('question', numbers)} ({sections})" for sections, numbers in refusing.items()]
        letter.paragraphs("notice", parts=say_list(parts))
        applied["17"] = letter.say("engaged_17")
    letter.heading(2, "engaged_heading")
    letter.listed(applied[cited] for cited in sorted(applied, key=_by_number))


def _say_decision(letter: Draft, one: Question) -> str:
    others = [cited for cited in one.sections if section_number(cited) != "21"]
    sections = say_numbered("section", others if one.decision == "disclosed in part" else one.sections) if one.sections else ""
    text = letter.fill(letter.fragments["decisions"][one.decision], sections=sections)
    counted = one.all_counted()
    if one.decision == "already published" and counted:
        text = letter.say("figures_and_list", decision=text)
    is_whole = not one.outside and one.rows is None and all(found["is_held"] for _, found in counted)
    return text if is_whole or not one.gives else letter.say("as_far_as_covered", decision=text)


def _engaged(questions: list[Question]) -> dict[str, list[int]]:
    """Each citation, by the number of its section, with the questions that it is relied on for."""
    found = grouped((cited, one.number) for one in questions for cited in one.sections)
    return {cited: found[cited] for cited in sorted(found, key=_by_number)}


def _by_number(cited: str) -> tuple[int, str]:
    return int(re.sub(r"\D", "", section_number(cited))), cited


def _about_figures(letter: Draft, questions: list[Question], said: list[str]) -> None:
    """Once for all tables: what they are counted from, which years are partial, what was corrected and looked up."""
    shown = [one for one in questions if one.is_shown]
    counted = [pair for one in shown for pair in one.all_counted()]
    named = [year for one in shown for answer in one.said for year in answer["years_named"][one.reply]]
    used = [*named, *(year for one in shown for year in one.used)]
    if not used:
        return
    years = [year for year in letter.fragments["years"] if year["year"] in used]
    _linked(letter, "records", [record for year in years for record in year["records"]])
    letter.paragraphs("counted")
    if any(mark in text for mark in letter.fragments["known"]["corrected"] for text in said):
        letter.paragraphs("corrected", address=letter.address(letter.fragments["corrections"]))
    showing = [one for one in shown if one.used]
    if any(one.chosen.borough or letter.fragments["borough_title"] in _titles(letter, one) for one in showing):
        letter.paragraphs("boroughs", address=letter.address(letter.fragments["boroughs_method"]))
    looked_up = [one for one in showing if letter.fragments["borough_title"] in _titles(letter, one)]
    within = [(one, row) for one in looked_up for row in (letter.fragments["rows"] if one.rows is None else one.rows)]
    found = grouped((bool(row["borough"]), row) for one, row in within if row["year"] in one.used)
    if unknown := _at_places(letter, found.get(False, [])):
        letter.paragraphs("borough_unknown", places=unknown)
    if shared := _at_places(letter, [row for row in found.get(True, []) if letter.fragments["places"][row["place"]]["also_in"]], "also"):
        letter.paragraphs("borough_two", places=shared)
    partial = [year["said"] for year in years if year["is_partial"] and year["year"] in {other["year"] for other, _ in counted}]
    if partial:
        letter.paragraphs("partial_year", labels=say_list(partial))


def _outside(letter: Draft, questions: list[Question]) -> None:
    """The time that was asked about and that no record covers, with the questions it is left open for."""
    numbers = grouped((text, one.number) for one in questions for text in one.outside)
    if numbers:
        letter.heading(3, "outside_heading")
        letter.listed(letter.say("outside", gap=gap, questions=say_numbered("Question", asked)) for gap, asked in numbers.items())


def _response(letter: Draft, one: Question) -> None:
    letter.heading(3, "question_heading", number=str(one.number))
    letter.paragraph(one.asked)
    is_open = one.decision == OPEN
    letter.paragraphs("decision_open" if is_open else "decision_line", decision=_say_decision(letter, one))
    for name in _of_decision(letter, one):
        letter.paragraphs(name, withheld=one.chosen.withheld)
    if not one.is_shown:
        return
    if not one.is_covered or (one.rows is not None and one.outside and one.years):
        letter.paragraphs("not_covered_use_case" if one.chosen.use_case else "not_covered", gaps=say_list(one.outside))
    for answer in one.said:
        _answer(letter, one, answer)
    pointed = [_pointers(letter, one, answer) for answer in one.said]
    if one.rows is not None and one.is_covered:
        _rows(letter, one, one.rows)
        if shared := _at_places(letter, one.shared):
            letter.paragraphs("borough_shared", places=shared, name=one.chosen.borough)
        pointed = [("pointer_list", _addresses_of_rows(letter, one, one.rows))]
    for name, found in grouped(pointed).items():
        letter.listed([item for items in found for item in items], name)
    documents = [link for answer in one.answers if not answer["by_year"] and one.rows is None for link in answer["documents"]]
    _linked(letter, "documents", [link for link in documents if link["address"]])
    without = list(dict.fromkeys(link["text"] for link in documents if not link["address"]))
    if without:
        letter.paragraphs("documents_open", titles="; ".join(without))
    if one.decision == "already published" and not documents and not any(items for _, items in pointed):
        letter.paragraphs("pointer_open")


def _of_decision(letter: Draft, one: Question) -> list[str]:
    known = letter.fragments["known"]["decisions"][one.decision]
    names: list[str] = known["if_held" if one.chosen.held == "held" else "if_open"]
    return [name for name in names if name != "held_cost_open" or "12(2)" not in one.sections]


def _answer(letter: Draft, one: Question, answer: dict[str, Any]) -> None:
    letter.paragraph(answer[one.reply])
    counted = one.counted(answer)
    if counted:
        caption = letter.say("figures_caption", as_at=letter.fragments["as_at"])
        rows = tuple(tuple(found["row"]) for _, found in counted)
        letter.blocks.append(Block("table", caption, head=tuple(answer["head"]), rows=rows))
        letter.listed(_notes(letter, counted))
        letter.listed(text for _, found in counted for text in found["details"])
    letter.paragraph(answer["definition"])


def _titles(letter: Draft, one: Question) -> list[str]:
    """The columns of the deployments that a question is limited to: those that its answers are about."""
    wanted = [title for answer in one.answers for title in answer["row_columns"]]
    return [title for title in wanted if title != letter.fragments["borough_title"] or not one.chosen.borough]


def _at_places(letter: Draft, rows: list[dict[str, Any]], also: str = "") -> str:
    """The places of some deployments, each with how many there are: "Edgware Road (1)"; or with the other boroughs of the place too."""
    places = letter.fragments["places"]
    found = grouped((places[row["place"]]["name"], (row["address"], places[row["place"]].get(also, ""))) for row in rows)
    return say_list([f"{name} ({len({*pairs})}{pairs[0][1]})" for name, pairs in sorted(found.items())])


def _rows(letter: Draft, one: Question, rows: list[dict[str, Any]]) -> None:
    limit = f"{one.limit} {one.time}".strip()
    if not rows:
        letter.paragraphs("rows_none", limit=limit)
        return
    titles, head = _titles(letter, one), letter.fragments["row_head"]
    columns = [column for column, title in enumerate(head) if title in titles]
    cells = tuple(tuple(row["cells"][column] for column in columns) for row in rows)
    count = say_number_of(len(rows), "deployment")
    if len(one.years) > 1:
        in_years = [(sum(row["year"] == year["year"] for row in rows), letter.say("limit_years", name=year["said"])) for year in one.years]
        limit = f"{one.limit}: {say_list([f'{number} {said}' for number, said in in_years])}"
    caption = letter.say("rows_caption", count=count, limit=limit, as_at=letter.fragments["as_at"])
    letter.blocks.append(Block("table", caption, head=tuple(head[column] for column in columns), rows=cells))
    letter.paragraphs("rows_time")
    if any(answer["has_rates"] for answer in one.answers):
        letter.paragraphs("rows_rates")
    letter.listed(row["note"] for row in rows if row["note"])
    years = [year for year in letter.fragments["years"] if year["year"] in {row["year"] for row in rows}]
    told = [(year, answer["years"][str(year["year"])]) for answer in one.answers if answer["by_year"] for year in years]
    letter.listed(_notes(letter, [(year, found) for year, found in told if not found["is_held"]]))
    if letter.fragments["purpose_title"] in titles:
        meanings = letter.fragments["purposes"]
        letter.listed(meanings[code] for row in rows for code in row["purposes"] if code in meanings)


def _addresses_of_rows(letter: Draft, one: Question, rows: list[dict[str, Any]]) -> list[str]:
    chosen, texts = one.chosen, letter.fragments
    if chosen.day:
        addresses = [row["address"] for row in rows]
    elif chosen.place or chosen.borough:
        addresses = [texts["places"][chosen.place]["address"] if chosen.place else texts["boroughs"][chosen.borough]]
    else:
        held = {row["year"] for row in rows}
        addresses = [year["rows_address"] for year in texts["years"] if year["year"] in held]
    return [letter.address(text) for text in addresses]


def _pointers(letter: Draft, one: Question, answer: dict[str, Any]) -> tuple[str, list[str]]:
    """What leads to the exact addresses, and the addresses: of the rows and figure of each year, or of the published answer."""
    counted = one.counted(answer)
    if answer["is_list"]:
        years = [f"{year['label']}: {letter.address(year['rows_address'])}" for year, _ in counted]
        return "pointer_list", years or [letter.address(answer["address"])]
    if counted:
        held = [(year["label"], [letter.address(text) for text in found["addresses"]]) for year, found in counted if found["addresses"]]
        return "pointer_figures", [f"{label}: {', '.join(addresses)}" for label, addresses in held]
    return "pointer", [letter.address(answer["address"])] if one.decision == "already published" and answer["address"] else []


def _notes(letter: Draft, counted: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    """What there is to say about a year; once for all years of which the same is said."""
    missing = letter.say("not_held_elsewhere")
    said = [(year, f"{found['note']} {'' if found['is_held'] else missing}".strip()) for year, found in counted]
    years = grouped((text, str(year["year"])) for year, text in said if text)
    return [f"{say_list(labels)}: {text}" for text, labels in years.items()]


def _linked(letter: Draft, name: str, links: list[dict[str, str]]) -> None:
    letter.listed([f"{one['text']}: {letter.address(one['address'])}" for one in links], name)


def _reasons(letter: Draft, questions: list[Question]) -> None:
    """One reason per section; a section has a second one where it is also the ground to neither confirm nor deny."""
    engaged = _engaged(questions)
    groups = grouped(((section_number(cited), is_neither(letter.fragments, cited)), cited) for cited in engaged)
    if groups:
        letter.heading(2, "reasons_heading")
    for (number, without_saying), found in groups.items():
        section = letter.fragments["sections"][number]
        cited = say_list(found)
        numbers = sorted({one for text in found for one in engaged[text]})
        about = say_numbered("question", numbers)
        letter.heading(3, "reasons_section", cited=cited, title=section["title"])
        reason = section["neither"] if without_saying else section
        limbs = list(dict.fromkeys(limb for text in found for limb in limbs_of(text)))
        parts = [limb for limb in limbs if "(" in limb]
        words = [section["limbs"][limb] for limb in parts or limbs if limb in section["limbs"]]
        text = letter.fill(reason["text"], limbs=say_list(words))
        letter.paragraphs("reasons_applies", cited=cited, questions=about, text=text)
        letter.paragraph(reason["public_interest"])
        letter.listed(one["text"] for one in reason["to_fill"] if not parts or not one["limb"] or one["limb"] in parts)
        if number == "12" and len(numbers) < len(questions):
            letter.paragraphs("cost_whole", questions=about)
        letter.paragraphs("reasons_text", url=section["url"])


def _ending(letter: Draft, questions: list[Question]) -> None:
    letter.heading(2, "advice_heading")
    letter.paragraphs("advice")
    advice = grouped((answer["advice"], one.number) for one in questions if one.rows is None for answer in one.answers if answer["advice"])
    letter.listed(letter.say("advice_item", questions=say_numbered("Question", numbers), advice=text) for text, numbers in advice.items())
    letter.heading(2, "review_heading")
    letter.paragraphs("review")
