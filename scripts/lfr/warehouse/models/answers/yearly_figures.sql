-- The figures of the site: every measure for every calendar year. One row = one publisher, year and measure.
-- `value` is corrected, `value_as_published` is the same count from the cells as printed. Both are empty where a
-- layout of the year does not hold the measure (raw.measure_bases) or does not tell it from another: neither is zero. In a covered year without any
-- deployment nothing is unknown: every count is 0, whatever columns the layout has.
WITH stops AS (
  -- A force's own log prints stops in some rows and not in others; the basis says which stood behind the year.
  SELECT publisher, deployment_year AS year, layout, bool_or(has_printed_stops) AS some_printed, bool_and(has_printed_stops) AS all_printed
  FROM core.deployments
  WHERE NOT is_stopped_early
  GROUP BY ALL
),
bases AS (
  SELECT layouts.publisher, layouts.year, measures.measure, bases.basis
  FROM answers.year_layouts AS layouts
  CROSS JOIN raw.measures AS measures
  LEFT JOIN stops USING (publisher, year, layout)
  LEFT JOIN raw.measure_bases AS bases
    ON bases.measure = measures.measure AND bases.layout = layouts.layout
    AND CASE
      WHEN bases.readings = '1' THEN true
      WHEN bases.reading = '1' THEN coalesce(stops.some_printed, false)
      ELSE NOT coalesce(stops.all_printed, false)
    END
),
used AS (
  SELECT DISTINCT publisher, deployment_year AS year, true AS has_deployment FROM core.deployments
),
with_boroughs AS (
  SELECT policed_by FROM raw.boroughs WHERE policed_by IS NOT NULL UNION SELECT publisher FROM core.places WHERE borough IS NOT NULL
),
held AS (
  SELECT
    publisher, year, measure,
    CASE WHEN bool_and(has_deployment IS NULL AND bases.basis IS DISTINCT FROM 'counted') THEN 'no_deployment'
         WHEN bool_or(bases.basis = 'not_separable') THEN 'not_separable'
         WHEN bool_and(bases.basis = 'looked_up') AND publisher NOT IN (FROM with_boroughs) THEN 'not_published'
         WHEN bool_and(bases.basis IS NOT NULL) THEN string_agg(DISTINCT bases.basis, '+' ORDER BY bases.basis)
         ELSE 'not_published' END AS basis
  FROM bases
  LEFT JOIN used USING (publisher, year)
  GROUP BY publisher, year, measure
)
SELECT
  years.publisher,
  years.year,
  measures.measure,
  corrected.value,
  published.value AS value_as_published,
  corrected.numerator,
  corrected.denominator,
  corrected.lower,
  corrected.upper,
  published.numerator AS numerator_as_published,
  published.denominator AS denominator_as_published,
  published.lower AS lower_as_published,
  published.upper AS upper_as_published,
  -- No layout at all: no record covers the year and no deployment lies in it.
  coalesce(held.basis, 'not_covered') AS basis,
  years.covers_from,
  years.covers_to,
  years.label,
  years.is_partial,
  measures.position::INTEGER AS position
FROM answers.years AS years
CROSS JOIN raw.measures AS measures
LEFT JOIN held ON held.publisher = years.publisher AND held.year = years.year AND held.measure = measures.measure
LEFT JOIN answers.yearly_values AS corrected
  ON held.basis NOT IN ('not_published', 'not_separable') AND corrected.publisher = years.publisher AND corrected.year = years.year
  AND corrected.measure = measures.measure AND corrected.version = 'corrected'
LEFT JOIN answers.yearly_values AS published
  ON held.basis NOT IN ('not_published', 'not_separable') AND published.publisher = years.publisher AND published.year = years.year
  AND published.measure = measures.measure AND published.version = 'published'
ORDER BY years.publisher, years.year, position
