-- Printed place names and the place each stands for. One row = one key of a printed name.
SELECT DISTINCT ON (places.publisher, place_key(places.printed))
  places.publisher,
  place_key(places.printed) AS place_key,
  places.place_id,
  places.place,
  places.borough,
  boroughs.borough_code,
  places.precision,
  places.borough_source,
  places.note
FROM raw.places AS places
LEFT JOIN raw.boroughs AS boroughs USING (borough)
ORDER BY places.publisher, place_key(places.printed), places.line::INTEGER
