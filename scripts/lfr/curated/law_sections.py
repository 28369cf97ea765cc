"""data/foi/sections.toml: the sections of the Freedom of Information Act 2000 that letters and pages name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from lfr.curated.documents import CERTAINTIES
from lfr.curated.entries import Entry, checked, need_one_of, need_text, read_tables
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

KINDS = {"duty", "exemption absolute", "exemption qualified", "limit", "definition", "review"}
_CITED = re.compile(r"(\d+[A-Z]?)((?:\([0-9A-Za-z]+\))*)")
_ADDRESS = "https://www.legislation.gov.uk/ukpga/2000/36/section/"


@dataclass(frozen=True)
class Section:
    """One section. `reasoning_to_fill` lists what an officer has to write who relies on it."""

    id: str
    title: str
    explanation: str
    kind: str
    url: str
    certainty: str
    source: str
    reasoning_to_fill: tuple[str, ...] = ()

    @property
    def is_exemption(self) -> bool:
        return self.kind.startswith("exemption")


def read_sections(project: Project) -> dict[str, Section]:
    """Every section by its number, in the order of the file.

    Raises BadData for an unknown or missing key, a repeated number, an unknown kind, an address other than
    the section's own, and an exemption that does not say what an officer must fill in.
    """
    sections: dict[str, Section] = {}
    for entry in read_tables(project.data / "foi" / "sections.toml", "section")[1]:
        section = Section(**checked(entry, Section))
        need_text(entry, "title", "explanation", "source")
        need_one_of(entry, "kind", KINDS)
        need_one_of(entry, "certainty", CERTAINTIES)
        if not re.fullmatch(r"\d+[A-Z]?", section.id):
            raise BadData(f'{entry.where("id")}: the id of a section is its number in quotes, as "31"; found “{section.id}”.')
        if section.id in sections:
            raise BadData(f"{entry.where('id')}: section {section.id} stands twice. Keep one entry.")
        if section.url != _ADDRESS + section.id:
            raise BadData(f"{entry.where('url')}: the address of section {section.id} is {_ADDRESS}{section.id}; found “{section.url}”.")
        if section.is_exemption and not section.reasoning_to_fill:
            raise BadData(f"{entry.where()}: an exemption says in reasoning_to_fill what an officer has to write. Add it.")
        sections[section.id] = section
    return sections


def section_number(cited: str) -> str:
    """The section of a citation: “31(1)(a)(b)” is in section 31. Empty for what is no citation."""
    match = _CITED.fullmatch(cited)
    return match[1] if match else ""


def need_sections(entry: Entry, name: str, known: Collection[str]) -> None:
    """Raise BadData for a citation that does not read, or of a section that is not in sections.toml."""
    for cited in entry.values.get(name, []):
        number = section_number(cited)
        if not number:
            raise BadData(f'{entry.where(name)}: “{cited}” does not read as a section. Write it as "31(1)(a)(b)" or "17".')
        if number not in known:
            raise BadData(
                f"{entry.where(name)}: unknown section “{cited}”.{did_you_mean(number, known)} Explain it in data/foi/sections.toml first."
            )
