"""data/disclosures/<slug>.toml: one past disclosure a file, with each question and what was decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lfr.curated.entries import Entry, checked, ids_in, need_id, need_known, need_one_of, need_text, read_tables
from lfr.curated.entry_dates import first_day, last_day, need_dates
from lfr.curated.law_sections import need_sections, read_sections, section_number
from lfr.errors import BadData
from lfr.project import Project

DECISIONS = {"disclosed", "already published", "refused", "not held", "not a valid request", "not known"}


@dataclass(frozen=True)
class Question:
    """One question of a request, paraphrased, with its decision and today's standard answers to it."""

    number: int
    asked: str
    decision: str
    sections: tuple[str, ...]
    reasoning: str
    answers: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Disclosure:
    """One response to one request.

    `sections` holds what the letter engages without our knowing for which question; what is known for a
    question stands with the question. `sections_engaged` has both. `logged` is the day of the entry in our log,
    which is always known; the days of the request and the letter often are not.
    """

    slug: str
    reference: str
    publisher: str
    authority: str
    title: str
    received: str
    published: str
    date_note: str
    url: str
    url_note: str
    outcome: str
    sections: tuple[str, ...]
    source: str
    logged: date
    note: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def sections_engaged(self) -> tuple[str, ...]:
        """Every citation once, by number of section."""
        cited = {*self.sections, *(one for question in self.questions for one in question.sections)}
        return tuple(sorted(cited, key=lambda one: (int("".join(filter(str.isdigit, section_number(one)))), one)))

    @property
    def answers(self) -> tuple[str, ...]:
        """The standard answers that its questions lead to, each once, in the order of the questions."""
        return tuple(dict.fromkeys(answer for question in self.questions for answer in question.answers))


def disclosure_slugs(project: Project) -> list[str]:
    """The slugs by file name alone, for checking a reference."""
    return [path.stem for path in sorted((project.data / "disclosures").glob("*.toml"))]


def read_disclosures(project: Project) -> dict[str, Disclosure]:
    """Every disclosure by slug, in the order of the file names.

    Raises BadData for an unknown or missing key, a slug that is not the file's name, a repeated reference or
    question, an unknown decision, section or answer, a date that is none, and an address neither given nor
    explained away.
    """
    sections = read_sections(project)
    answers = ids_in(project.data / "foi" / "answers.toml", "answer")
    found: dict[str, Disclosure] = {}
    references: dict[str, Path] = {}
    for path in sorted((project.data / "disclosures").glob("*.toml")):
        disclosure = _read_one(path, sections, answers)
        other = references.setdefault(disclosure.reference, path)
        if other != path and disclosure.reference != "not known":
            raise BadData(
                f"{_line_of(path, 'reference')}: the reference {disclosure.reference} stands in {other.name} too."
                " Keep one file for one disclosure."
            )
        found[disclosure.slug] = disclosure
    return found


def _read_one(path: Path, sections: Collection[str], answers: Collection[str]) -> Disclosure:
    top = [name for name in Disclosure.__dataclass_fields__ if name != "questions"]
    head, entries = read_tables(path, "question", top, named_by="number")
    disclosure = Disclosure(**checked(head, Disclosure, derived=["questions"]))
    need_id(head, (), "slug")
    need_text(head, "reference", "publisher", "authority", "title", "outcome", "source")
    if disclosure.slug != path.stem:
        raise BadData(f"{head.where('slug')}: the slug “{disclosure.slug}” is not the name of the file. Make the two agree.")
    need_dates(head, "received", "published")
    _need_order(head, disclosure)
    need_sections(head, "sections", sections)
    if not disclosure.url and not disclosure.url_note:
        raise BadData(f"{head.where('url')}: no address of the original, and no url_note that says why. Give one of the two.")
    if not entries:
        raise BadData(f"{head.where('source')}: no [[question]] after it. Enter what was asked, each question by itself.")
    questions: dict[int, Question] = {}
    for entry in entries:
        question = Question(**checked(entry, Question))
        need_text(entry, "asked", "source")
        need_one_of(entry, "decision", DECISIONS)
        need_sections(entry, "sections", sections)
        need_known(entry, "answers", answers, "answer", "data/foi/answers.toml")
        if question.number in questions:
            raise BadData(f"{entry.where('number')}: question {question.number} stands twice. Number the questions as the letter does.")
        if not question.answers:
            raise BadData(
                f"{entry.where('answers')}: the question leads to no standard answer. Name at least one id of data/foi/answers.toml."
            )
        questions[question.number] = question
    return replace(disclosure, questions=tuple(questions.values()))


def _line_of(path: Path, key: str) -> str:
    return read_tables(path, "question", Disclosure.__dataclass_fields__, named_by="number")[0].where(key)


def _need_order(head: Entry, disclosure: Disclosure) -> None:
    if not (disclosure.received or disclosure.published or disclosure.date_note):
        raise BadData(f'{head.where("published")}: a disclosure without a date. Give one, or say in date_note that it is "not known".')
    if disclosure.received and disclosure.published and last_day(disclosure.published) < first_day(disclosure.received):
        raise BadData(f"{head.where('published')}: published before it was received. Correct the two dates.")
