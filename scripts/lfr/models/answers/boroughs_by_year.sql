-- Where, by London borough. One row = one publisher, year and borough; places without a known borough stand together.
SELECT
  publisher,
  deployment_year AS year,
  borough_code,
  borough,
  count(*)::INTEGER AS deployments,
  count(DISTINCT place_id)::INTEGER AS places,
  sum(faces_seen)::INTEGER AS faces_seen,
  sum(alerts)::INTEGER AS alerts,
  sum(arrests)::INTEGER AS arrests
FROM core.deployments
GROUP BY ALL
ORDER BY publisher, year, deployments DESC, borough NULLS LAST
