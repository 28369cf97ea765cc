-- Where: deployments, alerts and arrests at each place in each calendar year. One row = one publisher, year and place.
-- A printed place that nobody has placed yet stands under its printed name, without a borough.
SELECT
  publisher,
  deployment_year AS year,
  place_id,
  coalesce(place, location) AS place,
  borough,
  count(*)::INTEGER AS deployments,
  sum(faces_seen)::INTEGER AS faces_seen,
  sum(alerts)::INTEGER AS alerts,
  sum(arrests)::INTEGER AS arrests
FROM core.deployments
GROUP BY ALL
ORDER BY publisher, year, deployments DESC, place
