-- A correction quotes its cell as printed: it must never land on another number than the one it was written for. No cell is corrected twice.
WITH lines AS (
  SELECT 'corrections.csv' AS file, line::INTEGER AS line, source_id, page, row, "column", coalesce(printed, '') AS quoted FROM raw.corrections
  UNION ALL
  SELECT 'decisions.csv', line::INTEGER, source_id, page, row, "column", NULL FROM raw.decisions
  WHERE source_id IS NOT NULL AND coalesce(page, row, "column") IS NOT NULL
),
found AS (
  SELECT
    lines.*,
    list(DISTINCT cells.column_name) FILTER (WHERE cells.column_name IS NOT NULL) AS known,
    coalesce(any_value(cells.printed) FILTER (WHERE cells.column_name = lines.column), '') AS printed
  FROM lines
  LEFT JOIN ({{ cells_of_layouts }}) AS cells
    ON cells.source_id = lines.source_id AND cells.page::VARCHAR = coalesce(lines.page, cells.page::VARCHAR)
      AND cells.row::VARCHAR = coalesce(lines.row, cells.row::VARCHAR)
  GROUP BY ALL
),
once AS (
  -- One cell of one deployment, in whichever edition it was corrected: a correction follows it as long as the same is printed.
  SELECT line, first_value(line) OVER (PARTITION BY deployment_id, "column", printed ORDER BY line) AS first
  FROM (SELECT * REPLACE (line::INTEGER AS line) FROM raw.corrections WHERE status <> 'rejected')
  JOIN raw.deployment_ids USING (source_id, page, row)
),
faults AS (
  SELECT file, line, CASE
    WHEN known IS NULL THEN concat(
      'there is no ', 'row ' || row || ' on ', 'page ' || page || ' of ', '“', source_id, '”.',
      ' Compare with data/extracted; page and row are its second and third columns.')
    WHEN NOT list_contains(known, "column") THEN concat('“', source_id, '” has no column “', "column", '”.')
    WHEN quoted <> printed THEN concat(
      'says that “', quoted, '” is printed, but the record prints “', printed, '” (page ', page, ', row ', row, ', ', "column", ').',
      ' Quote the cell as printed, or drop the correction.')
    END AS message,
    CASE WHEN NOT list_contains(known, "column") THEN "column" END AS word,
    known
  FROM found
  UNION ALL
  SELECT 'corrections.csv', line, concat('the same cell is corrected on line ', first, '. Keep one, reject the other.'), NULL, NULL
  FROM once WHERE line > first
)
SELECT concat(file, ', line ', line, ': ', message), word, known FROM faults WHERE message IS NOT NULL ORDER BY file, line, message
