-- What became of each row of a second source, with the place of our deployment in its record. One row = one row of either side.
-- `their_row` is 0 for a deployment that only we hold.
SELECT
  rows.reconciliation, rows.outcome,
  rows.their_row::INTEGER AS their_row,
  coalesce(rows.deployment_id, '') AS deployment_id,
  rows.cells_compared::INTEGER AS cells_compared,
  rows.cells_alike::INTEGER AS cells_alike,
  coalesce(rows.date_alone, '') AS date_alone,
  d.deployment_date, d.location, d.publisher, d.source_id, d.page, d.row
FROM raw.reconciliation_rows AS rows
LEFT JOIN core.deployments AS d USING (deployment_id)
