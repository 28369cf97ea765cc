"""data/foi/overrides/<publisher>.toml: what a force says in its own words where the standard answer does not fit it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from lfr.curated.answers import Answer, check_placeholders
from lfr.curated.hand_kept import Entry, ids_in, read_tables
from lfr.curated.rules import Known, Text, Unique
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

TEXTS = ("short_answer", "means", "does_not_mean", "who_might_hold")


@dataclass(frozen=True)
class Override(Entry):
    """The texts of one answer for one publisher; a text left out stays the standard one."""

    answer: Annotated[str, Known("answer", "data/foi/answers.toml"), Unique("Put its texts into one entry.")]
    short_answer: Text = ""
    means: Text = ""
    does_not_mean: Text = ""
    who_might_hold: Text = ""


def with_overrides(answers: Mapping[str, Answer], publisher: str, project: Project) -> dict[str, Answer]:
    """The answers as a publisher gives them: its own texts, everything else (claims, measures, sources) as it stands.

    A publisher without a file gets the standard answers. Raises BadData for a file that is named after no publisher, an entry
    without a text, and a figure of somebody else or of a year that the answer does not claim to hold.
    """
    found = dict(answers)
    for path in sorted((project.data / "foi" / "overrides").glob("*.toml")):
        publishers = ids_in(project.data / "publishers.toml", "publisher")
        if path.stem not in publishers:
            known = did_you_mean(path.stem, publishers)
            raise BadData(f"overrides/{path.name}, line 1: no publisher “{path.stem}” in data/publishers.toml.{known} Rename the file.")
        if path.stem != publisher:
            continue
        for override in read_tables(path, "override", Override, project):
            own = {name: text for name in TEXTS if (text := getattr(override, name))}
            if not own:
                raise BadData(f"{override.where()}: no text of its own. Give at least one of {', '.join(TEXTS)}, or take the entry out.")
            changed = found[override.answer] = replace(answers[override.answer], **own)
            check_placeholders(replace(changed, at=override.at), own, publisher)
    return found
