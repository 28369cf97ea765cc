"""What changed, as a reader sees it: grouped by reason, figure by figure, was and is."""

from __future__ import annotations

from collections.abc import Iterable

from lfr.releases.figure_rows import Row
from lfr.wording.html import Cell, table
from lfr.wording.markup import fixed, listing, say

NO_CHANGE = "No figure changed."


def tell(changes: Iterable[Row], name: str) -> str:
    """The changes of one release as HTML blocks; `name` tells one table of a page from the next."""
    rows = list(changes)
    pieces = []
    others = [row for row in rows if row["subject"] != "figure" and row["subject"] != "deployment"]
    figures = [row for row in rows if row["subject"] == "figure"]
    by_reason: dict[str, list[Row]] = {}
    for row in figures:
        by_reason.setdefault(row["why"], []).append(row)
    for number, (why, group) in enumerate(by_reason.items(), start=1):
        pieces.append(fixed(f"<p><strong>Why:</strong> {say(why)}</p>") + _figures(group, f"{name}, reason {number}"))
    told = " ".join(by_reason)
    silent = [row["why"] for row in others if row["why"].rstrip(".") not in told]
    if silent:
        pieces.append(fixed("<p>Without an effect on a yearly figure:</p>" + listing(say(why) for why in dict.fromkeys(silent))))
    deployments = [row for row in rows if row["subject"] == "deployment"]
    for change, words in (("added", "Deployments added"), ("removed", "Deployments no longer printed by the publisher")):
        group = [row for row in deployments if row["change"] == change]
        if group:
            first = f"<summary>{words}: {len(group)}</summary>"
            items = listing(f"{say(row['id'])}: {say(row['was_said'] or row['is_said'])}. {say(row['why'])}" for row in group)
            pieces.append(fixed(f"<details>{first}{items}</details>"))
    return "".join(pieces) or fixed(f"<p>{NO_CHANGE}</p>")


def _figures(group: list[Row], name: str) -> str:
    added = all(row["change"] == "added" for row in group)
    head = ["Figure", "Calendar year", "Is"] if added else ["Figure", "Calendar year", "Was", "Is"]
    lines = []
    for row in group:
        cells = [Cell(row["title"], figure_page(row)), Cell(row["label"])]
        cells += [] if added else [Cell(row["was_said"], number=True)]
        lines.append([*cells, Cell(row["is_said"], number=True)])
    caption = f"{'Figures added' if added else 'Figures that changed'}: {len(group)}"
    return fixed(table(caption, head, lines, name=f"{caption} ({name})"))


def figure_page(row: Row) -> str:
    """The address of the page on which a figure's history and citation stand."""
    return f"/{row['publisher']}/figures/{row['measure'].replace('_', '-')}/#{row['year']}"
