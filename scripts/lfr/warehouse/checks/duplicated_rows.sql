-- Two rows that print the same in every cell: one deployment may be printed twice.
-- severity: blocking
-- Two deployments at one place on one day are common and are no duplicates; two with the same faces, alerts and duration are.
WITH whole_rows AS (
  SELECT
    cells.source_id, cells.page, cells.row, rows.publisher, rows.date_text, rows.location,
    string_agg(cells.column_name || '=' || coalesce(cells.printed, ''), '|' ORDER BY cells.column_name) AS content
  FROM core.printed_cells AS cells
  JOIN core.printed_rows AS rows USING (source_id, page, row)
  WHERE rows.is_current
  GROUP BY ALL
)
SELECT
  a.source_id, a.page, a.row, 'date' AS column_name, a.date_text || ' ' || a.location AS printed,
  'a row of its own' AS expected,
  'The same in every cell as ' || min(b.source_id || ', page ' || b.page || ', row ' || b.row) || '.' AS detail
FROM whole_rows AS a
JOIN whole_rows AS b
  ON b.publisher = a.publisher AND b.content = a.content
  AND (b.source_id, b.page, b.row) < (a.source_id, a.page, a.row)
GROUP BY ALL
