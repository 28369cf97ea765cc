-- One place, by its id or by its printed name, has one name and one borough, and lies in others besides that.
WITH places AS (SELECT * REPLACE (line::INTEGER AS line), place_key(printed) AS key FROM raw.places),
faults AS (
  SELECT line, concat('also_in names “', borough, '”, which is not another borough. Take it out.') AS message
  FROM places WHERE list_contains(string_split(also_in, ';'), borough)
  UNION ALL
  SELECT one.line, concat(
    '“', one.printed, '” and “', other.printed, '” (line ', other.line, ') give one place two names or two boroughs. Make them agree.')
  FROM places AS one
  JOIN places AS other
    ON other.publisher = one.publisher AND other.line < one.line AND (other.place_id = one.place_id OR other.key = one.key)
  WHERE (other.place_id, other.place, other.borough, other.also_in) IS DISTINCT FROM (one.place_id, one.place, one.borough, one.also_in)
)
SELECT concat('places.csv, line ', line, ': ', message) FROM faults ORDER BY line, message
