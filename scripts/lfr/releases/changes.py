"""One changed thing and its causes: what a release note, a feed and a change list are made of."""

from collections.abc import Iterable
from typing import NamedTuple

from lfr.releases.figure_rows import Row

# What may be behind a change, and how much it asks of the next version (see version.py).
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
    counts = {"changed": 0, "added": 0, "removed": 0}
    for row in changes:
        if row["subject"] == "figure":
            counts[row["change"]] += 1
    said: list[str] = []
    for word, count in counts.items():
        noun = "" if said else " figure" if count == 1 else " figures"
        verb = "" if word == "changed" else "was " if count == 1 else "were "
        said += [f"{count}{noun} {verb}{word}"] if count else []
    return " and ".join(said) or "no figure changed"
