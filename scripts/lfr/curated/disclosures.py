"""data/disclosures/<slug>.toml: one past disclosure a file, with each question and what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lfr.curated.entry_dates import first_day, last_day
from lfr.curated.hand_kept import Entry, read_toml
from lfr.curated.law_sections import Citations, section_number
from lfr.curated.rules import Key, Known, Text, Unique, one_of, part_of_date, slug
from lfr.errors import BadData
from lfr.project import Project


@dataclass(frozen=True)
class Question(Entry):
    """One question of a request, paraphrased, with its decision and today's standard answers to it."""

    number: Annotated[int, Unique("Number the questions as the letter does.")]
    asked: Text
    decision: Annotated[
        str,
        one_of("disclosed", "disclosed in part", "already published", "refused", "not held", "not a valid request", "not known"),
    ]
    sections: Citations
    reasoning: str
    answers: Annotated[tuple[str, ...], Known("answer", "data/foi/answers.toml")]
    source: Text


@dataclass(frozen=True)
class Disclosure(Entry):
    """One response to one request.

    `sections` holds what the letter engages without our knowing for which question; what is known for a
    question stands with the question. `sections_engaged` has both. `logged` is the day of the entry in our log,
    which is always known; the days of the request and the letter often are not.
    """

    slug: Annotated[str, slug]
    reference: Text
    publisher: Text
    authority: Text
    title: Text
    received: Annotated[str, part_of_date]
    published: Annotated[str, part_of_date]
    date_note: str
    url: str
    url_note: str
    outcome: Text
    sections: Citations
    source: Text
    logged: date
    note: str = ""
    questions: Annotated[tuple[Question, ...], Key("question")] = ()

    @property
    def sections_engaged(self) -> tuple[str, ...]:
        """Every citation once, by number of section."""
        cited = {*self.sections, *(one for question in self.questions for one in question.sections)}
        return tuple(sorted(cited, key=lambda one: (int("".join(filter(str.isdigit, section_number(one)))), one)))

    @property
    def answers(self) -> tuple[str, ...]:
        """The standard answers that its questions lead to, each once, in the order of the questions."""
        return tuple(dict.fromkeys(answer for question in self.questions for answer in question.answers))


def read_disclosures(project: Project) -> dict[str, Disclosure]:
    """Every disclosure by slug, in the order of the file names.

    Raises BadData for a slug that is not the name of the file, a repeated reference, dates that do not fit, a question without
    an answer, and an address neither given nor explained away.
    """
    found: dict[str, Disclosure] = {}
    references: dict[str, str] = {}
    for path in sorted((project.data / "disclosures").glob("*.toml")):
        one = found[path.stem] = read_toml(path, Disclosure, project)
        _check(one, path.stem)
        other = references.setdefault(one.reference, path.stem)
        if other != path.stem and one.reference != "not known":
            raise BadData(
                f"{one.where('reference')}: the reference {one.reference} stands in {other}.toml too. Keep one file for one disclosure."
            )
    return found


def _check(one: Disclosure, name: str) -> None:
    if one.slug != name:
        raise BadData(f"{one.where('slug')}: the slug “{one.slug}” is not the name of the file. Make the two agree.")
    if not (one.received or one.published or one.date_note):
        raise BadData(f'{one.where("published")}: a disclosure without a date. Give one, or say in date_note that it is "not known".')
    if one.received and one.published and last_day(one.published) < first_day(one.received):
        raise BadData(f"{one.where('published')}: published before it was received. Correct the two dates.")
    if not one.url and not one.url_note:
        raise BadData(f"{one.where('url')}: no address of the original, and no url_note that says why. Give one of the two.")
    if not one.questions:
        raise BadData(f"{one.where('source')}: no [[question]] after it. Enter what was asked, each question by itself.")
    for question in one.questions:
        if not question.answers:
            raise BadData(
                f"{question.where('answers')}: the question leads to no standard answer. Name at least one id of data/foi/answers.toml."
            )
