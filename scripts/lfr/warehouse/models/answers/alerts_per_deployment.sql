-- How many deployments gave how many alerts. One row = one publisher, year and number of alerts; deployments that
-- print no number stand in a row without one. A row may have deployments only before correction, with 0 as corrected.
SELECT
  publisher,
  deployment_year AS year,
  alerts,
  count_in('corrected', version) AS deployments,
  count_in('published', version) AS deployments_as_published
FROM core.deployment_versions
GROUP BY ALL
ORDER BY publisher, year, alerts NULLS LAST
