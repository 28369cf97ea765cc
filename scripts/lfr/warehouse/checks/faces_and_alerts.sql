-- More alerts than faces seen.
-- severity: notice
-- An alert is a match of a face that the camera saw: a record that prints no face and an alert has one of the two wrong.
SELECT
  rows.source_id, rows.page, rows.row, columns.column_name, rows.faces_seen::VARCHAR AS printed,
  'at least ' || rows.alerts AS expected,
  rows.alerts || ' alerts, and ' || rows.faces_seen || ' faces seen.' AS detail
FROM core.printed_rows AS rows
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.field = 'faces_seen'
WHERE rows.is_current AND rows.alerts > rows.faces_seen
