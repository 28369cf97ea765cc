-- Every measure counted for every calendar year, before correction and as corrected. One row = one publisher, year, version and measure.
-- A sum runs over the deployments that print the number: a year in which none does is NULL, a year without a deployment is 0.
-- Watchlists repeat the same images from one deployment to the next: they are never added up.
WITH counted AS (
  SELECT publisher, deployment_year AS year, version, {{ measure_values }} AS counts
  FROM core.deployment_versions
  GROUP BY ALL
),
long AS (
  SELECT publisher, year, version, unnest(counts, recursive := true)
  FROM counted
)
SELECT
  years.publisher, years.year, versions.version, measures.measure,
  CASE
    WHEN measures.kind = 'rate' THEN CASE WHEN denominator > 0 THEN numerator / denominator END
    WHEN measures.kind = 'per_hour' THEN CASE WHEN denominator > 0 THEN 60 * numerator / denominator END
    WHEN measures.kind = 'count' AND long.measure IS NULL THEN 0
    -- What we look up is not known where nobody has looked anything up.
    WHEN measures.measure IN (SELECT measure FROM raw.measure_bases WHERE basis = 'looked_up') THEN nullif(value, 0)
    ELSE value
  END AS value,
  numerator, denominator,
  CASE WHEN measures.kind = 'rate' THEN wilson_lower(numerator, denominator) END AS lower,
  CASE WHEN measures.kind = 'rate' THEN wilson_upper(numerator, denominator) END AS upper
FROM answers.years AS years
CROSS JOIN (SELECT unnest(['published', 'corrected']) AS version) AS versions
CROSS JOIN raw.measures AS measures
LEFT JOIN long
  ON long.publisher = years.publisher AND long.year = years.year
  AND long.version = versions.version AND long.measure = measures.measure
