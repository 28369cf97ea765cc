"""Atom feeds: ids that stay, days and no clock, links that hold wherever the site is served."""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lfr.errors import visible

ATOM = "http://www.w3.org/2005/Atom"
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
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", title)
    _add(feed, "subtitle", subtitle)
    _add(feed, "id", _id(home))
    _add(feed, "updated", _moment(max((one.updated for one in entries), default=date.min)))
    _add(feed, "link", rel="self", type="application/atom+xml", href="feed.xml")
    _add(feed, "link", rel="alternate", type="text/html", href="./")
    _add(_add(feed, "author"), "name", "LFR Statistics")
    for one in entries:
        _entry(feed, home, one)
    ET.indent(feed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(feed: ET.Element, home: str, one: Entry) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", one.title)
    _add(entry, "id", _id(one.address))
    _add(entry, "updated", _moment(one.updated))
    if one.published:
        _add(entry, "published", _moment(one.published))
    _add(entry, "link", rel="alternate", type="text/html", href=one.address.removeprefix(home))
    for term in one.terms:
        _add(entry, "category", term=term)
    _add(entry, "summary", one.summary, type="text")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = visible(text) or None
    return element


def _id(address: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_IDS, address)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
