-- A place that is not in data/manual/places.csv: it counts, but stands in no borough yet.
-- severity: notice
-- Where its name would stand at the page of a known place, it probably is that place, and the finding says so.
SELECT
  source_id, page, row, 'location' AS column_name, location AS printed,
  'a line in places.csv' AS expected,
  'Add the printed name, the place it stands for, its borough and where that is known from. Its page stands under “' || place_slug
    || '”, and stays there with this place_id.'
    || CASE WHEN place_slug <> name_addresses(location)[1] THEN ' Is it the known place “' || name_addresses(location)[1] || '”?' ELSE '' END
    AS detail
FROM core.deployments
WHERE place_id IS NULL AND location <> read_name('')  -- an empty place is a missing cell
