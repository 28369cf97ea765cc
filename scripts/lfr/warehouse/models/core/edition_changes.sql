-- What each newer edition of a record changed against the edition before it. One row = one added, vanished or changed thing:
-- a deployment that is new or gone, or one cell of a deployment that both editions print.
-- A change of the printed place is a renaming: the deployment is the same. A row that only moved to another page is no change.
WITH editions AS (
  SELECT id AS source_id, supersedes AS source_id_before FROM raw.sources WHERE supersedes IS NOT NULL
),
now_ids AS (
  SELECT editions.*, ids.deployment_id FROM editions JOIN raw.deployment_ids AS ids ON ids.source_id = editions.source_id
),
before_ids AS (
  SELECT editions.*, ids.deployment_id FROM editions JOIN raw.deployment_ids AS ids ON ids.source_id = editions.source_id_before
),
cells AS (
  SELECT ids.source_id, ids.deployment_id, cells.column_name, cells.printed
  FROM raw.deployment_ids AS ids
  JOIN core.printed_cells AS cells
    ON cells.source_id = ids.source_id AND cells.page = ids.page::INTEGER AND cells.row = ids.row::INTEGER
),
both_print AS (
  SELECT now_ids.source_id, now_ids.source_id_before, now_ids.deployment_id
  FROM now_ids
  JOIN before_ids ON before_ids.source_id = now_ids.source_id AND before_ids.deployment_id = now_ids.deployment_id
),
-- A column that only one of the two editions has is as good as empty in the other.
columns_of AS (
  SELECT DISTINCT both_print.*, cells.column_name
  FROM both_print
  JOIN cells ON cells.deployment_id = both_print.deployment_id
    AND cells.source_id IN (both_print.source_id, both_print.source_id_before)
)
SELECT source_id, source_id_before, 'added' AS kind, deployment_id, NULL AS column_name, NULL AS was, NULL AS now
FROM now_ids
ANTI JOIN before_ids ON before_ids.source_id = now_ids.source_id AND before_ids.deployment_id = now_ids.deployment_id
UNION ALL
SELECT source_id, source_id_before, 'vanished', deployment_id, NULL, NULL, NULL
FROM before_ids
ANTI JOIN now_ids ON now_ids.source_id = before_ids.source_id AND now_ids.deployment_id = before_ids.deployment_id
UNION ALL
SELECT
  columns_of.source_id, columns_of.source_id_before,
  CASE WHEN columns_of.column_name = 'location' THEN 'renamed' ELSE 'changed' END,
  columns_of.deployment_id, columns_of.column_name, old_cell.printed, new_cell.printed
FROM columns_of
LEFT JOIN cells AS old_cell
  ON old_cell.source_id = columns_of.source_id_before AND old_cell.deployment_id = columns_of.deployment_id
  AND old_cell.column_name = columns_of.column_name
LEFT JOIN cells AS new_cell
  ON new_cell.source_id = columns_of.source_id AND new_cell.deployment_id = columns_of.deployment_id
  AND new_cell.column_name = columns_of.column_name
WHERE coalesce(old_cell.printed, '') <> coalesce(new_cell.printed, '')
