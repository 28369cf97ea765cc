"""A whole project folder for invented forces: data/ as `lfr add` would have left it, and beside it the truth.

The cells are written to data/extracted/ directly, for speed; tests draw documents of them first, and read these back by the real reader.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lfr.curated.hand_kept import toml_of
from lfr.curated.manual import COLUMNS
from lfr.curated.registry import IDS_COLUMNS, Publisher, Source, append_source
from lfr.errors import LfrError
from lfr.lab.simulate.decidable import judge
from lfr.lab.simulate.simulated_records import Force, Record, force
from lfr.lab.simulate.slips import Error, read_rates, seed_errors
from lfr.lab.simulate.truth import INVENTED, boroughs, force_name
from lfr.project import Project
from lfr.records import record as records

_CREDIT = "Made up by a simulator: no force, place or number here is real."
_COUNTS = [
    "faces_seen", "alerts", "true_alerts", "true_alerts_confirmed", "true_alerts_unconfirmed", "false_alerts", "false_alerts_confirmed",
    "false_alerts_unconfirmed", "arrests", "other_disposals", "no_action",
]  # fmt: skip
_TRUTH_COLUMNS = [
    *IDS_COLUMNS, "layout", "publisher", "date", "place", "borough", "is_stopped_early", "minutes", "watchlist_size", "threshold", *_COUNTS,
]  # fmt: skip
_ERROR_COLUMNS = ["kind", "source_id", "page", "row", "column", "printed", "true", "why_not"]


def simulate_folder(folder: Path, publishers: int, years: int, per_year: int, seed: int, errors: str) -> str:
    """Write a simulated project. Returns a sentence that says what is where.

    Raises LfrError for an unknown kind of error, and for a folder that is not empty.
    """
    rates = read_rates(errors)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LfrError(f"{folder}: is not empty. A simulated project gets a new folder of its own: name another with --out.")
    made = simulate(Project(folder), publishers, years, per_year, seed, rates)
    rows = (folder / "truth" / "deployments.csv").read_text(encoding="utf-8").count("\n") - 1
    return (
        f"{folder}: {publishers} forces, {rows} printed rows, {len(made)} seeded errors. What is true stands in truth/deployments.csv,"
        f" what is not in truth/errors.csv. Next: lfr --project {folder} check"
    )


def simulate(
    project: Project, publishers: int, years: int, per_year: int, seed: int, rates: Mapping[str, float], first: int = 1,
    publish: Callable[[Force, Path], object] = lambda force, folder: None,
) -> list[Error]:  # fmt: skip
    """Write the project, force by force. Returns every seeded error, judged for whether it can be found at all.

    `rates` gives kinds of slips their rates; `publish` may draw the documents of a force into a folder and set its rows as they are read.
    A folder that already is a project gets the forces added to it; `first` is the number of the first one.
    Raises LfrError for numbers that make no sense.
    """
    if min(publishers, years, per_year) < 1 or years > 20:
        raise LfrError("simulate: --publishers and --per-year begin at 1, --years goes from 1 to 20.")
    errors: list[Error] = []
    _start(project)
    for number in range(first, first + publishers):
        one = force(number, years, per_year, seed)
        made = seed_errors(one, rates, seed)
        publish(one, project.root / "documents")
        judge(one, made)
        _write_force(one, project)
        places = [(one.row.page, one.row.row) if one.row else ("", "") for one in made]
        lines = [
            [one.kind, one.record.source_id, *place, one.column, one.printed, one.true, one.why_not]
            for one, place in zip(made, places, strict=True)
        ]
        _append(project.root / "truth" / "errors.csv", _ERROR_COLUMNS, lines)
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
        [hashlib.sha256(wording.encode()).hexdigest()[:16], f"made-up-{kind}".replace("_", "-"), reference, printed, wording, ""]
        for kind, key in INVENTED["keys"].items()
        for reference, (printed, wording) in enumerate(key.items(), start=1)
    ]
    known = (project.manual / "purpose_codes.csv").read_text(encoding="utf-8")
    _append(project.manual / "purpose_codes.csv", [], (one for one in purposes if one[0] not in known))


def _append(path: Path, columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    """Add lines to a CSV, which is begun with its columns."""
    fresh = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*([columns] if fresh else []), *lines])


def _write_force(one: Force, project: Project) -> None:
    name = force_name(one.number)
    publisher = Publisher(
        id=one.id, name=name, short_name=name.removesuffix(" Constabulary"), records_page="https://example.org/records",
        foi_page="https://example.org/foi", credit=_CREDIT, licence="not stated",
    )  # fmt: skip
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[[publisher]]\n{toml_of(publisher)}")
    _append(project.manual / "boroughs.csv", [], ([code, borough, one.id] for code, borough in boroughs(one.number).items()))
    places = [
        [one.id, printed, place.place_id, place.name, place.borough, "street", "printed name", "", ""]
        for place in dict.fromkeys(deployment.place for deployment in one.truth)
        for printed in (*place.printed, *(f"{name} (technical fault stopped deployment)" for name in place.printed))
    ]
    _append(project.manual / "places.csv", [], places)
    ids = {(deployment.number, False): f"{one.id}-{deployment.number:04d}" for deployment in one.truth}
    truth = []
    for record in one.records:
        _write_record(record, project)
        for row in record.rows:
            of = row.of
            row_id = ids.setdefault((of.number, row.is_copy), f"{one.id}-{len(ids) + 1:04d}")
            truth.append([
                row_id, record.source_id, row.page, row.row, row.layout, one.id, of.day, of.place.name, of.place.borough,
                str(of.is_stopped_early).lower(), of.duration_minutes, of.watchlist_size, of.threshold,
                *("" if of.is_stopped_early else of.count(name) for name in _COUNTS),
            ])  # fmt: skip
    _append(project.data / "deployment_ids.csv", IDS_COLUMNS, (line[: len(IDS_COLUMNS)] for line in truth))
    _append(project.root / "truth" / "deployments.csv", _TRUTH_COLUMNS, truth)


def _write_record(record: Record, project: Project) -> None:
    drawn = [*(project.root / "documents").glob(f"{record.source_id}.*")]
    sha256 = records.sha256_of(drawn[0]) if drawn else hashlib.sha256(record.source_id.encode()).hexdigest()
    pages = record.rows[-1].page
    append_source(project, Source(
        id=record.source_id, publisher=record.publisher, record=record.record, title=record.title, edition=record.covers_to,
        url=f"https://example.org/{record.source_id}", sha256=sha256, pages=pages, retrieved="not recorded",
        covers_from=record.covers_from, covers_to=record.covers_to, licence="not stated", supersedes=record.supersedes,
    ))  # fmt: skip
    rows = [records.Row(row.page, row.row, row.layout, row.cells) for row in record.rows]
    codes = [records.Code(pages, reference, text) for reference, text in record.wordings.items()]
    records.write_extracted(records.Record(Path(record.source_id), sha256, pages, None, rows, codes), record.source_id, project.extracted)
