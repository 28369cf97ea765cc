-- Every cell in which a second source differs from ours, with the place of our deployment in its record. One row = one cell.
-- `ours` and `theirs` are empty where the kind of difference says enough.
SELECT
  cells.reconciliation,
  cells.their_row::INTEGER AS their_row,
  cells.deployment_id,
  cells.column AS column_name,
  cells.kind,
  coalesce(cells.ours, '') AS ours,
  coalesce(cells.theirs, '') AS theirs,
  d.deployment_date, d.location, d.publisher, d.source_id, d.page, d.row, d.has_correction
FROM raw.reconciliation_cells AS cells
LEFT JOIN core.deployments AS d USING (deployment_id)
