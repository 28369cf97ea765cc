"""What changed, as a reader sees it: grouped by reason, figure by figure, was and is."""

from collections.abc import Iterable

from lfr.releases.figure_rows import Row
from lfr.wording.addresses import history_address
from lfr.wording.html import Cell, table
from lfr.wording.markup import fixed, listing, say


def changes_table(changes: Iterable[Row], name: str) -> str:
    """The changes of one release as HTML blocks; `name` tells one table of a page from the next."""
    rows = list(changes)
    by_reason: dict[str, list[Row]] = {}
    for row in rows:
        if row["subject"] == "figure":
            by_reason.setdefault(row["why"], []).append(row)
    pieces = [
        fixed(f"<p><strong>Why:</strong> {say(why)}</p>") + _figures(group, f"{name}, reason {number}")
        for number, (why, group) in enumerate(by_reason.items(), start=1)
    ]
    told = " ".join(by_reason)
    others = [row["why"] for row in rows if row["subject"] not in ("figure", "deployment") and row["why"].rstrip(".") not in told]
    if others:
        pieces.append(fixed("<p>Without an effect on a yearly figure:</p>" + listing(say(why) for why in dict.fromkeys(others))))
    for change, words in (("added", "Deployments added"), ("removed", "Deployments no longer printed by the publisher")):
        group = [row for row in rows if row["subject"] == "deployment" and row["change"] == change]
        if group:
            items = listing(f"{say(row['id'])}: {say(row['was_said'] or row['is_said'])}. {say(row['why'])}" for row in group)
            pieces.append(fixed(f"<details><summary>{words}: {len(group)}</summary>{items}</details>"))
    return "".join(pieces) or fixed("<p>No figure changed.</p>")


def _figures(group: list[Row], name: str) -> str:
    is_added = all(row["change"] == "added" for row in group)
    lines = []
    for row in group:
        cells = [Cell(row["title"], history_address(row["publisher"], row["measure"], row["year"])), Cell(row["label"])]
        cells += [] if is_added else [Cell(row["was_said"], number=True)]
        lines.append([*cells, Cell(row["is_said"], number=True)])
    head = ["Figure", "Calendar year", "Is"] if is_added else ["Figure", "Calendar year", "Was", "Is"]
    caption = f"{'Figures added' if is_added else 'Figures that changed'}: {len(group)}"
    return fixed(table(caption, head, lines, name=f"{caption} ({name})"))
