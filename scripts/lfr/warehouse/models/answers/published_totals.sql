-- Totals that somebody else published beside what the records say of the same days. One row = one stated total.
-- Where the records do not cover all of the days there is nothing to compare: our number is then NULL, not a part.
WITH totals AS (
  SELECT
    line::INTEGER AS line, publisher, title, published_by, published_on, address, seen, period_from::DATE AS period_from,
    period_to::DATE AS period_to, borough, place_id, measure, wording, stated::INTEGER AS stated, note
  FROM raw.published_totals
),
covered AS (
  SELECT totals.line, count(DISTINCT days.day)::INTEGER AS days_covered
  FROM totals
  JOIN (
    SELECT DISTINCT publisher, unnest(generate_series(covers_from::DATE, covers_to::DATE, INTERVAL 1 DAY))::DATE AS day
    FROM raw.sources
    WHERE is_current = 'true'
  ) AS days ON days.publisher = totals.publisher AND days.day BETWEEN totals.period_from AND totals.period_to
  GROUP BY totals.line
),
counted AS (
  SELECT line, {{ measure_values }} AS counts
  FROM (
    SELECT totals.line, d.*
    FROM totals
    JOIN core.deployments AS d
      ON d.publisher = totals.publisher AND d.deployment_date BETWEEN totals.period_from AND totals.period_to
      AND (totals.borough IS NULL OR totals.borough = d.borough) AND (totals.place_id IS NULL OR totals.place_id = d.place_id)
  )
  GROUP BY line
),
long AS (
  SELECT line, unnest(counts, recursive := true)
  FROM counted
)
SELECT
  totals.* EXCLUDE (line),
  totals.line,
  (SELECT any_value(places.place) FROM core.places AS places WHERE places.place_id = totals.place_id) AS place,
  coalesce(covered.days_covered, 0) = date_diff('day', totals.period_from, totals.period_to) + 1 AS is_covered,
  CASE WHEN is_covered THEN CASE WHEN long.measure IS NULL THEN 0 ELSE long.value END END::INTEGER AS ours
FROM totals
LEFT JOIN covered USING (line)
LEFT JOIN long ON long.line = totals.line AND long.measure = totals.measure
ORDER BY totals.line
