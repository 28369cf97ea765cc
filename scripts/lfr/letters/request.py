"""request.toml: what an officer chose for one letter, read strictly."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from lfr.curated.disclosures import Disclosure
from lfr.curated.hand_kept import Entry, read_toml
from lfr.curated.library import Library
from lfr.curated.rules import Key, Known, matching, one_of
from lfr.errors import BadData, did_you_mean
from lfr.letters.blocks import DATES, Asked, Choices, Fragments
from lfr.letters.phrases import DECISIONS, SETTINGS
from lfr.letters.questions import HELD, NEITHER, is_neither, section_of
from lfr.project import Project

_TEXTS = ("reference", "requester", "officer", "post", "authority", *SETTINGS)
# Sections as officers write them: “31(1)(a)”, “31(1)(a)(b)”, “31(1)(a) and (b)”.
_CITED = re.compile(r"\d+[A-Z]?( ?(, ?|,? and )?\([0-9A-Za-z]+\))*")


@dataclass(frozen=True)
class Picked(Entry):
    """One [[question]] of request.toml."""

    answers: Annotated[tuple[str, ...], Known("answer", "data/foi/answers.toml")] = ()
    number: int = 0
    asked: str = ""
    decision: Annotated[str, one_of(*DECISIONS)] = ""
    exemptions: tuple[str, ...] = ()
    years: tuple[int, ...] | None = None
    held: Annotated[str, one_of("", *HELD)] = ""
    withheld: str = ""
    place: str = ""
    borough: str = ""
    use_case: str = ""
    day: datetime.date | None = None


@dataclass(frozen=True)
class Request(Entry):
    """The whole of request.toml. What is left out is left to fill in."""

    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    disclosure: Annotated[str, Known("disclosure", "data/disclosures/")] = ""
    reference: str = ""
    requester: str = ""
    officer: str = ""
    post: str = ""
    review_contact: str = ""
    review_within: str = ""
    review_answered: str = ""
    regulator: str = ""
    regulator_address: str = ""
    complaint_address: str = ""
    request: str = ""
    authority: str = ""
    base_address: Annotated[str, matching(r"|https?://.*", "Give the address in full, with https://, or leave it empty.")] = ""
    date: datetime.date | None = None
    received: datetime.date | None = None
    checked: datetime.date | None = None
    years: tuple[int, ...] = ()
    questions: Annotated[tuple[Picked, ...], Key("question")] = ()


def read_request(path: Path, project: Project) -> Request:
    """The file as it is written. Raises BadData for what does not read, and for a request that arrived after the letter."""
    if not path.is_file():
        raise BadData(f"{path}: no such file. Copy data/foi/letter-example.toml and change it.")
    request = read_toml(path, Request, project)
    if request.date and request.received and request.received > request.date:
        raise BadData(f"{request.where('received')}: the request arrived after the date of the letter. Correct one of the two.")
    return request


def choices_of(request: Request, library: Library, fragments: Fragments) -> Choices:
    """The choices of one letter.

    Raises BadData for a section that is not a ground to withhold anything, a place without a deployment, and a question about figures
    without years.
    """
    disclosure = library.disclosures[request.disclosure] if request.disclosure else None
    picked = request.questions
    if not picked:
        if not disclosure:
            raise BadData(f'{request.at.file}: no question. Add [[question]] entries with answers = ["…"], or disclosure = "…".')
        picked = tuple(Picked(number=one.number, at=request.at) for one in disclosure.questions)
    values = {name: getattr(request, name) for name in _TEXTS if getattr(request, name)}
    values |= {name: getattr(request, name).isoformat() for name in DATES if getattr(request, name)}
    head_years = _years(request, request.years)
    questions = []
    for one in picked:
        years = head_years if one.years is None else _years(one, one.years)
        questions.append(_asked(one, years, disclosure, fragments))
    return Choices(values, tuple(questions), request.request.strip())


def _asked(picked: Picked, years: tuple[int, ...], disclosure: Disclosure | None, fragments: Fragments) -> Asked:
    answers, asked = picked.answers, picked.asked
    if picked.number:
        if answers:
            raise BadData(f"{picked.where('number')}: a question has either a number of the disclosure or answers. Take one out.")
        if not disclosure:
            raise BadData(f'{picked.where("number")}: a number of which disclosure? Add disclosure = "…" above the questions.')
        known = {one.number: one for one in disclosure.questions}
        if picked.number not in known:
            raise BadData(
                f"{picked.where('number')}: {disclosure.slug} has no question {picked.number}."
                f" Known: {', '.join(str(one) for one in sorted(known))}."
            )
        # Only the words and where they lead are taken over: a past decision is no reason for a new one.
        answers, asked = known[picked.number].answers, asked or known[picked.number].asked
    elif not answers:
        raise BadData(f'{picked.where()}: a question without an answer. Add answers = ["…"] with ids of data/foi/answers.toml.')
    _check_exemptions(picked, fragments)
    limits = {
        "place": _known(picked, "place", {one["name"]: slug for slug, one in fragments["places"].items()}),
        "borough": _known(picked, "borough", {name: name for name in fragments["boroughs"]}),
        "use_case": _known(picked, "use_case", {name: name for name in fragments["use_cases"]}),
        "day": picked.day.isoformat() if picked.day else "",
    }
    if picked.day and picked.years:
        raise BadData(f"{picked.where('day')}: a question has either a day or years. Take one out.")
    if not years and not any(limits.values()) and any(fragments["answers"][one]["by_year"] for one in answers):
        raise BadData(f"{picked.where()}: the question is about figures and names no year. Add years = [2024] to it or to the head.")
    years = () if picked.day else years
    held = picked.held or (picked.decision if picked.decision in HELD else "")
    return Asked(answers, asked, not picked.asked, years, picked.decision, picked.exemptions, held, picked.withheld, **limits)


def _known(picked: Picked, key: str, known: dict[str, str]) -> str:
    """What a question is limited to, as the records name it. Raises BadData where no deployment is recorded there."""
    text = getattr(picked, key).strip()
    if not text:
        return ""
    for name, found in known.items():
        if text.casefold() in (name.casefold(), found):
            return found
    what = key.replace("_", " ")
    raise BadData(f"{picked.where(key)}: the records hold no deployment with the {what} “{text}”.{did_you_mean(text, known)}")


def _check_exemptions(picked: Picked, fragments: Fragments) -> None:
    usable = {number: one for number, one in fragments["sections"].items() if "text" in one}
    where = picked.where("exemptions")
    for cited in picked.exemptions:
        number = section_of(cited)
        if not _CITED.fullmatch(cited):
            raise BadData(f'{where}: “{cited}” does not read as a section. Write it as "31(1)(a) and (b)".')
        if number not in usable:
            raise BadData(f"{where}: section {cited} is not a ground to withhold anything.{did_you_mean(number, usable)}")
    decision, where = picked.decision or picked.held, picked.where("decision" if picked.decision else "held")
    if picked.held in ("not held", NEITHER) and picked.decision not in ("", picked.held):
        raise BadData(f"{where}: the decision is “{picked.decision}” and held says “{picked.held}”. Take one out.")
    if decision in ("refused", "disclosed in part") and not picked.exemptions:
        raise BadData(f'{where}: “{decision}” needs the section it rests on. Add exemptions = ["31(1)(a)"].')
    neither = [one["neither"]["cited"] for one in usable.values() if "neither" in one]
    if decision == NEITHER and not (picked.exemptions and all(is_neither(fragments, one) for one in picked.exemptions)):
        raise BadData(f'{where}: “{NEITHER}” rests on {" or ".join(neither)} and on nothing else. Write exemptions = ["{neither[0]}"].')
    if decision == "refused" and any(is_neither(fragments, one) for one in picked.exemptions):
        raise BadData(f"{where}: {' or '.join(neither)} is not for refusing what is held. Write decision = “{NEITHER}”.")


def _years(entry: Entry, years: tuple[int, ...]) -> tuple[int, ...]:
    for year in years:
        if not 1990 <= year <= 2100:
            raise BadData(f"{entry.where('years')}: {year} is not a year that a request about facial recognition can mean. Correct it.")
    return tuple(sorted({*years}))
