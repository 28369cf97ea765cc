"""What differs between the data of a release and the data of today, found by comparing the rows of two warehouses.

The warehouse of today is the one that a build is making; that of the release, made from its files with the code of today, is
attached to it as RELEASED. Each difference comes with the SQL that takes it back, so that figures can be counted without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lfr.releases.explanations import Explanation
from lfr.warehouse.database import Connection, quoted
from lfr.warehouse.model_sql import raw_table

RELEASED = "released"
Line = dict[str, str]

_COUNTED = ("accepted", "confirmed")
_DECIDED = ("source_id", "page", "row", "column", "printed", "corrected", "status")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was. `kind` is one of changes.KINDS, or what no entry explains (cell, id); `why` is a sentence.

    `undo` is SQL for a copy of the schema raw. `publisher` is the force whose figures alone can change by it; empty: any.
    """

    kind: str
    ref: str
    why: str
    undo: str
    publisher: str = ""
    is_explained: bool = True


def differences(connection: Connection, entries: list[Explanation]) -> list[Difference]:
    """Every difference that figures may rest on: documents in the order of their list, corrections, places."""
    then, now = _both(connection, "sources", "id")
    rows = [*_rows(connection, entries), *_cells(connection, entries)]
    found: list[Difference] = []
    for key, source in now.items():
        found += _known_source(then[key], source, entries) if key in then else [_new_source(connection, source)]
        found += [one for source_id, one in rows if source_id == source["id"]]
    for source_id in [key[0] for key in then if key not in now]:
        why = f"data/sources.toml: the document “{source_id}” is no longer in the file"
        found.append(Difference("record", source_id, why, _source_back(connection, [source_id]), is_explained=False))
    publishers = {source["id"]: source["publisher"] for source in now.values()}
    return [*found, *_corrections(connection, publishers), *_places(connection, entries)]


def _both(connection: Connection, table: str, *keys: str) -> tuple[dict[tuple[str, ...], Line], dict[tuple[str, ...], Line]]:
    """The lines of one table of raw by their key, of the release and of today, in the order of the file."""
    found = []
    for name in (f"{RELEASED}.raw.{table}", f"raw.{table}"):
        lines = connection.execute(f"SELECT * FROM {name} ORDER BY rowid")
        names = [column[0] for column in lines.description]
        cells = [dict(zip(names, (cell or "" for cell in line), strict=True)) for line in lines.fetchall()]
        found.append({tuple(line[key] for key in keys): line for line in cells})
    return found[0], found[1]


def _back(table: str, where: str) -> str:
    """SQL that puts rows of raw as the release has them."""
    return f"DELETE FROM raw.{table} WHERE {where}; INSERT INTO raw.{table} SELECT * FROM {RELEASED}.raw.{table} WHERE {where};"


def _back_everywhere(connection: Connection, column: str, where: str) -> str:
    tables = (
        "SELECT table_name FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'raw' AND column_name = ? ORDER BY table_name"
    )
    return "".join(_back(table, where) for (table,) in connection.execute(tables, [RELEASED, column]).fetchall())


# -- documents ---------------------------------------------------------------------------------------------------------------


def _new_source(connection: Connection, source: Line) -> Difference:
    source_id = source["id"]
    later = [source_id]  # without an edition there would be none of those that replace it
    for other, before in connection.execute("SELECT id, supersedes FROM raw.sources ORDER BY rowid").fetchall():
        later += [other] if before in later else []
    undo = _source_back(connection, later)
    if source["supersedes"]:
        why = (
            f"The publisher issued a newer edition, {source_id}, in place of {source['supersedes']}: {_say_edition(connection, source_id)}"
        )
        return Difference("edition", source_id, why, undo, source["publisher"])
    [[rows]] = connection.execute("SELECT count(*) FROM raw.deployment_ids WHERE source_id = ?", [source_id]).fetchall()
    days = f"{source['covers_from']} to {source['covers_to']}"
    why = f"A new record, {source_id}, covers {days} and lists {rows} deployment{'' if rows == 1 else 's'}"
    return Difference("record", source_id, why, undo, source["publisher"])


def _say_edition(connection: Connection, source_id: str) -> str:
    """What an edition did to the rows of the edition before, in a clause."""
    changes = dict(
        connection.execute("SELECT kind, count(*) FROM core.edition_changes WHERE source_id = ? GROUP BY kind", [source_id]).fetchall()
    )
    words = {"added": "row{} added", "renamed": "row{} with a place renamed", "changed": "cell{} changed", "vanished": "row{} gone"}
    said = [f"{changes[kind]} {clause.format('' if changes[kind] == 1 else 's')}" for kind, clause in words.items() if kind in changes]
    return ", ".join(said) or "the same rows"


def _source_back(connection: Connection, source_ids: list[str]) -> str:
    ids = f"({', '.join(quoted(one) for one in source_ids)})"
    return _back_everywhere(connection, "source_id", f"source_id IN {ids}") + _sources_back(f"id IN {ids}")


def _sources_back(where: str) -> str:
    current = "id NOT IN (SELECT supersedes FROM raw.sources WHERE supersedes IS NOT NULL)"
    return _back("sources", where) + f"UPDATE raw.sources SET is_current = ({current})::VARCHAR;"


def _known_source(then: Line, now: Line, entries: list[Explanation]) -> Iterator[Difference]:
    source_id = now["id"]
    for key in ("covers_from", "covers_to", "supersedes", "publisher", "record"):
        if then[key] != now[key]:
            entry = next((one for one in entries if one.kind == "coverage" and one.source_id == source_id), None)
            said = f"data/sources.toml, {source_id}, {key}: was {then[key] or 'not there'}, is {now[key] or 'not there'}"
            undo = _sources_back(f"id = {quoted(source_id)}")
            yield _explained("coverage", source_id, said, undo, "" if key == "publisher" else now["publisher"], entry)


def _explained(kind: str, ref: str, said: str, undo: str, publisher: str, entry: Explanation | None) -> Difference:
    """A difference that counts as explained where a maintainer wrote down its reason; the reason then leads."""
    if entry is None:
        return Difference(kind, ref, said, undo, publisher, is_explained=False)
    return Difference(kind, entry.change_id, f"{entry.reason.rstrip('.')} ({said})", undo, publisher)


def _rows(connection: Connection, entries: list[Explanation]) -> Iterator[tuple[str, Difference]]:
    """Rows of a known document that came, went or are read in another layout, and deployments with another id; each with its document."""
    lines = connection.execute(f"""
        SELECT source_id, page, row, sources.publisher, old.layout, new.layout, old.deployment_id, new.deployment_id
        FROM (SELECT source_id, page, row, layout, deployment_id FROM {RELEASED}.core.printed_rows) AS old
        FULL JOIN (SELECT source_id, page, row, layout, deployment_id FROM core.printed_rows) AS new USING (source_id, page, row)
        JOIN raw.sources AS sources ON sources.id = source_id
        WHERE source_id IN (SELECT id FROM {RELEASED}.raw.sources)
          AND (old.layout IS DISTINCT FROM new.layout OR old.deployment_id IS DISTINCT FROM new.deployment_id)
        ORDER BY source_id, page, row""").fetchall()
    for source_id, page, row, publisher, old, new, old_id, new_id in lines:
        here = _place(source_id, page, row)
        if old == new:
            said = f"data/deployment_ids.csv: page {page}, row {row} of {source_id} was {old_id}, is {new_id}; ids never change"
            yield source_id, Difference("id", source_id, said, _back("deployment_ids", here), publisher, is_explained=False)
            continue
        said = f", layout: was “{old}”, is “{new}”" if old and new else f": the row {'is gone' if old else 'was not there'}"
        undo = _back_everywhere(connection, "row", here)
        yield source_id, _read_otherwise(source_id, page, row, "", said, undo, publisher, entries)


def _cells(connection: Connection, entries: list[Explanation]) -> Iterator[tuple[str, Difference]]:
    """Cells of a known document that are read otherwise, each with its document."""
    lines = connection.execute(f"""
        SELECT source_id, page, row, column_name, sources.publisher, layout, coalesce(old.printed, ''), coalesce(new.printed, '')
        FROM {RELEASED}.core.printed_cells AS old
        JOIN core.printed_cells AS new USING (source_id, page, row, column_name)
        JOIN (SELECT source_id, page, row, layout FROM core.printed_rows) AS rows USING (source_id, page, row)
        JOIN raw.sources AS sources ON sources.id = source_id
        WHERE old.printed IS DISTINCT FROM new.printed
        ORDER BY source_id, page, row, column_name""").fetchall()
    for source_id, page, row, column, publisher, layout, old, new in lines:
        here, table = _place(source_id, page, row), raw_table(layout)
        undo = f'UPDATE {table} SET "{column}" = (SELECT "{column}" FROM {RELEASED}.{table} WHERE {here}) WHERE {here};'
        yield source_id, _read_otherwise(source_id, page, row, column, f", {column}: was “{old}”, is “{new}”", undo, publisher, entries)


def _place(source_id: str, page: int, row: int) -> str:
    return f"source_id = {quoted(source_id)} AND page = '{page}' AND row = '{row}'"


def _read_otherwise(
    source_id: str, page: int, row: int, column: str, said: str, undo: str, publisher: str, entries: list[Explanation]
) -> Difference:
    said = f"data/extracted/{source_id}.csv, page {page}, row {row}{said}, though the document is the same"
    entry = next((one for one in entries if one.is_about_cell(source_id, str(page), str(row), column)), None)
    return _explained("mistake" if entry else "cell", source_id, said, undo, publisher, entry)


# -- what a person decided ---------------------------------------------------------------------------------------------------


def _corrections(connection: Connection, publishers: dict[str, str]) -> Iterator[Difference]:
    """Corrections made, decided again, or (which is not allowed) taken out of the file."""
    then, now = _both(connection, "corrections", "correction_id")
    for key in [*now, *(one for one in then if one not in now)]:
        number, line = key[0], now.get(key) or then[key]
        cell = f"{line['source_id']}, page {line['page']}, row {line['row']}, {line['column']}"
        if key not in now:
            why = f"data/manual/corrections.csv: the line of {number} is gone; keep it and set its status to rejected, with the reason"
        elif key not in then:
            counted = f" and counted as “{line['corrected']}”"
            if line["status"] not in _COUNTED:
                counted = f"; to count “{line['corrected']}” is {line['status']}"
            why = f"Correction {number}: {cell} is printed as “{line['printed']}”{counted}. {line['reason'].rstrip('.')}"
        elif any(then[key][name] != line[name] for name in _DECIDED):
            was = f"it was {then[key]['status']} with “{then[key]['corrected']}”, it is {line['status']} with “{line['corrected']}”"
            why = f"Correction {number} was decided again ({cell}): {was}. {line['reason'].rstrip('.')}"
        else:
            continue
        undo = _back("corrections", f"correction_id = {quoted(number)}")
        yield Difference("correction", number, why, undo, publishers.get(line["source_id"], ""), is_explained=key in now)


def _places(connection: Connection, entries: list[Explanation]) -> Iterator[Difference]:
    """Place names looked up, as one difference per file, and each name that is looked up otherwise than before."""
    entry = next((one for one in entries if one.kind == "place"), None)
    for table, keys in (("places", ("publisher", "printed")), ("boroughs", ("borough",))):
        then, now = _both(connection, table, *keys)
        added, columns = len(now.keys() - then.keys()), ", ".join(keys)
        if added:
            why = f"{added} printed place name{' was' if added == 1 else 's were'} looked up (data/manual/{table}.csv)"
            yield Difference(
                "place", f"{table}.csv", why, _back(table, f"({columns}) NOT IN (SELECT {columns} FROM {RELEASED}.raw.{table})")
            )
        for key, line in then.items():
            if key in now and all(line[name] == now[key][name] for name in ("place_id", "borough") if name in line):
                continue
            said = f"data/manual/{table}.csv, “{key[-1]}”: was {_say_place(line)}, is {_say_place(now[key]) if key in now else 'gone'}"
            where = " AND ".join(f"{name} = {quoted(line[name])}" for name in keys)
            yield _explained("place", f"{table}.csv", said, _back(table, where), line.get("publisher", ""), entry)


def _say_place(line: Line) -> str:
    return f"{line.get('place', line.get('borough_code', ''))} in {line.get('borough') or 'no known borough'}"
