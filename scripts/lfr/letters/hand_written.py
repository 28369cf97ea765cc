"""What is written by hand for letters, read strictly: the texts of data/foi/letter*.toml, and request.toml, the choices for one letter."""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from lfr.curated.disclosures import CITED, Citations, Disclosure, Section, section_number
from lfr.curated.hand_kept import Entry, read_tables, read_toml
from lfr.curated.library import Library
from lfr.curated.rules import Key, Known, Text, Texts, Unique, matching, not_empty, one_of
from lfr.errors import BadData, did_you_mean
from lfr.letters.blocks import SLOT, Asked, Choices, Fragments
from lfr.letters.questions import NEITHER, is_neither
from lfr.project import Project

# What code and page know of letters by name: the head of the file says what each list is.
NAMES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("letters.toml").read_text(encoding="utf-8"))
DECISIONS: tuple[str, ...] = (*NAMES["decisions"],)
HELD: tuple[str, ...] = (*NAMES["held"],)
TO_FILL: tuple[str, ...] = (*NAMES["given"], *NAMES["settings"], *NAMES["open"])
PUBLIC_INTEREST = ("none", "weigh", "ask", "")


def _slots(name: str, text: str) -> str:
    """What is wrong with a sentence, a decision or the text of a notice: its first <<slot>> that nothing fills."""
    known = (*TO_FILL, *NAMES["wording"].get(name, ()))
    return next((f"nothing fills <<{slot}>>.{did_you_mean(slot, known)}" for slot in SLOT.findall(text) if slot not in known), "")


@dataclass(frozen=True)
class Reply(Entry):
    """What a letter says to one standard question."""

    answer: Annotated[str, Known("answer", "data/foi/answers.toml"), Unique()]
    decision: Annotated[str, one_of(*DECISIONS)]
    sections: Citations
    text: Text
    definition: str
    advice: str
    of_years: str = ""
    is_list: Annotated[bool, Key("list")] = False
    documents: Annotated[tuple[str, ...], Known("document", "data/documents.toml")] = ()
    measures: Annotated[tuple[str, ...], Known("measure", "scripts/lfr/warehouse/measures.toml")] = ()


@dataclass(frozen=True)
class Limb(Entry):
    """A part of a section, as it is cited, and what the Act says there: it fills <<limbs>>."""

    cited: Text
    words: Text


@dataclass(frozen=True)
class Notice(Entry):
    """The reason under one section, and under its part by which the authority need not say whether it holds information (`neither`)."""

    section: Annotated[str, Known("section", "data/foi/sections.toml"), Unique()]
    decision: Annotated[str, one_of(*DECISIONS)]
    public_interest: Annotated[str, one_of(*PUBLIC_INTEREST)]
    text: Annotated[Text, _slots]
    limbs: tuple[Limb, ...] = ()
    neither: str = ""
    neither_text: str = ""
    neither_public_interest: Annotated[str, one_of(*PUBLIC_INTEREST)] = ""


@dataclass(frozen=True)
class SharedTexts(Entry):
    """letter.toml: the settings of the authority, and the sentences that every letter shares."""

    settings: Annotated[dict[str, str], Key("letter"), Texts(NAMES["settings"])]
    to_fill: Annotated[dict[str, str], Texts(TO_FILL), not_empty]
    decisions: Annotated[dict[str, str], Texts(DECISIONS), not_empty, _slots]
    sentences: Annotated[dict[str, str], Key("wording"), Texts(NAMES["wording"]), not_empty, _slots]


@dataclass(frozen=True)
class Wording:
    """Everything hand-kept for letters."""

    shared: SharedTexts
    replies: dict[str, Reply]
    notices: dict[str, Notice]


def read_wording(project: Project, publisher: str, sections: Mapping[str, Section]) -> Wording:
    """Read the three files. A force without replies of its own answers with the texts of answers.toml."""
    folder = project.data / "foi"
    shared = read_toml(folder / "letter.toml", SharedTexts)
    path = folder / f"letter-replies-{publisher}.toml"
    replies = {one.answer: one for one in (read_tables(path, "reply", Reply, project) if path.is_file() else [])}
    notices = {one.section: one for one in read_tables(folder / "letter-notices.toml", "notice", Notice, project)}
    for section in sections.values():
        notice = notices.get(section.id)
        if section.is_exemption and not notice:
            raise BadData(f"letter-notices.toml: no [[notice]] for the exemption in section {section.id}. Add one.")
        if notice and not section.reasoning_to_fill:
            raise BadData(f"{notice.where()}: sections.toml has no reasoning_to_fill for section {section.id}. Add it there.")
    return Wording(shared, replies, notices)


_cited = matching(CITED, 'It does not read as a section. Write each as you cite it: ["31(1)(a) and (b)"].')


def _year(name: str, year: int) -> str:
    is_meant = 1990 <= year <= 2100
    return "" if is_meant else f"{year} is not a year that a request about facial recognition can mean. Correct it."


@dataclass(frozen=True)
class Picked(Entry):
    """One [[question]] of request.toml."""

    answers: Annotated[tuple[str, ...], Known("answer", "data/foi/answers.toml")] = ()
    number: int = 0
    asked: str = ""
    decision: Annotated[str, one_of(*DECISIONS)] = ""
    exemptions: Annotated[tuple[str, ...], _cited] = ()
    years: Annotated[tuple[int, ...] | None, _year] = None
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
    years: Annotated[tuple[int, ...], _year] = ()
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
    values = {name: str(getattr(request, name)) for name in TO_FILL if getattr(request, name, None)}
    return Choices(values, tuple(_asked(one, request.years, disclosure, fragments) for one in picked), request.request.strip())


def _asked(picked: Picked, head_years: tuple[int, ...], disclosure: Disclosure | None, fragments: Fragments) -> Asked:
    answers, asked = picked.answers, picked.asked
    if picked.number:
        if answers:
            raise BadData(f"{picked.where('number')}: a question has either a number of the disclosure or answers. Take one out.")
        if not disclosure:
            raise BadData(f'{picked.where("number")}: a number of which disclosure? Add disclosure = "…" above the questions.')
        known = {one.number: one for one in disclosure.questions}
        if picked.number not in known:
            numbers = ", ".join(str(one) for one in sorted(known))
            raise BadData(f"{picked.where('number')}: {disclosure.slug} has no question {picked.number}. Known: {numbers}.")
        # Only the words and where they lead are taken over: a past decision is no reason for a new one.
        answers, asked = known[picked.number].answers, asked or known[picked.number].asked
    elif not answers:
        raise BadData(f'{picked.where()}: a question without an answer. Add answers = ["…"] with ids of data/foi/answers.toml.')
    _check_exemptions(picked, fragments)
    if picked.day and picked.years:
        raise BadData(f"{picked.where('day')}: a question has either a day or years. Take one out.")
    limits = {
        "place": _known(picked, "place", {one["name"]: slug for slug, one in fragments["places"].items()}),
        "borough": _known(picked, "borough", {name: name for name in fragments["boroughs"]}),
        "use_case": _known(picked, "use_case", {name: name for name in fragments["use_cases"]}),
        "day": str(picked.day or ""),
    }
    years = () if picked.day else tuple(sorted({*(head_years if picked.years is None else picked.years)}))
    if not years and not any(limits.values()) and any(fragments["answers"][one]["by_year"] for one in answers):
        raise BadData(f"{picked.where()}: the question is about figures and names no year. Add years = [2024] to it or to the head.")
    held = picked.held or (picked.decision if picked.decision in HELD else "")
    return Asked(answers, asked, not picked.asked, years, picked.decision, picked.exemptions, held, picked.withheld, **limits)


def _known(picked: Picked, key: str, known: dict[str, str]) -> str:
    """What a question is limited to, as the records name it. Raises BadData where no deployment is recorded there."""
    text = getattr(picked, key).strip().casefold()
    found = next((one for name, one in known.items() if text in (name.casefold(), one)), "")
    if text and not found:
        what, typed = key.replace("_", " "), getattr(picked, key).strip()
        raise BadData(f"{picked.where(key)}: the records hold no deployment with the {what} “{typed}”.{did_you_mean(typed, known)}")
    return found


def _check_exemptions(picked: Picked, fragments: Fragments) -> None:
    usable = {number: one for number, one in fragments["sections"].items() if "text" in one}
    neither = [one["neither"]["cited"] for one in usable.values() if "neither" in one]
    for cited in picked.exemptions:
        if section_number(cited) not in usable:
            known = did_you_mean(section_number(cited), usable)
            raise BadData(f"{picked.where('exemptions')}: section {cited} is not a ground to withhold anything.{known}")
    decision, where = picked.decision or picked.held, picked.where("decision" if picked.decision else "held")
    without_saying = [is_neither(fragments, one) for one in picked.exemptions]
    if picked.held in ("not held", NEITHER) and picked.decision not in ("", picked.held):
        raise BadData(f"{where}: the decision is “{picked.decision}” and held says “{picked.held}”. Take one out.")
    if decision in ("refused", "disclosed in part") and not picked.exemptions:
        raise BadData(f'{where}: “{decision}” needs the section it rests on. Add exemptions = ["31(1)(a)"].')
    if decision == NEITHER and not (without_saying and all(without_saying)):
        raise BadData(f'{where}: “{NEITHER}” rests on {" or ".join(neither)} and on nothing else. Write exemptions = ["{neither[0]}"].')
    if decision == "refused" and any(without_saying):
        raise BadData(f"{where}: {' or '.join(neither)} is not for refusing what is held. Write decision = “{NEITHER}”.")
