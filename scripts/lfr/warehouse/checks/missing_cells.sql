-- Cells that the layout has but this row leaves empty or marks as not recorded.
-- severity: notice
SELECT
  cells.source_id, cells.page, cells.row,
  CASE WHEN count(*) = 1 THEN any_value(cells.column_name) ELSE '' END AS column_name,
  string_agg(coalesce(cells.printed, 'empty'), ', ' ORDER BY columns.position::INTEGER) AS printed,
  'a value in each' AS expected,
  count(*) || ' of ' || any_value(widths.width) || ' columns: ' || string_agg(cells.column_name, ', ' ORDER BY columns.position::INTEGER)
    || CASE WHEN bool_or(rows.is_stopped_early) THEN '. The deployment was stopped early.' ELSE '.' END AS detail
FROM core.printed_cells AS cells
JOIN core.printed_rows AS rows USING (source_id, page, row)
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.column_name = cells.column_name
JOIN (SELECT layout, count(*) AS width FROM raw.layout_columns GROUP BY layout) AS widths ON widths.layout = rows.layout
WHERE rows.is_current
  AND (cells.printed IS NULL OR says_not_recorded(cells.printed))
GROUP BY cells.source_id, cells.page, cells.row
