-- Every printed row of every edition, with types and common names. One row = one printed row.
-- A column that a layout does not have is NULL; raw.layout_columns says which those are.
SELECT
  printed.*,
  ids.deployment_id,
  sources.publisher,
  sources.record,
  sources.is_current = 'true' AS is_current
FROM (
  SELECT * FROM staging.met_2020
  UNION ALL BY NAME SELECT * FROM staging.met_2023
  UNION ALL BY NAME SELECT * FROM staging.met_2024
  UNION ALL BY NAME SELECT * FROM staging.met_2025
  UNION ALL BY NAME SELECT * FROM staging.csv_log
) AS printed
JOIN raw.sources AS sources ON sources.id = printed.source_id
JOIN raw.deployment_ids AS ids
  ON ids.source_id = printed.source_id AND ids.page::INTEGER = printed.page AND ids.row::INTEGER = printed.row
