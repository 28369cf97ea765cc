-- Where: deployments, alerts and arrests at each place in each calendar year. One row = one publisher, year and place.
-- A printed place that nobody has placed yet stands under its printed name, without a borough.
-- A row that has deployments only before correction stays, with 0 as corrected: both counts are shown where they differ.
SELECT
  publisher,
  deployment_year AS year,
  place_id,
  place_slug AS slug,
  place_name AS place,
  borough,
  count_in('corrected', version) AS deployments,
  count_in('published', version) AS deployments_as_published,
  sum_in('corrected', version, faces_seen) AS faces_seen,
  sum_in('published', version, faces_seen) AS faces_seen_as_published,
  sum_in('corrected', version, alerts) AS alerts,
  sum_in('published', version, alerts) AS alerts_as_published,
  sum_in('corrected', version, arrests) AS arrests,
  sum_in('published', version, arrests) AS arrests_as_published
FROM core.deployment_versions
GROUP BY ALL
ORDER BY publisher, year, deployments DESC, place
