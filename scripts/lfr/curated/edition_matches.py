"""data/manual/edition_matches.csv: which row of a newer edition is which known deployment, where the cells alone do not tell.

A line is written before the document is registered, so it names the document by the start of its SHA-256.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry, columns_of, read_lines
from lfr.curated.rules import Text, matching
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

NEW = "new"  # in the place of an id: the row is a deployment that no earlier edition lists
FILE = "data/manual/edition_matches.csv"
SHORT = 12  # digits of the checksum that name a document

Number = Annotated[str, matching("[0-9]+", "Write the number that the message named.")]


@dataclass(frozen=True, kw_only=True)
class EditionMatch(Entry):
    """One row of one document and the deployment that it is."""

    document: Annotated[str, matching(f".{{{SHORT},}}", f"Write the first {SHORT} digits of the SHA-256 of the document.")]
    page: Number
    row: Number
    deployment_id: Text
    reason: Text
    decided_on: str


MATCH_COLUMNS = columns_of(EditionMatch)


def read_edition_matches(project: Project, sha256: str) -> dict[tuple[int, int], EditionMatch]:
    """The decisions about one document, by page and row; none where there is no file."""
    path = project.manual / "edition_matches.csv"
    found: dict[tuple[int, int], EditionMatch] = {}
    used: dict[str, int] = {}
    for one in read_lines(path, EditionMatch) if path.is_file() else []:
        if not sha256.startswith(one.document):
            continue
        place = (int(one.page), int(one.row))
        if place in found:
            raise BadData(f"{one.where()}: page {one.page}, row {one.row} is decided on line {found[place].at.line} too. Keep one.")
        if one.deployment_id != NEW and one.deployment_id in used:
            raise BadData(f"{one.where()}: {one.deployment_id} is given to another row on line {used[one.deployment_id]}. Keep one.")
        used[one.deployment_id] = one.at.line
        found[place] = one
    return found


def check_edition_matches(decided: dict[tuple[int, int], EditionMatch], known: list[str], places: set[tuple[int, int]], name: str) -> None:
    """Refuse a decision about a row that the document does not have, or for a deployment that the edition before does not list."""
    for place, one in decided.items():
        if place not in places:
            raise BadData(f"{one.where()}: {name} has no row {place[1]} on page {place[0]}. Correct the two numbers.")
        if one.deployment_id != NEW and one.deployment_id not in known:
            raise BadData(
                f"{one.where()}: the edition before {name} does not list “{one.deployment_id}”."
                f"{did_you_mean(one.deployment_id, known)} Write one of its ids, or: {NEW}."
            )
