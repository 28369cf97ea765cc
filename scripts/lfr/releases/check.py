"""House rule 7 as a stage: compares the figures of a new warehouse with the last release, and writes into it what was found."""

from lfr.project import Project
from lfr.releases import changes as changed
from lfr.releases.causes import explain
from lfr.releases.changes import headline
from lfr.releases.figure_rows import Row, Rows, differ, figure_rows
from lfr.releases.frozen import Release, read_releases
from lfr.warehouse.database import Connection, load_text
from lfr.warehouse.figures import Figures

_SHOWN = ["version", "release_date", "is_exact", "changes", "changed_since"]
_HISTORY = ["id", "publisher", "year", "measure", "title", "label", "version", "release_date", "value", "said", "kinds", "why"]


def check_release(project: Project, connection: Connection) -> str:
    """Explain every difference from the last release, and fill the tables that pages read. Returns a sentence.

    Raises UnexplainedChange for a figure that differs without a reason, BadData for a release that is not as it was frozen.
    """
    releases = read_releases(project)
    now = figure_rows(Figures(project, connection))
    rows = explain(project, connection, releases[-1], now) if releases else []
    _fill(connection, "release_changes", changed.COLUMNS, rows)
    _fill(connection, "release_shown", _SHOWN, [_shown(releases, rows)])
    _fill(connection, "figure_history", _HISTORY, _history(releases, now, rows))
    moved = [{"address": address, "version": one.version} for one in releases for address in one.addresses]
    _fill(connection, "frozen_addresses", ["address", "version"], moved)
    if not releases:
        return "nothing has been released yet"
    return f"{headline(rows)} since release {releases[-1].version}" + (", each explained" if rows else "")


def _fill(connection: Connection, table: str, columns: list[str], rows: list[Row]) -> None:
    lines: list[list[str | None]] = [[str(i), *(row.get(name, "") for name in columns)] for i, row in enumerate(rows, start=1)]
    load_text(connection, f"answers.{table}", ["position", *columns], lines)


def _shown(releases: list[Release], rows: list[Row]) -> Row:
    if not releases:
        return {"is_exact": "false", "changes": "0"}
    last = releases[-1]
    count = sum(row["subject"] == "figure" for row in rows)
    return {
        "version": last.version,
        "release_date": last.date.isoformat(),
        "is_exact": str(not count).lower(),
        "changes": str(count),
        "changed_since": f"in which {headline(last.changes)} since release {last.previous}" if last.previous else "the first release",
    }


def _history(releases: list[Release], now: Rows, rows: list[Row]) -> list[Row]:
    """For each figure: what each release said of it where that was new, and what is said now where no release has it yet."""
    states = [(one.version, one.date.isoformat(), one.figures, one.changes) for one in releases]
    last: Rows = {}
    steps: list[Row] = []
    for version, day, figures, changes in [*states, ("", "", now, rows)]:
        reasons = {row["id"]: row for row in changes if row["subject"] == "figure"}
        gone = {key: {**row, "value": "", "said": "no longer counted"} for key, row in last.items() if key not in figures}
        for key, row in {**figures, **gone}.items():
            if key in gone or differ(last.get(key), row):
                why = reasons.get(key, {})
                steps.append({**row, "version": version, "release_date": day, "kinds": why.get("kinds", ""), "why": why.get("why", "")})
        last = figures
    return steps
