-- More accurate stops than stops, or than true alerts.
-- severity: notice
SELECT
  rows.source_id, rows.page, rows.row, columns.column_name, rows.stops_accurate::VARCHAR AS printed,
  'at most ' || least(rows.stops, d.true_alerts) AS expected,
  rows.stops_accurate || ' accurate stops, of ' || coalesce(rows.stops::VARCHAR, 'an unknown number of') || ' stops after '
    || coalesce(d.true_alerts::VARCHAR, 'an unknown number of') || ' true alerts.' AS detail
FROM core.printed_rows AS rows
JOIN core.deployment_versions AS d USING (source_id, page, row)
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.field = 'stops_accurate'
WHERE d.version = 'published' AND rows.stops_accurate > least(rows.stops, d.true_alerts)
