-- Every place and borough that has a page. One row = one publisher, kind of area and name to look it up by; `deployments` and `last_date`
-- are as corrected: an area may have deployments only as published. Its borough and precision are those of its places.
SELECT
  areas.publisher, areas.kind, areas.slug,
  min(areas.name) AS name,
  areas.place_id,
  min(areas.borough) AS borough,
  min(areas.place_precision) AS place_precision,
  count_in('corrected', version) AS deployments,
  max(d.deployment_date) FILTER (WHERE version = 'corrected') AS last_date
FROM core.areas AS areas
JOIN core.deployment_versions AS d USING (version, deployment_id)
GROUP BY ALL
