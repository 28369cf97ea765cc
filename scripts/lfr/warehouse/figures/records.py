"""Single deployments, printed cells, documents; findings and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import pandas as pd

from lfr.errors import LfrError, did_you_mean
from lfr.warehouse.database import LAYERS, Relation
from lfr.warehouse.figures.reading import Reading


class Records(Reading):
    """Single deployments, printed cells, documents; findings and corrections."""

    def deployments(self, publisher: str | None = None, year: int | None = None) -> pd.DataFrame:
        """Corrected deployments, one row each, in the order of their dates; the columns of core.deployments."""
        return self._frame(
            "SELECT * FROM core.deployments"
            " WHERE ($1 IS NULL OR publisher = $1) AND ($2 IS NULL OR deployment_year = $2)"
            " ORDER BY publisher, deployment_date, source_id, page, row",
            publisher,
            year,
        )

    def deployment_versions(self, version: str, publisher: str | None = None) -> pd.DataFrame:
        """Deployments in one version ("corrected", "published"), with `place_slug`, the address of their place."""
        return self._frame(
            "SELECT * EXCLUDE (version), coalesce(place_id, address_part(location)) AS place_slug FROM core.deployment_versions"
            " WHERE version = $1 AND ($2 IS NULL OR publisher = $2) ORDER BY publisher, deployment_date, source_id, page, row",
            version,
            publisher,
        )

    def layouts(self) -> list[str]:
        """The layouts of the deployments that are counted."""
        return list(self._frame("SELECT DISTINCT layout FROM core.deployments ORDER BY layout")["layout"])

    def layout_columns(self, layout: str) -> pd.DataFrame:
        """The columns of one layout, from left to right: column_name, heading, kind."""
        return self._frame("SELECT column_name, heading, kind FROM raw.layout_columns WHERE layout = ? ORDER BY position::INTEGER", layout)

    def borough_codes(self) -> dict[str, str]:
        """The code of each borough in which there was a deployment, by its name."""
        frame = self._frame("SELECT DISTINCT borough, borough_code FROM core.deployments WHERE borough_code IS NOT NULL ORDER BY borough")
        return dict(frame.dropna().itertuples(index=False, name=None))

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
    def _applied(self) -> dict[str, list[tuple[str, str]]]:
        rows = self._connection.execute(
            "SELECT deployment_id, column_name, printed FROM core.corrections WHERE is_applied ORDER BY correction_id"
        ).fetchall()
        found: dict[str, list[tuple[str, str]]] = {}
        for deployment_id, column, printed in rows:
            found.setdefault(deployment_id, []).append((column, printed))
        return found

    def printed_before(self, deployment_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """What was printed in the cells of these deployments that a correction changed: columns and texts, by deployment."""
        return {one: self._applied[one] for one in deployment_ids if one in self._applied}

    def findings(self) -> pd.DataFrame:
        """Every finding of every check with its decision: finding_id, check_name, severity, place, status, reason."""
        return self._frame("SELECT * FROM checks.findings ORDER BY severity, check_name, source_id, page, row, finding_id")

    def checks(self) -> pd.DataFrame:
        """Every check: check_name, severity, title, about, sql, and how many findings it has, open and in all."""
        return self._frame(
            "SELECT registry.* REPLACE (coalesce(registry.about, '') AS about), count(findings.finding_id)::INTEGER AS findings,"
            " count(findings.finding_id) FILTER (WHERE findings.status = 'open')::INTEGER AS open"
            " FROM checks.registry AS registry LEFT JOIN checks.findings AS findings USING (check_name)"
            " GROUP BY ALL ORDER BY registry.severity, registry.check_name"
        )

    def corrections(self) -> pd.DataFrame:
        """The corrections ledger: what was printed, what is counted, why, by which evidence, in which state."""
        return self._frame(
            "SELECT corrections.*, sources.publisher, deployments.deployment_date, deployments.location"
            " FROM core.corrections AS corrections JOIN raw.sources AS sources ON sources.id = corrections.source_id"
            " LEFT JOIN core.deployments AS deployments USING (deployment_id) ORDER BY correction_id"
        )

    def sources(self) -> pd.DataFrame:
        """Every document and edition: the keys of sources.toml, is_current, and the number of rows read from it."""
        return self._frame(
            "SELECT sources.*, counts.rows FROM raw.sources AS sources"
            " LEFT JOIN (SELECT source_id, count(*) AS rows FROM core.printed_rows GROUP BY ALL) AS counts ON counts.source_id = sources.id"
            " ORDER BY sources.publisher, sources.covers_from, sources.covers_to"
        )

    @cached_property
    def newest_edition(self) -> date:
        """The date of the newest document of all: what the figures are as at."""
        return date.fromisoformat(max(self.sources()["edition"]))

    def codes(self) -> pd.DataFrame:
        """Purposes and use cases by document: source_id, page, code_list, reference, printed_as, meaning (None: not looked at)."""
        return self._frame(
            "SELECT codes.source_id, codes.page, codes.reference, known.code_list, known.printed_as, known.meaning"
            " FROM raw.codes AS codes LEFT JOIN raw.purpose_codes AS known USING (text_sha256_16)"
            " ORDER BY codes.source_id, codes.page::INTEGER, codes.reference::INTEGER"
        )

    def withdrawn(self, publisher: str) -> pd.DataFrame:
        """Deployments that no current edition prints: deployment_id, source_id, page, row, date_text, location of the last print."""
        return self._frame(
            "SELECT DISTINCT ON (rows.deployment_id) rows.deployment_id, rows.source_id, rows.page, rows.row, rows.date_text, rows.location"
            " FROM core.printed_rows AS rows JOIN raw.sources AS sources ON sources.id = rows.source_id"
            " WHERE rows.publisher = ? AND rows.deployment_id NOT IN (SELECT deployment_id FROM core.deployments)"
            " ORDER BY rows.deployment_id, sources.edition DESC",
            publisher,
        )

    def edition_changes(self) -> pd.DataFrame:
        """What newer editions changed: source_id, source_id_before, kind (added, changed, renamed, vanished), deployment_id, column_name,
        was, now, with the date and place of the deployment, where its row stands in each edition, and is_late: added although the
        edition before it already covered that day."""
        return self._frame(
            "SELECT changes.*, now_row.page AS page_now, now_row.row AS row_now, old_row.page AS page_before, old_row.row AS row_before,"
            " coalesce(now_row.deployment_date, old_row.deployment_date) AS deployment_date,"
            " coalesce(now_row.location, old_row.location) AS location,"
            " changes.kind = 'added' AND now_row.deployment_date <= before.covers_to::DATE AS is_late"
            " FROM core.edition_changes AS changes JOIN raw.sources AS before ON before.id = changes.source_id_before"
            " LEFT JOIN core.printed_rows AS now_row"
            "  ON now_row.source_id = changes.source_id AND now_row.deployment_id = changes.deployment_id"
            " LEFT JOIN core.printed_rows AS old_row"
            "  ON old_row.source_id = changes.source_id_before AND old_row.deployment_id = changes.deployment_id"
            " ORDER BY changes.source_id, changes.kind, changes.deployment_id, changes.column_name"
        )

    def tables(self) -> list[str]:
        """The names of every table of the warehouse, for `relation`."""
        rows = self._connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        return [row[0] for row in rows if row[0].split(".")[0] in LAYERS]

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
