"""Checks: queries that should return no row. What they do return is published and decided by a person."""

import itertools
from dataclasses import dataclass
from typing import Any

from lfr.errors import UndecidedFindings
from lfr.project import CHECKS
from lfr.warehouse.database import Connection, lines_of, load_text, quoted, run_models

SEVERITIES = ("blocking", "notice")
_COLUMNS = "source_id, page, row, column_name, printed, expected, detail"


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
        f"SELECT '{one.name}' AS check_name, '{one.severity}' AS severity, {quoted(one.title)} AS title, {_COLUMNS} FROM checks.{one.name}"
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
