"""data/foi/overrides/<publisher>.toml: what a force says in its own words where the standard answer does not fit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lfr.curated.answers import FIGURE, Answer, measures
from lfr.curated.entries import Entry, checked, ids_in, need_known, need_text, read_tables
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

TEXTS = ("short_answer", "means", "does_not_mean", "who_might_hold")


@dataclass(frozen=True)
class Override:
    """The texts of one answer for one publisher; a text left out stays the standard one."""

    answer: str
    short_answer: str = ""
    means: str = ""
    does_not_mean: str = ""
    who_might_hold: str = ""


def with_overrides(answers: Mapping[str, Answer], publisher: str, project: Project) -> dict[str, Answer]:
    """The answers as a publisher gives them: its own texts, everything else (claims, measures, sources) as it stands.

    A publisher without a file gets the standard answers. Raises BadData for a file that is named after no publisher,
    an unknown answer or key, an answer named twice, an empty text, and a figure of somebody else or of a year
    that the answer does not claim to hold.
    """
    folder = project.data / "foi" / "overrides"
    publishers = ids_in(project.data / "publishers.toml", "publisher")
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in publishers:
            known = did_you_mean(path.stem, publishers)
            raise BadData(f"overrides/{path.name}, line 1: no publisher “{path.stem}” in data/publishers.toml.{known} Rename the file.")
    path = folder / f"{publisher}.toml"
    if not path.is_file():
        return dict(answers)
    found = dict(answers)
    seen: set[str] = set()
    for entry in read_tables(path, "override", named_by="answer")[1]:
        override = Override(**checked(entry, Override))
        need_known(entry, "answer", answers, "answer", "data/foi/answers.toml")
        if override.answer in seen:
            raise BadData(f"{entry.where('answer')}: “{override.answer}” stands twice. Put its texts into one entry.")
        seen.add(override.answer)
        own = [name for name in TEXTS if name in entry.values]
        if not own:
            raise BadData(f"{entry.where()}: no text of its own. Give at least one of {', '.join(TEXTS)}, or take the entry out.")
        need_text(entry, *own)
        changed = replace(answers[override.answer], **{name: getattr(override, name) for name in own})
        for name in own:
            _need_figures(entry, name, changed, publisher)
        found[override.answer] = changed
    return found


def _need_figures(entry: Entry, name: str, answer: Answer, publisher: str) -> None:
    text = getattr(answer, name)
    if "{{" in FIGURE.sub("", text) or "{%" in text:
        raise BadData(
            f'{entry.where(name)}: a placeholder that does not read. Write it exactly as {{{{ figure("{publisher}", 2024, "arrests") }}}}.'
        )
    for whose, year, measure in FIGURE.findall(text):
        if whose != publisher:
            raise BadData(f"{entry.where(name)}: quotes a figure of “{whose}” in the text of “{publisher}”. Change the placeholder.")
        if measure not in measures():
            raise BadData(f"{entry.where(name)}: unknown measure “{measure}” in a placeholder.{did_you_mean(measure, measures())}")
        claim = answer.claim_for(int(year))
        if not claim or claim.level == "not held":
            raise BadData(
                f"{entry.where(name)}: quotes a figure of {year}, which the answer does not claim to hold. Change one of the two."
            )
