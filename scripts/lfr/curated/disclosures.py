"""data/disclosures/<slug>.toml: one past disclosure a file, with each question and what was decided; and data/foi/sections.toml: the
sections of the Freedom of Information Act 2000 that letters and pages name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_tables, read_toml
from lfr.curated.rules import CERTAINTIES, Holds, Key, Known, NotBefore, Text, Unique, matching, one_of, part_of_date, slug, web_address
from lfr.project import Project

# Sections as people cite them: “31(1)(a)”, “31(1)(a)(b)”, “31(1)(a) and (b)”.
CITED = r"\d+[A-Z]?( ?(, ?|,? and )?\([0-9A-Za-z]+\))*"
_EXEMPTIONS = ("exemption absolute", "exemption absolute in part", "exemption qualified")
_ADDRESS = "https://www.legislation.gov.uk/ukpga/2000/36/section/"


@dataclass(frozen=True)
class Section(Entry):
    """One section. `reasoning_to_fill` lists what an officer has to write who relies on it."""

    id: Annotated[str, matching(r"\d+[A-Z]?", 'The id of a section is its number in quotes, as "31".'), Unique()]
    title: Text
    explanation: Text
    kind: Annotated[str, one_of("duty", *_EXEMPTIONS, "limit", "definition", "code", "offence", "review")]
    url: str
    certainty: Annotated[str, one_of(*CERTAINTIES)]
    source: Text
    reasoning_to_fill: tuple[str, ...] = ()

    @property
    def is_exemption(self) -> bool:
        return self.kind.startswith("exemption")

    def faults(self) -> Iterator[tuple[str, str]]:
        if self.url != _ADDRESS + self.id:
            yield "url", f"the address of section {self.id} is {_ADDRESS}{self.id}; found “{self.url}”."
        if self.is_exemption and not self.reasoning_to_fill:
            yield "", "an exemption says in reasoning_to_fill what an officer has to write. Add it."


def read_sections(project: Project) -> dict[str, Section]:
    """Every section by its number, in the order of the file."""
    return {one.id: one for one in read_tables(project.data / "foi" / "sections.toml", "section", Section)}


def section_number(cited: str) -> str:
    """The section of a citation: “31(1)(a) and (b)” is in section 31; empty for what does not begin with a number."""
    match = re.match(r"\d+[A-Z]?", cited)
    return match[0] if match else ""


def limbs_of(cited: str) -> list[str]:
    """Every part that a citation names: “31(1)(a) and (b)” is 31, 31(1), 31(1)(a) and 31(1)(b)."""
    number = section_number(cited)
    found, above = [number], number
    for bracket in re.findall(r"\([0-9A-Za-z]+\)", cited):
        if bracket[1].isdigit():
            above = number + bracket
        found.append(above if bracket[1].isdigit() else above + bracket)
    return found


Citations = Annotated[
    tuple[str, ...],
    matching(CITED, 'It does not read as a section. Write it as "31(1)(a)(b)" or "17".'),
    Known("section", "data/foi/sections.toml", section_number),
]


@dataclass(frozen=True)
class Question(Entry):
    """One question of a request, paraphrased, with its decision and today's standard answers to it."""

    number: Annotated[int, Unique("Number the questions as the letter does.")]
    asked: Text
    decision: Annotated[
        str,
        one_of(
            "disclosed",
            "disclosed in part",
            "already published",
            "refused",
            "not held",
            "not a request for recorded information, in the force's view",
            "not known",
        ),
    ]
    sections: Citations
    reasoning: str
    answers: Annotated[tuple[str, ...], Holds(1), Known("answer", "data/foi/answers.toml")]
    source: Text


@dataclass(frozen=True)
class Disclosure(Entry):
    """One response to one request.

    `publisher` is the force in whose log it stands, `authority` who answered. `sections` holds what the letter engages without our knowing
    for which question; what is known for a question stands with the question. `sections_engaged` has both. `logged` is the day of the
    entry in our log, which is always known; the days of the request and the letter often are not.
    """

    slug: Annotated[str, slug]
    reference: Text
    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    authority: Text
    title: Text
    received: Annotated[str, part_of_date]
    published: Annotated[str, part_of_date, NotBefore("received")]
    date_note: str
    url: Annotated[str, web_address]
    url_note: str
    outcome: Text
    sections: Citations
    source: Text
    logged: date
    questions: Annotated[tuple[Question, ...], Key("question")]
    note: str = ""

    @property
    def sections_engaged(self) -> tuple[str, ...]:
        """Every citation once, by number of section."""
        cited = {*self.sections, *(one for question in self.questions for one in question.sections)}
        return tuple(sorted(cited, key=lambda one: (int("".join(filter(str.isdigit, section_number(one)))), one)))

    @property
    def answers(self) -> tuple[str, ...]:
        """The standard answers that its questions lead to, each once, in the order of the questions."""
        return tuple(dict.fromkeys(answer for question in self.questions for answer in question.answers))

    def faults(self) -> Iterator[tuple[str, str]]:
        if f"{self.slug}.toml" != self.at.file:
            yield "slug", f"the slug “{self.slug}” is not the name of the file. Make the two agree."
        if not (self.received or self.published or self.date_note):
            yield "published", 'a disclosure without a date. Give one, or say in date_note that it is "not known".'
        if not self.url and not self.url_note:
            yield "url", "no address of the original, and no url_note that says why. Give one of the two."


def read_disclosures(project: Project) -> dict[str, Disclosure]:
    """Every disclosure by slug, in the order of the file names. Raises BadData where two have one reference."""
    found = {path.stem: read_toml(path, Disclosure, project) for path in sorted((project.data / "disclosures").glob("*.toml"))}
    references: dict[str, str] = {"not known": ""}
    for one in found.values():
        if references.setdefault(one.reference, one.slug) not in ("", one.slug):
            other = f"{references[one.reference]}.toml"
            raise one.fault("reference", f"the reference {one.reference} stands in {other} too. Keep one file for one disclosure.")
    return found
