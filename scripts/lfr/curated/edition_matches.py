"""data/manual/edition_matches.csv: which row of a newer edition is which known deployment, where the cells alone do not tell.

A line is written before the document is registered, so it names the document by the start of its SHA-256.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry, columns_of, read_lines
from lfr.curated.rules import Text, matching
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

NEW = "new"  # in the place of an id: the row is a deployment that no earlier edition lists
FILE = "data/manual/edition_matches.csv"
SHORT = 12  # digits of the checksum that name a document


@dataclass(frozen=True)
class EditionMatch(Entry):
    """One row of one document and the deployment that it is."""

    document: Annotated[str, matching(f".{{{SHORT},}}", f"Write the first {SHORT} digits of the SHA-256 of the document.")]
    page: int
    row: int
    deployment_id: Text
    reason: Text
    decided_on: str


MATCH_COLUMNS = columns_of(EditionMatch)


def read_edition_matches(
    project: Project, sha256: str, name: str, places: Collection[tuple[int, int]], known: Collection[str]
) -> dict[tuple[int, int], str]:
    """What was decided about one document: for a page and row of it the deployment (or NEW). No file is no decision.

    `places` are the rows that the document has, `known` the deployments that the edition before it lists.
    """
    path = project.manual / "edition_matches.csv"
    found: dict[tuple[int, int], EditionMatch] = {}
    for one in read_lines(path, EditionMatch) if path.is_file() else []:
        place = (one.page, one.row)
        if not sha256.startswith(one.document):
            continue
        if place not in places:
            raise BadData(f"{one.where()}: {name} has no row {one.row} on page {one.page}. Correct the two numbers.")
        if one.deployment_id not in (NEW, *known):
            hint = did_you_mean(one.deployment_id, known)
            raise BadData(
                f"{one.where()}: the edition before {name} does not list “{one.deployment_id}”.{hint} Write one of its ids, or: {NEW}."
            )
        for other in found.values():
            if (other.page, other.row) == place or other.deployment_id == one.deployment_id != NEW:
                raise BadData(f"{one.where()}: the row, or {one.deployment_id}, is decided on line {other.at.line} too. Keep one.")
        found[place] = one
    return {place: one.deployment_id for place, one in found.items()}
