"""data/foi/answers.toml: the standard questions, what the records say to each, and how completely."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lfr.curated.disclosures import disclosure_slugs
from lfr.curated.entries import Entry, checked, ids_in, need_id, need_known, need_text, read_tables
from lfr.errors import BadData, did_you_mean
from lfr.project import MEASURES, Project

LEVELS = {"fully", "partly", "not held"}
FIGURE = re.compile(r'\{\{ figure\("([a-z0-9-]+)", (\d{4}), "([a-z_]+)"\) \}\}')
_FOI_QUESTION = re.compile(r"Q([1-9]|1\d|2[0-7])")
_CLAIM_KEYS = {"from": int, "to": int, "level": str, "why": str}


@dataclass(frozen=True)
class Claim:
    """How completely the published records answer the question in a range of calendar years."""

    from_year: int
    to_year: int
    level: str
    why: str

    def covers(self, year: int) -> bool:
        return self.from_year <= year <= self.to_year


@dataclass(frozen=True)
class Answer:
    """One standard question. Texts may hold figure placeholders, which the renderer fills from the warehouse."""

    id: str
    question: str
    also_asked: tuple[str, ...]
    short_answer: str
    means: str
    does_not_mean: str
    measures: tuple[str, ...]
    who_might_hold: str
    documents: tuple[str, ...]
    disclosures: tuple[str, ...]
    sections: tuple[str, ...]
    related: tuple[str, ...]
    foi_questions: tuple[str, ...]
    reviewed: date
    phrases: tuple[str, ...]
    where: str = ""
    completeness: tuple[Claim, ...] = ()

    def claim_for(self, year: int) -> Claim | None:
        """What the answer claims for a year; None where it claims nothing yet."""
        return next((claim for claim in self.completeness if claim.covers(year)), None)


def read_answers(project: Project) -> dict[str, Answer]:
    """Every standard answer by id, in the order of the file.

    Raises BadData for an unknown or missing key, a repeated id or phrase, an unknown document, disclosure, section,
    answer or measure, a figure placeholder that does not read, and claims of completeness that overlap.
    """
    path = project.data / "foi" / "answers.toml"
    _, entries = read_tables(path, "answer")
    known = {
        "measures": (measures(), "measure", "warehouse/measures.toml"),
        "documents": (ids_in(project.data / "documents.toml", "document"), "document", "data/documents.toml"),
        "disclosures": (disclosure_slugs(project), "disclosure", "data/disclosures/"),
        "sections": (ids_in(project.data / "foi" / "sections.toml", "section"), "section", "data/foi/sections.toml"),
        "related": ([entry.name for entry in entries], "answer", "data/foi/answers.toml"),
    }
    answers: dict[str, Answer] = {}
    phrases: dict[str, str] = {}
    for entry in entries:
        values = checked(entry, Answer, derived=["where"], tables=["completeness"])
        need_id(entry, answers)
        need_text(entry, "question", "short_answer", "means", "does_not_mean")
        for name, (ids, what, home) in known.items():
            need_known(entry, name, ids, what, home)
        answer = replace(Answer(**values), where=entry.where("completeness"), completeness=_claims(entry))
        _check_texts(entry, answer, known["measures"][0])
        _check_phrases(entry, answer, phrases)
        answers[answer.id] = answer
    return answers


def measures() -> list[str]:
    """The ids of every measure a figure can have."""
    return ids_in(MEASURES, "measure")


def _claims(entry: Entry) -> tuple[Claim, ...]:
    where = entry.where("completeness")
    claims: list[Claim] = []
    for one in entry.values["completeness"]:
        claim = _claim(where, one)
        for other in claims:
            if claim.from_year <= other.to_year and other.from_year <= claim.to_year:
                raise BadData(
                    f"{where}: {claim.from_year}–{claim.to_year} and {other.from_year}–{other.to_year} overlap. One year has one claim."
                )
        claims.append(claim)
    if not claims:
        raise BadData(f"{where}: completeness is empty. Say fully, partly or not held, by years, and why.")
    return tuple(claims)


def _claim(where: str, one: dict[str, Any]) -> Claim:
    for name in one:
        if name not in _CLAIM_KEYS:
            raise BadData(f"{where}: unknown key “{name}” in completeness.{did_you_mean(name, _CLAIM_KEYS)}")
    for name, kind in _CLAIM_KEYS.items():
        if not isinstance(one.get(name), kind) or not one[name]:
            raise BadData(
                f'{where}: each claim needs {{ from = 2020, to = 2022, level = "fully", why = "…" }}; “{name}” is {one.get(name)!r}.'
            )
    if one["level"] not in LEVELS:
        raise BadData(f"{where}: unknown level “{one['level']}”.{did_you_mean(one['level'], LEVELS)}")
    if one["to"] < one["from"]:
        raise BadData(f"{where}: the claim ends in {one['to']}, before it begins in {one['from']}. Correct the two years.")
    return Claim(one["from"], one["to"], one["level"], one["why"])


def _check_texts(entry: Entry, answer: Answer, known: Collection[str]) -> None:
    for name in ("short_answer", "means", "does_not_mean"):
        text = getattr(answer, name)
        if "{{" in FIGURE.sub("", text):
            raise BadData(
                f'{entry.where(name)}: a placeholder that does not read. Write it exactly as {{{{ figure("met", 2024, "arrests") }}}}.'
            )
        for _, year, measure in FIGURE.findall(text):
            if measure not in known:
                raise BadData(f"{entry.where(name)}: unknown measure “{measure}” in a placeholder.{did_you_mean(measure, known)}")
            claim = answer.claim_for(int(year))
            if not claim or claim.level == "not held":
                raise BadData(
                    f"{entry.where(name)}: quotes a figure of {year}, which completeness does not claim to hold. Change one of the two."
                )
    for one in answer.foi_questions:
        if not _FOI_QUESTION.fullmatch(one):
            raise BadData(f"{entry.where('foi_questions')}: “{one}” is no question of the taxonomy. Write Q1 to Q27.")
    if not answer.who_might_hold and any(claim.level == "not held" for claim in answer.completeness):
        raise BadData(f"{entry.where('who_might_hold')}: the records do not hold this for some years; say who might.")
    if answer.id in answer.related:
        raise BadData(f"{entry.where('related')}: the answer is related to itself. Take its own id out.")


def _check_phrases(entry: Entry, answer: Answer, seen: dict[str, str]) -> None:
    if not 3 <= len(answer.also_asked) <= 8:
        raise BadData(f"{entry.where('also_asked')}: {len(answer.also_asked)} other ways to ask; give three to eight.")
    if len(answer.phrases) < 10:
        raise BadData(f"{entry.where('phrases')}: {len(answer.phrases)} search phrases; give at least ten.")
    for phrase in answer.phrases:
        if phrase != phrase.lower().strip():
            raise BadData(f"{entry.where('phrases')}: write “{phrase}” in lower case, without spaces around it.")
    for phrase in (*answer.phrases, *(one.lower().rstrip("?") for one in answer.also_asked)):
        other = seen.setdefault(phrase, answer.id)
        if other != answer.id or [*answer.phrases].count(phrase) > 1:
            raise BadData(f"{entry.where('phrases')}: “{phrase}” stands in “{other}” already. A phrase leads to one answer.")
