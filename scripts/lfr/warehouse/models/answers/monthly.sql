-- Deployments and alerts by month, covered or not. One row = one publisher, year and month from the first covered
-- month to the last: `is_covered` tells a month without a deployment from a month without a record.
WITH months AS (
  SELECT years.publisher, years.year, month.number AS month, make_date(years.year, month.number, 1) AS first_day
  FROM answers.years AS years
  CROSS JOIN (SELECT unnest(generate_series(1, 12))::INTEGER AS number) AS month
)
SELECT
  months.publisher,
  months.year,
  months.month,
  bool_or(sources.id IS NOT NULL) AS is_covered,
  bool_or(sources.covers_from::DATE > months.first_day OR sources.covers_to::DATE < last_day(months.first_day)) AS is_part,
  count(DISTINCT d.deployment_id) FILTER (WHERE d.version = 'corrected')::INTEGER AS deployments,
  count(DISTINCT d.deployment_id) FILTER (WHERE d.version = 'published')::INTEGER AS deployments_as_published
FROM months
LEFT JOIN raw.sources AS sources
  ON sources.publisher = months.publisher
  AND sources.is_current = 'true'
  AND sources.covers_from::DATE <= last_day(months.first_day)
  AND sources.covers_to::DATE >= months.first_day
LEFT JOIN core.deployment_versions AS d
  ON d.publisher = months.publisher AND d.deployment_year = months.year AND d.deployment_month = months.month
GROUP BY ALL
ORDER BY months.publisher, months.year, months.month
