"""data/foi/letter*.toml: the settings and wording of letters, the replies in the authority's voice, the reasons."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_tables, read_toml
from lfr.curated.law_sections import Citations, Section
from lfr.curated.rules import Key, Known, Text, Texts, Unique, not_empty, one_of
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

DECISIONS = ("disclosed", "already published", "refused", "not held", "not a valid request", "to be decided")
PUBLIC_INTEREST = ("none", "weigh", "open", "")
SLOT = re.compile(r"<<([a-z_]+)>>")
SETTINGS = ("base_address", "review_contact", "review_within", "complaint_address")
TO_FILL = (
    "authority", "reference", "date", "received", "requester", "officer", "post", "review_contact", "review_within", "checked",
    "base_address", "exemption",
)  # fmt: skip
# Every sentence that letters share, with the slots it may use besides those of TO_FILL.
WORDING: dict[str, tuple[str, ...]] = {
    "title": (), "reference": (), "date": (), "salutation": (), "opening": (), "asked_heading": (), "paraphrase": (),
    "period": ("years",), "decision_heading": (), "decision_full": (), "decision_partial": (), "decision_none": (),
    "decision_open": (), "notice": ("parts",), "engaged_heading": (), "engaged": ("cited", "title", "questions"),
    "engaged_17": (), "engaged_16": (), "response_heading": (), "question_heading": ("number",), "withheld": ("sections",),
    "rest_withheld": ("sections",), "not_held": (), "not_valid": (), "not_held_elsewhere": (),
    "partial_year": ("labels",), "corrected": ("address",),
    "pointer": (), "records": (), "documents": (), "reasons_heading": (), "reasons_section": ("number", "title"),
    "reasons_text": ("url",), "no_public_interest": (), "public_interest": (), "advice_heading": (), "advice": (),
    "advice_question": ("number", "advice"), "review_heading": (), "review": (), "complaint": ("complaint_address",),
    "closing": (), "signature": (), "post": (), "authority": (),
}  # fmt: skip


def _slots(name: str, text: str) -> str:
    """What is wrong with a sentence, a decision or the text of a notice: its first <<slot>> that nothing fills."""
    known = (*TO_FILL, *(WORDING | dict.fromkeys(DECISIONS, ("sections",)) | {"text": ("questions",)})[name])
    return next((f"nothing fills <<{slot}>>.{did_you_mean(slot, known)}" for slot in SLOT.findall(text) if slot not in known), "")


@dataclass(frozen=True)
class Reply(Entry):
    """What a letter says to one standard question."""

    answer: Annotated[str, Known("answer", "data/foi/answers.toml"), Unique()]
    decision: Annotated[str, one_of(*DECISIONS)]
    sections: Citations
    text: str
    definition: str
    advice: str


@dataclass(frozen=True)
class Notice(Entry):
    """The reason under one section. `is_complete`: nothing is left for the officer to write."""

    section: Annotated[str, Known("section", "data/foi/sections.toml"), Unique()]
    decision: Annotated[str, one_of(*DECISIONS)]
    public_interest: Annotated[str, one_of(*PUBLIC_INTEREST)]
    is_complete: Annotated[bool, Key("complete")]
    text: Annotated[Text, _slots]


@dataclass(frozen=True)
class SharedTexts(Entry):
    """letter.toml: the settings of the authority, and the sentences that every letter shares."""

    settings: Annotated[dict[str, str], Key("letter"), Texts(SETTINGS)]
    to_fill: Annotated[dict[str, str], Texts(TO_FILL), not_empty]
    decisions: Annotated[dict[str, str], Texts(DECISIONS), not_empty, _slots]
    sentences: Annotated[dict[str, str], Key("wording"), Texts(WORDING), not_empty, _slots]


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
    for reply in replies.values():
        if not reply.text.strip() and reply.decision != "not a valid request":
            raise BadData(f"{reply.where('text')}: text is empty. Fill it in; nothing is published without it.")
    notices = {one.section: one for one in read_tables(folder / "letter-notices.toml", "notice", Notice, project)}
    for section in sections.values():
        notice = notices.get(section.id)
        if section.is_exemption and not notice:
            raise BadData(f"letter-notices.toml: no [[notice]] for the exemption in section {section.id}. Add one.")
        if notice and not notice.is_complete and not section.reasoning_to_fill:
            raise BadData(f"{notice.where('complete')}: sections.toml has no reasoning_to_fill for section {section.id}. Add it there.")
    return Wording(shared, replies, notices)
