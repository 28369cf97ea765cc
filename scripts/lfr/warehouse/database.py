"""Everything that opens DuckDB: connections, tables loaded as text, models run in order, Parquet files."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd

from lfr.errors import BadData, LfrError, did_you_mean
from lfr.project import REFUSALS
from lfr.warehouse.model_sql import filled, model_sql, tables_read

# The names under which other rooms speak of a connection and of a table.
Connection = duckdb.DuckDBPyConnection
Relation = duckdb.DuckDBPyRelation

LAYERS = ("raw", "staging", "core", "answers", "checks")

# Two threads on purpose: results must not depend on how many there are (every output is ordered by a
# unique key, every sum is a sum of integers), and the suite would notice if they did.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "600MB"}


@contextmanager
def building(target: Path) -> Iterator[Connection]:
    """Give a connection to a new file beside `target`, renamed into place when the block ends well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside, log = target.with_suffix(".building"), target.with_suffix(".building.wal")
    for left in (beside, log):  # by a build that was killed
        left.unlink(missing_ok=True)
    try:
        with closing(duckdb.connect(str(beside), config=_CONFIG)) as connection:
            yield connection
            connection.execute("CHECKPOINT")  # closing it on a full disk would leave half of it, and say nothing
    except BaseException:
        for left in (beside, log):
            left.unlink(missing_ok=True)
        raise
    beside.replace(target)


@contextmanager
def counting() -> Iterator[Connection]:
    """Give a connection to a warehouse that is kept nowhere: for figures that are only compared."""
    with closing(duckdb.connect(":memory:", config=_CONFIG)) as connection:
        yield connection


@contextmanager
def attached(connection: Connection, name: str) -> Iterator[Connection]:
    """Give a connection to a second, empty warehouse, kept nowhere, whose tables `connection` reads as `name`.core.deployments."""
    connection.execute(f"ATTACH ':memory:' AS {name}")
    try:
        with closing(connection.cursor()) as beside:
            yield beside.execute(f"USE {name}")
    finally:
        connection.execute(f"DETACH {name}")


def lines_of(found: Connection | Relation) -> list[dict[str, Any]]:
    """The rows of an executed query or of a relation, each by the names of its columns."""
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def quoted(text: object) -> str:
    """A text as a literal of SQL."""
    return "'{}'".format(str(text).replace("'", "''"))


def reading(path: Path) -> Connection:
    """Open a built warehouse for reading only. Raises LfrError when there is none yet."""
    if not path.is_file():
        raise LfrError(f"{path}: there is no warehouse yet. Run `make site` (or `lfr build`) first.")
    return duckdb.connect(str(path), read_only=True, config=_CONFIG)


def write_parquet(path: Path, types: dict[str, str], frames: Iterable[Any], metadata: dict[str, str]) -> None:
    """Write data frames as one Parquet file with these columns and SQL types."""
    spec = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    cast = ", ".join(f'"{name}"::{kind}' for name, kind in types.items())
    given = ", ".join(f"{name}: {quoted(text)}" for name, text in metadata.items())
    # The rows of a long table that do not fit into memory wait in the folder.
    with TemporaryDirectory() as waiting, closing(duckdb.connect(config={**_CONFIG, "temp_directory": waiting})) as connection:
        connection.execute(f"CREATE TABLE rows ({spec})")
        for frame in frames:
            connection.register("frame", frame)
            connection.execute(f"INSERT INTO rows SELECT {cast} FROM frame")
            connection.unregister("frame")
        connection.execute(f"COPY rows TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{given}}})")


def load_text(connection: Connection, table: str, columns: list[str], rows: Sequence[Sequence[str | None]]) -> None:
    """Add rows to `table`, which is made with text columns only where there is none yet. An empty string is stored as NULL."""
    spec = ", ".join(f'"{name}" VARCHAR' for name in columns)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({spec})")
    connection.register("rows_of_text", pd.DataFrame(rows, columns=columns, dtype="str"))
    connection.execute(f"INSERT INTO {table} SELECT nullif(COLUMNS(*), '') FROM rows_of_text")
    connection.unregister("rows_of_text")


def refuse(connection: Connection) -> None:
    """Raise BadData for the first thing that the files in refusals/ find wrong: a message, and where a name is not known, what is."""
    for path in sorted(REFUSALS.glob("*.sql")):
        try:
            found = connection.execute(filled(path)).fetchone()
        except duckdb.Error as error:
            raise BadData(f"{path.name} (refusals): {str(error).splitlines()[0]}") from error
        if found:
            message, word, known = (*found, None, None)[:3]
            raise BadData(message + (did_you_mean(word, known) if word else ""))


def run_models(connection: Connection, layers: tuple[str, ...], wanted: tuple[str, ...] = ()) -> list[str]:
    """Make every model of these layers, each after the models that it reads. Returns their names in order.

    With `wanted` only these are made, and what they read.
    """
    models = {name: sql for name, sql in model_sql().items() if name.split(".")[0] in layers}
    needs = {name: (tables_read(sql) & models.keys()) - {name} for name, sql in models.items()}
    order = list(TopologicalSorter(needs).static_order())
    if wanted:
        kept = set(wanted)
        for name in reversed(order):
            kept |= needs[name] if name in kept else set()
        order = [name for name in order if name in kept]
    for name in order:
        try:
            connection.execute(f"CREATE TABLE {name} AS {models[name]}")
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise BadData(f"{name.split('.')[1]}.sql ({name}): {first}") from error
    return order


def prepare(connection: Connection) -> None:
    """Make an empty database ready for models: its layers, and the SQL functions that every model may use (models/macros.sql)."""
    for layer in LAYERS:
        connection.execute(f"CREATE SCHEMA {layer}")
    connection.execute(model_sql()["macros"])
