"""data/manual/edition_matches.csv: which row of a newer edition is which known deployment, where the cells alone do not tell.

A line is written before the document is registered, so it names the document by the start of its SHA-256.
"""

from __future__ import annotations

from lfr.curated.csv_lines import Line, read_csv
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

MATCH_COLUMNS = ["document", "page", "row", "deployment_id", "reason", "decided_on"]
NEW = "new"  # in the place of an id: the row is a deployment that no earlier edition lists
FILE = "data/manual/edition_matches.csv"
SHORT = 12  # digits of the checksum that name a document


def read_edition_matches(project: Project, sha256: str) -> dict[tuple[int, int], Line]:
    """The decisions about one document, by page and row. No file is no decision.

    Raises BadData with file, line, what was found and what to do.
    """
    path = project.manual / "edition_matches.csv"
    found: dict[tuple[int, int], Line] = {}
    used: dict[str, int] = {}
    for line in read_csv(path, MATCH_COLUMNS) if path.is_file() else []:
        one = line.cells
        if len(one["document"]) < SHORT or not sha256.startswith(one["document"]):
            continue
        if not (one["page"].isdecimal() and one["row"].isdecimal()):
            raise BadData(f"{line.where()}: page is “{one['page']}” and row “{one['row']}”; write the two numbers that the message named.")
        if not one["reason"].strip():
            raise BadData(f"{line.where()}: a decision needs its reason. Say how the row was told apart.")
        place = (int(one["page"]), int(one["row"]))
        if place in found:
            raise BadData(f"{line.where()}: page {place[0]}, row {place[1]} is decided on line {found[place].number} too. Keep one.")
        if one["deployment_id"] != NEW and one["deployment_id"] in used:
            raise BadData(f"{line.where()}: {one['deployment_id']} is given to another row on line {used[one['deployment_id']]}. Keep one.")
        used[one["deployment_id"]] = line.number
        found[place] = line
    return found


def check_edition_matches(decided: dict[tuple[int, int], Line], known: list[str], places: set[tuple[int, int]], name: str) -> None:
    """Refuse a decision about a row that the document does not have, or for a deployment that the edition before does not list."""
    for place, line in decided.items():
        if place not in places:
            raise BadData(f"{line.where()}: {name} has no row {place[1]} on page {place[0]}. Correct the two numbers.")
        wanted = line.cells["deployment_id"]
        if wanted != NEW and wanted not in known:
            raise BadData(
                f"{line.where()}: the edition before {name} does not list “{wanted}”.{did_you_mean(wanted, known)}"
                f" Write one of its ids, or: {NEW}."
            )
