"""data/foi/sections.toml: the sections of the Freedom of Information Act 2000 that letters and pages name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.documents import CERTAINTIES
from lfr.curated.hand_kept import Entry, read_tables
from lfr.curated.rules import Known, Text, Unique, matching, one_of
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
