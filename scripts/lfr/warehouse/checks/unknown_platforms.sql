-- A platform that is none of van, fixed and station.
-- severity: notice
SELECT
  rows.source_id, rows.page, rows.row, columns.column_name, rows.platform AS printed,
  'van, fixed or station' AS expected,
  'The cell is kept as printed. Where it is another word for one of these, correct it; a new kind of platform may need a word of its own.' AS detail
FROM core.printed_rows AS rows
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.field = 'platform'
WHERE rows.is_current AND lower(rows.platform) NOT IN ('van', 'fixed', 'station') AND NOT says_not_recorded(rows.platform)
