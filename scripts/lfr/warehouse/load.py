"""Load everything under `data/` into `raw`, as text: the first stage of the warehouse."""

import re
from collections.abc import Mapping
from pathlib import Path

from lfr.curated.csv_lines import AS_WRITTEN, iter_extracted
from lfr.curated.hand_kept import columns_of
from lfr.curated.manual import COLUMNS, read_manual
from lfr.curated.printed_rows import IDS_COLUMNS
from lfr.curated.reconciliations import PARTS, Reconciliation, read_reconciliations
from lfr.curated.registry import Publisher, Source, current_sources, read_publishers, read_sources
from lfr.errors import BadData, did_you_mean
from lfr.project import Project
from lfr.warehouse.database import Connection, create_text_table, load_csv, load_text, quoted, refuse
from lfr.warehouse.measures import bases, counted_measures
from lfr.warehouse.model_sql import kind_of, raw_table, source_layouts

_PLACE_COLUMNS = ["source_id", "page", "row"]
_CODES_COLUMNS = ["source_id", "page", "reference", "text_sha256_16"]

Table = tuple[list[str], list[list[str]]]  # its columns and its lines


def load(project: Project, connection: Connection) -> int:
    """Fill the schema `raw`. Returns the number of printed rows loaded.

    Raises BadData when a file under `data/` breaks its rules.
    """
    manual, sources, opinions = read_manual(project), read_sources(project), read_reconciliations(project)
    current = current_sources(sources)
    tables: dict[str, Table] = {
        "publishers": (columns_of(Publisher), [one.cells() for one in read_publishers(project).values()]),
        "sources": ([*columns_of(Source), "is_current"], [[*one.cells(), str(one.id in current).lower()] for one in sources.values()]),
        "reconciliations": (columns_of(Reconciliation), [one.cells() for one in opinions.values()]),
        **{name: (["line", *COLUMNS[name]], [[str(one.at.line), *one.cells()] for one in lines]) for name, lines in manual.items()},
        **_of_layouts(),
        **_of_measures(),
    }
    for name, (columns, lines) in tables.items():
        load_text(connection, f"raw.{name}", columns, lines)
    for part, kind in PARTS.items():
        table, columns = f"raw.reconciliation_{part}", columns_of(kind)
        create_text_table(connection, table, ["reconciliation", *columns])
        for name in opinions:
            path = _sound(project.data / "reconciliation" / f"{name}.{part}.csv", columns)
            load_csv(connection, table, columns, path, also=f"{quoted(name)} AS reconciliation")
    create_text_table(connection, "raw.deployment_ids", IDS_COLUMNS)
    ids = load_csv(connection, "raw.deployment_ids", IDS_COLUMNS, _sound(project.data / "deployment_ids.csv", IDS_COLUMNS))
    rows = _load_cells(project, connection, list(sources))
    refuse(connection)
    # Each printed row has one id (refusals/deployment_ids.sql): another number of rows means that the two readers of CSV disagree.
    assert rows == ids, f"{rows} printed rows were loaded, and {ids} deployment ids"
    return rows


def _sound(path: Path, columns: list[str]) -> Path:
    """The file, once a strict reader has taken each line: DuckDB would not always say which is wrong, and takes control characters."""
    if path.is_file():
        for _ in iter_extracted(path, columns):
            pass
    return path


def _of_layouts() -> dict[str, Table]:
    """What each layout prints, and what is special about it (records/layouts.toml)."""
    known = source_layouts()
    layouts = [[one.id, str(position), one.medium, ", ".join(one.repeated)] for position, one in enumerate(known, start=1)]
    columns = [
        [layout.id, str(position), one.name, one.printed_heading, kind_of(one), one.field]
        for layout in known
        for position, one in enumerate(layout.columns, start=1)
    ]
    return {
        "layouts": (["layout", "position", "medium", "repeated"], layouts),
        "layout_columns": (["layout", "position", "column_name", "heading", "kind", "field"], columns),
    }


def _of_measures() -> dict[str, Table]:
    """What each measure is and on what bases each layout gives it (warehouse/measures.toml)."""
    known = counted_measures()
    of_layouts = [(one.id, layout.id, bases(one, layout)) for one in known for layout in source_layouts()]
    lines = [[str(position), one.id, one.title, one.unit, one.kind, one.method] for position, one in enumerate(known, start=1)]
    of_readings = [
        [measure, layout, str(reading), str(len(found)), basis]
        for measure, layout, found in of_layouts
        for reading, basis in enumerate(found, start=1)
    ]
    return {
        "measures": (["position", "measure", "title", "unit", "kind", "method"], lines),
        "measure_bases": (["measure", "layout", "reading", "readings", "basis"], of_readings),
    }


def _load_cells(project: Project, connection: Connection, source_ids: list[str]) -> int:
    known = {layout.id: layout for layout in source_layouts()}
    create_text_table(connection, "raw.codes", _CODES_COLUMNS)
    for layout in known.values():
        create_text_table(connection, raw_table(layout.id), [*_PLACE_COLUMNS, *layout.names])
    for path in sorted(project.extracted.glob("*.csv")):
        if path.name.removesuffix(".csv").removesuffix(".codes") not in source_ids:
            raise BadData(
                f"data/extracted/{path.name}: no entry in sources.toml, so nobody knows where it came from."
                " Register the document with `lfr add`, or remove the file."
            )
        if path.name.endswith(".codes.csv"):
            load_csv(connection, "raw.codes", _CODES_COLUMNS, _sound(path, _CODES_COLUMNS))
    rows = 0
    for source_id in source_ids:
        path = project.extracted / f"{source_id}.csv"
        if not path.is_file():
            raise BadData(
                f"sources.toml: “{source_id}” has no data/extracted/{path.name}. Run `lfr extract` on the document,"
                " or restore the file from the repository."
            )
        for name in dict.fromkeys(_layout_of(row, path) for row in iter_extracted(path)):
            if name not in known:
                raise BadData(f"{path.name}: unknown layout “{name}”.{did_you_mean(name, known)} Restore the file from the repository.")
            columns = [*_PLACE_COLUMNS, *known[name].names]
            rows += load_csv(connection, raw_table(name), columns, path, where=f"layout = {quoted(name)}")
    return rows


def _layout_of(row: Mapping[str, str], path: Path) -> str:
    where = f"data/extracted/{path.name}, page {row['page']}, row {row['row']}"
    if row["source_id"] != path.stem:
        raise BadData(f"{where}: the source_id is “{row['source_id']}”, not that of the file. {AS_WRITTEN}")
    if not re.fullmatch("[1-9][0-9]{0,6} [1-9][0-9]{0,6}", f"{row['page']} {row['row']}"):
        raise BadData(f"{where}: page and row are no numbers. {AS_WRITTEN}")
    return row["layout"]
