-- A place that is not in data/manual/places.csv: it counts, but stands in no borough yet.
-- severity: notice
SELECT
  source_id, page, row, 'location' AS column_name, location AS printed,
  'a line in places.csv' AS expected,
  'Add the printed name, the place it stands for, its borough and where that is known from.' AS detail
FROM core.deployments
WHERE place_id IS NULL
