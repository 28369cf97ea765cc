"""data/foi/answers.toml: the standard questions, what the records say to each, and how completely; overrides/: a force's own words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from lfr.curated.hand_kept import Entry, ids_in, read_tables
from lfr.curated.rules import Holds, Id, Key, Known, NotBefore, Text, Unique, matching, one_of
from lfr.errors import BadData, did_you_mean
from lfr.project import MEASURES, Project

FIGURE = re.compile(r'\{\{ figure\("([a-z0-9-]+)", (\d{4}), "([a-z_]+)"\) \}\}')
# The sentences of lfr.wording.sentences, and the last day that the records of a year reach.
SENTENCE = re.compile(
    r"\{\{ (?:use_cases|same_days|last_year|year_before|false_alerts_at_thresholds|outcomes_of_false_alerts|outcomes_beyond_true_alerts"
    r"|covers_to)"
    r'\("[a-z0-9-]+"(?:, (?:\d{4}|"[a-z_]+"))*\) \}\}'
)
# The texts of an answer that a force may say in its own words.
TEXTS = ("short_answer", "means", "does_not_mean", "who_might_hold")

# measure -> calendar year -> is it held, and the name of the year, which is no bare year where the records do not cover all of it
Coverage = Mapping[str, Mapping[int, tuple[bool, str]]]


def _lower_case(name: str, text: str) -> str:
    return "" if text == text.lower().strip() else f"write “{text}” in lower case, without spaces around it."


@dataclass(frozen=True)
class Claim(Entry):
    """How completely the published records answer the question in a range of calendar years."""

    from_year: Annotated[int, Key("from")]
    to_year: Annotated[int, Key("to"), NotBefore("from_year")]
    level: Annotated[str, one_of("fully", "partly", "not held")]
    why: Text

    def covers(self, year: int) -> bool:
        return self.from_year <= year <= self.to_year


@dataclass(frozen=True)
class Answer(Entry):
    """One standard question. Texts may hold figure placeholders, which the renderer fills from the warehouse."""

    id: Id
    question: Text
    also_asked: Annotated[tuple[str, ...], Holds(3, 8)]
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
    phrases: Annotated[tuple[str, ...], Holds(10), _lower_case, Unique("A phrase leads to one answer.")]
    completeness: Annotated[tuple[Claim, ...], Holds(1)]
    chart: str = ""
    card: str = ""
    card_question: str = ""
    request: str = ""  # what a suggested request asks for; without it, for the counts by year that the question names
    for_every_force: Annotated[tuple[str, ...], one_of(*TEXTS)] = ()  # the texts that say nothing of one force alone
    only_own: bool = False  # whether no other force has this question

    def claim_for(self, year: int) -> Claim | None:
        """What the answer claims for a year; None where it claims nothing yet."""
        return next((claim for claim in self.completeness if claim.covers(year)), None)

    def faults(self) -> Iterator[tuple[str, str]]:
        for claim in self.completeness:
            for other in self.completeness:
                if other is not claim and claim.covers(other.from_year):
                    yield "completeness", f"the claims from {claim.from_year} and {other.from_year} overlap. One year has one claim."
        if not self.who_might_hold and any(claim.level == "not held" for claim in self.completeness):
            yield "who_might_hold", "the records do not hold this for some years; say who might."
        if not self.measures and not self.request:
            yield "request", "no figure answers this; write what a reader may ask the force for."
        if self.id in self.related:
            yield "related", "the answer is related to itself. Take its own id out."
        texts = [(name, getattr(self, name)) for name in (*TEXTS, "question", "card")]
        texts += [("completeness", claim.why) for claim in self.completeness]
        for name, text in texts:
            yield from ((name, fault) for fault in self.faults_of_text(text))

    def faults_of_text(self, text: str, publisher: str = "") -> Iterator[str]:
        """What is wrong with the placeholders of a text: they do not read, or their figures are not held, or of another force."""
        if "{{" in SENTENCE.sub("", FIGURE.sub("", text)) or "{%" in text:
            yield f'a placeholder that does not read. Write it exactly as {{{{ figure("{publisher or "PUBLISHER"}", 2024, "arrests") }}}}.'
        measures = ids_in(MEASURES, "measure")
        for whose, year, measure in FIGURE.findall(text):
            if publisher and whose != publisher:
                yield f"quotes a figure of “{whose}” in the text of “{publisher}”. Change the placeholder."
            if measure not in measures:
                yield f"unknown measure “{measure}” in a placeholder.{did_you_mean(measure, measures)}"
            claim = self.claim_for(int(year))
            if not claim or claim.level == "not held":
                yield f"quotes a figure of {year}, which completeness does not claim to hold. Change one of the two."


@dataclass(frozen=True)
class Override(Entry):
    """The texts of one answer as one force says them; a text left out stays the standard one."""

    answer: Annotated[str, Known("answer", "data/foi/answers.toml"), Unique("Put its texts into one entry.")]
    short_answer: Text = ""
    means: Text = ""
    does_not_mean: Text = ""
    who_might_hold: Text = ""

    @property
    def own(self) -> dict[str, Any]:
        return {name: text for name in TEXTS if (text := getattr(self, name))}

    def faults(self) -> Iterator[tuple[str, str]]:
        if not self.own:
            yield "", f"no text of its own. Give at least one of {', '.join(TEXTS)}, or take the entry out."


def read_answers(project: Project) -> dict[str, Answer]:
    """Every standard answer by id, in the order of the file. No way to ask leads to two of them."""
    answers = {one.id: one for one in read_tables(project.data / "foi" / "answers.toml", "answer", Answer, project)}
    leads_to = {phrase: answer.id for answer in answers.values() for phrase in answer.phrases}
    for answer in answers.values():
        for phrase in (one.lower().rstrip("?") for one in answer.also_asked):
            if (other := leads_to.setdefault(phrase, answer.id)) != answer.id:
                raise answer.fault("also_asked", f"“{phrase}” stands in “{other}” already. A phrase leads to one answer.")
    return answers


def with_overrides(answers: Mapping[str, Answer], publisher: str, project: Project) -> dict[str, Answer]:
    """The answers as a force gives them: its own texts (data/foi/overrides/<publisher>.toml), everything else as it stands.

    Raises BadData for a file that is named after no publisher, and a figure of somebody else or of a year not claimed to be held.
    """
    found = dict(answers)
    for path in sorted((project.data / "foi" / "overrides").glob("*.toml")):
        publishers = ids_in(project.data / "publishers.toml", "publisher")
        if path.stem not in publishers:
            known = did_you_mean(path.stem, publishers)
            raise BadData(f"overrides/{path.name}, line 1: no publisher “{path.stem}” in data/publishers.toml.{known} Rename the file.")
        for override in read_tables(path, "override", Override, project) if path.stem == publisher else ():
            for name, text in override.own.items():
                for fault in answers[override.answer].faults_of_text(text, publisher):
                    raise override.fault(name, fault)
            found[override.answer] = replace(answers[override.answer], **override.own)
    return found


def check_completeness(answers: Mapping[str, Answer], coverage: Coverage) -> None:
    """Raise BadData where a claim and the coverage of its measures disagree.

    “fully” needs every measure of the answer held for the whole year; “not held” must not be said of a year
    for which every measure is held. “partly” is never wrong: a measure may be held and still not be the answer.
    """
    for answer in answers.values():
        for claim in answer.completeness:
            for year in range(claim.from_year, claim.to_year + 1):
                at = {measure: coverage.get(measure, {}).get(year) for measure in answer.measures}
                but = ""
                if claim.level == "fully":
                    but = next((gap for measure in at if (gap := _gap(year, measure, at[measure]))), "")
                elif claim.level == "not held" and at and all(one and one[0] for one in at.values()):
                    but = f"the records hold {', '.join(at)} for it"
                if but:
                    advice = "Change the claim and its reason, or take the measure out of the answer."
                    raise claim.fault("", f"claims “{claim.level}” for {year}, but {but}. {advice}")


def _gap(year: int, measure: str, at: tuple[bool, str] | None) -> str:
    if at is None:
        return f"no record covers {year} for the measure {measure}"
    held, label = at
    if not held:
        return f"the records of that year do not hold {measure}"
    return f"for {measure} they cover only {label}" if label != str(year) else ""
