-- The same counts in long form, with the rates worked out. One row = one publisher, year, version and measure.
WITH counts AS (
  SELECT publisher, year, version, measure, value
  FROM (
    SELECT
      publisher, year, version,
      COLUMNS(* EXCLUDE (publisher, year, version))::DOUBLE
    FROM answers.yearly_counts
  ) UNPIVOT INCLUDE NULLS (value FOR measure IN (COLUMNS(* EXCLUDE (publisher, year, version))))
),
rates AS (
  SELECT
    numerators.publisher, numerators.year, numerators.version,
    measures.measure,
    numerators.value AS numerator,
    denominators.value AS denominator
  FROM raw.measures AS measures
  JOIN counts AS numerators ON numerators.measure = measures.measure || '_numerator'
  JOIN counts AS denominators
    ON denominators.measure = measures.measure || '_denominator'
    AND denominators.publisher = numerators.publisher
    AND denominators.year = numerators.year
    AND denominators.version = numerators.version
  WHERE measures.kind = 'rate'
)
SELECT publisher, year, version, measure, value, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
  NULL::DOUBLE AS lower, NULL::DOUBLE AS upper
FROM counts
WHERE measure IN (SELECT measure FROM raw.measures WHERE kind <> 'rate')
UNION ALL
SELECT publisher, year, version, measure,
  CASE WHEN denominator > 0 THEN numerator / denominator END AS value,
  numerator, denominator,
  wilson_lower(numerator, denominator) AS lower,
  wilson_upper(numerator, denominator) AS upper
FROM rates
