"""A question with every choice made: its decision, sections, years, rows, and the time that it asks about and no record covers.

site/assets/letter-questions.js does the same in the page, function by function.
"""

from dataclasses import dataclass
from typing import Any

from lfr.curated.disclosures import limbs_of, section_number
from lfr.letters.blocks import Asked, Draft, Fragments
from lfr.wording.words import say_day, say_list

Entries = list[dict[str, Any]]
NEITHER, OPEN = "neither confirm nor deny", "to be decided"


@dataclass(frozen=True)
class Question:
    """A question with every choice made. `rows` are the deployments that it is limited to, None where it has no limit.

    `shared` are deployments at places that lie, or may lie, in its borough too; `is_covered` says whether the records cover any of
    the time that it asks about, `time` how much of it, and `used` of which years anything is counted for it, be it none.
    """

    number: int
    chosen: Asked
    asked: str
    answers: list[dict[str, Any]]
    years: list[dict[str, Any]]
    asked_years: list[str]
    outside: list[str]
    rows: list[dict[str, Any]] | None
    shared: list[dict[str, Any]]
    used: list[int]
    limit: str
    time: str
    is_covered: bool
    decision: str
    sections: list[str]
    gives: bool

    @property
    def is_shown(self) -> bool:
        """Whether the letter says what the standard answer says."""
        return self.gives or self.decision == OPEN

    @property
    def said(self) -> list[dict[str, Any]]:
        """The answers that the letter gives: of time that no record covers, none that is about deployments."""
        return [answer for answer in self.answers if self.is_covered or not (answer["by_year"] or answer["is_list"])]

    @property
    def reply(self) -> str:
        """Which text of an answer is given: one that is limited to some deployments says nothing of whole years."""
        return "reply" if self.rows is None else "reply_of_rows"

    def counted(self, answer: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """The years asked for, each with what an answer says of it; none for an answer without figures, or limited to some rows."""
        has_figures = answer["by_year"] and self.rows is None
        return [(year, answer["years"][str(year["year"])]) for year in self.years] if has_figures else []

    def all_counted(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        return [pair for answer in self.answers for pair in self.counted(answer)]


def is_neither(fragments: Fragments, cited: str) -> bool:
    """Whether a citation is the part of a section under which the authority need not say whether it holds information."""
    return _neither_of(fragments, cited) in limbs_of(cited)


def _neither_of(fragments: Fragments, cited: str) -> str:
    return str(fragments["sections"][section_number(cited)].get("neither", {"cited": ""})["cited"])


def resolved(letter: Draft, number: int, one: Asked) -> Question:
    fragments = letter.fragments
    answers = [fragments["answers"][name] for name in one.answers]
    covers = fragments["covers"]["use_case" if one.use_case else "all"]
    known = {year["year"]: year for year in covers["years"]}
    is_limited = any(getattr(one, name) for name in fragments["known"]["limits"])
    is_about_deployments = is_limited or any(answer["by_year"] or answer["is_list"] for answer in answers)
    asked = sorted({*one.years}) if is_about_deployments else []
    meant = [int(one.day[:4])] if one.day and not asked else asked
    years = [known[year] for year in meant if year in known]
    nearby = _rows(fragments, one) if is_limited else []
    rows = [row for row in nearby if one.borough in ("", row["borough"])] if is_limited else None
    also_in = {row["place"]: fragments["places"][row["place"]]["also_in"] for row in nearby}
    shared = [row for row in nearby if row["borough"] != one.borough and one.borough in also_in[row["place"]]]
    outside = _outside(letter, one, asked, covers) if is_about_deployments else []
    is_covered = not outside if one.day else bool(years or not asked)
    decision = one.held if one.held in ("not held", NEITHER) else one.decision
    decision = decision or _standard_decision(fragments, answers, one, rows, is_covered, years)
    cited = [*one.sections]
    if not cited and rows is None and is_covered and decision == answers[0]["decision"]:
        cited = [text for answer in answers if answer["decision"] == decision for text in answer["sections"]]
    sections = list(dict.fromkeys("21(1)" if text == "21" else text for text in cited))
    known_decision = fragments["known"]["decisions"][decision]
    gives, rests_on = bool(known_decision["gives"]), str(known_decision["rests_on"])
    if rests_on and section_number(rests_on) not in [section_number(text) for text in sections]:
        sections.insert(0, rests_on)
    if gives and any(section_number(text) != "21" for text in sections):
        decision = "disclosed in part"
    if decision == "not held":
        sections = []
    if decision == NEITHER:
        # The parts for it: those cited, and those of the sections cited in another part.
        found = [text if is_neither(fragments, text) else _neither_of(fragments, text) for text in sections]
        sections = list(dict.fromkeys(filter(None, found)))
    said = [str(year) for year in asked]
    limit, time = _say_limit(letter, one), _say_time(letter, one, years, covers)
    outside = outside if gives or decision == OPEN else []
    counted = years or covers["years"] if is_limited else [year for year in years if any(answer["by_year"] for answer in answers)]
    used = [year["year"] for year in counted] if is_covered else []
    text, about = one.asked or answers[0]["question"], (years, said, outside, rows, shared, used)
    return Question(number, one, text, answers, *about, limit, time, is_covered, decision, sections, gives)


def _rows(fragments: Fragments, one: Asked) -> list[dict[str, Any]]:
    """The deployments within every limit but the borough."""
    wanted = {name: text for name in fragments["known"]["limits"] if name != "borough" and (text := getattr(one, name))}
    found = [row for row in fragments["rows"] if all(row[name] == text for name, text in wanted.items())]
    return [row for row in found if not one.years or row["year"] in one.years]


def _standard_decision(fragments: Fragments, answers: Entries, one: Asked, rows: Entries | None, is_covered: bool, years: Entries) -> str:
    for cited in one.sections:
        found = NEITHER if is_neither(fragments, cited) else str(fragments["sections"][section_number(cited)]["decision"])
        if found != "already published":
            return "disclosed in part" if one.withheld and found == "refused" else found
    standard = str(answers[0]["decision"])
    counted = [answer for answer in answers if answer["by_year"]]
    shown = [year["year"] for year in (years if rows is None else rows)]
    is_held = any(answer["years"][str(year)]["is_held"] for answer in counted for year in shown)
    # That there was no deployment is an answer to a question about some.
    if not is_covered or (counted and rows != [] and not is_held):
        return OPEN
    if rows is None:
        return standard
    # What is published is the list: a part of it is given in the letter.
    return "disclosed" if fragments["known"]["decisions"][standard]["gives"] else OPEN


def _say_limit(letter: Draft, one: Asked) -> str:
    names = {
        "place": letter.fragments["places"][one.place]["name"] if one.place else "",
        "borough": one.borough,
        "use_case": one.use_case,
        "day": say_day(one.day) if one.day else "",
    }
    return " ".join(letter.say(f"limit_{kind}", name=name) for kind, name in names.items() if name)


def _say_time(letter: Draft, one: Asked, years: list[dict[str, Any]], covers: dict[str, Any]) -> str:
    """The covered part of the years asked about, or all the time that the records cover; nothing for a day."""
    if one.day:
        return ""
    if not years:
        return letter.say("limit_span", first=say_day(covers["from"]), last=say_day(covers["to"]))
    return letter.say("limit_years", name=say_list([year["said"] for year in years]))


def _outside(letter: Draft, one: Asked, years: list[int], covers: dict[str, Any]) -> list[str]:
    """The time that a question about deployments asks about and that no record covers."""
    if one.day:
        return [] if covers["from"] <= one.day <= covers["to"] else [say_day(one.day)]
    known = {year["year"]: year for year in covers["years"]}
    found = [text for year in years for text in (known[year]["outside"] if year in known else [str(year)])]
    return found if years else [letter.say("before", day=say_day(covers["from"])), letter.say("after", day=say_day(covers["to"]))]
