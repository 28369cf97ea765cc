-- A year that the records cover in part, and the same days of each earlier year. One row = one publisher, part year, year and count.
-- `is_comparable`: counted on the same basis in both years, and no break of the series between them (data/manual/breaks.csv). A year
-- of which the records do not cover all of these days has no value; neither has one whose layout does not hold the measure.
WITH parts AS (
  -- With a gap among its days a year has no stretch of days to compare.
  SELECT publisher, year AS part_year, covers_from, covers_to
  FROM answers.years
  WHERE is_partial AND covered_days = date_diff('day', covers_from, covers_to) + 1
),
periods AS (
  SELECT
    parts.publisher, parts.part_year, years.year,
    same_day(parts.covers_from, years.year) AS from_date,
    same_day(parts.covers_to, years.year) AS to_date
  FROM parts
  JOIN answers.years AS years ON years.publisher = parts.publisher AND years.year <= parts.part_year
),
covered AS (
  SELECT periods.publisher, periods.part_year, periods.year, count(DISTINCT days.day) AS covered_days
  FROM periods
  JOIN (
    SELECT publisher, unnest(generate_series(covers_from::DATE, covers_to::DATE, INTERVAL 1 DAY))::DATE AS day
    FROM raw.sources
    WHERE is_current = 'true'
  ) AS days ON days.publisher = periods.publisher AND days.day BETWEEN periods.from_date AND periods.to_date
  GROUP BY ALL
),
counted AS (
  SELECT publisher, part_year, period_year AS year, version, {{ measure_values }} AS counts
  FROM (
    SELECT periods.part_year, periods.year AS period_year, d.*
    FROM periods
    JOIN core.deployment_versions AS d
      ON d.publisher = periods.publisher AND d.deployment_date BETWEEN periods.from_date AND periods.to_date
  )
  GROUP BY ALL
),
long AS (
  SELECT publisher, part_year, year, version, unnest(counts, recursive := true)
  FROM counted
),
valued AS (
  SELECT
    periods.*, figures.measure, figures.position,
    CASE WHEN coalesce(covered.covered_days, 0) < date_diff('day', periods.from_date, periods.to_date) + 1 THEN 'not_covered'
         WHEN corrected.measure IS NULL THEN 'no_deployment'
         ELSE figures.basis END AS basis,
    -- Where no deployment lies in the period every count is 0, whatever columns the layout has.
    CASE WHEN corrected.measure IS NULL THEN 0 ELSE corrected.value END::INTEGER AS counted,
    CASE WHEN published.measure IS NULL THEN 0 ELSE published.value END::INTEGER AS counted_as_published
  FROM periods
  JOIN answers.yearly_figures AS figures ON figures.publisher = periods.publisher AND figures.year = periods.year
  JOIN raw.measures AS measures ON measures.measure = figures.measure AND measures.kind = 'count'
  LEFT JOIN covered
    ON covered.publisher = periods.publisher AND covered.part_year = periods.part_year AND covered.year = periods.year
  LEFT JOIN long AS corrected
    ON corrected.publisher = periods.publisher AND corrected.part_year = periods.part_year AND corrected.year = periods.year
    AND corrected.measure = figures.measure AND corrected.version = 'corrected'
  LEFT JOIN long AS published
    ON published.publisher = periods.publisher AND published.part_year = periods.part_year AND published.year = periods.year
    AND published.measure = figures.measure AND published.version = 'published'
)
SELECT
  one.publisher, one.part_year, one.year, one.from_date, one.to_date, one.measure,
  CASE WHEN one.basis NOT IN ('not_covered', 'not_published', 'not_separable') THEN one.counted END AS value,
  CASE WHEN one.basis NOT IN ('not_covered', 'not_published', 'not_separable') THEN one.counted_as_published END AS value_as_published,
  one.basis,
  value IS NOT NULL AND one.basis IN (part.basis, 'no_deployment') AND NOT EXISTS (
    SELECT 1
    FROM raw.breaks AS breaks
    WHERE breaks.publisher = one.publisher AND breaks.measure = one.measure
      AND breaks.from_date::DATE > one.from_date AND breaks.from_date::DATE <= part.to_date
  ) AS is_comparable,
  one.position
FROM valued AS one
JOIN valued AS part
  ON part.publisher = one.publisher AND part.part_year = one.part_year AND part.year = one.part_year AND part.measure = one.measure
ORDER BY one.publisher, one.part_year, one.year, one.position
