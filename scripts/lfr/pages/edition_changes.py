"""The page on editions: what each publisher changed in a record after publishing it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, block, table
from lfr.wording.words import say_count, say_day

Href = Callable[[str], str]

_KINDS = {"changed": "changed", "renamed": "place renamed", "added": "added", "vanished": "vanished"}


def edition_changes(figures: Figures, href: Href) -> str:
    """One section a record: its editions, and where there are two or more, each difference between them."""
    pieces = []
    every, changes = figures.sources(), figures.edition_changes()
    for publisher in figures.publishers().itertuples():
        own = every[every["publisher"] == publisher.id]
        if own.empty:
            continue
        pieces.append(f'\n\n<h2 id="{escape(publisher.id)}">{escape(publisher.name)}</h2>\n\n')
        if not (own["supersedes"].notna() & (own["supersedes"] != "")).any():
            said = "No later edition of any of its records is held yet" if len(own) > 1 else "No later edition of its record is held yet"
            pieces.append(f"\n\n**{said}, so nothing can be said of changes after publication.**\n\n")
        pieces.append(_editions_table(own, href))
        for source in own[own["supersedes"].notna() & (own["supersedes"] != "")].to_dict("records"):
            pieces.append(_changes_table(source, changes[changes["source_id"] == source["id"]], href))
    return "".join(pieces)


def _editions_table(own: pd.DataFrame, href: Href) -> str:
    lines = []
    for line in own.sort_values(["record", "edition", "id"]).to_dict("records"):
        state = "counted" if line["is_current"] == "true" else "superseded, kept for comparison"
        lines.append([
            Cell(str(line["record"])),
            Cell(str(line["id"]), href(f"/{line['publisher']}/records/{line['id']}/")),
            Cell(say_day(line["edition"])),
            Cell(say_count(int(line["rows"])), number=True),
            Cell(state),
        ])  # fmt: skip
    return table("Editions held", ["Record", "Edition", "Date inside the file", "Deployments", "State"], lines)


def _changes_table(source: dict[str, object], changes: pd.DataFrame, href: Href) -> str:
    before = str(source["supersedes"])
    heading = f'\n\n<h3 id="{escape(str(source["id"]))}">From {escape(before)} to {escape(str(source["id"]))}</h3>\n\n'
    counts = {kind: int((changes["kind"] == kind).sum()) for kind in _KINDS}
    late = int(changes["is_late"].fillna(False).astype(bool).sum())
    said = (
        f"{_cells(counts['changed'], 'cell')} changed, {_cells(counts['renamed'], 'place')} renamed,"
        f" {_cells(counts['added'], 'deployment')} added, {_cells(counts['vanished'], 'deployment')} vanished."
    )
    if late:
        said += f" Of those added, {late} took place on days that the earlier edition already covered."
    lines = []
    for line in changes.to_dict("records"):
        here = line["kind"] != "vanished"
        document, page, row = (
            (source["id"], line["page_now"], line["row_now"]) if here else (before, line["page_before"], line["row_before"])
        )
        address = href(f"/{source['publisher']}/records/{document}/#p{int(page)}-r{int(row)}")
        lines.append([
            Cell(str(line["deployment_id"]), address, note=f"page {int(page)}, row {int(row)}"),
            Cell(f"{_day(line['deployment_date'])}{line['location']}"),
            Cell(_KINDS[line["kind"]], note="on a day covered before" if not pd.isna(line["is_late"]) and line["is_late"] else ""),
            Cell(str(line["column_name"] or "").replace("_", " ") if isinstance(line["column_name"], str) else ""),
            Cell(_said(line["was"], line["kind"])),
            Cell(_said(line["now"], line["kind"])),
        ])  # fmt: skip
    if not lines:
        return heading + block(f"<p>{said}</p>")
    head = ["Deployment", "Date and place", "What happened", "Column", "Was", "Is"]
    return heading + block(f"<p>{said}</p>") + table(f"What {source['id']} changed", head, lines)


def _day(day: Any) -> str:
    return "" if pd.isna(day) else f"{say_day(day)}, "


def _cells(count: int, what: str) -> str:
    return f"{say_count(count)} {what}{'' if count == 1 else 's'}"


def _said(text: object, kind: str) -> str:
    if kind in ("added", "vanished"):
        return ""
    return text if isinstance(text, str) and text else "(empty)"
