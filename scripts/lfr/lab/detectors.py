"""`lfr-lab detectors`: how many seeded errors the checks find, and how much of what they find is one. Writes data/audits/.

Simulated records are put through the real loader, models and checks. An error counts as found where one of the checks meant for
its kind names its row; a finding counts as right where its row holds an error of a kind that the check is meant for.
"""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lfr.curated.registry import read_sources
from lfr.errors import LfrError
from lfr.lab.simulate import KINDS, TITLES, Error, Plan, read_rates, simulate
from lfr.project import Project
from lfr.records.editions import match
from lfr.records.record import read_rows
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import Connection, building
from lfr.warehouse.findings import checks

EDITIONS = "newer_edition_compared"  # not a check in SQL: what `lfr add` says of a newer edition
_DATES = ("dates_out_of_order", "day_and_month_swapped", "year_disagrees_with_neighbours", "dates_outside_coverage")
_SUMS = ("parts_and_total", "outcomes_and_alerts", "outcomes_beyond_confirmed", "arrests_and_alerts")

# Which checks are meant for which kind of error.
MEANT_FOR: dict[str, tuple[str, ...]] = {
    "swapped_day_month": _DATES,
    "wrong_year": _DATES,
    "wrong_month": _DATES,
    "wrong_day": _DATES,
    "faces_digit_lost": ("faces_out_of_line", "printed_rate"),
    "faces_digit_added": ("faces_out_of_line", "printed_rate"),
    "watchlist_digit_wrong": ("watchlist_out_of_line",),
    "watchlist_digit_lost": ("watchlist_out_of_line",),
    "parts_not_adding_up": (*_SUMS, "engagements_and_alerts", "printed_rate"),
    "outcomes_not_adding_up": _SUMS[1:],
    "outcomes_of_false_alerts": _SUMS[1:],
    "arrests_digit_added": _SUMS[1:],
    "engagements_beyond_alerts": ("engagements_and_alerts", "printed_rate"),
    "rate_misprinted": ("printed_rate",),
    "rate_cut_off": ("printed_rate",),
    "count_missing": ("missing_dates_and_counts", "missing_cells"),
    "cell_missing": ("missing_cells",),
    "cell_unreadable": ("unreadable_cells",),
    "place_renamed": ("unknown_places", "cut_off_text"),
    "place_cut_off": ("unknown_places", "cut_off_text"),
    "use_case_unknown": ("unknown_use_cases",),
    "duplicated_row": ("duplicated_rows",),
    "copied_columns": ("copied_columns", *_SUMS[1:]),
    "month_left_out": ("months_without_deployment",),
    "record_left_out": ("months_without_record",),
    "key_reworded": ("changed_code_lists",),
    "edition_changed": (EDITIONS,),
}
# Checks on what a maintainer wrote down, not on what a force printed: no printed error could set them off.
NOT_OF_RECORDS = {"corrections_that_do_not_read", "retired_corrections", "places_without_borough"}

# Why a check is kept although less than nine in ten of its findings are errors.
REASONS = {
    "faces_out_of_line": "It cannot be sure. In the real records, too, 3 rows in 100 print five times as many or as few faces an hour as"
    " the rows around them: a crowd, an empty street. A digit too many or too few looks the same. The check stays a notice that asks for a"
    " look; where a false alert rate is printed, the check of that rate finds the lost digit for certain.",
    "months_without_deployment": "It states a fact, and not an error: a force that deploys seldom has empty months. The record does not say"
    " whether nothing took place or nothing was written down, so the finding stays open until the publisher says.",
}

KIND_COLUMNS = ["kind", "title", "seeded", "decidable", "found", "undecidable", "undecidable_found", "why_undecidable"]
CHECK_COLUMNS = ["check", "title", "rows", "findings", "right", "reason"]
_SIZES = (20, 60, 200)  # deployments a year: a force that has just begun, one like the Met in 2024, one that does so every day
_PUBLISHERS, _YEARS = 8, 6


@dataclass(frozen=True)
class Found:
    """One finding of a check, as far as it is compared."""

    check: str
    source_id: str
    page: int | None
    row: int | None
    detail: str = ""


@dataclass
class Tally:
    """Counts over all seeds, by kind of error and by check."""

    rows: int = 0
    seeded: Counter[str] = field(default_factory=Counter)
    decidable: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    undecidable_found: Counter[str] = field(default_factory=Counter)
    why: dict[str, Counter[str]] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)


def measure(project: Project, seeds: Sequence[int]) -> str:
    """Measure the checks over these seeds and write data/audits/detectors.csv and detector-checks.csv. Returns a summary in lines."""
    if not seeds:
        raise LfrError("detectors: --seeds is empty. Give at least one.")
    tally = Tally()
    for seed in seeds:
        measure_seed(project.build / "detectors", seed, _SIZES[seed % len(_SIZES)], tally)
    folder = project.data / "audits"
    folder.mkdir(exist_ok=True)
    _write(folder / "detectors.csv", KIND_COLUMNS, _kind_lines(tally))
    _write(folder / "detector-checks.csv", CHECK_COLUMNS, _check_lines(tally))
    lines = [f"{line[0]}: {line[4]} of {line[3]} found; {line[5]} more that nobody could tell" for line in _kind_lines(tally)]
    lines += [f"{line[0]}: {line[4]} of {line[3]} findings right" for line in _check_lines(tally)]
    return "\n".join([*lines, f"{len(seeds)} seeds, {tally.rows} rows; written to data/audits/"])


def measure_seed(folder: Path, seed: int, per_year: int, tally: Tally, rates: dict[str, float] | None = None) -> list[tuple[Error, bool]]:
    """Simulate one project, run the checks, and add what they found to the tally. Returns each error with whether it was found."""
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(folder)
    plan = Plan(_PUBLISHERS, _YEARS, per_year, seed, read_rates("usual") if rates is None else rates)
    errors = simulate(plan, project)
    with building(project.warehouse) as connection:
        tally.rows += build_warehouse(project, connection).rows
        found = _findings(connection)
        stopped = {(one[0], one[1], one[2]) for one in connection.execute(_STOPPED).fetchall()}
    found += _editions(project)
    result = count(errors, found, stopped, tally)
    shutil.rmtree(folder)
    return result


_STOPPED = "SELECT source_id, page, row FROM core.printed_rows WHERE is_stopped_early"


def _findings(connection: Connection) -> list[Found]:
    rows = connection.execute("SELECT check_name, source_id, page, row, detail FROM checks.findings").fetchall()
    return [Found(*row) for row in rows if row[0] not in NOT_OF_RECORDS]


def _editions(project: Project) -> list[Found]:
    """What `lfr add` would say of each newer edition: the rows whose cells changed."""
    found: list[Found] = []
    for source in (one for one in read_sources(project).values() if one.supersedes):
        old, new = (read_rows(project.extracted / f"{name}.csv") for name in (source.supersedes, source.id))
        change = match({str(number): row for number, row in enumerate(old)}, new, source.id)
        for one, column, _, _ in change.changed:
            found.append(Found(EDITIONS, source.id, change.kept[one].page, change.kept[one].row, column))
    return found


def count(errors: Iterable[Error], found: list[Found], stopped: set[tuple[str, int, int]], tally: Tally) -> list[tuple[Error, bool]]:
    """Compare what was seeded with what was found."""
    at_row: dict[tuple[str, int | None, int | None], set[str]] = {}
    of_record: dict[str, list[Found]] = {}
    for one in found:
        at_row.setdefault((one.source_id, one.page, one.row), set()).add(one.check)
        of_record.setdefault(one.check, []).append(one)
    expected: dict[str, list[Error]] = {}
    results: list[tuple[Error, bool]] = []
    for error in errors:
        for check in MEANT_FOR[error.kind]:
            expected.setdefault(check, []).append(error)
        # A slip that changed two cells of a row is one slip.
        if results and error.row is not None and results[-1][0].row is error.row and results[-1][0].kind == error.kind:
            continue
        if error.row is not None:
            is_found = bool(at_row.get((error.record.source_id, error.row.page, error.row.row), set()) & set(MEANT_FOR[error.kind]))
        else:
            is_found = any(_is_of(one, error) for one in of_record.get(MEANT_FOR[error.kind][0], []))
        results.append((error, is_found))
        tally.seeded[error.kind] += 1
        tally.decidable[error.kind] += error.is_decidable
        (tally.found if error.is_decidable else tally.undecidable_found)[error.kind] += is_found
        if not error.is_decidable:
            tally.why.setdefault(error.kind, Counter())[error.why_not] += 1
    by_row = {
        check: {(error.record.source_id, error.row.page, error.row.row) for error in those if error.row is not None}
        for check, those in expected.items()
    }
    whole = {check: [error for error in those if error.row is None] for check, those in expected.items()}
    for one in found:
        place = (one.source_id, one.page or 0, one.row or 0)
        tally.findings[one.check] += 1
        # A deployment that was stopped early has no counts: the finding says what is so.
        says_so = one.check == "missing_cells" and place in stopped
        tally.right[one.check] += (
            says_so or place in by_row.get(one.check, set()) or any(_is_of(one, error) for error in whole.get(one.check, []))
        )
    return results


def _is_of(found: Found, error: Error) -> bool:
    """Whether a finding is about an error in a whole record."""
    if error.kind == "record_left_out":
        years = range(error.record.covers_from.year, error.record.covers_to.year + 1)
        return found.source_id.startswith(error.record.publisher) and any(str(year) in found.detail for year in years)
    if found.source_id != error.record.source_id:
        return False
    if error.kind == "month_left_out":
        year, month = error.printed.removeprefix("no row in ").split("-")
        return f"{_MONTHS[int(month) - 1]} {year}" in found.detail
    return True


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _kind_lines(tally: Tally) -> list[list[object]]:
    lines: list[list[object]] = []
    for kind in KINDS:
        why = "; ".join(f"{reason} ({number})" for reason, number in tally.why.get(kind, Counter()).most_common())
        undecidable = tally.seeded[kind] - tally.decidable[kind]
        lines.append([
                kind, TITLES[kind], tally.seeded[kind], tally.decidable[kind], tally.found[kind], undecidable,
                tally.undecidable_found[kind], why,
            ])  # fmt: skip
    return lines


def _check_lines(tally: Tally) -> list[list[object]]:
    titles = {check.name: check.title for check in checks() if check.name not in NOT_OF_RECORDS}
    titles[EDITIONS] = "A newer edition, compared row by row with the one before it (lfr add)."
    return [[name, title, tally.rows, tally.findings[name], tally.right[name], REASONS.get(name, "")] for name, title in titles.items()]


def _write(path: Path, columns: list[str], lines: list[list[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8")
