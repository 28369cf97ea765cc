"""Load everything under `data/` into `raw`, as text: the first stage of the warehouse."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from lfr.curated.csv_lines import AS_WRITTEN, iter_extracted
from lfr.curated.hand_kept import columns_of
from lfr.curated.manual import COLUMNS, read_manual
from lfr.curated.printed_rows import IDS_COLUMNS
from lfr.curated.reconciliations import PARTS, Reconciliation, read_reconciliations
from lfr.curated.registry import Publisher, Source, current_sources, read_publishers, read_sources
from lfr.errors import BadData, did_you_mean
from lfr.project import Project
from lfr.warehouse.database import Connection, load_text, refuse
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
        "deployment_ids": _table(IDS_COLUMNS, project.data / "deployment_ids.csv"),
        **_of_reconciliations(project, opinions),
        **_of_layouts(),
        **_of_measures(),
    }
    for name, (columns, lines) in tables.items():
        load_text(connection, f"raw.{name}", columns, lines)
    rows = _load_cells(project, connection, list(sources))
    refuse(connection)
    return rows


def _table(columns: list[str], path: Path) -> Table:
    return columns, [[row[name] for name in columns] for row in iter_extracted(path, columns)]


def _of_reconciliations(project: Project, names: Iterable[str]) -> dict[str, Table]:
    """What became of each row and cell of each comparison with a second source."""
    found: dict[str, Table] = {}
    for part, kind in PARTS.items():
        columns = columns_of(kind)
        lines = [[name, *line] for name in names for line in _table(columns, project.data / "reconciliation" / f"{name}.{part}.csv")[1]]
        found[f"reconciliation_{part}"] = (["reconciliation", *columns], lines)
    return found


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
    for name, columns in [("raw.codes", _CODES_COLUMNS), *((raw_table(one.id), [*_PLACE_COLUMNS, *one.names]) for one in known.values())]:
        load_text(connection, name, columns, [])
    for path in sorted(project.extracted.glob("*.csv")):
        if path.name.removesuffix(".csv").removesuffix(".codes") not in source_ids:
            raise BadData(
                f"data/extracted/{path.name}: no entry in sources.toml, so nobody knows where it came from."
                " Register the document with `lfr add`, or remove the file."
            )
        if path.name.endswith(".codes.csv"):
            load_text(connection, "raw.codes", *_table(_CODES_COLUMNS, path))
    count = 0
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
            columns, lines = _table([*_PLACE_COLUMNS, *known[name].names, "layout"], path)
            own = [line[:-1] for line in lines if line[-1] == name]
            load_text(connection, raw_table(name), columns[:-1], own)
            count += len(own)
    return count


def _layout_of(row: Mapping[str, str], path: Path) -> str:
    where = f"data/extracted/{path.name}, page {row['page']}, row {row['row']}"
    if row["source_id"] != path.stem:
        raise BadData(f"{where}: the source_id is “{row['source_id']}”, not that of the file. {AS_WRITTEN}")
    if not re.fullmatch("[1-9][0-9]{0,6} [1-9][0-9]{0,6}", f"{row['page']} {row['row']}"):
        raise BadData(f"{where}: page and row are no numbers. {AS_WRITTEN}")
    return row["layout"]
