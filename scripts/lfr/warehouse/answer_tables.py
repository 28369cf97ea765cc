"""What there is of each force, its single deployments, printed cells, findings and corrections; and which release the figures are of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from lfr.errors import LfrError, did_you_mean
from lfr.project import Project
from lfr.warehouse.database import LAYERS, Connection, Relation, reading

# An answer of at most so many cells (rows times columns) is kept: pages ask for the same years and measures some hundred times.
_KEPT_CELLS = 50_000


@dataclass(frozen=True)
class Shown:
    """Which release the figures are of. `version` is empty where nothing has been released.

    `is_exact` says whether every figure is that of the release; else `changes` figures differ, each explained.
    `sentence` says so in words, `address` is where the changes are listed.
    """

    version: str
    date: date | None
    is_exact: bool
    changes: int
    sentence: str
    address: str


def rows_of(table: str, order: str, key: str = "publisher", also: str = "") -> Callable[..., pd.DataFrame]:
    """A method that gives the rows of one force (or of another `key`, which is left out) in a table: all of them or, given a value,
    those with it in the column `also`.
    """

    def rows(figures: Tables, name: str, value: int | None = None) -> pd.DataFrame:
        where, values = (f" AND {also} = ?", [name, value]) if value is not None else ("", [name])
        return figures._frame(f"SELECT * EXCLUDE ({key}) FROM {table} WHERE {key} = ?{where} ORDER BY {order}", *values)

    return rows


def all_of(table: str, order: str) -> Callable[[Tables], pd.DataFrame]:
    """A method that gives all rows of a table."""
    return lambda figures: figures._frame(f"SELECT * FROM {table} ORDER BY {order}")


class Tables:
    """The tables of a warehouse; every method returns a fresh data frame.

    The id of a force gives the rows of its own; warehouse/models/answers says what a table is. A `connection` may be given to read from
    a warehouse that is still being built.
    """

    years = rows_of("answers.years", "year")
    monthly = rows_of("answers.monthly", "year, month")
    thresholds = rows_of("answers.thresholds", "stretch")
    false_alerts_by_threshold = rows_of("answers.false_alerts_by_threshold", "year, from_date, threshold NULLS LAST")
    faces_per_hour = rows_of("answers.faces_per_hour", "stretch")
    alerts_per_deployment = rows_of("answers.alerts_per_deployment", "year, alerts NULLS LAST")
    use_cases = rows_of("answers.use_cases", "all_deployments DESC, use_case, year")
    withdrawn = rows_of("answers.withdrawn", "deployment_id")
    places_ranked = rows_of("answers.places_ranked", "deployments DESC, place, place_id")
    areas = rows_of("answers.area_list", "kind, slug")
    shared_places = rows_of("answers.shared_places", "slug, also_in")
    area_counts = rows_of("answers.area_counts", "kind, slug, version, year NULLS LAST")
    area_corrections = rows_of("answers.area_corrections", "kind, slug, correction_id")
    printed_names = rows_of("answers.printed_names", "slug, deployments DESC, printed")
    # Of all years or of the one that is given; most deployments first.
    places = rows_of("answers.places_by_year", "year, deployments DESC, place", also="year")
    boroughs = rows_of("answers.boroughs_by_year", "year, deployments DESC, borough NULLS LAST", also="year")
    layout_columns = rows_of("raw.layout_columns", "position::INTEGER", "layout")  # from left to right
    same_period = rows_of("answers.same_period", "part_year, year, position", also="part_year")

    # What is not of one force alone: documents, the lines of their keys, what the checks found, what was corrected and changed.
    sources = all_of("answers.sources", "publisher, covers_from, covers_to, id")
    codes = all_of("answers.codes", "source_id, page::INTEGER, reference::INTEGER")
    findings = all_of("checks.findings", "severity, check_name, source_id, page, row, finding_id")
    corrections = all_of("answers.corrections", "correction_id")
    edition_changes = all_of("answers.changed_editions", "source_id, kind, deployment_id, column_name")
    # Every comparison with a second source, and what came out of one of them.
    reconciliations = all_of("raw.reconciliations", "id")
    reconciliation_rows = rows_of("answers.reconciled_rows", "outcome, their_row, deployment_id", "reconciliation")
    reconciliation_cells = rows_of("answers.reconciled_cells", "their_row, column_name", "reconciliation")
    reconciled_periods = rows_of("answers.reconciled_periods", "basis, year, month", "reconciliation")

    def __init__(self, project: Project, connection: Connection | None = None) -> None:
        self.project = project
        self._connection = connection or reading(project.warehouse)
        self._is_built = connection is None
        self._kept: dict[tuple[object, ...], pd.DataFrame] = {}

    def close(self) -> None:
        self._connection.close()

    def _frame(self, sql: str, *values: object) -> pd.DataFrame:
        found = self._kept.get((sql, *values))
        if found is None:
            found = self._connection.execute(sql, list(values)).df()
            if self._is_built and found.size <= _KEPT_CELLS:
                self._kept[sql, *values] = found
        return found.copy(deep=False)  # what is done to a copy does not show in another: pandas copies what is written to

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self._connection.execute(sql, list(values)).fetchall()

    def _has(self, table: str) -> bool:
        return bool(self._rows("SELECT 1 FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?", table))

    def breaks(self, publisher: str, measure: str | None = None) -> pd.DataFrame:
        """Where a person found that a series breaks: measure (or column), from_date, words, evidence (data/manual/breaks.csv)."""
        return self._frame(
            "SELECT measure, from_date::DATE AS from_date, words, evidence FROM raw.breaks"
            " WHERE publisher = $1 AND ($2 IS NULL OR measure = $2) ORDER BY from_date, measure",
            publisher,
            measure,
        )

    def borough_codes(self) -> dict[str, str]:
        """The code of each borough in which there was a deployment, by its name."""
        return dict(self._rows("SELECT DISTINCT borough, borough_code FROM core.deployments WHERE borough_code IS NOT NULL ORDER BY 1"))

    def deployments(self, publisher: str | None = None, year: int | None = None) -> pd.DataFrame:
        """Corrected deployments, one row each, in the order of their dates; the columns of core.deployments."""
        return self._frame(
            "SELECT * FROM core.deployments"
            " WHERE ($1 IS NULL OR publisher = $1) AND ($2 IS NULL OR deployment_year = $2)"
            " ORDER BY publisher, deployment_date, source_id, page, row",
            publisher,
            year,
        )

    def deployment_versions(self, version: str, publisher: str) -> pd.DataFrame:
        """The same of one force in one version ("corrected", "published")."""
        return self._frame(
            "SELECT * EXCLUDE (version) FROM core.deployment_versions WHERE version = ? AND publisher = ?"
            " ORDER BY deployment_date, source_id, page, row",
            version,
            publisher,
        )

    def layouts(self) -> list[str]:
        """The layouts of the deployments that are counted."""
        return list(self._frame("SELECT DISTINCT layout FROM core.deployments ORDER BY layout")["layout"])

    def printed_cells(self, source_id: str) -> pd.DataFrame:
        """Every cell of one document as printed: page, row, column_name, heading, printed, corrected, deployment_id."""
        return self._frame(
            "SELECT cells.page, cells.row, rows.deployment_id, rows.layout, cells.column_name, columns.heading, cells.printed,"
            " corrections.corrected, corrections.correction_id"
            " FROM core.printed_cells AS cells"
            " JOIN core.printed_rows AS rows USING (source_id, page, row)"
            " JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.column_name = cells.column_name"
            " LEFT JOIN core.corrections AS corrections ON corrections.is_applied"
            "  AND corrections.deployment_id = rows.deployment_id AND corrections.column_name = cells.column_name"
            " WHERE source_id = ? ORDER BY cells.page, cells.row, columns.position::INTEGER",
            source_id,
        )

    @cached_property
    def printed_before(self) -> dict[str, dict[str, str]]:
        """What was printed in the cells that a correction changed: by deployment, and by the field of the cell (records/layouts.toml)."""
        sql = "SELECT deployment_id, field, printed FROM core.corrections WHERE is_applied ORDER BY correction_id"
        found: dict[str, dict[str, str]] = {}
        for deployment_id, field, printed in self._rows(sql):
            found.setdefault(deployment_id, {})[field] = printed
        return found

    def checks(self) -> pd.DataFrame:
        """Every check: check_name, severity, title, about, sql, and how many findings it has, open and in all."""
        return self._frame(
            "SELECT registry.* REPLACE (coalesce(registry.about, '') AS about), count(findings.finding_id)::INTEGER AS findings,"
            " count(findings.finding_id) FILTER (WHERE findings.status = 'open')::INTEGER AS open"
            " FROM checks.registry AS registry LEFT JOIN checks.findings AS findings USING (check_name)"
            " GROUP BY ALL ORDER BY registry.severity, registry.check_name"
        )

    @cached_property
    def newest_edition(self) -> date:
        """The date of the newest document of all: what the figures are as at."""
        return date.fromisoformat(max(self.sources()["edition"]))

    @cached_property
    def deployment_notes(self) -> dict[str, str]:
        """What the readers of a deployment have to know of the purpose it names (data/manual/purpose_codes.csv), by deployment."""
        rows = self._rows(
            "SELECT d.deployment_id, string_agg(DISTINCT codes.note, '; ' ORDER BY codes.note) FROM core.deployments AS d"
            " JOIN answers.codes AS codes ON codes.source_id = d.source_id AND codes.note <> ''"
            "  AND list_contains(string_split_regex(d.purpose, '[, ]+'), codes.printed_as) GROUP BY d.deployment_id"
        )
        return dict(rows)

    def printed_rates(self, publisher: str) -> dict[str, int]:
        """How many printed false alert rates above 0 are `rounded`, `cut` off or `neither`, by the printed counts; `all` of them."""
        [(whole, cut, neither)] = self._rows(
            "SELECT count(*), count(*) FILTER (WHERE f.detail LIKE '%cut off%'), count(*) FILTER (WHERE f.detail LIKE '%not follow%')"
            " FROM core.deployments AS d LEFT JOIN checks.findings AS f ON f.check_name = 'printed_rate' AND f.source_id = d.source_id"
            "  AND f.page = d.page AND f.row = d.row WHERE d.publisher = ? AND d.false_alert_rate_percent > 0",
            publisher,
        )
        return {"all": whole, "rounded": whole - cut - neither, "cut": cut, "neither": neither}

    def tables(self) -> list[str]:
        """The names of every table of the warehouse, for `relation`."""
        rows = self._rows("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL")
        return [f"{layer}.{name}" for layer, name in rows if layer in LAYERS]

    def relation(self, table: str) -> Relation:
        """One table of the warehouse as a DuckDB relation, to filter, join and count with SQL. Nothing can be written.

        The tables people want are core.deployments, core.deployment_versions, answers.yearly_figures and checks.findings; the
        SQL that makes each is in scripts/lfr/warehouse/models. A relation lives as long as these figures are open. Raises LfrError for
        an unknown table.
        """
        known = self.tables()
        if table not in known:
            raise LfrError(f"relation {table}: there is no such table.{did_you_mean(table, known)}")
        return self._connection.sql(f"SELECT * FROM {table}")

    def shown(self) -> Shown:
        """The release that these figures are of."""
        rows = []
        if self._has("answers.release_shown"):
            sql = "SELECT version, release_date::DATE, is_exact = 'true', changes::INTEGER, changed_since FROM answers.release_shown"
            rows = self._rows(sql)
        if not rows or rows[0][0] is None:
            return Shown("", None, False, 0, "These figures have not been released yet.", "/releases/")
        version, day, is_exact, changes, changed_since = rows[0]
        name = f"release {version} of {day.day} {day:%B %Y}"
        if is_exact:
            return Shown(version, day, True, 0, f"This site shows {name}, {changed_since}.", f"/releases/{version}/")
        many = f"{changes} explained change{'' if changes == 1 else 's'}"
        sentence = f"This site shows the figures after {name}, with {many} not yet released."
        return Shown(version, day, False, changes, sentence, "/releases/#not-yet-released")

    def release_changes(self) -> pd.DataFrame:
        """What differs from the last release, one row per change: the columns of changes.csv. Empty where nothing does."""
        return self._in_order("answers.release_changes")

    def figure_history(self) -> pd.DataFrame:
        """For each figure its steps, oldest first: id, title, label, version (None: not yet released), value, said, why."""
        return self._in_order("answers.figure_history")

    def _in_order(self, table: str) -> pd.DataFrame:
        return self._frame(f"SELECT * EXCLUDE (position) FROM {table} ORDER BY position::INTEGER") if self._has(table) else pd.DataFrame()

    def moved(self) -> dict[str, tuple[str, str]]:
        """Addresses that an earlier release had and that moved: where they are now, and why (data/manual/moved.csv)."""
        rows = self._rows("SELECT address, now, reason FROM raw.moved ORDER BY line::INTEGER")
        return {address: (now, reason) for address, now, reason in rows}

    def frozen_addresses(self) -> list[str]:
        """Every address that a release promised, in order."""
        if not self._has("answers.frozen_addresses"):
            return []
        return [address for (address,) in self._rows("SELECT DISTINCT address FROM answers.frozen_addresses ORDER BY address")]
