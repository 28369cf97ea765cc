-- Every correction a maintainer wrote down, with the deployment it belongs to and whether it counts.
-- One row = one correction. It is carried to a newer edition of the record as long as that edition prints the
-- same cell; once the publisher prints something else it is retired, and the figures follow the publisher.
-- `field` is what the cell gives (records/layouts.toml).
SELECT
  corrections.correction_id,
  corrections.source_id,
  corrections.page::INTEGER AS page,
  corrections.row::INTEGER AS row,
  corrections.column AS column_name,
  corrections.printed,
  corrections.corrected,
  corrections.status,
  corrections.reason,
  corrections.evidence,
  corrections.decided_on::DATE AS decided_on,
  ids.deployment_id,
  columns.field,
  now_printed.printed AS printed_now,
  coalesce(current_row.source_id, corrections.source_id) AS source_id_now,
  coalesce(current_row.page, corrections.page::INTEGER) AS page_now,
  coalesce(current_row.row, corrections.row::INTEGER) AS row_now,
  now_printed.printed IS DISTINCT FROM corrections.printed AS is_retired,
  corrections.status IN ('accepted', 'confirmed')
    AND now_printed.printed IS NOT DISTINCT FROM corrections.printed AS is_applied
FROM raw.corrections AS corrections
JOIN raw.deployment_ids AS ids USING (source_id, page, row)
LEFT JOIN core.printed_rows AS current_row
  ON current_row.deployment_id = ids.deployment_id AND current_row.is_current
LEFT JOIN raw.layout_columns AS columns
  ON columns.layout = current_row.layout AND columns.column_name = corrections.column
LEFT JOIN core.printed_cells AS now_printed
  ON now_printed.source_id = current_row.source_id
  AND now_printed.page = current_row.page
  AND now_printed.row = current_row.row
  AND now_printed.column_name = corrections.column
