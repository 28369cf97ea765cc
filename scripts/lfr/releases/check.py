"""House rule 7 as a stage: compare the figures of a new warehouse with the last release, and write into it what was found."""

from __future__ import annotations

from lfr.project import Project
from lfr.releases import changes as changed
from lfr.releases.causes import explain
from lfr.releases.changes import headline
from lfr.releases.figure_rows import Row, Rows, differ, figure_rows
from lfr.releases.frozen import Release, read_releases
from lfr.warehouse.database import Connection, load_text
from lfr.warehouse.figures import Figures

HISTORY = ["id", "publisher", "year", "measure", "title", "label", "version", "release_date", "value", "said", "kinds", "why"]


def check_release(project: Project, connection: Connection) -> str:
    """Explain every difference from the last release, and fill the tables that pages ask. Returns a sentence.

    Raises UnexplainedChange for a figure that differs without a reason, BadData for a release that is not as it was frozen.
    """
    releases = read_releases(project)
    now = figure_rows(Figures(project, connection))
    rows = [one.row() for one in explain(project, connection, releases[-1], now)] if releases else []
    _fill(connection, "release_changes", changed.COLUMNS, rows)
    _fill(connection, "release_shown", ["version", "release_date", "is_exact", "changes", "changed_since"], [_shown(releases, rows)])
    _fill(connection, "figure_history", HISTORY, _history(releases, now, rows))
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
    before = f"in which {headline(last.changes)} since release {last.previous}" if last.previous else "the first release"
    count = sum(row["subject"] == "figure" for row in rows)
    return {
        "version": last.version,
        "release_date": last.date.isoformat(),
        "is_exact": str(not count).lower(),
        "changes": str(count),
        "changed_since": before,
    }


def _history(releases: list[Release], now: Rows, rows: list[Row]) -> list[Row]:
    """For each figure: what each release said of it where that was new, and what is said now where no release has it yet."""
    steps: list[Row] = []
    last: dict[str, Row] = {}
    for one in releases:
        why = {row["id"]: row for row in one.changes if row["subject"] == "figure"}
        for key, row in one.figures.items():
            if differ(last.get(key), row):
                steps.append(_step(row, one.version, one.date.isoformat(), why.get(key, {})))
            last[key] = row
        for key in [key for key in last if key not in one.figures]:
            steps.append(
                _step({**last.pop(key), "value": "", "said": "no longer counted"}, one.version, one.date.isoformat(), why.get(key, {}))
            )
    reasons = {row["id"]: row for row in rows if row["subject"] == "figure"}
    for key, row in now.items():
        if differ(last.get(key), row):
            steps.append(_step(row, "", "", reasons.get(key, {})))
    for key in last:
        if key not in now:
            steps.append(_step({**last[key], "value": "", "said": "no longer counted"}, "", "", reasons.get(key, {})))
    return steps


def _step(row: Row, version: str, day: str, change: Row) -> Row:
    return {**row, "version": version, "release_date": day, "kinds": change.get("kinds", ""), "why": change.get("why", "")}
