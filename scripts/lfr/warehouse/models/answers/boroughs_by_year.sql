-- Where, by London borough. One row = one publisher, year and borough; places without a known borough stand together.
-- A row that has deployments only as published stays, with 0 as corrected: both counts are shown where they differ.
SELECT
  publisher,
  deployment_year AS year,
  borough_code,
  borough,
  address_part(borough) AS slug,
  count(*) FILTER (WHERE version = 'corrected')::INTEGER AS deployments,
  count(*) FILTER (WHERE version = 'published')::INTEGER AS deployments_as_published,
  count(DISTINCT place_id) FILTER (WHERE version = 'corrected')::INTEGER AS places,
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
ORDER BY publisher, year, deployments DESC, borough NULLS LAST
