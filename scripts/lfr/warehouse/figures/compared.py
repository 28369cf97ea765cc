"""Comparisons with second sources."""

from __future__ import annotations

import pandas as pd

from lfr.warehouse.figures.reading import Reading


class Compared(Reading):
    """Comparisons with second sources."""

    def reconciliations(self) -> pd.DataFrame:
        """Every comparison with a second source: the keys of data/reconciliation/<id>.toml."""
        return self._frame("SELECT * FROM raw.reconciliations ORDER BY id")

    def reconciliation_rows(self, reconciliation: str) -> pd.DataFrame:
        """What became of each row: outcome, their_row (0: none), deployment_id, cells_compared, cells_alike, date_alone; our place."""
        return self._frame(
            "SELECT rows.outcome, rows.their_row::INTEGER AS their_row, coalesce(rows.deployment_id, '') AS deployment_id,"
            " rows.cells_compared::INTEGER AS cells_compared, rows.cells_alike::INTEGER AS cells_alike,"
            " coalesce(rows.date_alone, '') AS date_alone, d.deployment_date, d.location, d.publisher, d.source_id, d.page, d.row"
            " FROM raw.reconciliation_rows AS rows LEFT JOIN core.deployments AS d USING (deployment_id)"
            " WHERE rows.reconciliation = ? ORDER BY rows.outcome, rows.their_row::INTEGER, rows.deployment_id",
            reconciliation,
        )

    def reconciliation_cells(self, reconciliation: str) -> pd.DataFrame:
        """Every cell that differs: their_row, deployment_id, column_name, kind, ours, theirs ("" where the kind says enough), our place."""
        return self._frame(
            'SELECT cells.their_row::INTEGER AS their_row, cells.deployment_id, cells."column" AS column_name, cells.kind,'
            " coalesce(cells.ours, '') AS ours, coalesce(cells.theirs, '') AS theirs,"
            " d.deployment_date, d.location, d.publisher, d.source_id, d.page, d.row, d.has_correction"
            " FROM raw.reconciliation_cells AS cells LEFT JOIN core.deployments AS d USING (deployment_id)"
            ' WHERE cells.reconciliation = ? ORDER BY cells.their_row::INTEGER, cells."column"',
            reconciliation,
        )

    def reconciled_periods(self, reconciliation: str) -> pd.DataFrame:
        """Per basis, year and month (0: the year): what we count of the shared deployments, and what the other source would (…_theirs)."""
        return self._frame(
            "SELECT * EXCLUDE (reconciliation) FROM answers.reconciled_periods WHERE reconciliation = ? ORDER BY basis, year, month",
            reconciliation,
        )
