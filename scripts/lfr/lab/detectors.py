"""`lfr-lab detectors`: how many seeded errors the checks find, and how much of what they find is one. Writes data/audits/.

Simulated records are put through the real loader, models and checks. An error counts as found where one of the checks meant for
its kind names its row; a finding counts as right where its row holds an error of a kind that the check is meant for.
"""

import shutil
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lfr.curated.registry import read_sources
from lfr.curated.text_files import write_csv
from lfr.errors import LfrError
from lfr.lab.simulate.simulated_project import simulate
from lfr.lab.simulate.slips import KINDS, MEANT_FOR, TITLES, Error, read_rates
from lfr.project import Project
from lfr.records.editions import match
from lfr.records.record import read_rows
from lfr.warehouse.build import build_warehouse, checks
from lfr.warehouse.database import counting

EDITIONS = "newer_edition_compared"  # not a check in SQL: what `lfr add` says of a newer edition
# Checks on what a maintainer wrote down, not on what a force printed: no printed error could set them off.
NOT_OF_RECORDS = {"corrections_that_do_not_read", "retired_corrections", "places_without_borough"}
# Why a check is kept although less than nine in ten of its findings are errors.
REASONS: dict[str, str] = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))
_KIND_COLUMNS = ["kind", "title", "seeded", "decidable", "found", "undecidable", "undecidable_found", "why_undecidable"]
_CHECK_COLUMNS = ["check", "title", "rows", "findings", "right", "reason"]
_SIZES = (20, 60, 200)  # deployments a year: a force that has just begun, one like the Met in 2024, one that does so every day


_FINDINGS = """
    SELECT check_name, source_id, page, row, detail, check_name = 'missing_cells' AND coalesce(is_stopped_early, false)
    FROM checks.findings LEFT JOIN core.printed_rows USING (source_id, page, row)
"""


@dataclass(frozen=True)
class Found:
    """One finding of a check, as far as it is compared. `is_so`: a deployment that was stopped early has no counts."""

    check: str
    source_id: str
    page: int | None
    row: int | None
    detail: str
    is_so: bool = False


@dataclass(frozen=True)
class Measured:
    """Each error of one simulated project with whether it was found, and each finding with whether it is right."""

    rows: int
    errors: list[tuple[Error, bool]]
    findings: list[tuple[Found, bool]]


def measure(project: Project, seeds: Sequence[int]) -> str:
    """Measure the checks over these seeds and write data/audits/detectors.csv and detector-checks.csv. Returns a summary in lines."""
    if not seeds:
        raise LfrError("detectors: --seeds is empty. Give at least one.")
    rows = 0
    errors: list[tuple[str, str, bool]] = []
    findings: Counter[tuple[str, bool]] = Counter()
    for seed in seeds:
        one = measure_seed(project.build / "detectors", seed, _SIZES[seed % len(_SIZES)], read_rates("usual"))
        rows += one.rows
        errors += [(error.kind, error.why_not, is_found) for error, is_found in one.errors]
        findings.update((found.check, is_right) for found, is_right in one.findings)
    kinds = [_kind_line(kind, [one[1:] for one in errors if one[0] == kind]) for kind in KINDS]
    titles = {check.name: check.title for check in checks() if check.name not in NOT_OF_RECORDS}
    titles[EDITIONS] = "A newer edition, compared row by row with the one before it (lfr add)."
    of_checks: list[list[object]] = [
        [name, title, rows, findings[name, True] + findings[name, False], findings[name, True], REASONS.get(name, "")]
        for name, title in titles.items()
    ]
    write_csv(project.data / "audits" / "detectors.csv", [_KIND_COLUMNS, *kinds])
    write_csv(project.data / "audits" / "detector-checks.csv", [_CHECK_COLUMNS, *of_checks])
    said = [f"{line[0]}: {line[4]} of {line[3]} found; {line[5]} more that nobody could tell" for line in kinds]
    said += [f"{line[0]}: {line[4]} of {line[3]} findings right" for line in of_checks]
    return "\n".join([*said, f"{len(seeds)} seeds, {rows} rows; written to data/audits/"])


def _kind_line(kind: str, errors: list[tuple[str, bool]]) -> list[object]:
    can, cannot = [found for why, found in errors if not why], [found for why, found in errors if why]
    why = "; ".join(f"{reason} ({number})" for reason, number in Counter(why for why, _ in errors if why).most_common())
    return [kind, TITLES[kind], len(errors), len(can), sum(can), len(cannot), sum(cannot), why]


def measure_seed(folder: Path, seed: int, per_year: int, rates: dict[str, float]) -> Measured:
    """Simulate one project in a folder, run the checks, and compare what was seeded with what was found."""
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(folder)
    errors = simulate(project, 8, 6, per_year, seed, rates)
    with counting() as connection:
        build_warehouse(project, connection)
        [[rows]] = connection.execute("SELECT count(*) FROM core.printed_rows").fetchall()
        found = [Found(*row) for row in connection.execute(_FINDINGS).fetchall() if row[0] not in NOT_OF_RECORDS]
    found += _editions(project)
    shutil.rmtree(folder)
    once: dict[object, Error] = {}
    for error in errors:
        once.setdefault((error.kind, error.row or error), error)  # a slip that changed two cells of a row is one slip
    # A slip in a whole record makes rows odd as well; it is found where the check of whole records names it.
    judged = [
        (error, any(_is_about(one, error) and (error.row or one.check == MEANT_FOR[error.kind][0]) for one in found))
        for error in once.values()
    ]
    return Measured(rows, judged, [(one, one.is_so or any(_is_about(one, error) for error in errors)) for one in found])


def _editions(project: Project) -> list[Found]:
    """What `lfr add` would say of each newer edition: the rows whose cells changed."""
    found: list[Found] = []
    for source in (one for one in read_sources(project).values() if one.supersedes):
        old, new = (read_rows(project.extracted / f"{name}.csv") for name in (source.supersedes, source.id))
        change = match({str(number): row for number, row in enumerate(old)}, new, source.id)
        for one, column, _, _ in change.changed:
            found.append(Found(EDITIONS, source.id, change.kept[one].page, change.kept[one].row, column))
    return found


def _is_about(found: Found, error: Error) -> bool:
    """Whether a finding is of a check that is meant for such errors, and names the row or the record of this one."""
    if found.check not in MEANT_FOR[error.kind]:
        return False
    if error.kind == "record_left_out":
        years = range(error.record.covers_from.year, error.record.covers_to.year + 1)
        return found.source_id.startswith(error.record.publisher) and any(str(year) in found.detail for year in years)
    if found.source_id != error.record.source_id:
        return False
    if error.kind == "month_left_out":
        return f"{date.fromisoformat(error.printed[-7:] + '-01'):%B %Y}" in found.detail
    return error.row is None or (found.page, found.row) == (error.row.page, error.row.row)
