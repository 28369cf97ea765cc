"""Atom feeds: ids that stay, days and no clock, links that hold wherever the site is served."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lfr.errors import visible
from lfr.pages.render import render

# Ids are made from the permanent address alone: they stay whatever a title or a date becomes.
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "lfr-statistics")


@dataclass(frozen=True)
class Entry:
    """One entry: its permanent address inside the site, below that of the feed; `published` only where the day is known."""

    address: str
    title: str
    updated: date
    summary: str
    published: date | None = None
    terms: tuple[str, ...] = ()


def write_atom(path: Path, home: str, title: str, subtitle: str, entries: Sequence[Entry]) -> None:
    """Write a feed about the page at `home`, where it is called feed.xml, its entries in the order given."""
    updated = max((one.updated for one in entries), default=date.min)
    path.parent.mkdir(parents=True, exist_ok=True)
    feed = render("feed.xml", home=home, title=title, subtitle=subtitle, updated=updated, entries=entries, id_of=_id_of)
    path.write_text(visible(feed) + "\n", encoding="utf-8")


def _id_of(address: str) -> str:
    return uuid.uuid5(_IDS, address).urn
