-- Printed place names and the place each stands for. One row = one key of a printed name, or of a place's own name, where no line says
-- what that stands for and no two places bear it.
WITH names AS (
  SELECT *, printed AS name, 1 AS rank FROM raw.places
  UNION ALL
  SELECT *, place, 2 FROM raw.places
  WHERE (publisher, place_key(place)) IN (SELECT (publisher, place_key(place)) FROM raw.places GROUP BY publisher, place_key(place) HAVING count(DISTINCT place_id) = 1)
)
SELECT DISTINCT ON (places.publisher, place_key(places.name))
  places.publisher,
  place_key(places.name) AS place_key,
  places.place_id,
  places.place,
  places.borough,
  boroughs.borough_code,
  places.precision,
  places.borough_source,
  places.note
FROM names AS places
LEFT JOIN raw.boroughs AS boroughs USING (borough)
ORDER BY places.publisher, place_key(places.name), places.rank, places.line::INTEGER
