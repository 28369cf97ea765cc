"""request.toml: what an officer chose for one letter, read strictly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lfr.curated.entries import Entry, checked, need_known, need_one_of, read_tables
from lfr.curated.library import Disclosure, Library, section_number
from lfr.errors import BadData
from lfr.letters.blocks import DATES, Asked, Choices
from lfr.letters.letter_text import Fragments
from lfr.letters.phrases import DECISIONS
from lfr.warehouse.figures import Figures

_YEARS = "years"


@dataclass(frozen=True)
class Request:
    """The head of request.toml. What is left out is left to fill in."""

    publisher: str
    disclosure: str = ""
    reference: str = ""
    requester: str = ""
    officer: str = ""
    post: str = ""
    review_contact: str = ""
    review_within: str = ""
    authority: str = ""
    base_address: str = ""


@dataclass(frozen=True)
class Picked:
    """One [[question]] of request.toml."""

    number: int = 0
    answers: tuple[str, ...] = ()
    asked: str = ""
    decision: str = ""
    exemptions: tuple[str, ...] = ()


_TEXTS = tuple(name for name in Request.__dataclass_fields__ if name not in ("publisher", "disclosure"))


@dataclass(frozen=True)
class _Head:
    entry: Entry
    request: Request
    years: tuple[int, ...]
    values: dict[str, str]


def read_publisher(path: Path, figures: Figures) -> str:
    """Whose letter it is; the texts that a letter can say depend on it."""
    return _read_head(path, figures)[0].request.publisher


def read_request(path: Path, figures: Figures, library: Library, fragments: Fragments) -> Choices:
    """The choices of one letter.

    Raises BadData, with file and line, for an unknown key, publisher, disclosure, answer, decision or section, for a
    year without data, and for a question about figures without years.
    """
    head, entries = _read_head(path, figures)
    disclosure = None
    if head.request.disclosure:
        need_known(head.entry, "disclosure", library.disclosures, "disclosure", "data/disclosures/")
        disclosure = library.disclosures[head.request.disclosure]
    if not entries:
        if not disclosure:
            raise BadData(f'{path.name}: no question. Add [[question]] entries with answers = ["…"], or disclosure = "01-foi-21-022107".')
        picked = [(head.entry, Picked(number=one.number)) for one in disclosure.questions]
    else:
        picked = [(entry, Picked(**checked(_without(entry, [_YEARS]), Picked))) for entry in entries]
    questions = [_asked(entry, one, disclosure, head, library, fragments) for entry, one in picked]
    return Choices(head.values, tuple(questions))


def _read_head(path: Path, figures: Figures) -> tuple[_Head, list[Entry]]:
    if not path.is_file():
        raise BadData(f"{path}: no such file. Copy data/foi/letter-example.toml and change it.")
    top = [*Request.__dataclass_fields__, *DATES, _YEARS]
    entry, entries = read_tables(path, "question", top, named_by="number")
    # A question is named by its place: most have no number of their own.
    entries = [replace(one, name=str(place)) for place, one in enumerate(entries, start=1)]
    request = Request(**checked(_without(entry, [*DATES, _YEARS]), Request))
    need_known(entry, "publisher", list(figures.publishers()["id"]), "publisher", "data/publishers.toml")
    values = {name: getattr(request, name) for name in _TEXTS if getattr(request, name)}
    for name in DATES:
        if name in entry.values:
            if type(entry.values[name]) is not date:
                raise BadData(f"{entry.where(name)}: {name} is {entry.values[name]!r}; write a date without quotes, as 2026-11-23.")
            values[name] = entry.values[name].isoformat()
    if values.get("base_address", "https://").split("://")[0] not in ("https", "http"):
        raise BadData(f"{entry.where('base_address')}: “{values['base_address']}” is no address. It begins with https://.")
    if values.get("received", "") > values.get("date", "9999"):
        raise BadData(f"{entry.where('received')}: the request arrived after the date of the letter. Correct one of the two.")
    return _Head(entry, request, _years(entry, request.publisher, figures), values), entries


def _asked(entry: Entry, picked: Picked, disclosure: Disclosure | None, head: _Head, library: Library, fragments: Fragments) -> Asked:
    answers, asked, is_paraphrase = picked.answers, picked.asked, not picked.asked
    if picked.number:
        if answers:
            raise BadData(f"{entry.where('number')}: a question has either a number of the disclosure or answers. Take one of the two out.")
        if not disclosure:
            raise BadData(
                f'{entry.where("number")}: a number of which disclosure? Add disclosure = "01-foi-21-022107" above the questions.'
            )
        known = {one.number: one for one in disclosure.questions}
        if picked.number not in known:
            raise BadData(f"{entry.where('number')}: {disclosure.slug} has no question {picked.number}. Known: {_join(known)}.")
        # Only the words and where they lead are taken over: a past decision is no reason for a new one.
        answers, asked = known[picked.number].answers, asked or known[picked.number].asked
    elif not answers:
        raise BadData(f'{entry.where()}: a question without an answer. Add answers = ["…"] with ids of data/foi/answers.toml.')
    else:
        need_known(entry, "answers", library.answers, "answer", "data/foi/answers.toml")
    if picked.decision:
        need_one_of(entry, "decision", DECISIONS)
    _need_exemptions(entry, picked, fragments)
    years = _years(entry, head.request.publisher, None, fragments) if _YEARS in entry.values else head.years
    if not years and any(fragments["answers"][one]["by_year"] for one in answers):
        raise BadData(f"{entry.where()}: the question is about figures and names no year. Add years = [2024] to it or to the head.")
    return Asked(answers, asked, is_paraphrase, years, picked.decision, picked.exemptions)


def _need_exemptions(entry: Entry, picked: Picked, fragments: Fragments) -> None:
    usable = [number for number, one in fragments["sections"].items() if "notice" in one]
    for cited in picked.exemptions:
        number = section_number(cited)
        if not number:
            raise BadData(f'{entry.where("exemptions")}: “{cited}” does not read as a section. Write it as "31(1)(a)(b)".')
        if number not in usable:
            raise BadData(f"{entry.where('exemptions')}: section {cited} is no ground to withhold anything. Known: {', '.join(usable)}.")
    if picked.decision in ("refused", "not a valid request") and not picked.exemptions:
        raise BadData(f'{entry.where("decision")}: “{picked.decision}” needs the section it rests on. Add exemptions = ["31(1)(a)"].')


def _years(entry: Entry, publisher: str, figures: Figures | None, fragments: Fragments | None = None) -> tuple[int, ...]:
    values = entry.values.get(_YEARS, [])
    if not isinstance(values, list) or not all(type(one) is int for one in values):
        raise BadData(f"{entry.where(_YEARS)}: years is {values!r}; it should be a list of whole numbers, as [2023, 2024].")
    if fragments:
        known = {int(year["year"]): str(year["label"]) for year in fragments["years"]}
    else:
        assert figures is not None
        known = {int(one.year): str(one.label) for one in figures.years(publisher).itertuples()}
    for year in values:
        if year not in known:
            raise BadData(
                f"{entry.where(_YEARS)}: no record covers {year}, so a letter cannot give figures for it."
                f" Take it out, or add the record first (lfr add). Covered: {'; '.join(known.values())}."
            )
    return tuple(sorted({*values}))


def _without(entry: Entry, names: Iterable[str]) -> Entry:
    """The entry without keys that are read apart; unknown keys still show."""
    return replace(entry, values={name: value for name, value in entry.values.items() if name not in set(names)})


def _join(numbers: Iterable[int]) -> str:
    return ", ".join(str(one) for one in sorted(numbers))
