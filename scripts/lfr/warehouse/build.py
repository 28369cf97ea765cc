"""Build the warehouse of a project: raw → staging → core → answers, then the checks. Every command and test builds it here.

Everything under `data/` is loaded into `raw`, as text: the first stage. Checks are queries that should return no row: what they do
return is published and decided by a person.
"""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lfr.curated.hand_kept import columns_of
from lfr.curated.manual import COLUMNS, read_manual
from lfr.curated.registry import (
    IDS_COLUMNS,
    PARTS,
    Publisher,
    Reconciliation,
    Source,
    current_sources,
    read_publishers,
    read_reconciliations,
    read_sources,
)
from lfr.curated.text_files import AS_WRITTEN, CODES_COLUMNS, iter_extracted
from lfr.errors import BadData, UndecidedFindings, did_you_mean
from lfr.project import CHECKS, Project
from lfr.warehouse.database import Connection, lines_of, load_text, prepare, quoted, refuse, run_models
from lfr.warehouse.measures import bases, counted_measures
from lfr.warehouse.model_sql import kind_of, raw_table, source_layouts

SEVERITIES = ("blocking", "notice")
_FOUND = "source_id, page, row, column_name, printed, expected, detail"
_PLACE_COLUMNS = ["source_id", "page", "row"]

Table = tuple[list[str], list[list[str]]]  # its columns and its lines


def build_warehouse(project: Project, connection: Connection, *, with_checks: bool = True, only: tuple[str, ...] = ()) -> str:
    """Make every table of a project's warehouse in an empty database (`database.building` or `database.counting`).

    With `only` these tables are made, and those that they are made from. Findings do not stop anything here: `stop_on_undecided`
    does. Returns what there is, in words. Raises BadData when a file under `data/` breaks its rules.
    """
    connection.begin()  # one transaction: to write each table down by itself takes as long as to make it
    prepare(connection)
    rows = load(project, connection)
    tables = run_models(connection, ("staging", "core", "answers"), only)
    findings = run_checks(connection) if with_checks else 0
    connection.commit()
    return f"{rows} printed rows, {len(tables)} tables, {findings} findings"


def load(project: Project, connection: Connection) -> int:
    """Fill the schema `raw`. Returns the number of printed rows."""
    manual, sources, opinions = read_manual(project), read_sources(project), read_reconciliations(project)
    current, known, measures = current_sources(sources), source_layouts(), counted_measures()
    of_layouts = [(one.id, layout.id, bases(one, layout)) for one in measures for layout in known]
    tables: dict[str, Table] = {
        "publishers": (columns_of(Publisher), [one.cells() for one in read_publishers(project).values()]),
        "sources": ([*columns_of(Source), "is_current"], [[*one.cells(), str(one.id in current).lower()] for one in sources.values()]),
        "reconciliations": (columns_of(Reconciliation), [one.cells() for one in opinions.values()]),
        **{name: (["line", *COLUMNS[name]], [[str(one.at.line), *one.cells()] for one in lines]) for name, lines in manual.items()},
        "deployment_ids": _table(IDS_COLUMNS, project.data / "deployment_ids.csv"),
        # What each layout prints, and what is special about it (records/layouts.toml).
        "layouts": (
            ["layout", "position", "medium", "repeated"],
            [[one.id, str(position), one.medium, ", ".join(one.repeated)] for position, one in enumerate(known, start=1)],
        ),
        "layout_columns": (
            ["layout", "position", "column_name", "heading", "kind", "field"],
            [
                [layout.id, str(position), one.name, one.printed_heading, kind_of(one), one.field]
                for layout in known
                for position, one in enumerate(layout.columns, start=1)
            ],
        ),
        # What each measure is and on what bases each layout gives it (warehouse/measures.toml).
        "measures": (
            ["position", "measure", "title", "unit", "kind", "method"],
            [[str(position), one.id, one.title, one.unit, one.kind, one.method] for position, one in enumerate(measures, start=1)],
        ),
        "measure_bases": (
            ["measure", "layout", "reading", "readings", "basis"],
            [
                [measure, layout, str(reading), str(len(found)), basis]
                for measure, layout, found in of_layouts
                for reading, basis in enumerate(found, start=1)
            ],
        ),
    }
    for part, kind in PARTS.items():  # what became of each row and cell of each comparison with a second source
        columns, folder = columns_of(kind), project.data / "reconciliation"
        lines = [[name, *line] for name in opinions for line in _table(columns, folder / f"{name}.{part}.csv")[1]]
        tables[f"reconciliation_{part}"] = (["reconciliation", *columns], lines)
    for name, (columns, lines) in tables.items():
        load_text(connection, f"raw.{name}", columns, lines)
    rows = _load_cells(project, connection, list(sources))
    refuse(connection)
    return rows


def _table(columns: list[str], path: Path) -> Table:
    return columns, [[row[name] for name in columns] for row in iter_extracted(path, columns)]


def _load_cells(project: Project, connection: Connection, source_ids: list[str]) -> int:
    known = {layout.id: layout for layout in source_layouts()}
    for name, columns in [("raw.codes", CODES_COLUMNS), *((raw_table(one.id), [*_PLACE_COLUMNS, *one.names]) for one in known.values())]:
        load_text(connection, name, columns, [])
    for path in sorted(project.extracted.glob("*.csv")):
        if path.name.removesuffix(".csv").removesuffix(".codes") not in source_ids:
            raise BadData(
                f"data/extracted/{path.name}: no entry in sources.toml, so nobody knows where it came from."
                " Register the document with `lfr add`, or remove the file."
            )
        if path.name.endswith(".codes.csv"):
            load_text(connection, "raw.codes", *_table(CODES_COLUMNS, path))
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


@dataclass(frozen=True)
class Check:
    """One check: its SQL file's name, the sentence on its first line, and whether it stops a build."""

    name: str
    title: str
    severity: str
    about: str
    sql: str


def checks() -> list[Check]:
    """Every check, blocking ones first, then by name."""
    found = []
    for path in sorted(CHECKS.glob("[a-z]*.sql")):
        sql = path.read_text(encoding="utf-8")
        head = itertools.takewhile(lambda line: line.startswith("--"), sql.splitlines())
        comments = [line.removeprefix("--").strip() for line in head]
        severity = comments[1].removeprefix("severity:").strip()
        assert severity in SEVERITIES, f"{path.name}: severity {severity!r}"
        found.append(Check(path.stem, comments[0], severity, " ".join(comments[2:]), sql))
    return sorted(found, key=lambda check: (SEVERITIES.index(check.severity), check.name))


def run_checks(connection: Connection) -> int:
    """Run every check; fill `checks.found` and `checks.findings`. Returns the number of findings."""
    run_models(connection, ("checks",))
    known = checks()
    union = "\nUNION ALL\n".join(
        f"SELECT '{one.name}' AS check_name, '{one.severity}' AS severity, {quoted(one.title)} AS title, {_FOUND} FROM checks.{one.name}"
        for one in known
    )
    connection.execute(f"CREATE TABLE checks.found AS {union}")
    lines = [[one.name, one.severity, one.title, one.about, one.sql] for one in known]
    load_text(connection, "checks.registry", ["check_name", "severity", "title", "about", "sql"], lines)
    connection.execute(f"CREATE TABLE checks.findings AS {(CHECKS / '_findings.sql').read_text()}")
    return int(connection.execute("SELECT count(*) FROM checks.findings").fetchall()[0][0])


def stop_on_undecided(connection: Connection) -> None:
    """Raise UndecidedFindings where a date or a count cannot be read with certainty and nobody has decided it."""
    found = _findings(connection, "severity = 'blocking' AND status = 'open'")
    if found:
        lines = [f"{one['source_id']}, {_told(one)} [{one['check_name']}]" for one in found]
        raise UndecidedFindings(
            "\n".join(lines)
            + f"\n{len(found)} blocking finding{'s' if len(found) > 1 else ''} without a decision; the last good site stays as it is."
            " For each, either correct the cell in data/manual/corrections.csv (status accepted), or accept it as printed in"
            " data/manual/decisions.csv, with the reason."
        )


def list_findings(connection: Connection) -> str:
    """Every finding with its decision, one line each, and a last line that counts them."""
    found = _findings(connection)
    lines = [f"{one['severity']}, {one['status']}: {one['source_id']}, {_told(one)} [{one['check_name']}]" for one in found]
    return "\n".join([*lines, f"{len(found)} findings, {sum(1 for one in found if one['status'] == 'open')} open"])


def findings_of_source(connection: Connection, source_id: str) -> list[str]:
    """The findings about one document that nobody has decided: how many, one line each, and what to do next."""
    found = _findings(connection, "source_id = ? AND status = 'open'", source_id)
    blocking = sum(1 for one in found if one["severity"] == "blocking")
    lines = [f"Findings: {blocking} blocking, {len(found) - blocking} notices."]
    lines += [f"  {one['severity']}: {_told(one)}" for one in found]
    if blocking:
        return [*lines, "`lfr build` stops until each blocking finding is corrected or accepted in data/manual/."]
    return [*lines, "Next: look at the notices, then run `lfr build`."]


def _findings(connection: Connection, where: str = "true", *values: str) -> list[dict[str, Any]]:
    order = "severity, status <> 'open', source_id, page NULLS FIRST, row NULLS FIRST, check_name, finding_id"
    return lines_of(connection.execute(f"SELECT * FROM checks.findings WHERE {where} ORDER BY {order}", list(values)))


def _told(one: dict[str, Any]) -> str:
    row = f"row {one['row']}" if one["row"] else "the key under the table"
    place = f"page {one['page']}, {row}, {one['column_name']}" if one["page"] else one["column_name"]
    return f"{place}: {one['title']} Printed: “{one['printed']}”. Expected: {one['expected']}. {one['detail']}"
