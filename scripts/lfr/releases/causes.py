"""Which figures differ from the last release, and why: house rule 7.

Nothing is guessed. The files of the release are counted again with the code of today: what differs then is the method. Each
difference in the data is taken back by itself in a copy of today's tables, and the figures of its force are counted without it:
those that then come out otherwise are the ones it changed. A difference that nobody has explained fails the build.
"""

import shutil
from dataclasses import dataclass
from itertools import groupby

from lfr.curated.manual import Change
from lfr.errors import LfrError, UnexplainedChange
from lfr.project import Project
from lfr.releases.changes import Cause, change_row
from lfr.releases.differences import RELEASED, Difference, differences
from lfr.releases.explanations import explanation, read_explanations
from lfr.releases.figure_rows import COMPARED, Row, Rows, differ, figure_rows
from lfr.releases.frozen import Release
from lfr.releases.inputs import inputs_of, models, write_inputs
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import Connection, attached, quoted, run_macros, run_models
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import figure_id
from lfr.wording.words import say_day

_WANTED = ("answers.yearly_figures", "answers.years")


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
            by_method = _recount(write_inputs({**unknown, **frozen}, folder), released)
            found = [] if isinstance(by_method, LfrError) else differences(connection, entries)
            touched = _touched(connection, found)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _Comparison(release, now, entries, by_method, list(zip(found, touched, strict=True))).changes(changed)


def _recount(project: Project, released: Connection) -> Rows | LfrError:
    try:
        build_warehouse(project, released, with_checks=False, only=_WANTED)
    except LfrError as error:
        return error
    return figure_rows(Figures(project, released))


def _touched(connection: Connection, found: list[Difference]) -> list[set[str]]:
    """For each difference the figures that come out otherwise without it.

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
                touched.append({figure_id(*figure[:3]) for figure in now ^ _figures(copy, publisher)})
                copy.execute("ROLLBACK")
    return touched


def copy_raw(connection: Connection, copy: Connection, publisher: str) -> None:
    """Copy the schema raw; with a publisher, of everything that belongs to one force only what is its own."""
    [[database]] = connection.execute("SELECT current_database()").fetchall()
    run_macros(copy)
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


@dataclass
class _Comparison:
    """A release and the figures of now; what the files of the release give with the code of today, and what each difference touches."""

    release: Release
    now: Rows
    entries: list[Change]
    by_method: Rows | LfrError
    touched: list[tuple[Difference, set[str]]]

    def changes(self, changed: list[str]) -> list[Row]:
        rows, problems = [], []
        for key in changed:
            causes = self._causes(key)
            rows.append(change_row("figure", key, self.release.figures.get(key), self.now.get(key), causes))
            problems += [self._fault(key, one.why) for one in causes if not one.is_explained]
        for difference, keys in self.touched:
            rows.append(_row(difference))
            if not difference.cause.is_explained and not keys.intersection(changed):
                problems.append(f"{difference.cause.why}. No yearly figure changes by it, but what is shown as printed does.")
        if problems:
            raise UnexplainedChange(self._say(problems))
        return rows

    def _causes(self, key: str) -> list[Cause]:
        then, now = self.release.figures.get(key), self.now.get(key)
        if isinstance(self.by_method, LfrError):
            likely = f"the files of release {self.release.version} no longer load ({self.by_method})"
            return [self._method(then, now, f"{likely}, so it cannot be told apart from the data")]
        causes = []
        by_method = self.by_method.get(key)
        if differ(then, by_method):
            causes.append(self._method(then, by_method, self._changed_code()))
        if differ(by_method, now):
            # Where none of the differences changes the figure alone, they do so together.
            of_data = [one.cause for one, keys in self.touched if key in keys] or [one.cause for one, _ in self.touched]
            causes += of_data or [Cause("method", "", self._changed_code(), False)]
        return causes

    def _method(self, then: Row | None, now: Row | None, likely: str) -> Cause:
        row = now or then or {}
        if then is None and row["measure"] not in {one["measure"] for one in self.release.figures.values()}:
            return Cause("new", row["measure"], f"“{row['title']}” is a new measure")
        about = {name: row[name] for name in ("publisher", "year", "measure")}
        if entry := explanation(self.entries, ["method", "mistake"], **about):
            return Cause("gone" if now is None else entry.kind, entry.change_id, entry.reason)
        return Cause("method", "", likely, False)

    def _changed_code(self) -> str:
        """What counts otherwise. A model that came or went is not named: one that reads it changed too."""
        names = sorted(name for name, digest in models().items() if self.release.models.get(name, digest) != digest)
        if not names:
            return "the code or a library counts otherwise, though no SQL changed"
        return f"counted another way, {', '.join(names)} changed"

    def _fault(self, key: str, likely: str) -> str:
        then, now = self.release.figures.get(key), self.now.get(key)
        row = now or then or {}
        was, is_now = (one["said"] if one else "not there" for one in (then, now))
        if was == is_now and then and now:
            names = [name for name in then if name in now and then[name] != now[name] and not name.startswith("said")]
            was, is_now = (", ".join(f"{name} {one[name] or 'empty'}" for name in names) for one in (then, now))
        return f"{row['publisher_name']}, {row['year']}, {row['title']} ({key}): was {was}, is {is_now}. Likely cause: {likely}."

    def _say(self, problems: list[str]) -> str:
        version, lines = self.release.version, "\n".join(dict.fromkeys(problems))
        return (
            f"figures differ from release {version} ({say_day(self.release.date)}) and nothing explains why; the last good site stays as"
            f" it is.\n{lines}\nWhat was printed is never edited: put the cell back and write a line in data/manual/corrections.csv. If"
            " our reader or our counting was wrong, or a measure is now counted another way, explain it in data/manual/changes.csv"
            f" (after_release {version})."
        )


def _row(one: Difference) -> Row:
    """A difference as a change of its own, whatever figures it changes."""
    cause = one.cause
    is_document = cause.kind in ("record", "edition")
    row = {"publisher": one.publisher if is_document else "", "said": cause.why}
    was = None if is_document or cause.kind in ("correction", "place") else row
    return change_row("document" if is_document else cause.kind, cause.ref, was, row, [cause])
