"""One changed thing and its causes: what a release note, a feed and a change list are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lfr.releases.figure_rows import Row

# What may stand behind a change, in a clause, and how much it asks of the next version (see version.py).
KINDS = {
    "record": ("a new record", "minor"),
    "edition": ("a newer edition", "minor"),
    "coverage": ("coverage put right", "minor"),
    "new": ("a new measure", "minor"),
    "method": ("another method", "major"),
    "gone": ("no longer counted", "major"),
    "correction": ("a correction", "patch"),
    "mistake": ("a mistake of ours put right", "patch"),
    "place": ("a place looked up", "patch"),
}
COLUMNS = [
    "subject",
    "id",
    "change",
    "publisher",
    "year",
    "measure",
    "title",
    "label",
    "was",
    "is",
    "was_said",
    "is_said",
    "kinds",
    "refs",
    "why",
]


@dataclass(frozen=True)
class Cause:
    """One reason: its kind (a key of KINDS), the id of the document, correction or line, and a sentence."""

    kind: str
    ref: str
    why: str


@dataclass(frozen=True)
class Change:
    """One figure (or document, correction, deployment) that is not as it was. `was` and `now` are rows of figures.csv."""

    subject: str
    id: str
    was: Row | None
    now: Row | None
    causes: tuple[Cause, ...] = ()

    @property
    def change(self) -> str:
        return "added" if self.was is None else "removed" if self.now is None else "changed"

    def row(self) -> Row:
        """The change as a row of changes.csv."""
        either = self.now or self.was or {}
        is_figure = self.subject == "figure"
        named = {name: either.get(name, "") for name in ("publisher", "year", "measure", "title", "label")}
        return {
            "subject": self.subject,
            "id": self.id,
            "change": self.change,
            **named,
            "was": (self.was or {}).get("value", ""),
            "is": (self.now or {}).get("value", ""),
            "was_said": say_state(self.was, self.now) if is_figure else (self.was or {}).get("said", ""),
            "is_said": say_state(self.now, self.was) if is_figure else (self.now or {}).get("said", ""),
            "kinds": " ".join(dict.fromkeys(one.kind for one in self.causes)),
            "refs": " ".join(dict.fromkeys(one.ref for one in self.causes)),
            "why": ". ".join(dict.fromkeys(one.why.rstrip(".") for one in self.causes)) + ("." if self.causes else ""),
        }


def say_state(one: Row | None, other: Row | None) -> str:
    """A state of a figure, with whatever else tells it from the other state: days covered, value as published, basis."""
    if one is None:
        return "not there"
    said = [one["said"]]
    if other is not None:
        if one["label"] != other["label"] or (one["covers_from"], one["covers_to"]) != (other["covers_from"], other["covers_to"]):
            said.append(one["label"] if one["label"] != other["label"] else f"{one['covers_from']} to {one['covers_to']}")
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
    said = [f"{count} {'figure' if count == 1 else 'figures'} {word}" for word, count in counts.items() if count]
    return " and ".join(said) or "no figure changed"
