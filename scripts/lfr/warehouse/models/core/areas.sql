-- The pages on which a deployment stands: that of its place, and that of its borough where one is known.
-- One row = one deployment, version and kind of area ('place', 'borough'). `slug` is the last part of the page's address:
-- the place's id in places.csv, which stays when the name is mended. A printed name that nobody has placed yet stands
-- under an address made from the name (name_addresses in macros.sql). Two areas of one kind never share one.
SELECT
  version, deployment_id, publisher, 'place' AS kind,
  place_slug AS slug,
  place_name AS name,
  place_id, borough, place_precision
FROM core.deployment_versions
UNION ALL
SELECT
  version, deployment_id, publisher, 'borough' AS kind,
  name_addresses(borough)[1] AS slug,
  borough AS name,
  NULL AS place_id, borough, NULL AS place_precision
FROM core.deployment_versions
WHERE borough IS NOT NULL
