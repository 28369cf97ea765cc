"""data/foi/letter*.toml: the settings and wording of letters, the replies in the authority's voice, the reasons."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from lfr.curated.hand_kept import Entry, read_tables, read_toml
from lfr.curated.law_sections import Citations, Section
from lfr.curated.rules import Key, Known, Text, Texts, Unique, not_empty, one_of
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

# What code and page know of letters by name: the head of the file says what each list is.
NAMES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("letters.toml").read_text(encoding="utf-8"))
DECISIONS: tuple[str, ...] = (*NAMES["decisions"],)
HELD: tuple[str, ...] = (*NAMES["held"],)
TO_FILL: tuple[str, ...] = (*NAMES["given"], *NAMES["settings"], *NAMES["open"])
PUBLIC_INTEREST = ("none", "weigh", "ask", "")
SLOT = re.compile(r"<<([a-z_]+)>>")


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
