-- Where: deployments, alerts and arrests at each place in each calendar year. One row = one publisher, year and place.
-- A printed place that nobody has placed yet stands under its printed name, without a borough.
-- A row that has deployments only as published stays, with 0 as corrected: both counts are shown where they differ.
SELECT
  publisher,
  deployment_year AS year,
  place_id,
  coalesce(place_id, address_part(location)) AS slug,
  coalesce(place, location) AS place,
  borough,
  count(*) FILTER (WHERE version = 'corrected')::INTEGER AS deployments,
  count(*) FILTER (WHERE version = 'published')::INTEGER AS deployments_as_published,
  CASE WHEN count(*) FILTER (WHERE version = 'corrected') = 0 THEN 0
       ELSE sum(faces_seen) FILTER (WHERE version = 'corrected') END::INTEGER AS faces_seen,
  CASE WHEN count(*) FILTER (WHERE version = 'published') = 0 THEN 0
       ELSE sum(faces_seen) FILTER (WHERE version = 'published') END::INTEGER AS faces_seen_as_published,
  CASE WHEN count(*) FILTER (WHERE version = 'corrected') = 0 THEN 0
       ELSE sum(alerts) FILTER (WHERE version = 'corrected') END::INTEGER AS alerts,
  CASE WHEN count(*) FILTER (WHERE version = 'published') = 0 THEN 0
       ELSE sum(alerts) FILTER (WHERE version = 'published') END::INTEGER AS alerts_as_published,
  CASE WHEN count(*) FILTER (WHERE version = 'corrected') = 0 THEN 0
       ELSE sum(arrests) FILTER (WHERE version = 'corrected') END::INTEGER AS arrests,
  CASE WHEN count(*) FILTER (WHERE version = 'published') = 0 THEN 0
       ELSE sum(arrests) FILTER (WHERE version = 'published') END::INTEGER AS arrests_as_published
FROM core.deployment_versions
GROUP BY ALL
ORDER BY publisher, year, deployments DESC, place
