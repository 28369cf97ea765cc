-- Where, over all years together. One row = one publisher and place, with its first and last day; most deployments first.
SELECT
  publisher,
  place_id,
  place_name AS place,
  borough,
  count_in('corrected', version) AS deployments,
  count_in('published', version) AS deployments_as_published,
  min(deployment_date) FILTER (WHERE version = 'corrected') AS first_date,
  max(deployment_date) FILTER (WHERE version = 'corrected') AS last_date
FROM core.deployment_versions
GROUP BY ALL
ORDER BY publisher, deployments DESC, place, place_id
