-- A date or a count that is not printed although the deployment was completed.
-- severity: blocking
-- A force's own list may leave a count empty: there it means "not recorded", and the notice missing_cells shows it.
SELECT
  cells.source_id, cells.page, cells.row, cells.column_name, coalesce(cells.printed, '') AS printed,
  CASE columns.kind WHEN 'count' THEN 'a whole number' ELSE 'a date' END AS expected,
  'The record prints nothing here, or that it was not recorded. Decide whether it counts as unknown.' AS detail
FROM core.printed_cells AS cells
JOIN core.printed_rows AS rows USING (source_id, page, row)
JOIN raw.layouts AS layouts ON layouts.layout = rows.layout
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.column_name = cells.column_name
WHERE rows.is_current
  AND NOT rows.is_stopped_early
  AND (columns.field = 'deployment_date' OR (columns.kind = 'count' AND layouts.medium <> 'list'))
  AND (cells.printed IS NULL OR says_not_recorded(cells.printed))
