"""data/manual/*.csv: what a maintainer decided, checked against what was printed.

Each file has fixed columns. A row that names a cell that does not exist, or that quotes the cell
wrongly, is refused: a correction must never land on another number than the one it was written for.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lfr.errors import BadData, did_you_mean
from lfr.paths import Project
from lfr.sources.registry import Source, read_publishers, read_sources

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


@dataclass(frozen=True)
class Line:
    """One row of a CSV under data/, with the line it stands on."""

    file: str
    number: int
    cells: dict[str, str]

    @property
    def where(self) -> str:
        return f"{self.file}, line {self.number}"


def read_csv(path: Path, columns: list[str]) -> list[Line]:
    """Read a CSV with exactly these columns. Raises BadData, naming file and line."""
    if not path.is_file():
        raise BadData(f"{path}: the file is missing. Restore it, or start it with the header {','.join(columns)}.")
    try:
        reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), strict=True)
        lines, number = [], 1
        for cells in reader:
            lines.append((number, cells))
            number = reader.line_num + 1  # a quoted cell may hold line breaks
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadData(f"{path.name}: not a readable CSV in UTF-8 ({error}).") from None
    header = lines[0][1] if lines else []
    for name in header:
        if name not in columns:
            raise BadData(f"{path.name}, line 1: unknown column “{name}”.{did_you_mean(name, columns)}")
    if header != columns:
        raise BadData(f"{path.name}, line 1: the columns must be {','.join(columns)}, in this order.")
    found = []
    for number, cells in lines[1:]:
        if not cells:
            continue
        if len(cells) != len(columns):
            raise BadData(f"{path.name}, line {number}: {len(cells)} cells instead of {len(columns)}. Put text with a comma in quotes.")
        found.append(Line(path.name, number, dict(zip(columns, cells, strict=True))))
    return found


def read_extracted(path: Path) -> list[dict[str, str]]:
    """The rows of one extracted CSV, every cell as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_manual(project: Project) -> None:
    """Check every hand-kept file against itself and against the extracted cells.

    Raises BadData with file, line, what was found and what to do.
    """
    sources = read_sources(project)
    cells = _cells_by_place(project, sources)
    _check_corrections(project, cells)
    _check_decisions(project, cells, sources)
    _check_places(project)
    _check_breaks(project)
    _check_ids(project, cells)
    _check_changes(project, sources)
    _check_moved(project)
    read_csv(project.manual / "purpose_codes.csv", COLUMNS["purpose_codes"])


Cells = dict[tuple[str, str, str], dict[str, str]]


def _cells_by_place(project: Project, sources: dict[str, Source]) -> Cells:
    found: Cells = {}
    for source_id in sources:
        path = project.extracted / f"{source_id}.csv"
        if not path.is_file():
            raise BadData(
                f"sources.toml: “{source_id}” has no data/extracted/{source_id}.csv. Run `lfr extract` on the document,"
                " or restore the file from the repository."
            )
        for row in read_extracted(path):
            found[(row["source_id"], row["page"], row["row"])] = row
    known = {f"{source_id}.csv" for source_id in sources} | {f"{source_id}.codes.csv" for source_id in sources}
    for path in sorted(project.extracted.glob("*.csv")):
        if path.name not in known:
            raise BadData(
                f"data/extracted/{path.name}: no entry in sources.toml, so nobody knows where it came from."
                " Register the document with `lfr add`, or remove the file."
            )
    return found


def _row_named(line: Line, cells: Cells) -> dict[str, str]:
    key = (line.cells["source_id"], line.cells["page"], line.cells["row"])
    if key not in cells:
        raise BadData(
            f"{line.where}: there is no row {key[2]} on page {key[1]} of “{key[0]}”."
            " Compare with data/extracted; page and row are its second and third columns."
        )
    row = cells[key]
    column = line.cells["column"]
    if column and (column not in row or column in ("source_id", "page", "row", "layout")):
        printed = [name for name in row if name not in ("source_id", "page", "row", "layout")]
        raise BadData(f"{line.where}: “{key[0]}” has no column “{column}”.{did_you_mean(column, printed)}")
    return row


def _check_corrections(project: Project, cells: Cells) -> None:
    seen_ids: dict[str, int] = {}
    seen_cells: dict[tuple[str, ...], int] = {}
    for line in read_csv(project.manual / "corrections.csv", COLUMNS["corrections"]):
        one = line.cells
        row = _row_named(line, cells)
        if not one["column"]:
            raise BadData(f"{line.where}: a correction needs the column it corrects.")
        if row[one["column"]] != one["printed"]:
            raise BadData(
                f"{line.where}: says that “{one['printed']}” is printed, but the record prints “{row[one['column']]}”"
                f" (page {one['page']}, row {one['row']}, {one['column']}). Quote the cell as printed, or drop the correction."
            )
        if one["status"] not in STATUSES:
            raise BadData(f"{line.where}: unknown status “{one['status']}”.{did_you_mean(one['status'], STATUSES)}")
        for name in ("correction_id", "corrected", "reason", "evidence"):
            if not one[name].strip():
                raise BadData(f"{line.where}: {name} is empty. A correction is made in the open: fill it in.")
        if not _is_day(one["decided_on"]):
            raise BadData(f"{line.where}: decided_on is “{one['decided_on']}”; write the day as YYYY-MM-DD.")
        if one["correction_id"] in seen_ids:
            raise BadData(f"{line.where}: the id {one['correction_id']} stands on line {seen_ids[one['correction_id']]} too.")
        seen_ids[one["correction_id"]] = line.number
        cell = (one["source_id"], one["page"], one["row"], one["column"])
        if cell in seen_cells and one["status"] != "rejected":
            raise BadData(f"{line.where}: the same cell is corrected on line {seen_cells[cell]}. Keep one, reject the other.")
        if one["status"] != "rejected":
            seen_cells[cell] = line.number


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_decisions(project: Project, cells: Cells, sources: dict[str, Source]) -> None:
    for line in read_csv(project.manual / "decisions.csv", COLUMNS["decisions"]):
        one = line.cells
        if one["source_id"] and one["source_id"] not in sources:
            raise BadData(f"{line.where}: unknown source “{one['source_id']}”.{did_you_mean(one['source_id'], sources)}")
        if one["page"] or one["row"]:
            _row_named(line, cells)
        if one["decision"] not in DECISIONS:
            raise BadData(f"{line.where}: unknown decision “{one['decision']}”.{did_you_mean(one['decision'], DECISIONS)}")
        if not one["reason"].strip():
            raise BadData(f"{line.where}: a decision needs its reason.")


def _check_places(project: Project) -> None:
    boroughs = {line.cells["borough"] for line in read_csv(project.manual / "boroughs.csv", COLUMNS["boroughs"])}
    seen: dict[tuple[str, str], Line] = {}
    for line in read_csv(project.manual / "places.csv", COLUMNS["places"]):
        one = line.cells
        if one["borough"] and one["borough"] not in boroughs:
            raise BadData(f"{line.where}: unknown borough “{one['borough']}”.{did_you_mean(one['borough'], boroughs)}")
        if one["precision"] not in PRECISIONS:
            raise BadData(f"{line.where}: unknown precision “{one['precision']}”.{did_you_mean(one['precision'], PRECISIONS)}")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one["place_id"]):
            raise BadData(f"{line.where}: place_id “{one['place_id']}” must be lower-case letters, digits and single hyphens.")
        for other_key in (("name", one["place_id"]), ("printed", f"{one['publisher']} {place_key(one['printed'])}")):
            other = seen.setdefault(other_key, line).cells
            if (other["place_id"], other["place"], other["borough"]) != (one["place_id"], one["place"], one["borough"]):
                raise BadData(
                    f"{line.where}: “{one['printed']}” and “{other['printed']}” (line {seen[other_key].number}) give one place"
                    " two names or two boroughs. Make them agree."
                )


def _check_breaks(project: Project) -> None:
    publishers = read_publishers(project)
    for line in read_csv(project.manual / "breaks.csv", COLUMNS["breaks"]):
        one = line.cells
        if one["publisher"] not in publishers:
            raise BadData(f"{line.where}: unknown publisher “{one['publisher']}”.{did_you_mean(one['publisher'], publishers)}")
        if not _is_day(one["from_date"]):
            raise BadData(f"{line.where}: from_date is “{one['from_date']}”; write the day as YYYY-MM-DD.")
        for name in ("measure", "words", "evidence"):
            if not one[name].strip():
                raise BadData(f"{line.where}: {name} is empty. A break is stated in the open: fill it in.")


def place_key(printed: str) -> str:
    """The key under which a printed place is looked up: letters and digits, lower case (as in SQL `place_key`)."""
    return " ".join(re.findall(r"[^\W_]+", printed.replace("’", "").replace("'", "").lower()))


def _check_ids(project: Project, cells: Cells) -> None:
    path = project.data / "deployment_ids.csv"
    seen: dict[tuple[str, str, str], int] = {}
    per_source: dict[tuple[str, str], int] = {}
    for line in read_csv(path, IDS_COLUMNS):
        one = line.cells
        key = (one["source_id"], one["page"], one["row"])
        if key not in cells:
            raise BadData(f"{line.where}: there is no row {key[2]} on page {key[1]} of “{key[0]}”. Restore the file; `lfr add` keeps it.")
        for double, where in (
            (seen.setdefault(key, line.number), "the row"),
            (per_source.setdefault((one["deployment_id"], key[0]), line.number), "the id"),
        ):
            if double != line.number:
                raise BadData(f"{line.where}: {where} stands on line {double} too; a deployment would be counted twice.")
    for key in cells:
        if key not in seen:
            raise BadData(
                f"data/extracted/{key[0]}.csv, page {key[1]}, row {key[2]}: the row has no deployment id."
                " Add records with `lfr add`, which gives each row its id."
            )


def _check_changes(project: Project, sources: dict[str, Source]) -> None:
    seen: dict[str, int] = {}
    for line in read_csv(project.manual / "changes.csv", COLUMNS["changes"]):
        one = line.cells
        if one["kind"] not in CHANGES:
            raise BadData(f"{line.where}: unknown kind “{one['kind']}”.{did_you_mean(one['kind'], CHANGES)}")
        for name in ("change_id", "after_release", "reason"):
            if not one[name].strip():
                raise BadData(f"{line.where}: {name} is empty. A change is explained in the open: fill it in.")
        if not _is_day(one["decided_on"]):
            raise BadData(f"{line.where}: decided_on is “{one['decided_on']}”; write the day as YYYY-MM-DD.")
        if one["change_id"] in seen:
            raise BadData(f"{line.where}: the id {one['change_id']} stands on line {seen[one['change_id']]} too.")
        seen[one["change_id"]] = line.number
        if one["source_id"] and one["source_id"] not in sources:
            raise BadData(f"{line.where}: unknown source “{one['source_id']}”.{did_you_mean(one['source_id'], sources)}")
        if (one["kind"] == "method" and not one["measure"]) or (one["kind"] == "coverage" and not one["source_id"]):
            raise BadData(f"{line.where}: a change of {one['kind']} names its {'measure' if one['kind'] == 'method' else 'source_id'}.")
        if one["kind"] == "mistake" and not (one["measure"] or one["source_id"]):
            raise BadData(f"{line.where}: a mistake is in a figure or in a cell: fill in measure, or source_id (and page, row, column).")


def _check_moved(project: Project) -> None:
    for line in read_csv(project.manual / "moved.csv", COLUMNS["moved"]):
        for name in ("address", "now"):
            if not re.fullmatch(r"/([a-z0-9._-]+/)*([a-z0-9._-]+)?", line.cells[name]):
                raise BadData(f"{line.where}: {name} is “{line.cells[name]}”; write an address of the site as /met/years/2024/.")
        if not line.cells["reason"].strip():
            raise BadData(f"{line.where}: say in reason why the page moved; its readers are told.")
