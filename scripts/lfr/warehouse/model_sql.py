"""The SQL of every model as it is run: the files under models/ and checks/, with the parts that follow from layouts and measures filled in.

A part stands as `{{ name }}` in a file, and `_PARTS` says which function writes it. Everything else is plain SQL.
"""

import re
from collections.abc import Callable
from pathlib import Path

from lfr.project import CHECKS, MODELS
from lfr.records.layouts import NOT_RECORDED, Column, Layout, layouts
from lfr.warehouse.measures import OF_TWO_COUNTS, Measure, counted_measures

_TABLE = re.compile(r"\b(raw|staging|core|checks|answers)\.([a-z][a-z0-9_]*)")

# How SQL reads a cell of each kind (models/macros.sql).
_READS = {
    "text": "{}",
    "date": "read_date({})",
    "iso_date": "read_date({})",
    "duration": "read_minutes({})",
    "count": "read_count({})",
    "number": "read_number({})",
    "decimal": "read_decimal({})",
    "percent": "read_percent({})",
}
_TEXTS = ("location", "platform", "use_case", "purpose")  # what core knows of a row besides numbers and its day
_HOW = {
    "count": "count(*)",
    "sum": "sum({})",
    "distinct": "count(DISTINCT {})",
    "minimum": "min({})",
    "median": "median({})",
    "maximum": "max({})",
}


def model_sql() -> dict[str, str]:
    """The SQL of every model and check by its table: `models/core/deployments.sql` makes `core.deployments`. "macros" are SQL functions."""
    paths = {"macros": MODELS / "macros.sql"}
    paths |= {f"{path.parent.name}.{path.stem}": path for path in sorted(MODELS.glob("*/*.sql"))}
    paths |= {f"checks.{path.stem}": path for path in sorted(CHECKS.glob("[a-z]*.sql"))}
    return {name: filled(path) for name, path in paths.items()}


def filled(path: Path) -> str:
    """The SQL of one file."""
    return re.sub(r"\{\{ (\w+) \}\}", lambda found: _PARTS[found[1]](), path.read_text(encoding="utf-8"))


def tables_read(sql: str) -> set[str]:
    """The tables that a piece of SQL reads, comments aside."""
    code = re.sub(r"--[^\n]*", "", sql)
    return {f"{schema}.{name}" for schema, name in _TABLE.findall(code)}


def source_layouts() -> list[Layout]:
    """The layouts that figures come from."""
    return [one for one in layouts().values() if one.is_source]


def raw_table(layout_id: str) -> str:
    """The table of a layout's cells as text: those of `csv-log` are in `raw.csv_log`."""
    return f"raw.{layout_id.replace('-', '_')}"


def aggregate(one: Measure) -> str:
    """The expression that counts a measure over rows of core.deployments, or of the published deployments.csv."""
    if one.how in OF_TWO_COUNTS:
        return ("60 * " if one.how == "per_hour" else "") + " / ".join(_two_counts(one))
    condition = f" FILTER (WHERE {'' if one.where[1] else 'NOT '}{one.where[0]})" if one.where else ""
    return _HOW[one.how].format(one.column) + condition


def _two_counts(one: Measure) -> tuple[str, str]:
    """The two counts under a rate, or the count and minutes under a number per hour: of the deployments that print both."""
    return (
        f"sum({one.column}) FILTER (WHERE {one.over} IS NOT NULL)",
        f"sum({one.over}) FILTER (WHERE {one.column} IS NOT NULL)",
    )


def kind_of(one: Column) -> str:
    """The kind of a column's cells, with the form of its own that a date may have."""
    return f"{one.kind} {one.form}".rstrip()


def _read(one: Column) -> str:
    """How SQL reads a cell of a column, which stands as {} in it: by its kind, and in the unit of its field."""
    read = f"read_day({{}}, '{one.form}')" if one.form else _READS[one.kind]
    return read if one.times == 1 else f"({read} * {one.times})::{'INTEGER' if one.times > 1 else 'DECIMAL(4, 3)'}"


def _rows_of_layouts() -> str:
    """For each layout a SELECT that reads each cell by its kind and calls it by its field."""
    selects = []
    for layout in source_layouts():
        # Another text than these is kept as printed, and is no column of core: its name could be one that core makes.
        counted = [one for one in layout.columns if one.kind != "text" or one.field in _TEXTS]
        found = [f'{_read(one)} AS "{one.field}"'.format(f'"{one.name}"') for one in counted]
        early = f"coalesce(regexp_matches(lower(location), '\\(.*{layout.stopped_early}\\)'), false)" if layout.stopped_early else "false"
        place = ["source_id", "page::INTEGER AS page", "row::INTEGER AS row", f"'{layout.id}' AS layout"]
        columns = ",\n  ".join([*place, *found, "date AS date_text", f"{early} AS is_stopped_early"])
        selects.append(f"SELECT\n  {columns}\nFROM {raw_table(layout.id)}")
    return "\nUNION ALL BY NAME\n".join(selects)


def _cells_of_layouts() -> str:
    return "\nUNION ALL\n".join(
        "SELECT source_id, page::INTEGER AS page, row::INTEGER AS row, column_name, printed\n"
        f"FROM (FROM {raw_table(one.id)}) UNPIVOT INCLUDE NULLS (printed FOR column_name IN (COLUMNS(* EXCLUDE (source_id, page, row))))"
        for one in source_layouts()
    )


def _corrected_fields() -> str:
    """Each field of a layout with the correction of its cell, where there is one, read by the same rule as the cell."""
    reads: dict[str, dict[str, list[str]]] = {}
    for layout in source_layouts():
        for one in layout.columns:
            if one.kind != "text" or one.field in _TEXTS:
                reads.setdefault(one.field, {}).setdefault(_read(one), []).append(f"'{layout.id}'")
    lines = []
    for field, of_layouts in reads.items():
        cell = f"cells['{field}']"
        whens = [f"WHEN layout IN ({', '.join(layouts)}) THEN {read.format(cell)}" for read, layouts in of_layouts.items()]
        lines.append(f'    CASE WHEN {cell} IS NULL THEN "{field}" {" ".join(whens)} END AS "{field}"')
    return ",\n".join(lines)


def _reads_as() -> str:
    """For each kind of cell, and each date form of a layout, whether a cell reads so."""
    kinds = {kind: read.format("cell") for kind, read in _READS.items() if kind != "text"}
    kinds |= {kind_of(one): _read(one).format("cell") for layout in source_layouts() for one in layout.columns if one.form}
    return "\n".join(f"    WHEN '{kind}' THEN {read} IS NOT NULL" for kind, read in kinds.items())


def _not_recorded() -> str:
    """What publishers print where a number was not recorded: everywhere, or in their own layout."""
    words = sorted(NOT_RECORDED | {one.lower() for layout in source_layouts() for one in layout.not_recorded})
    return ", ".join("'{}'".format(one.replace("'", "''")) for one in words)


def _measure_values() -> str:
    """One struct per measure: its value, or the two counts under it."""
    lines = []
    for one in counted_measures():
        values = (aggregate(one), "NULL", "NULL") if one.how not in OF_TWO_COUNTS else ("NULL", *_two_counts(one))
        named = ", ".join(f"{name}: {sql}::DOUBLE" for name, sql in zip(("value", "numerator", "denominator"), values, strict=True))
        lines.append(f"    {{measure: '{one.id}', {named}}}")
    return "[\n" + ",\n".join(lines) + "\n  ]"


# Each part by the name of the function that writes it.
_PARTS: dict[str, Callable[[], str]] = {
    one.__name__[1:]: one for one in (_rows_of_layouts, _cells_of_layouts, _corrected_fields, _reads_as, _not_recorded, _measure_values)
}
