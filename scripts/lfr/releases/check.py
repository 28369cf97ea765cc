"""House rule 7 as a stage: which figures differ from the last release, and why; written into the warehouse for the pages.

Nothing is guessed. The files of the release are counted again with the code of today: what differs then is the method. Each
difference in the data is taken back by itself in a copy of today's tables, and the figures of its force are counted without it:
those that then come out otherwise are the ones it changed. A difference that nobody has explained fails the build.
"""

import shutil
from itertools import groupby

from lfr.curated.manual import Change
from lfr.errors import LfrError, UnexplainedChange
from lfr.project import Project
from lfr.releases.changes import COLUMNS, Cause, change_row, explanation, headline, read_explanations
from lfr.releases.differences import RELEASED, Difference, differences
from lfr.releases.figure_rows import COMPARED, Row, Rows, differ, figure_rows
from lfr.releases.frozen import Release, inputs_of, models, read_releases, write_inputs
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import Connection, attached, load_text, prepare, quoted, run_models
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import figure_id
from lfr.wording.words import say_day

_WANTED = ("answers.yearly_figures", "answers.years")
_SHOWN = ["version", "release_date", "is_exact", "changes", "changed_since"]
_HISTORY = ["id", "publisher", "year", "measure", "title", "label", "version", "release_date", "value", "said", "kinds", "why"]


def check_release(project: Project, connection: Connection) -> str:
    """Explain every difference from the last release, and fill the tables that pages read. Returns a sentence.

    Raises UnexplainedChange for a figure that differs without a reason, BadData for a release that is not as it was frozen.
    """
    releases = read_releases(project)
    now = figure_rows(Figures(project, connection))
    rows = explain(project, connection, releases[-1], now) if releases else []
    _fill(connection, "release_changes", COLUMNS, rows)
    shown = {"is_exact": "false", "changes": "0"}
    if releases:
        last, count = releases[-1], sum(row["subject"] == "figure" for row in rows)
        since = f"in which {headline(last.changes)} since release {last.previous}" if last.previous else "the first release"
        shown = {"version": last.version, "release_date": last.date.isoformat(), "is_exact": str(not count).lower(), "changes": str(count)}
        shown["changed_since"] = since
    _fill(connection, "release_shown", _SHOWN, [shown])
    _fill(connection, "figure_history", _HISTORY, _history(releases, now, rows))
    moved = [{"address": address, "version": one.version} for one in releases for address in one.addresses]
    _fill(connection, "frozen_addresses", ["address", "version"], moved)
    if not releases:
        return "nothing has been released yet"
    return f"{headline(rows)} since release {releases[-1].version}" + (", each explained" if rows else "")


def _fill(connection: Connection, table: str, columns: list[str], rows: list[Row]) -> None:
    lines: list[list[str | None]] = [[str(i), *(row.get(name, "") for name in columns)] for i, row in enumerate(rows, start=1)]
    load_text(connection, f"answers.{table}", ["position", *columns], lines)


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


def explain(project: Project, connection: Connection, release: Release, now: Rows) -> list[Row]:
    """Every change since a release, with its causes, figures first. `connection` is to the warehouse in which `now` was counted.

    Raises UnexplainedChange, naming figure, both values and the likely cause, for each that nothing explains.
    """
    then = release.figures
    changed = [key for key in [*now, *(key for key in then if key not in now)] if differ(then.get(key), now.get(key))]
    frozen, present = release.inputs(), inputs_of(project)
    entries = read_explanations(project, release.version, {row["measure"] for row in [*now.values(), *then.values()]})
    if not changed and frozen == present:
        return []
    # Files of a kind that the release did not know are taken as they are now: without them the code of today reads nothing.
    unknown = {name: content for name, content in present.items() if name.startswith("manual/") and name not in frozen}
    folder = project.build / "recount"
    try:
        with attached(connection, RELEASED) as released:
            was, touched = write_inputs({**unknown, **frozen}, folder), []
            by_method: Rows | LfrError
            try:
                build_warehouse(was, released, with_checks=False, only=_WANTED)
            except LfrError as error:
                by_method = error
            else:
                by_method = figure_rows(Figures(was, released))
                touched = _touched(connection, differences(connection, entries))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _changes(release, now, changed, entries, by_method, touched)


def _touched(connection: Connection, found: list[Difference]) -> list[tuple[Difference, set[str]]]:
    """Each difference with the figures that come out otherwise without it.

    Only the rows of its own force are counted, so that the time grows with the rows and not with rows times documents.
    """
    touched = []
    for publisher, of_publisher in groupby(found, key=lambda one: one.publisher):
        with attached(connection, "without_one") as copy:
            copy_raw(connection, copy, publisher)
            now = _figures(connection, publisher)
            for one in of_publisher:
                copy.execute(f"BEGIN; {one.undo}")
                run_models(copy, ("staging", "core", "answers"), _WANTED)
                touched.append((one, {figure_id(*figure[:3]) for figure in now ^ _figures(copy, publisher)}))
                copy.execute("ROLLBACK")
    return touched


def copy_raw(connection: Connection, copy: Connection, publisher: str) -> None:
    """Copy the schema raw; with a publisher, of everything that belongs to one force only what is its own."""
    [[database]] = connection.execute("SELECT current_database()").fetchall()
    prepare(copy)
    own = {
        "publisher": f"publisher = {quoted(publisher)}",
        "source_id": f'source_id IN (SELECT id FROM "{database}".raw.sources WHERE publisher = {quoted(publisher)})',
    }
    tables = "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'raw' GROUP BY ALL"
    for table, columns in connection.execute(tables, [database]).fetchall():
        where = next((sql for name, sql in own.items() if publisher and name in columns), "true")
        copy.execute(f'CREATE TABLE raw.{table} AS SELECT * FROM "{database}".raw.{table} WHERE {where}')


def _figures(connection: Connection, publisher: str) -> set[tuple[str, ...]]:
    """Every figure (of one force) with all that makes it one."""
    sql = f"SELECT publisher, year, measure, {', '.join(COMPARED)} FROM answers.yearly_figures WHERE $1 IN ('', publisher)"
    return set(connection.execute(sql, [publisher]).fetchall())


def _changes(
    release: Release, now: Rows, changed: list[str], entries: list[Change], by_method: Rows | LfrError,
    touched: list[tuple[Difference, set[str]]],
) -> list[Row]:  # fmt: skip
    """What `changed`, by what the files of the release give with the code of today, and by what each difference in the data touches."""
    then, version = release.figures, release.version
    # A model that came or went is not named: one that reads it changed too.
    names = sorted(name for name, digest in models().items() if release.models.get(name, digest) != digest)
    code = f"counted another way, {', '.join(names)} changed" if names else "the code or a library counts otherwise, though no SQL changed"

    def method(was: Row | None, is_now: Row | None, likely: str) -> Cause:
        row = is_now or was or {}
        if was is None and row["measure"] not in {one["measure"] for one in then.values()}:
            return Cause("new", row["measure"], f"“{row['title']}” is a new measure")
        if entry := explanation(entries, ["method", "mistake"], **{name: row[name] for name in ("publisher", "year", "measure")}):
            return Cause("gone" if is_now is None else entry.kind, entry.change_id, entry.reason)
        return Cause("method", "", likely, False)

    def causes_of(key: str) -> list[Cause]:
        if isinstance(by_method, LfrError):
            likely = f"the files of release {version} no longer load ({by_method}), so it cannot be told apart from the data"
            return [method(then.get(key), now.get(key), likely)]
        recounted = by_method.get(key)
        causes = [method(then.get(key), recounted, code)] if differ(then.get(key), recounted) else []
        if differ(recounted, now.get(key)):
            # Where none of the differences changes the figure alone, they do so together.
            of_data = [one.cause for one, keys in touched if key in keys] or [one.cause for one, _ in touched]
            causes += of_data or [Cause("method", "", code, False)]
        return causes

    rows, problems = [], []
    for key in changed:
        before, after, causes = then.get(key), now.get(key), causes_of(key)
        rows.append(change_row("figure", key, before, after, causes))
        was, is_now = (one["said"] if one else "not there" for one in (before, after))
        if was == is_now and before and after:
            names = [name for name in before if name in after and before[name] != after[name] and not name.startswith("said")]
            was, is_now = (", ".join(f"{name} {one[name] or 'empty'}" for name in names) for one in (before, after))
        row = after or before or {}
        fault = f"{row['publisher_name']}, {row['year']}, {row['title']} ({key}): was {was}, is {is_now}. Likely cause:"
        problems += [f"{fault} {one.why}." for one in causes if not one.is_explained]
    for (cause, _, publisher), keys in touched:
        # A difference is a change of its own, whatever figures it changes.
        is_document = cause.kind in ("record", "edition")
        row = {"publisher": publisher if is_document else "", "said": cause.why}
        before = None if is_document or cause.kind in ("correction", "place") else row
        rows.append(change_row("document" if is_document else cause.kind, cause.ref, before, row, [cause]))
        if not cause.is_explained and not keys.intersection(changed):
            problems.append(f"{cause.why}. No yearly figure changes by it, but what is shown as printed does.")
    if problems:
        lines = "\n".join(dict.fromkeys(problems))
        raise UnexplainedChange(
            f"figures differ from release {version} ({say_day(release.date)}) and nothing explains why; the last good site stays as it is."
            f"\n{lines}\nWhat was printed is never edited: put the cell back and write a line in data/manual/corrections.csv. If our reader"
            " or our counting was wrong, or a measure is now counted another way, explain it in data/manual/changes.csv"
            f" (after_release {version})."
        )
    return rows
