-- How many faces are seen per hour deployed, between the days on which a person found that the series breaks (data/manual/breaks.csv).
-- One row = one stretch of deployments that print both faces and duration; the first and last day are those of its deployments.
WITH hourly AS (
  SELECT
    d.publisher, d.deployment_date, 60.0 * d.faces_seen / nullif(d.duration_minutes, 0) AS faces_per_hour,
    (
      SELECT count(*)
      FROM raw.breaks AS breaks
      WHERE breaks.publisher = d.publisher AND breaks.measure = 'faces_seen' AND breaks.from_date::DATE <= d.deployment_date
    )::INTEGER + 1 AS stretch
  FROM core.deployments AS d
)
SELECT
  publisher, stretch, min(deployment_date) AS from_date, max(deployment_date) AS to_date, count(*)::INTEGER AS deployments,
  median(faces_per_hour) AS median_faces_per_hour
FROM hourly
WHERE faces_per_hour IS NOT NULL
GROUP BY publisher, stretch
