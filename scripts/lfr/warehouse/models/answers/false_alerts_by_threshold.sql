-- False alerts beside alerts and faces seen, for each threshold in use. One row = one publisher, year and threshold, of the
-- deployments whose layout prints thresholds; those that print none stand in a row without one. A yearly rate is an average over
-- thresholds. `from_date` and `to_date` are the first and last day of a deployment with it; a row may have deployments only as published.
SELECT
  d.publisher,
  d.deployment_year AS year,
  d.threshold,
  min(d.deployment_date) FILTER (WHERE version = 'corrected') AS from_date,
  max(d.deployment_date) FILTER (WHERE version = 'corrected') AS to_date,
  count_in('corrected', version) AS deployments,
  count_in('published', version) AS deployments_as_published,
  sum_in('corrected', version, d.faces_seen) AS faces_seen,
  sum_in('published', version, d.faces_seen) AS faces_seen_as_published,
  sum_in('corrected', version, d.alerts) AS alerts,
  sum_in('published', version, d.alerts) AS alerts_as_published,
  sum_in('corrected', version, d.false_alerts) AS false_alerts,
  sum_in('published', version, d.false_alerts) AS false_alerts_as_published
FROM core.deployment_versions AS d
SEMI JOIN (SELECT layout FROM raw.layout_columns WHERE field = 'threshold') AS printing USING (layout)
GROUP BY ALL
ORDER BY d.publisher, year, from_date, d.threshold NULLS LAST
