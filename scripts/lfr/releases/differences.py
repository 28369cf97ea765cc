"""What differs between the data of a release and the data of today, found by comparing the rows of two warehouses.

The warehouse of today is the one that a build is making; that of the release, made from its files with the code of today, is
attached to it as RELEASED. Each difference comes with the SQL that takes it back, so that figures can be counted without it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lfr.curated.manual import Change
from lfr.releases.changes import Cause, explanation
from lfr.warehouse.database import Connection, lines_of, quoted
from lfr.warehouse.model_sql import raw_table
from lfr.wording.words import say_number_of

RELEASED = "released"
Line = dict[str, str]

_OF_SOURCE = ("covers_from", "covers_to", "supersedes", "publisher", "record")
_OF_CORRECTION = ("source_id", "page", "row", "column", "printed", "corrected", "status")


class Difference(NamedTuple):
    """One thing that is not as it was. Its cause has one of changes.KINDS, or a kind that no entry explains (cell, id).

    `undo` is SQL for a copy of the schema raw. `publisher` is the force whose figures alone can change by it; empty: any.
    """

    cause: Cause
    undo: str
    publisher: str = ""


def differences(connection: Connection, entries: list[Change]) -> list[Difference]:
    """Every difference that figures may rest on: documents in the order of their list, corrections, places."""
    read_otherwise = list(_read_otherwise(connection, entries))
    found, publishers = [], {}
    for (source_id,), then, now in _lines(connection, "sources", "id"):
        if not now:
            why = f"data/sources.toml: the document “{source_id}” is no longer in the file"
            found.append(Difference(Cause("record", source_id, why, False), _source_back(connection, [source_id])))
            continue
        publishers[source_id] = now["publisher"]
        found += _known_source(then, now, entries) if then else [_new_source(connection, now)]
        found += [one for other, one in read_otherwise if other == source_id]
    return [*found, *_corrections(connection, publishers), *_places(connection, entries)]


def _lines(connection: Connection, table: str, *keys: str) -> list[tuple[tuple[str, ...], Line, Line]]:
    """Each line of a table of raw by its key, as the release has it and as it is today (empty: not there), in the order of today."""
    sides: list[dict[tuple[str, ...], Line]] = []
    for name in (f"{RELEASED}.raw.{table}", f"raw.{table}"):
        lines = lines_of(connection.execute(f"SELECT * FROM {name} ORDER BY rowid"))
        cells = [{column: cell or "" for column, cell in line.items()} for line in lines]
        sides.append({tuple(line[key] for key in keys): line for line in cells})
    then, now = sides
    return [(key, then.get(key, {}), now.get(key, {})) for key in {**now, **then}]


def _back(table: str, where: str) -> str:
    """SQL that puts rows of raw back to what the release has."""
    return f"DELETE FROM raw.{table} WHERE {where}; INSERT INTO raw.{table} SELECT * FROM {RELEASED}.raw.{table} WHERE {where};"


def _back_everywhere(connection: Connection, column: str, where: str) -> str:
    """The same for every table that has a column."""
    sql = "SELECT table_name FROM duckdb_columns() WHERE (database_name, schema_name, column_name) = (?, 'raw', ?) ORDER BY table_name"
    return "".join(_back(table, where) for (table,) in connection.execute(sql, [RELEASED, column]).fetchall())


def _needs_reason(kind: str, ref: str, said: str, entry: Change | None) -> Cause:
    """A cause that counts as explained only where a maintainer wrote down its reason, which then leads."""
    return Cause(kind, entry.change_id, f"{entry.reason.rstrip('.')} ({said})") if entry else Cause(kind, ref, said, False)


# -- documents ---------------------------------------------------------------------------------------------------------------


def _new_source(connection: Connection, source: Line) -> Difference:
    source_id, publisher = source["id"], source["publisher"]
    without = [source_id]  # and the editions that replace it
    for later, before in connection.execute("SELECT id, supersedes FROM raw.sources ORDER BY rowid").fetchall():
        without += [later] if before in without else []
    undo = _source_back(connection, without)
    if source["supersedes"]:
        words = {"added": ("row", "added"), "renamed": ("row", "with a place renamed")}
        words |= {"changed": ("cell", "changed"), "vanished": ("row", "gone")}
        sql = "SELECT kind, count(*) FROM core.edition_changes WHERE source_id = ? GROUP BY kind"
        counts = dict(connection.execute(sql, [source_id]).fetchall())
        did = [f"{say_number_of(counts[kind], noun)} {verb}" for kind, (noun, verb) in words.items() if kind in counts]
        said = f"The publisher issued a newer edition, {source_id}, in place of {source['supersedes']}: {', '.join(did) or 'the same rows'}"
        return Difference(Cause("edition", source_id, said), undo, publisher)
    [[rows]] = connection.execute("SELECT count(*) FROM raw.deployment_ids WHERE source_id = ?", [source_id]).fetchall()
    said = f"covers {source['covers_from']} to {source['covers_to']} and lists {say_number_of(rows, 'deployment')}"
    return Difference(Cause("record", source_id, f"A new record, {source_id}, {said}"), undo, publisher)


def _source_back(connection: Connection, source_ids: list[str]) -> str:
    ids = f"({', '.join(quoted(one) for one in source_ids)})"
    return _back_everywhere(connection, "source_id", f"source_id IN {ids}") + _entries_back(f"id IN {ids}")


def _entries_back(where: str) -> str:
    current = "id NOT IN (SELECT supersedes FROM raw.sources WHERE supersedes IS NOT NULL)"
    return _back("sources", where) + f"UPDATE raw.sources SET is_current = ({current})::VARCHAR;"


def _known_source(then: Line, now: Line, entries: list[Change]) -> Iterator[Difference]:
    source_id = now["id"]
    entry = explanation(entries, ["coverage"], source_id=source_id)
    for key in _OF_SOURCE:
        if then[key] != now[key]:
            said = f"data/sources.toml, {source_id}, {key}: was {then[key] or 'not there'}, is {now[key] or 'not there'}"
            undo = _entries_back(f"id = {quoted(source_id)}")
            yield Difference(_needs_reason("coverage", source_id, said, entry), undo, "" if key == "publisher" else now["publisher"])


def _read_otherwise(connection: Connection, entries: list[Change]) -> Iterator[tuple[str, Difference]]:
    """Rows of a document known before that came or went, cells that are read otherwise, rows with another id; each with its document."""
    rows = "source_id, page, row, layout, deployment_id"
    lines = connection.execute(f"""
        WITH rows AS (
          SELECT
            source_id, page, row, old.layout AS old_layout, new.layout AS new_layout,
            old.deployment_id AS old_id, new.deployment_id AS new_id
          FROM (SELECT {rows} FROM {RELEASED}.core.printed_rows) AS old
          FULL JOIN (SELECT {rows} FROM core.printed_rows) AS new USING (source_id, page, row)
          WHERE source_id IN (SELECT id FROM raw.sources) AND source_id IN (SELECT id FROM {RELEASED}.raw.sources)
        ),
        found AS (
          SELECT source_id, page, row, 'layout' AS column_name, old_layout AS old, new_layout AS new, new_layout AS layout
          FROM rows WHERE old_layout IS DISTINCT FROM new_layout
          UNION ALL
          SELECT source_id, page, row, column_name, old.printed, new.printed, new_layout
          FROM {RELEASED}.core.printed_cells AS old
          JOIN core.printed_cells AS new USING (source_id, page, row, column_name)
          JOIN rows USING (source_id, page, row)
          WHERE old.printed IS DISTINCT FROM new.printed AND old_layout = new_layout
          UNION ALL
          SELECT source_id, page, row, 'deployment_id', old_id, new_id, '' FROM rows WHERE old_id <> new_id
        )
        SELECT found.*, sources.publisher FROM found JOIN raw.sources AS sources ON sources.id = found.source_id
        ORDER BY source_id, column_name = 'deployment_id', page, row, column_name""").fetchall()
    for source_id, page, row, column, old, new, layout, publisher in lines:
        here = f"source_id = {quoted(source_id)} AND page = '{page}' AND row = '{row}'"
        if column == "deployment_id":
            said = f"data/deployment_ids.csv: page {page}, row {row} of {source_id} was {old}, is {new}; ids never change"
            yield source_id, Difference(Cause("id", source_id, said, False), _back("deployment_ids", here), publisher)
            continue
        said = f", {column}: was “{old or ''}”, is “{new or ''}”"
        if column == "layout":
            column, undo = "", _back_everywhere(connection, "row", here)
            said = said if old and new else f": the row {'is gone' if old else 'was not there'}"
        else:
            table = raw_table(layout)
            undo = f'UPDATE {table} SET "{column}" = (SELECT "{column}" FROM {RELEASED}.{table} WHERE {here}) WHERE {here};'
        said = f"data/extracted/{source_id}.csv, page {page}, row {row}{said}, though the document is the same"
        entry = explanation(entries, ["mistake"], source_id=source_id, page=str(page), row=str(row), column=column)
        yield source_id, Difference(_needs_reason("mistake" if entry else "cell", source_id, said, entry), undo, publisher)


# -- what a person decided ---------------------------------------------------------------------------------------------------


def _corrections(connection: Connection, publishers: dict[str, str]) -> Iterator[Difference]:
    """Corrections made, decided again, or (which is not allowed) taken out of the file."""
    for (number,), before, now in _lines(connection, "corrections", "correction_id"):
        line = now or before
        cell, reason = f"{line['source_id']}, page {line['page']}, row {line['row']}, {line['column']}", line["reason"].rstrip(".")
        if not now:
            why = f"data/manual/corrections.csv: the line of {number} is gone; keep it and set its status to rejected, with the reason"
        elif not before:
            is_counted = line["status"] in ("accepted", "confirmed")
            counted = f" and counted as “{line['corrected']}”" if is_counted else f"; to count “{line['corrected']}” is {line['status']}"
            why = f"Correction {number}: {cell} is printed as “{line['printed']}”{counted}. {reason}"
        elif any(before[name] != line[name] for name in _OF_CORRECTION):
            was = f"it was {before['status']} with “{before['corrected']}”, it is {line['status']} with “{line['corrected']}”"
            why = f"Correction {number} was decided again ({cell}): {was}. {reason}"
        else:
            continue
        undo = _back("corrections", f"correction_id = {quoted(number)}")
        yield Difference(Cause("correction", number, why, bool(now)), undo, publishers.get(line["source_id"], ""))


def _places(connection: Connection, entries: list[Change]) -> Iterator[Difference]:
    """Place names looked up, as one difference per file, and each name that is looked up otherwise than before."""
    entry = explanation(entries, ["place"])
    for table, keys in (("places", ("publisher", "printed")), ("boroughs", ("borough",))):
        lines, columns = _lines(connection, table, *keys), ", ".join(keys)
        if added := sum(not then for _, then, _ in lines):
            why = f"{added} printed place name{' was' if added == 1 else 's were'} looked up (data/manual/{table}.csv)"
            undo = _back(table, f"({columns}) NOT IN (SELECT {columns} FROM {RELEASED}.raw.{table})")
            yield Difference(Cause("place", f"{table}.csv", why), undo)
        for key, then, now in lines:
            if then and any(then[name] != now.get(name) for name in ("place_id", "borough") if name in then):
                said = f"data/manual/{table}.csv, “{key[-1]}”: was {_say_place(then)}, is {_say_place(now) if now else 'gone'}"
                undo = _back(table, f"({columns}) = ({', '.join(quoted(one) for one in key)})")
                yield Difference(_needs_reason("place", f"{table}.csv", said, entry), undo, then.get("publisher", ""))


def _say_place(line: Line) -> str:
    return f"{line.get('place', line.get('borough_code', ''))} in {line.get('borough') or 'no known borough'}"
