-- A place whose borough is not known: the record does not say where on a long street it was.
-- severity: notice
SELECT
  d.source_id, d.page, d.row, 'location' AS column_name, d.location AS printed,
  'a borough' AS expected,
  coalesce(places.note, '') AS detail
FROM core.deployments AS d
JOIN core.places AS places ON places.publisher = d.publisher AND places.place_key = place_key(d.location)
WHERE d.borough IS NULL
