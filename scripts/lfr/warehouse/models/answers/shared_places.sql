-- Places that lie, or may lie, in a borough besides the one that they are counted in. One row = one publisher, place and such borough;
-- `borough` is the one that it is counted in (NULL: none).
SELECT
  places.publisher,
  name_addresses(others.also_in)[1] AS also_slug,
  others.also_in,
  places.place_id AS slug,
  places.name AS place,
  places.borough,
  places.deployments
FROM answers.area_list AS places
JOIN (
  SELECT DISTINCT publisher, place_id, unnest(string_split(also_in, ';')) AS also_in FROM raw.places WHERE also_in <> ''
) AS others ON others.publisher = places.publisher AND others.place_id = places.place_id
WHERE places.kind = 'place'
