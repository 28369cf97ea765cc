"""Build the warehouse of a project: raw → staging → core → answers, then the checks. Every command and test builds it here."""

from lfr.project import Project
from lfr.warehouse.database import Connection, run_macros, run_models
from lfr.warehouse.findings import run_checks
from lfr.warehouse.load import load


def build_warehouse(project: Project, connection: Connection, *, with_checks: bool = True, only: tuple[str, ...] = ()) -> str:
    """Make every table of a project's warehouse in an empty database (`database.building` or `database.counting`).

    With `only` these tables are made, and those that they are made from. Findings do not stop anything here: `stop_on_undecided`
    does. Returns what there is, in words. Raises BadData when a file under `data/` breaks its rules.
    """
    connection.begin()  # one transaction: to write each table down by itself takes as long as to make it
    run_macros(connection)
    rows = load(project, connection)
    tables = run_models(connection, ("staging", "core", "answers"), only)
    findings = run_checks(connection) if with_checks else 0
    connection.commit()
    return f"{rows} printed rows, {len(tables)} tables, {findings} findings"
