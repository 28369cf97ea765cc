-- What a second source would count for each year and month beside what we count of the same deployments.
-- One row = one comparison, basis and period: by its year column, or by its dates as it writes them (month 0 = the year).
-- Ours are only the deployments that both sources hold, so that a difference is a difference and not a later end.
WITH shared AS (
  SELECT rows.reconciliation, d.deployment_year AS year, d.deployment_month AS month, d.faces_seen, d.alerts, d.arrests
  FROM raw.reconciliation_rows AS rows
  JOIN core.deployments AS d USING (deployment_id)
  WHERE rows.outcome = 'matched'
),
bases AS (
  SELECT DISTINCT reconciliation, basis FROM raw.reconciliation_periods
),
ours AS (
  SELECT bases.reconciliation, bases.basis, periods.year, periods.month, periods.deployments, periods.faces_seen, periods.alerts, periods.arrests
  FROM bases
  JOIN (
    SELECT
      reconciliation, year, coalesce(month, 0) AS month,
      count(*)::INTEGER AS deployments, sum(faces_seen)::INTEGER AS faces_seen, sum(alerts)::INTEGER AS alerts, sum(arrests)::INTEGER AS arrests
    FROM shared
    GROUP BY GROUPING SETS ((reconciliation, year), (reconciliation, year, month))
  ) AS periods ON periods.reconciliation = bases.reconciliation AND (bases.basis = 'date' OR periods.month = 0)
),
theirs AS (
  SELECT
    reconciliation, basis, year::INTEGER AS year, month::INTEGER AS month,
    deployments::INTEGER AS deployments, faces_seen::INTEGER AS faces_seen, alerts::INTEGER AS alerts, arrests::INTEGER AS arrests
  FROM raw.reconciliation_periods
)
SELECT
  reconciliation, basis, year, month,
  coalesce(ours.deployments, 0) AS deployments, coalesce(theirs.deployments, 0) AS deployments_theirs,
  coalesce(ours.faces_seen, 0) AS faces_seen, coalesce(theirs.faces_seen, 0) AS faces_seen_theirs,
  coalesce(ours.alerts, 0) AS alerts, coalesce(theirs.alerts, 0) AS alerts_theirs,
  coalesce(ours.arrests, 0) AS arrests, coalesce(theirs.arrests, 0) AS arrests_theirs
FROM ours
FULL JOIN theirs USING (reconciliation, basis, year, month)
ORDER BY reconciliation, basis, year, month
