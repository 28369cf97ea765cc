-- A correction whose corrected text is no value for its column.
-- severity: blocking
SELECT
  corrections.source_id, corrections.page, corrections.row, corrections.column_name, corrections.corrected AS printed,
  'a value for the column, or unknown' AS expected,
  'Correction ' || corrections.correction_id || ' in data/manual/corrections.csv.' AS detail
FROM core.corrections AS corrections
JOIN core.printed_rows AS rows USING (source_id, page, row)
JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.column_name = corrections.column_name
WHERE corrections.is_applied
  AND (corrections.corrected <> 'unknown' OR columns.field = 'deployment_date')
  AND NOT reads_as(columns.kind, corrections.corrected)
