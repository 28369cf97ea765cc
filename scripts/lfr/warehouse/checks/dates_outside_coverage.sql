-- A date outside the days that the document covers.
-- severity: blocking
SELECT
  rows.source_id, rows.page, rows.row, 'date' AS column_name, rows.date_text AS printed,
  'a date from ' || strftime(sources.covers_from::DATE, '%d/%m/%Y') || ' to ' || strftime(sources.covers_to::DATE, '%d/%m/%Y') AS expected,
  'Either the date is wrong, or covers_from and covers_to in data/sources.toml are.' AS detail
FROM core.printed_rows AS rows
JOIN raw.sources AS sources ON sources.id = rows.source_id
WHERE rows.is_current
  AND rows.deployment_date NOT BETWEEN sources.covers_from::DATE AND sources.covers_to::DATE
