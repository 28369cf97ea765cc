"""data/foi/letter*.toml: the settings and wording of letters, the replies in the authority's voice, the reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lfr.curated.answers import Answer
from lfr.curated.entries import Entry, checked, need_known, need_one_of, need_text, read_tables
from lfr.curated.law_sections import Section, need_sections
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


@dataclass(frozen=True)
class Reply:
    """What a letter says to one standard question. `where` places the text for messages."""

    answer: str
    decision: str
    sections: tuple[str, ...]
    text: str
    definition: str
    advice: str
    where: str = ""


@dataclass(frozen=True)
class Notice:
    """The reason under one section. `is_complete`: nothing is left for the officer to write."""

    section: str
    decision: str
    public_interest: str
    is_complete: bool
    text: str


@dataclass(frozen=True)
class Wording:
    """Everything hand-kept for letters."""

    settings: dict[str, str]
    to_fill: dict[str, str]
    decisions: dict[str, str]
    sentences: dict[str, str]
    replies: dict[str, Reply]
    notices: dict[str, Notice]


def read_wording(project: Project, publisher: str, answers: Mapping[str, Answer], sections: Mapping[str, Section]) -> Wording:
    """Read the three files. A force without replies of its own answers with the texts of answers.toml.

    Raises BadData for an unknown or missing key, answer, section or decision, and for a slot that nothing fills.
    """
    folder = project.data / "foi"
    head, _ = read_tables(folder / "letter.toml", "none", ("letter", "to_fill", "decisions", "wording"))
    settings = _texts(head, "letter", SETTINGS, may_be_empty=True)
    to_fill = _texts(head, "to_fill", TO_FILL)
    decisions = _texts(head, "decisions", DECISIONS)
    sentences = _texts(head, "wording", WORDING)
    for name, text in {**sentences, **decisions}.items():
        _need_slots(head.where(name), text, (*TO_FILL, *WORDING.get(name, ("sections",))))
    return Wording(settings, to_fill, decisions, sentences, _replies(project, publisher, answers, sections), _notices(project, sections))


def _replies(project: Project, publisher: str, answers: Mapping[str, Answer], sections: Mapping[str, Section]) -> dict[str, Reply]:
    replies: dict[str, Reply] = {}
    path = project.data / "foi" / f"letter-replies-{publisher}.toml"
    for entry in read_tables(path, "reply", named_by="answer")[1] if path.is_file() else []:
        reply = Reply(**checked(entry, Reply, derived=["where"]), where=entry.where("text"))
        need_known(entry, "answer", answers, "answer", "data/foi/answers.toml")
        need_one_of(entry, "decision", DECISIONS)
        need_sections(entry, "sections", sections)
        if reply.decision != "not a valid request":
            need_text(entry, "text")
        _once(entry, "answer", reply.answer, replies)
        replies[reply.answer] = reply
    return replies


def _notices(project: Project, sections: Mapping[str, Section]) -> dict[str, Notice]:
    notices: dict[str, Notice] = {}
    for entry in read_tables(project.data / "foi" / "letter-notices.toml", "notice", named_by="section")[1]:
        is_complete = entry.values.pop("complete", None)
        if not isinstance(is_complete, bool):
            raise BadData(f"{entry.where('complete')}: complete is true or false; found {is_complete!r}.")
        notice = Notice(**checked(entry, Notice, derived=["is_complete"]), is_complete=is_complete)
        need_known(entry, "section", sections, "section", "data/foi/sections.toml")
        need_one_of(entry, "decision", DECISIONS)
        need_one_of(entry, "public_interest", PUBLIC_INTEREST)
        need_text(entry, "text")
        _need_slots(entry.where("text"), notice.text, (*TO_FILL, "questions"))
        if not is_complete and not sections[notice.section].reasoning_to_fill:
            raise BadData(f"{entry.where('complete')}: sections.toml has no reasoning_to_fill for section {notice.section}. Add it there.")
        _once(entry, "section", notice.section, notices)
        notices[notice.section] = notice
    for section in sections.values():
        if section.is_exemption and section.id not in notices:
            raise BadData(f"letter-notices.toml: no [[notice]] for the exemption in section {section.id}. Add one.")
    return notices


def _texts(head: Entry, table: str, known: Mapping[str, object] | tuple[str, ...], may_be_empty: bool = False) -> dict[str, str]:
    values = head.values.get(table)
    if not isinstance(values, dict):
        raise BadData(f"{head.path.name}: the table [{table}] is missing. Restore it from the repository.")
    for name, value in values.items():
        if name not in known:
            raise BadData(f"{head.where(name)}: unknown key “{name}” in [{table}].{did_you_mean(name, known)}")
        if not isinstance(value, str) or not (may_be_empty or value.strip()):
            raise BadData(f"{head.where(name)}: {name} is {value!r}; it should be text in quotes.")
    for name in known:
        if name not in values:
            raise BadData(f"{head.path.name}: [{table}] lacks the key “{name}”. Add it.")
    return {name: values[name] for name in known}


def _need_slots(where: str, text: str, known: tuple[str, ...]) -> None:
    for slot in SLOT.findall(text):
        if slot not in known:
            raise BadData(f"{where}: nothing fills <<{slot}>>.{did_you_mean(slot, known)}")


def _once(entry: Entry, key: str, name: str, seen: Mapping[str, object]) -> None:
    if name in seen:
        raise BadData(f"{entry.where(key)}: “{name}” stands twice. Keep one entry.")
