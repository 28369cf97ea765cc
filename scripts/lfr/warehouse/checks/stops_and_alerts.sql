-- More stops than alerts that could have led to one.
-- severity: notice
-- Only where the record prints stops. One alert leads to one stop of one person.
SELECT
  rows.source_id, rows.page, rows.row, columns.column_name, rows.stops::VARCHAR AS printed,
  'at most ' || rows.alerts AS expected,
  rows.stops || ' stops after ' || rows.alerts || ' alerts.' AS detail
FROM core.printed_rows AS rows
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.field = 'stops'
WHERE rows.is_current AND rows.stops > rows.alerts
