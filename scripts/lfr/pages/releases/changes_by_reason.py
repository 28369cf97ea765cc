"""What changed, as a reader sees it: grouped by reason, figure by figure (pages/templates/_changes.html)."""

from collections.abc import Iterable
from dataclasses import dataclass

from lfr.releases.figure_rows import Row
from lfr.wording.addresses import history_address


@dataclass(frozen=True)
class ChangesByReason:
    """The changes of one release: figures by reason, with whether all were added; what changed no figure; deployments."""

    rows: list[Row]
    reasons: list[tuple[str, bool, list[Row]]]
    others: list[str]
    deployments: list[tuple[str, list[Row]]]


def by_reason(changes: Iterable[Row]) -> ChangesByReason:
    """The changes of one release, grouped."""
    rows = list(changes)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["subject"] == "figure":
            groups.setdefault(row["why"], []).append({**row, "page": history_address(row["publisher"], row["measure"], row["year"])})
    said = " ".join(groups)
    others = [row["why"] for row in rows if row["subject"] not in ("figure", "deployment") and row["why"].rstrip(".") not in said]
    words = {"added": "Deployments added", "removed": "Deployments no longer printed by the publisher"}
    return ChangesByReason(
        rows,
        [(why, all(row["change"] == "added" for row in group), group) for why, group in groups.items()],
        list(dict.fromkeys(others)),
        [(words[one], [row for row in rows if row["subject"] == "deployment" and row["change"] == one]) for one in words],
    )
