-- A cell that does not read as what its column holds.
-- severity: blocking
SELECT
  cells.source_id, cells.page, cells.row, cells.column_name, cells.printed,
  CASE columns.kind WHEN 'date' THEN 'DD/MM/YY' WHEN 'iso_date' THEN 'YYYY-MM-DD' WHEN 'count' THEN 'a whole number'
    WHEN 'duration' THEN 'a duration' WHEN 'percent' THEN 'a percentage'
    WHEN 'number' THEN 'a number' WHEN 'decimal' THEN 'a number from 0 to 1' ELSE columns.kind END AS expected,
  'The cell is in the extracted file, but has no value in the figures until it is corrected.' AS detail
FROM core.printed_cells AS cells
JOIN core.printed_rows AS rows USING (source_id, page, row)
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.column_name = cells.column_name
WHERE rows.is_current
  AND cells.printed IS NOT NULL
  AND NOT says_not_recorded(cells.printed)
  AND NOT reads_as(columns.kind, cells.printed)
