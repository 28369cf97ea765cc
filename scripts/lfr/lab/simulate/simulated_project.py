"""A whole project folder for invented forces: data/ as `lfr add` would have left it, and beside it the truth.

The cells are written to data/extracted/ directly, for speed, or drawn as documents and read back by whoever is given as `read`
(the real reader): the folder is the same but for page and row.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lfr.curated.hand_kept import Entry, toml_of
from lfr.curated.manual import COLUMNS
from lfr.curated.printed_rows import IDS_COLUMNS
from lfr.curated.registry import Publisher, Source
from lfr.errors import LfrError
from lfr.lab.simulate.decidable import judge
from lfr.lab.simulate.drawn_documents import draw_pdf, write_log, write_workbook
from lfr.lab.simulate.names import borough_code, boroughs
from lfr.lab.simulate.record_slips import Error
from lfr.lab.simulate.simulated_records import KEYS, Force, Record, force
from lfr.lab.simulate.slips import seed_errors
from lfr.project import Project

_CREDIT = "Made up by a simulator: no force, place or number here is real."
TRUTH_COLUMNS = [
    "deployment_id", "source_id", "page", "row", "layout", "publisher", "date", "place", "borough", "is_stopped_early", "minutes",
    "watchlist_size", "threshold", "faces_seen", "alerts", "true_alerts", "true_confirmed", "true_unconfirmed", "false_alerts",
    "false_confirmed", "false_unconfirmed", "true_engaged", "false_engaged", "arrests", "other_disposals", "no_action",
]  # fmt: skip
ERROR_COLUMNS = ["kind", "source_id", "page", "row", "column", "printed", "true", "is_decidable", "why_not"]


@dataclass(frozen=True)
class Plan:
    """What to simulate. `errors` gives each kind of slip its rate; `documents` the formats to draw and read back."""

    publishers: int
    years: int
    per_year: int
    seed: int
    errors: dict[str, float] = field(default_factory=dict)
    documents: tuple[str, ...] = ()


# Reads a drawn document: page, row and cells of every row, or None for one that is refused.
Read = Callable[[Path], list[tuple[int, int, dict[str, str]]] | None]


def simulate(plan: Plan, project: Project, read: Read | None = None, first: int = 1) -> list[Error]:
    """Write the project, force by force. Returns every seeded error, judged for whether it can be found at all.

    `first` is the number of the first force. A folder that already is a project gets the forces added to it.
    Raises LfrError for a plan that makes no sense.
    """
    if min(plan.publishers, plan.years, plan.per_year) < 1 or plan.years > 20:
        raise LfrError("simulate: --publishers and --per-year begin at 1, --years goes from 1 to 20.")
    errors: list[Error] = []
    _start(project)
    for number in range(first, first + plan.publishers):
        one = force(number, plan.years, plan.per_year, plan.seed)
        made = seed_errors(one, plan.errors, plan.seed)
        if plan.documents:
            _draw(one, project, plan.documents, read)
        judge(one, made)
        _write_force(one, project)
        _append(project.root / "truth" / "errors.csv", ERROR_COLUMNS, (_error_line(error) for error in made))
        errors += made
    return errors


def _start(project: Project) -> None:
    for folder in (project.extracted, project.manual, project.root / "truth"):
        folder.mkdir(parents=True, exist_ok=True)
    for path in (project.data / "publishers.toml", project.data / "sources.toml"):
        path.touch()
    for name, columns in COLUMNS.items():
        _append(project.manual / f"{name}.csv", columns, [])
    purposes = [
        [_print_of(wording), f"made-up-{kind}".replace("_", "-"), reference, printed, wording, ""]
        for kind, keys in KEYS.items()
        for reference, printed, wording in keys
    ]
    known = (project.manual / "purpose_codes.csv").read_text(encoding="utf-8")
    _append(project.manual / "purpose_codes.csv", COLUMNS["purpose_codes"], (one for one in purposes if one[0] not in known))


def _print_of(wording: str) -> str:
    return hashlib.sha256(wording.encode()).hexdigest()[:16]


def _append(path: Path, columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    fresh = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if fresh:
            writer.writerow(columns)
        writer.writerows(lines)


def _draw(one: Force, project: Project, formats: tuple[str, ...], read: Read | None) -> None:
    folder = project.root / "documents"
    folder.mkdir(exist_ok=True)
    if "xlsx" in formats:
        write_workbook(one, folder / f"{one.id}.xlsx")
    for record in one.records:
        medium = "csv" if record.is_log else "pdf"
        if medium not in formats:
            continue
        path = folder / f"{record.source_id}.{medium}"
        (write_log if record.is_log else draw_pdf)(record, path)
        if read is None:
            continue
        rows = read(path)
        if rows is None:
            continue  # an error that the reader itself refuses: the cells stay as they were drawn
        assert len(rows) == len(record.rows), f"{path.name}: {len(rows)} rows read of {len(record.rows)}"
        for printed, (page, number, cells) in zip(record.rows, rows, strict=True):
            printed.page, printed.row, printed.cells = page, number, cells


def _write_force(one: Force, project: Project) -> None:
    publisher = Publisher(
        id=one.id, name=one.name, short_name=one.name.removesuffix(" Constabulary"), records_page="https://example.org/records",
        foi_page="https://example.org/foi", credit=_CREDIT, licence="not stated",
    )  # fmt: skip
    _write_entries(project.data / "publishers.toml", "publisher", [publisher])
    _append(
        project.manual / "boroughs.csv", [], ([borough_code(one.number, i), name, one.id] for i, name in enumerate(boroughs(one.number)))
    )
    sites = {place.place_id: place for place in (deployment.place for deployment in one.truth)}
    lines = [
        [one.id, printed, place.place_id, place.name, place.borough, "street", "printed name", "", ""]
        for place in sites.values()
        for printed in (*place.printed, *(f"{name} (technical fault stopped deployment)" for name in place.printed))
    ]
    _append(project.manual / "places.csv", [], lines)
    _write_entries(project.data / "sources.toml", "source", [_source(record, project) for record in one.records])
    ids = {(deployment.number, False): f"{one.id}-{deployment.number:04d}" for deployment in one.truth}
    truth = []
    for record in one.records:
        columns = list(dict.fromkeys(name for row in record.rows for name in row.cells))
        header = ["source_id", "page", "row", "layout", *columns]
        cells = ([record.source_id, row.page, row.row, row.layout, *(row.cells.get(name, "") for name in columns)] for row in record.rows)
        _append(project.extracted / f"{record.source_id}.csv", header, cells)
        if record.wordings:
            prints = [[record.source_id, record.rows[-1].page, reference, _print_of(text)] for reference, text in record.wordings.items()]
            _append(project.extracted / f"{record.source_id}.codes.csv", ["source_id", "page", "reference", "text_sha256_16"], prints)
        for row in record.rows:
            new = f"{one.id}-{len(ids) + 1:04d}"
            row_id = ids.setdefault((row.of.number, row.is_copy), new)
            truth.append(_truth_line(row_id, record, row.page, row.row, row.layout, row.of))
    _append(project.data / "deployment_ids.csv", IDS_COLUMNS, (line[:4] for line in truth))
    _append(project.root / "truth" / "deployments.csv", TRUTH_COLUMNS, truth)


def _source(record: Record, project: Project) -> Source:
    drawn = [path for medium in ("pdf", "csv") if (path := project.root / "documents" / f"{record.source_id}.{medium}").is_file()]
    content = drawn[0].read_bytes() if drawn else record.source_id.encode()
    return Source(
        id=record.source_id, publisher=record.publisher, record=record.record, title=record.title, edition=record.covers_to,
        url=f"https://example.org/{record.source_id}", sha256=hashlib.sha256(content).hexdigest(), pages=record.rows[-1].page,
        retrieved="not recorded", covers_from=record.covers_from, covers_to=record.covers_to, licence="not stated",
        supersedes=record.supersedes,
    )  # fmt: skip


def _write_entries(path: Path, key: str, entries: Sequence[Entry]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"\n[[{key}]]\n{toml_of(entry)}" for entry in entries)


def _truth_line(row_id: str, record: Record, page: int, row: int, layout: str, of: Any) -> list[Any]:
    counts = ["" if of.is_stopped_early else getattr(of, name) for name in TRUTH_COLUMNS[13:]]
    return [
        row_id, record.source_id, page, row, layout, record.publisher, of.day.isoformat(), of.place.name, of.place.borough,
        str(of.is_stopped_early).lower(), of.minutes, of.watchlist_size, of.threshold, *counts,
    ]  # fmt: skip


def _error_line(error: Error) -> list[Any]:
    where = [error.row.page, error.row.row] if error.row else ["", ""]
    return [
        error.kind, error.record.source_id, *where, error.column, error.printed, error.true,
        str(error.is_decidable).lower(), error.why_not,
    ]  # fmt: skip


def start_folder(folder: Path) -> Project:
    """An empty folder for a simulated project. Raises LfrError for one that holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LfrError(f"{folder}: is not empty. A simulated project gets a new folder of its own: name another with --out.")
    folder.mkdir(parents=True, exist_ok=True)
    return Project(folder)
