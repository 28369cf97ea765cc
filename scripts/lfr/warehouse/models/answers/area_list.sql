-- Every place and borough that has a page. One row = one publisher, kind of area and name to look it up by; `deployments` and `last_date`
-- are as corrected: an area may have deployments only before correction. Its borough and precision are those of its places.
-- A borough of the force's own area has a page without a deployment, too, and so has one of the same kind (by its official code) that
-- another force polices: `policed_by` names that force, and is empty for all others.
WITH areas AS (
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
),
own AS (
  SELECT
    publishers.id AS publisher, boroughs.borough, name_addresses(boroughs.borough)[1] AS slug,
    CASE WHEN boroughs.policed_by IN (SELECT id FROM raw.publishers) THEN '' ELSE boroughs.policed_by END AS policed_by
  FROM raw.publishers AS publishers
  JOIN raw.boroughs AS boroughs
    ON boroughs.policed_by = publishers.id
    OR (boroughs.policed_by NOT IN (SELECT id FROM raw.publishers) AND left(boroughs.borough_code, 3) IN (
      SELECT left(of_force.borough_code, 3) FROM raw.boroughs AS of_force WHERE of_force.policed_by = publishers.id
    ))
)
SELECT areas.*, coalesce(own.policed_by, '') AS policed_by
FROM areas
LEFT JOIN own ON areas.kind = 'borough' AND own.publisher = areas.publisher AND own.slug = areas.slug
UNION ALL
SELECT publisher, 'borough', slug, borough, NULL, borough, NULL, 0, NULL, policed_by
FROM own
WHERE NOT EXISTS (
  SELECT 1 FROM areas WHERE areas.kind = 'borough' AND areas.publisher = own.publisher AND areas.slug = own.slug
)
