-- Where, by borough. One row = one publisher, year and borough; places without a known borough stand together.
-- A row that has deployments only before correction stays, with 0 as corrected: both counts are shown where they differ.
SELECT
  publisher,
  deployment_year AS year,
  borough_code,
  borough,
  name_addresses(borough)[1] AS slug,
  count_in('corrected', version) AS deployments,
  count_in('published', version) AS deployments_as_published,
  count(DISTINCT place_id) FILTER (WHERE version = 'corrected')::INTEGER AS places,
  sum_in('corrected', version, faces_seen) AS faces_seen,
  sum_in('published', version, faces_seen) AS faces_seen_as_published,
  sum_in('corrected', version, alerts) AS alerts,
  sum_in('published', version, alerts) AS alerts_as_published,
  sum_in('corrected', version, arrests) AS arrests,
  sum_in('published', version, arrests) AS arrests_as_published
FROM core.deployment_versions
GROUP BY ALL
ORDER BY publisher, year, deployments DESC, borough NULLS LAST
