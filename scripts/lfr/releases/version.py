"""Which version a release must have: worked out from its changes. The page /releases/versions/ says it in words."""

from collections.abc import Iterable

from lfr.errors import LfrError
from lfr.releases.changes import KINDS
from lfr.releases.figure_rows import Row
from lfr.releases.frozen import version_key

LEVELS = ("patch", "minor", "major")


def level_of(changes: Iterable[Row], lost_addresses: Iterable[str] = ()) -> tuple[str, list[str]]:
    """The level that the changes ask for, and what asks for it. Empty where nothing changed.

    major: a figure or an address is gone, or a measure is counted by another definition.
    minor: a record, an edition, a year or a measure came in, or more days are covered.
    patch: a value was put right.
    """
    reasons: dict[str, list[str]] = {name: [] for name in LEVELS}
    for row in changes:
        level = max((KINDS[kind][1] for kind in row["kinds"].split() if kind in KINDS), key=LEVELS.index, default="patch")
        if row["change"] == "removed" and row["subject"] == "figure":
            level = "major"
        elif row["change"] == "added" and row["subject"] in ("figure", "deployment"):
            level = max(level, "minor", key=LEVELS.index)
        reasons[level].append(f"{row['id']} ({row['change']})")
    reasons["major"] += [f"{address} (gone)" for address in lost_addresses]
    for level in reversed(LEVELS):
        if reasons[level]:
            return level, reasons[level]
    return "", []


def next_version(last: str, level: str) -> str:
    """The smallest version that a change of this level may have."""
    major, minor, patch = version_key(last)
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[level]


def choose_version(asked: str, last: str, level: str, reasons: list[str]) -> str:
    """The version of a release. `asked` may be "auto". Raises LfrError for one that is too small."""
    smallest = next_version(last, level) if last else "1.0.0"
    if asked in ("", "auto"):
        return smallest
    if last and version_key(asked) < version_key(smallest):
        shown = ", ".join(reasons[:5]) + (f" and {len(reasons) - 5} more" if len(reasons) > 5 else "")
        raise LfrError(
            f"--version {asked}: too small after {last}. These changes are {level}: {shown}. Use {smallest} or leave --version out"
            " (the rule is on the page /releases/versions/)."
        )
    return asked
