"""Which version a release has: worked out from its changes. The page /releases/versions/ says it in words."""

from collections.abc import Iterable

from lfr.releases.changes import KINDS
from lfr.releases.figure_rows import Row
from lfr.releases.frozen import version_key

LEVELS = ("patch", "minor", "major")


def level_of(changes: Iterable[Row], lost_addresses: Iterable[str] = ()) -> str:
    """The level that the changes ask for. Empty where nothing changed.

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
    return max(levels, key=LEVELS.index, default="")


def next_version(last: str, level: str) -> str:
    """The version that follows `last` by a change of this level; the first one where `last` is empty."""
    major, minor, patch = version_key(last or "0.0.0")
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[level]
