"""One changed thing and its causes: what a release note, a feed and a change list are made of, and the next version follows from.

A new document and a correction explain themselves. A measure that is counted another way, a mistake of ours, or a coverage that turned
out longer is explained in data/manual/changes.csv, in one line each. A line is about the time after one release: once the next one is
made it is history, and stays.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from lfr.curated.hand_kept import read_lines
from lfr.curated.manual import Change
from lfr.errors import BadData, did_you_mean
from lfr.project import Project
from lfr.releases.figure_rows import Row
from lfr.releases.frozen import version_key

# What may be behind a change, and how much it asks of the next version (see level_of).
KINDS = {
    "record": "minor",
    "edition": "minor",
    "coverage": "minor",
    "new": "minor",  # a measure that was not there
    "method": "major",
    "gone": "major",  # no longer counted
    "correction": "patch",
    "mistake": "patch",  # of ours, put right
    "place": "patch",
}
_NAMED = ("publisher", "year", "measure", "title", "label")
COLUMNS = ["subject", "id", "change", *_NAMED, "was", "is", "was_said", "is_said", "kinds", "refs", "why"]  # of changes.csv


class Cause(NamedTuple):
    """One reason: its kind (a key of KINDS where it is explained), the id of the document, correction or line, and a sentence."""

    kind: str
    ref: str
    why: str
    is_explained: bool = True


def change_row(subject: str, key: str, was: Row | None, now: Row | None, causes: Iterable[Cause]) -> Row:
    """A figure (or document, correction) that is not as it was, as a row of changes.csv. `was` and `now` are rows of figures.csv."""
    either = now or was or {}
    kinds, refs, sentences, _ = zip(*causes, strict=True)
    is_figure = subject == "figure"
    return {
        "subject": subject,
        "id": key,
        "change": "added" if was is None else "removed" if now is None else "changed",
        **{name: either.get(name, "") for name in _NAMED},
        "was": (was or {}).get("value", ""),
        "is": (now or {}).get("value", ""),
        "was_said": _say_state(was, now) if is_figure else (was or {}).get("said", ""),
        "is_said": _say_state(now, was) if is_figure else (now or {}).get("said", ""),
        "kinds": " ".join(dict.fromkeys(kinds)),
        "refs": " ".join(dict.fromkeys(refs)),
        "why": ". ".join(dict.fromkeys(one.rstrip(".") for one in sentences)) + ".",
    }


def _say_state(one: Row | None, other: Row | None) -> str:
    """A state of a figure, with whatever else tells it from the other state: days covered, value as published, basis."""
    if one is None:
        return "not there"
    said = [one["said"]]
    if other is not None:
        if one["label"] != other["label"]:
            said.append(one["label"])
        elif (one["covers_from"], one["covers_to"]) != (other["covers_from"], other["covers_to"]):
            said.append(f"{one['covers_from']} to {one['covers_to']}")
        if one["said_as_published"] != other["said_as_published"]:
            said.append(f"as published {one['said_as_published']}")
        if one["basis"] != other["basis"]:
            said.append(one["basis_said"])
    return "; ".join(said)


def headline(changes: Iterable[Row]) -> str:
    """How many figures changed, in a clause: “3 figures changed and 30 were added”."""
    counts = Counter(row["change"] for row in changes if row["subject"] == "figure")
    said: list[str] = []
    for word in ("changed", "added", "removed"):
        count = counts[word]
        noun = "" if said else " figure" if count == 1 else " figures"
        verb = "" if word == "changed" else "was " if count == 1 else "were "
        said += [f"{count}{noun} {verb}{word}"] if count else []
    return " and ".join(said) or "no figure changed"


def level_of(changes: Iterable[Row], lost_addresses: Iterable[str] = ()) -> str:
    """The level that the changes ask for; the page /releases/versions/ says it in words. Empty where nothing changed.

    major: a figure or an address is gone, or a measure is counted by another definition.
    minor: a record, an edition, a year or a measure came in, or more days are covered.
    patch: a value was put right.
    """
    levels = ["major" for _ in lost_addresses]
    for row in changes:
        levels += [KINDS[kind] for kind in row["kinds"].split()]
        if row["change"] == "removed" and row["subject"] == "figure":
            levels.append("major")
        elif row["change"] == "added" and row["subject"] in ("figure", "deployment"):
            levels.append("minor")
    return max(levels, key=("patch", "minor", "major").index, default="")


def next_version(last: str, level: str) -> str:
    """The version that follows `last` by a change of this level; the first one where `last` is empty."""
    major, minor, patch = version_key(last or "0.0.0")
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[level]


def read_explanations(project: Project, after_release: str, measures: Collection[str]) -> list[Change]:
    """The lines of data/manual/changes.csv about the time after one release. Raises BadData for a measure that neither has."""
    lines = read_lines(project.manual / "changes.csv", Change, project)
    releases = [path.name for path in (project.data / "releases").glob("[0-9]*")]
    for one in lines:
        if one.after_release not in releases:
            raise one.fault("after_release", f"unknown release “{one.after_release}”.{did_you_mean(one.after_release, releases)}")
    found = [one for one in lines if one.after_release == after_release]
    for one in found:
        if one.measure and one.measure not in measures:
            raise BadData(f"{one.where()}: unknown measure “{one.measure}”.{did_you_mean(one.measure, measures)}")
    return found


def explanation(entries: Iterable[Change], kinds: Collection[str], **about: str) -> Change | None:
    """The first line of these kinds about something. What a line leaves empty means all, but not its measure and its document."""
    known = {name: (text,) if name in ("measure", "source_id") else ("", text) for name, text in about.items()}
    fitting = (one for one in entries if one.kind in kinds and all(getattr(one, name) in texts for name, texts in known.items()))
    return next(fitting, None)
