-- What newer editions changed, with the date and place of the deployment and where its row stands in each edition.
-- One row = one change (core.edition_changes). `is_late`: added although the edition before it already covered that day.
SELECT
  changes.*,
  new_row.page AS page_now, new_row.row AS row_now,
  old_row.page AS page_before, old_row.row AS row_before,
  coalesce(new_row.deployment_date, old_row.deployment_date) AS deployment_date,
  coalesce(new_row.location, old_row.location) AS location,
  changes.kind = 'added' AND new_row.deployment_date <= before.covers_to::DATE AS is_late
FROM core.edition_changes AS changes
JOIN raw.sources AS before ON before.id = changes.source_id_before
LEFT JOIN core.printed_rows AS new_row
  ON new_row.source_id = changes.source_id AND new_row.deployment_id = changes.deployment_id
LEFT JOIN core.printed_rows AS old_row
  ON old_row.source_id = changes.source_id_before AND old_row.deployment_id = changes.deployment_id
