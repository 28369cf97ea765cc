-- How many deployments gave how many alerts. One row = one publisher, year and number of alerts; deployments that
-- print no number stand in a row without one. A row may have deployments only as published, with 0 as corrected.
SELECT
  publisher,
  deployment_year AS year,
  alerts,
  count(*) FILTER (WHERE version = 'corrected')::INTEGER AS deployments,
  count(*) FILTER (WHERE version = 'published')::INTEGER AS deployments_as_published
FROM core.deployment_versions
GROUP BY ALL
ORDER BY publisher, year, alerts NULLS LAST
