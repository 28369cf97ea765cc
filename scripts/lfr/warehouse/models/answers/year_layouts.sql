-- The layouts that a year is printed in: those of its deployments, and for a year without any, those of the records
-- that cover it. One row = one publisher, year and layout. Decides which measures the year can hold at all.
WITH used AS (
  SELECT DISTINCT publisher, deployment_year AS year, layout
  FROM core.deployments
),
covering AS (
  SELECT DISTINCT years.publisher, years.year, rows.layout
  FROM answers.years AS years
  JOIN raw.sources AS sources
    ON sources.publisher = years.publisher
    AND sources.is_current = 'true'
    AND sources.covers_from::DATE <= make_date(years.year, 12, 31)
    AND sources.covers_to::DATE >= make_date(years.year, 1, 1)
  JOIN core.printed_rows AS rows ON rows.source_id = sources.id
)
SELECT publisher, year, layout FROM used
UNION
SELECT publisher, year, layout
FROM covering
WHERE NOT EXISTS (SELECT 1 FROM used WHERE used.publisher = covering.publisher AND used.year = covering.year)
