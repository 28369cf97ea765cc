-- Months that the records cover but in which they list no deployment: none took place, or none was recorded.
-- severity: notice
WITH months AS (
  SELECT publisher, make_date(year, month, 1) AS first_day, deployments,
    sum(deployments) OVER (PARTITION BY publisher ORDER BY year, month) AS so_far
  FROM answers.monthly
  WHERE is_covered
),
stretches AS (
  SELECT publisher, so_far, min(first_day) AS first_month, max(first_day) AS last_month, count(*) AS months
  FROM months
  WHERE deployments = 0
  GROUP BY publisher, so_far
)
SELECT
  sources.id AS source_id, NULL::INTEGER AS page, NULL::INTEGER AS row, 'date' AS column_name,
  'no row' AS printed,
  'a deployment, or the word that there was none' AS expected,
  strftime(first_month, '%B %Y') || CASE WHEN months > 1 THEN ' to ' || strftime(last_month, '%B %Y') || ' (' || months || ' months)' ELSE '' END || '.' AS detail
FROM stretches
JOIN raw.sources AS sources
  ON sources.publisher = stretches.publisher AND sources.is_current = 'true'
  AND first_month BETWEEN date_trunc('month', sources.covers_from::DATE) AND sources.covers_to::DATE
