"""data/manual/*.csv: what a maintainer decided, checked against what was printed.

Each file has fixed columns. A row that names a cell that does not exist, or that quotes the cell
wrongly, is refused: a correction must never land on another number than the one it was written for.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import date

from lfr.curated.csv_lines import AS_WRITTEN as _AS_WRITTEN
from lfr.curated.csv_lines import Line, iter_csv, iter_extracted, read_csv
from lfr.curated.registry import Source, read_publishers, read_sources
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

COLUMNS = {
    "corrections": [
        "correction_id",
        "source_id",
        "page",
        "row",
        "column",
        "printed",
        "corrected",
        "status",
        "reason",
        "evidence",
        "decided_on",
    ],
    "decisions": ["check", "source_id", "page", "row", "column", "decision", "reason", "decided_on"],
    "places": ["publisher", "printed", "place_id", "place", "borough", "precision", "borough_source", "note"],
    "boroughs": ["borough_code", "borough"],
    "breaks": ["publisher", "measure", "from_date", "words", "evidence"],
    "purpose_codes": ["text_sha256_16", "code_list", "reference", "printed_as", "meaning"],
    "changes": [
        "change_id",
        "after_release",
        "kind",
        "publisher",
        "year",
        "measure",
        "source_id",
        "page",
        "row",
        "column",
        "reason",
        "decided_on",
    ],
    "moved": ["address", "now", "reason", "decided_on"],
}
IDS_COLUMNS = ["deployment_id", "source_id", "page", "row"]

STATUSES = {"proposed", "accepted", "confirmed", "rejected"}
DECISIONS = {"corrected", "accepted_as_printed"}
PRECISIONS = {"borough", "area", "street", "site"}
# Why a figure differs from the last release where no document and no correction says so (data/manual/changes.csv).
CHANGES = {"method", "mistake", "coverage", "place"}
# A correction may say that a value is not known: it then counts as not recorded, never as zero.
UNKNOWN = "unknown"


def check_manual(project: Project) -> None:
    """Check every hand-kept file against itself and against the extracted cells.

    Raises BadData with file, line, what was found and what to do.
    """
    sources = read_sources(project)
    printed = _printed(project, sources)
    _check_corrections(project, printed)
    _check_decisions(project, printed, sources)
    _check_places(project)
    _check_breaks(project)
    _check_ids(project, printed)
    _check_changes(project, sources)
    _check_moved(project)
    read_csv(project.manual / "purpose_codes.csv", COLUMNS["purpose_codes"])


Key = tuple[str, str, str]


@dataclass
class Printed:
    """What is printed: which rows there are in each document (and, once read, on which line of deployment_ids.csv each stands),
    and the cells of those rows that a hand-kept file names. All cells of all rows would not fit into memory for long."""

    rows: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    named: dict[Key, dict[str, str]] = field(default_factory=dict)


def _printed(project: Project, sources: dict[str, Source]) -> Printed:
    wanted: set[Key] = set()
    for name in ("corrections", "decisions"):
        for line in read_csv(project.manual / f"{name}.csv", COLUMNS[name]):
            wanted.add((line.cells["source_id"], line.cells["page"], line.cells["row"]))
    found = Printed()
    for source_id in sources:
        path = project.extracted / f"{source_id}.csv"
        if not path.is_file():
            raise BadData(
                f"sources.toml: “{source_id}” has no data/extracted/{source_id}.csv. Run `lfr extract` on the document,"
                " or restore the file from the repository."
            )
        rows = found.rows.setdefault(source_id, {})
        for row in iter_extracted(path):
            key = (row["source_id"], row["page"], row["row"])
            where = f"data/extracted/{path.name}, page {key[1]}, row {key[2]}"
            if key[0] != source_id:
                raise BadData(f"{where}: the source_id is “{key[0]}”, not that of the file. {_AS_WRITTEN}")
            # Few pages and rows have many numbers: each is kept once.
            place = (sys.intern(key[1]), sys.intern(key[2]))
            if place in rows:
                raise BadData(f"{where}: the row stands in the file twice; a deployment would be counted twice. {_AS_WRITTEN}")
            rows[place] = 0
            if key in wanted:
                found.named[key] = row
    known = {f"{source_id}.csv" for source_id in sources} | {f"{source_id}.codes.csv" for source_id in sources}
    for path in sorted(project.extracted.glob("*.csv")):
        if path.name not in known:
            raise BadData(
                f"data/extracted/{path.name}: no entry in sources.toml, so nobody knows where it came from."
                " Register the document with `lfr add`, or remove the file."
            )
    return found


def _row_named(line: Line, printed: Printed) -> dict[str, str]:
    key = (line.cells["source_id"], line.cells["page"], line.cells["row"])
    if key not in printed.named:
        raise BadData(
            f"{line.where()}: there is no row {key[2]} on page {key[1]} of “{key[0]}”."
            " Compare with data/extracted; page and row are its second and third columns."
        )
    row = printed.named[key]
    column = line.cells["column"]
    if column and (column not in row or column in ("source_id", "page", "row", "layout")):
        names = [name for name in row if name not in ("source_id", "page", "row", "layout")]
        raise BadData(f"{line.where()}: “{key[0]}” has no column “{column}”.{did_you_mean(column, names)}")
    return row


def _check_corrections(project: Project, printed: Printed) -> None:
    seen_ids: dict[str, int] = {}
    seen_cells: dict[tuple[str, ...], int] = {}
    lines = read_csv(project.manual / "corrections.csv", COLUMNS["corrections"])
    of_row = _ids_of(project, {_place(line) for line in lines})
    for line in lines:
        one = line.cells
        row = _row_named(line, printed)
        if not one["column"]:
            raise BadData(f"{line.where()}: a correction needs the column it corrects.")
        if row[one["column"]] != one["printed"]:
            raise BadData(
                f"{line.where()}: says that “{one['printed']}” is printed, but the record prints “{row[one['column']]}”"
                f" (page {one['page']}, row {one['row']}, {one['column']}). Quote the cell as printed, or drop the correction."
            )
        if one["status"] not in STATUSES:
            raise BadData(f"{line.where()}: unknown status “{one['status']}”.{did_you_mean(one['status'], STATUSES)}")
        for name in ("correction_id", "corrected", "reason", "evidence"):
            if not one[name].strip():
                raise BadData(f"{line.where()}: {name} is empty. A correction is made in the open: fill it in.")
        if not _is_day(one["decided_on"]):
            raise BadData(f"{line.where()}: decided_on is “{one['decided_on']}”; write the day as YYYY-MM-DD.")
        if one["correction_id"] in seen_ids:
            raise BadData(f"{line.where()}: the id {one['correction_id']} stands on line {seen_ids[one['correction_id']]} too.")
        seen_ids[one["correction_id"]] = line.number
        # One cell of one deployment, in whichever edition it was corrected: a correction follows it as long as the same is printed.
        cell = (of_row.get(_place(line), " ".join(_place(line))), one["column"], one["printed"])
        if cell in seen_cells and one["status"] != "rejected":
            raise BadData(f"{line.where()}: the same cell is corrected on line {seen_cells[cell]}. Keep one, reject the other.")
        if one["status"] != "rejected":
            seen_cells[cell] = line.number


def _place(line: Line) -> tuple[str, str, str]:
    return line.cells["source_id"], line.cells["page"], line.cells["row"]


def _ids_of(project: Project, places: set[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """The deployments of some printed rows."""
    if not places:
        return {}
    lines = iter_csv(project.data / "deployment_ids.csv", IDS_COLUMNS)
    return {_place(line): line.cells["deployment_id"] for line in lines if _place(line) in places}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_decisions(project: Project, printed: Printed, sources: dict[str, Source]) -> None:
    for line in read_csv(project.manual / "decisions.csv", COLUMNS["decisions"]):
        one = line.cells
        if one["source_id"] and one["source_id"] not in sources:
            raise BadData(f"{line.where()}: unknown source “{one['source_id']}”.{did_you_mean(one['source_id'], sources)}")
        if one["page"] or one["row"]:
            _row_named(line, printed)
        if one["decision"] not in DECISIONS:
            raise BadData(f"{line.where()}: unknown decision “{one['decision']}”.{did_you_mean(one['decision'], DECISIONS)}")
        if not one["reason"].strip():
            raise BadData(f"{line.where()}: a decision needs its reason.")


def _check_places(project: Project) -> None:
    boroughs = {line.cells["borough"] for line in read_csv(project.manual / "boroughs.csv", COLUMNS["boroughs"])}
    seen: dict[tuple[str, str], Line] = {}
    for line in read_csv(project.manual / "places.csv", COLUMNS["places"]):
        one = line.cells
        if one["borough"] and one["borough"] not in boroughs:
            raise BadData(f"{line.where()}: unknown borough “{one['borough']}”.{did_you_mean(one['borough'], boroughs)}")
        if one["precision"] not in PRECISIONS:
            raise BadData(f"{line.where()}: unknown precision “{one['precision']}”.{did_you_mean(one['precision'], PRECISIONS)}")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one["place_id"]):
            raise BadData(f"{line.where()}: place_id “{one['place_id']}” must be lower-case letters, digits and single hyphens.")
        if len(one["place_id"]) > 100:
            raise BadData(f"{line.where()}: place_id has {len(one['place_id'])} letters; the page's address holds at most 100. Shorten it.")
        for other_key in (
            ("name", f"{one['publisher']} {one['place_id']}"),
            ("printed", f"{one['publisher']} {place_key(one['printed'])}"),
        ):
            other = seen.setdefault(other_key, line).cells
            if (other["place_id"], other["place"], other["borough"]) != (one["place_id"], one["place"], one["borough"]):
                raise BadData(
                    f"{line.where()}: “{one['printed']}” and “{other['printed']}” (line {seen[other_key].number}) give one place"
                    " two names or two boroughs. Make them agree."
                )


def _check_breaks(project: Project) -> None:
    publishers = read_publishers(project)
    for line in read_csv(project.manual / "breaks.csv", COLUMNS["breaks"]):
        one = line.cells
        if one["publisher"] not in publishers:
            raise BadData(f"{line.where()}: unknown publisher “{one['publisher']}”.{did_you_mean(one['publisher'], publishers)}")
        if not _is_day(one["from_date"]):
            raise BadData(f"{line.where()}: from_date is “{one['from_date']}”; write the day as YYYY-MM-DD.")
        for name in ("measure", "words", "evidence"):
            if not one[name].strip():
                raise BadData(f"{line.where()}: {name} is empty. A break is stated in the open: fill it in.")


def place_key(printed: str) -> str:
    """The key under which a printed place is looked up: letters and digits, lower case (as in SQL `place_key`)."""
    return " ".join(re.findall(r"[^\W_]+", printed.replace("’", "").replace("'", "").lower()))


def _check_ids(project: Project, printed: Printed) -> None:
    ids: dict[str, dict[str, int]] = {}
    for line in iter_csv(project.data / "deployment_ids.csv", IDS_COLUMNS):
        deployment_id, source_id, page, row = line.cells.values()
        lines = printed.rows.get(source_id, {})
        if (page, row) not in lines:
            raise BadData(f"{line.where()}: there is no row {row} on page {page} of “{source_id}”. Restore the file; `lfr add` keeps it.")
        of_source = ids.setdefault(source_id, {})
        for double, where in ((lines[(page, row)], "the row"), (of_source.get(deployment_id), "the id")):
            if double:
                raise BadData(f"{line.where()}: {where} stands on line {double} too; a deployment would be counted twice.")
        lines[(page, row)] = of_source[deployment_id] = line.number
    for source_id, lines in printed.rows.items():
        for (page, row), number in lines.items():
            if not number:
                raise BadData(
                    f"data/extracted/{source_id}.csv, page {page}, row {row}: the row has no deployment id."
                    " Add records with `lfr add`, which gives each row its id."
                )


def _check_changes(project: Project, sources: dict[str, Source]) -> None:
    seen: dict[str, int] = {}
    for line in read_csv(project.manual / "changes.csv", COLUMNS["changes"]):
        one = line.cells
        if one["kind"] not in CHANGES:
            raise BadData(f"{line.where()}: unknown kind “{one['kind']}”.{did_you_mean(one['kind'], CHANGES)}")
        for name in ("change_id", "after_release", "reason"):
            if not one[name].strip():
                raise BadData(f"{line.where()}: {name} is empty. A change is explained in the open: fill it in.")
        if not _is_day(one["decided_on"]):
            raise BadData(f"{line.where()}: decided_on is “{one['decided_on']}”; write the day as YYYY-MM-DD.")
        if one["change_id"] in seen:
            raise BadData(f"{line.where()}: the id {one['change_id']} stands on line {seen[one['change_id']]} too.")
        seen[one["change_id"]] = line.number
        if one["source_id"] and one["source_id"] not in sources:
            raise BadData(f"{line.where()}: unknown source “{one['source_id']}”.{did_you_mean(one['source_id'], sources)}")
        if (one["kind"] == "method" and not one["measure"]) or (one["kind"] == "coverage" and not one["source_id"]):
            raise BadData(f"{line.where()}: a change of {one['kind']} names its {'measure' if one['kind'] == 'method' else 'source_id'}.")
        if one["kind"] == "mistake" and not (one["measure"] or one["source_id"]):
            raise BadData(f"{line.where()}: a mistake is in a figure or in a cell: fill in measure, or source_id (and page, row, column).")


def _check_moved(project: Project) -> None:
    for line in read_csv(project.manual / "moved.csv", COLUMNS["moved"]):
        for name in ("address", "now"):
            if not re.fullmatch(r"/([a-z0-9._-]+/)*([a-z0-9._-]+)?", line.cells[name]):
                raise BadData(f"{line.where()}: {name} is “{line.cells[name]}”; write an address of the site as /met/years/2024/.")
        if not line.cells["reason"].strip():
            raise BadData(f"{line.where()}: say in reason why the page moved; its readers are told.")
