-- The figures of the site: every measure for every calendar year. One row = one publisher, year and measure.
-- `value` is corrected, `value_as_published` is the same count from the cells as printed. Both are empty where a
-- layout of the year does not hold the measure (raw.measure_bases): not published is not zero.
WITH stops AS (
  -- A force's own log prints stops in some rows and not in others; the basis says which stood behind the year.
  SELECT publisher, deployment_year AS year, layout, bool_or(has_printed_stops) AS some_printed, bool_and(has_printed_stops) AS all_printed
  FROM core.deployments
  WHERE NOT is_stopped_early
  GROUP BY ALL
),
bases AS (
  SELECT
    layouts.publisher, layouts.year, measures.measure,
    CASE
      WHEN bases.basis IN ('confirmed_true_alerts', 'confirmed_alerts') AND stops.all_printed THEN 'printed_engagements'
      WHEN bases.basis IN ('confirmed_true_alerts', 'confirmed_alerts') AND stops.some_printed THEN bases.basis || '+printed_engagements'
      ELSE bases.basis
    END AS basis
  FROM answers.year_layouts AS layouts
  CROSS JOIN raw.measures AS measures
  LEFT JOIN raw.measure_bases AS bases ON bases.measure = measures.measure AND bases.layout = layouts.layout
  LEFT JOIN stops ON stops.publisher = layouts.publisher AND stops.year = layouts.year AND stops.layout = layouts.layout
),
held AS (
  SELECT
    publisher, year, measure,
    bool_and(basis IS NOT NULL) AS is_held,
    string_agg(DISTINCT basis, '+' ORDER BY basis) AS basis
  FROM bases
  GROUP BY ALL
),
filled AS (
  -- A sum over no deployment at all is 0; a sum over deployments that print nothing is not known.
  SELECT
    figures.* EXCLUDE (value),
    CASE WHEN measures.kind = 'count' AND counts.deployments = 0 THEN 0 ELSE figures.value END AS value
  FROM answers.yearly_values AS figures
  JOIN raw.measures AS measures USING (measure)
  JOIN answers.yearly_counts AS counts USING (publisher, year, version)
)
SELECT
  years.publisher,
  years.year,
  measures.measure,
  CASE WHEN held.is_held THEN corrected.value END AS value,
  CASE WHEN held.is_held THEN published.value END AS value_as_published,
  CASE WHEN held.is_held THEN corrected.numerator END AS numerator,
  CASE WHEN held.is_held THEN corrected.denominator END AS denominator,
  CASE WHEN held.is_held THEN corrected.lower END AS lower,
  CASE WHEN held.is_held THEN corrected.upper END AS upper,
  CASE WHEN held.is_held THEN published.numerator END AS numerator_as_published,
  CASE WHEN held.is_held THEN published.denominator END AS denominator_as_published,
  CASE WHEN held.is_held THEN published.lower END AS lower_as_published,
  CASE WHEN held.is_held THEN published.upper END AS upper_as_published,
  -- No layout at all: no record covers the year and no deployment lies in it.
  CASE WHEN held.measure IS NULL THEN 'not_covered' WHEN held.is_held THEN held.basis ELSE 'not_published' END AS basis,
  years.covers_from,
  years.covers_to,
  years.label,
  years.is_partial,
  measures.position::INTEGER AS position
FROM answers.years AS years
CROSS JOIN raw.measures AS measures
LEFT JOIN held ON held.publisher = years.publisher AND held.year = years.year AND held.measure = measures.measure
LEFT JOIN filled AS corrected
  ON corrected.publisher = years.publisher AND corrected.year = years.year
  AND corrected.measure = measures.measure AND corrected.version = 'corrected'
LEFT JOIN filled AS published
  ON published.publisher = years.publisher AND published.year = years.year
  AND published.measure = measures.measure AND published.version = 'published'
ORDER BY years.publisher, years.year, position
