"""data/watched.csv: what `lfr watch` saw at each address, and when. It is written by that command."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry, columns_of, read_lines
from lfr.curated.rules import Day, Unique, one_of, web_address
from lfr.project import Project

# Each state, as a page says it.
STATES = {
    "first look": "there",
    "unchanged": "as it was",
    "changed": "something else than before",
    "moved": "moved to another address",
    "gone": "no longer there",
    "look by hand": "not seen: it answers no programs, so a person has to look",
}


@dataclass(frozen=True, kw_only=True)
class Watched(Entry):
    """One address. `etag`, `last_modified` and `sha256` are of the last answer with a content."""

    address: Annotated[str, web_address, Unique()]
    looked_on: Day
    state: Annotated[str, one_of(*STATES)]
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


def read_watched(project: Project) -> dict[str, Watched]:
    """What was seen last, by address: nothing before the first look."""
    path = project.data / "watched.csv"
    return {one.address: one for one in read_lines(path, Watched)} if path.is_file() else {}


def write_watched(project: Project, seen: Iterable[Watched]) -> None:
    path = project.data / "watched.csv"
    beside = path.with_name("watched.csv.partial")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns_of(Watched), *(one.cells() for one in sorted(seen, key=lambda one: one.address))])
    beside.replace(path)
