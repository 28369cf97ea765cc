"""request.toml: what an officer chose for one letter, read strictly."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from lfr.curated.disclosures import Disclosure
from lfr.curated.hand_kept import Entry, read_toml
from lfr.curated.law_sections import section_number
from lfr.curated.library import Library
from lfr.curated.rules import Key, Known, matching, one_of
from lfr.errors import BadData
from lfr.letters.blocks import DATES, Asked, Choices, Fragments
from lfr.letters.phrases import DECISIONS
from lfr.project import Project

_TEXTS = ("reference", "requester", "officer", "post", "review_contact", "review_within", "authority", "base_address")


@dataclass(frozen=True)
class Picked(Entry):
    """One [[question]] of request.toml."""

    answers: Annotated[tuple[str, ...], Known("answer", "data/foi/answers.toml")] = ()
    number: int = 0
    asked: str = ""
    decision: Annotated[str, one_of(*DECISIONS)] = ""
    exemptions: tuple[str, ...] = ()
    years: tuple[int, ...] | None = None


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

    Raises BadData for a year without data, a section that is not a ground to withhold anything, and a question about figures
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
    head_years = _years(request, request.years, fragments)
    questions = []
    for one in picked:
        years = head_years if one.years is None else _years(one, one.years, fragments)
        questions.append(_asked(one, years, disclosure, fragments))
    return Choices(values, tuple(questions))


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
    if not years and any(fragments["answers"][one]["by_year"] for one in answers):
        raise BadData(f"{picked.where()}: the question is about figures and names no year. Add years = [2024] to it or to the head.")
    return Asked(answers, asked, not picked.asked, years, picked.decision, picked.exemptions)


def _check_exemptions(picked: Picked, fragments: Fragments) -> None:
    usable = [number for number, one in fragments["sections"].items() if "notice" in one]
    for cited in picked.exemptions:
        number = section_number(cited)
        if not number:
            raise BadData(f'{picked.where("exemptions")}: “{cited}” does not read as a section. Write it as "31(1)(a)(b)".')
        if number not in usable:
            raise BadData(
                f"{picked.where('exemptions')}: section {cited} is not a ground to withhold anything. Known: {', '.join(usable)}."
            )
    if picked.decision in ("refused", "not a valid request") and not picked.exemptions:
        raise BadData(f'{picked.where("decision")}: “{picked.decision}” needs the section it rests on. Add exemptions = ["31(1)(a)"].')


def _years(entry: Entry, years: tuple[int, ...], fragments: Fragments) -> tuple[int, ...]:
    known = {one["year"]: one["label"] for one in fragments["years"]}
    for year in years:
        if year not in known:
            raise BadData(
                f"{entry.where('years')}: no record covers {year}, so a letter cannot give figures for it."
                f" Take it out, or add the record first (lfr add). Covered: {'; '.join(known.values())}."
            )
    return tuple(sorted({*years}))
