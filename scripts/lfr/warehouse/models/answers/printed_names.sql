-- How each place is printed, and how its borough was found. One row = one place and printed name.
SELECT
  areas.publisher, areas.slug, d.location AS printed,
  count(*)::INTEGER AS deployments,
  coalesce(places.borough_source, '') AS borough_source,
  coalesce(places.note, '') AS note
FROM core.areas AS areas
JOIN core.deployment_versions AS d USING (version, deployment_id)
LEFT JOIN core.places AS places ON places.publisher = areas.publisher AND places.place_key = place_key(d.location)
WHERE areas.version = 'published' AND areas.kind = 'place'
GROUP BY ALL
