"""data/foi/answers.toml: the standard questions, what the records say to each, and how completely."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lfr.curated.hand_kept import Entry, ids_in, read_tables
from lfr.curated.rules import Id, Key, Known, Text, matching, one_of
from lfr.errors import BadData, did_you_mean
from lfr.project import MEASURES, Project

FIGURE = re.compile(r'\{\{ figure\("([a-z0-9-]+)", (\d{4}), "([a-z_]+)"\) \}\}')
# The sentences of lfr.wording.sentences, and the last day that the records of a year reach.
SENTENCE = re.compile(
    r"\{\{ (?:use_cases|same_days|false_alerts_at_thresholds|outcomes_of_false_alerts|covers_to)"
    r'\("[a-z0-9-]+"(?:, (?:\d{4}|"[a-z_]+"))*\) \}\}'
)


def _lower_case(name: str, text: str) -> str:
    return "" if text == text.lower().strip() else f"write “{text}” in lower case, without spaces around it."


@dataclass(frozen=True)
class Claim(Entry):
    """How completely the published records answer the question in a range of calendar years."""

    from_year: Annotated[int, Key("from")]
    to_year: Annotated[int, Key("to")]
    level: Annotated[str, one_of("fully", "partly", "not held")]
    why: Text

    def covers(self, year: int) -> bool:
        return self.from_year <= year <= self.to_year


@dataclass(frozen=True)
class Answer(Entry):
    """One standard question. Texts may hold figure placeholders, which the renderer fills from the warehouse."""

    id: Id
    question: Text
    also_asked: tuple[str, ...]
    short_answer: Text
    means: Text
    does_not_mean: Text
    measures: Annotated[tuple[str, ...], Known("measure", "scripts/lfr/warehouse/measures.toml")]
    who_might_hold: str
    documents: Annotated[tuple[str, ...], Known("document", "data/documents.toml")]
    disclosures: Annotated[tuple[str, ...], Known("disclosure", "data/disclosures/")]
    sections: Annotated[tuple[str, ...], Known("section", "data/foi/sections.toml")]
    related: Annotated[tuple[str, ...], Known("answer", "data/foi/answers.toml")]
    foi_questions: Annotated[tuple[str, ...], matching(r"Q([1-9]|1\d|2[0-7])", "The questions of the taxonomy are Q1 to Q27.")]
    reviewed: date
    phrases: Annotated[tuple[str, ...], _lower_case]
    completeness: tuple[Claim, ...]
    chart: str = ""
    card: str = ""
    card_question: str = ""

    def claim_for(self, year: int) -> Claim | None:
        """What the answer claims for a year; None where it claims nothing yet."""
        return next((claim for claim in self.completeness if claim.covers(year)), None)


def read_answers(project: Project) -> dict[str, Answer]:
    """Every standard answer by id, in the order of the file.

    Raises BadData for a repeated phrase, a figure placeholder that does not read, and claims of completeness that overlap.
    """
    answers = {one.id: one for one in read_tables(project.data / "foi" / "answers.toml", "answer", Answer, project)}
    phrases: dict[str, str] = {}
    for answer in answers.values():
        _check_claims(answer)
        check_placeholders(answer, ("short_answer", "means", "does_not_mean", "card"))
        _check_phrases(answer, phrases)
        if answer.id in answer.related:
            raise BadData(f"{answer.where('related')}: the answer is related to itself. Take its own id out.")
    return answers


def _check_claims(answer: Answer) -> None:
    for number, claim in enumerate(answer.completeness):
        if claim.to_year < claim.from_year:
            raise BadData(f"{claim.where()}: ends in {claim.to_year}, before it begins in {claim.from_year}. Correct the two years.")
        for other in answer.completeness[:number]:
            if claim.from_year <= other.to_year and other.from_year <= claim.to_year:
                years = f"{claim.from_year}–{claim.to_year} and {other.from_year}–{other.to_year}"
                raise BadData(f"{claim.where()}: {years} overlap. One year has one claim.")
    if not answer.completeness:
        raise BadData(f"{answer.where('completeness')}: completeness is empty. Say fully, partly or not held, by years, and why.")
    if not answer.who_might_hold and any(claim.level == "not held" for claim in answer.completeness):
        raise BadData(f"{answer.where('who_might_hold')}: the records do not hold this for some years; say who might.")


def check_placeholders(answer: Answer, names: Iterable[str], publisher: str = "") -> None:
    """Raise BadData for a figure in a text that cannot be filled in, or that is not of the publisher whose text it is."""
    measures = ids_in(MEASURES, "measure")
    for name in names:
        text, where = getattr(answer, name), answer.where(name)
        if "{{" in SENTENCE.sub("", FIGURE.sub("", text)) or "{%" in text:
            raise BadData(
                f"{where}: a placeholder that does not read. Write it exactly as"
                f' {{{{ figure("{publisher or "PUBLISHER"}", 2024, "arrests") }}}}.'
            )
        for whose, year, measure in FIGURE.findall(text):
            if publisher and whose != publisher:
                raise BadData(f"{where}: quotes a figure of “{whose}” in the text of “{publisher}”. Change the placeholder.")
            if measure not in measures:
                raise BadData(f"{where}: unknown measure “{measure}” in a placeholder.{did_you_mean(measure, measures)}")
            claim = answer.claim_for(int(year))
            if not claim or claim.level == "not held":
                raise BadData(f"{where}: quotes a figure of {year}, which completeness does not claim to hold. Change one of the two.")


def _check_phrases(answer: Answer, seen: dict[str, str]) -> None:
    if not 3 <= len(answer.also_asked) <= 8:
        raise BadData(f"{answer.where('also_asked')}: {len(answer.also_asked)} other ways to ask; give three to eight.")
    if len(answer.phrases) < 10:
        raise BadData(f"{answer.where('phrases')}: {len(answer.phrases)} search phrases; give at least ten.")
    for phrase in (*answer.phrases, *(one.lower().rstrip("?") for one in answer.also_asked)):
        other = seen.setdefault(phrase, answer.id)
        if other != answer.id or answer.phrases.count(phrase) > 1:
            raise BadData(f"{answer.where('phrases')}: “{phrase}” stands in “{other}” already. A phrase leads to one answer.")
