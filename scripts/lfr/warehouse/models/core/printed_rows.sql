-- Every printed row of every edition, with types and common names. One row = one printed row.
-- A column that a layout does not have is NULL; raw.layout_columns says which those are.
SELECT
  rows.*,
  ids.deployment_id,
  sources.publisher,
  sources.record,
  sources.is_current = 'true' AS is_current
FROM staging.rows AS rows
JOIN raw.sources AS sources ON sources.id = rows.source_id
JOIN raw.deployment_ids AS ids
  ON ids.source_id = rows.source_id AND ids.page::INTEGER = rows.page AND ids.row::INTEGER = rows.row
