-- The threshold in use, as stretches of deployments with the same one. One row = one publisher and stretch.
-- `is_change` is false for the first stretch: before it no threshold is printed. A day on which two thresholds were in
-- use begins the new stretch; deployments that print no threshold neither begin nor end one.
WITH ordered AS (
  SELECT
    publisher, deployment_date, threshold, source_id, page, row,
    lag(threshold) OVER each AS before
  FROM core.deployments
  WHERE threshold IS NOT NULL
  WINDOW each AS (PARTITION BY publisher ORDER BY deployment_date, threshold, source_id, page, row)
),
numbered AS (
  SELECT
    *,
    count(*) FILTER (WHERE before IS DISTINCT FROM threshold)
      OVER (PARTITION BY publisher ORDER BY deployment_date, threshold, source_id, page, row) AS stretch
  FROM ordered
)
SELECT
  publisher,
  stretch::INTEGER AS stretch,
  threshold,
  min(deployment_date) AS from_date,
  max(deployment_date) AS to_date,
  count(*)::INTEGER AS deployments,
  stretch > 1 AS is_change
FROM numbered
GROUP BY ALL
ORDER BY publisher, stretch
