-- How many faces are seen per hour deployed, between the days on which a person found that the series breaks (data/manual/breaks.csv).
-- One row = one stretch of deployments that print both faces and duration; the first and last day are those of its deployments.
-- `_as_published` is the same before correction.
WITH hourly AS (
  SELECT
    d.publisher, d.version, d.deployment_date, 60.0 * d.faces_seen / nullif(d.duration_minutes, 0) AS faces_per_hour,
    (
      SELECT count(*)
      FROM raw.breaks AS breaks
      WHERE breaks.publisher = d.publisher AND breaks.measure = 'faces_seen' AND breaks.from_date::DATE <= d.deployment_date
    )::INTEGER + 1 AS stretch
  FROM core.deployment_versions AS d
)
SELECT
  publisher, stretch,
  min(deployment_date) FILTER (WHERE version = 'corrected') AS from_date,
  max(deployment_date) FILTER (WHERE version = 'corrected') AS to_date,
  count_in('corrected', version) AS deployments,
  count_in('published', version) AS deployments_as_published,
  median(faces_per_hour) FILTER (WHERE version = 'corrected') AS median_faces_per_hour,
  median(faces_per_hour) FILTER (WHERE version = 'published') AS median_faces_per_hour_as_published
FROM hourly
WHERE faces_per_hour IS NOT NULL
GROUP BY publisher, stretch
HAVING count_in('corrected', version) > 0
