-- Each printed row has one deployment id, and each id one row of a document: otherwise a deployment is lost or counted twice.
WITH ids AS (SELECT 1 + row_number() OVER (ORDER BY rowid) AS line, * FROM raw.deployment_ids),
printed AS (
  SELECT source_id, page::VARCHAR AS page, row::VARCHAR AS row FROM ({{ cells_of_layouts }}) WHERE column_name = 'date'
),
doubles AS (
  SELECT line, 'the row' AS what, first_value(line) OVER (PARTITION BY source_id, page, row ORDER BY line) AS first FROM ids
  UNION ALL
  SELECT line, 'the id' AS what, first_value(line) OVER (PARTITION BY source_id, deployment_id ORDER BY line) AS first FROM ids
),
faults AS (
  SELECT 0 AS line, concat(
    'data/extracted/', source_id, '.csv, page ', page, ', row ', row, ': the row stands in the file twice; a deployment would be counted twice.',
    ' The file was changed by hand: restore it from the repository, or run `lfr extract` on the document again.') AS message
  FROM printed GROUP BY source_id, page, row HAVING count(*) > 1
  UNION ALL
  SELECT line, concat(
    'deployment_ids.csv, line ', line, ': there is no row ', row, ' on page ', page, ' of “', source_id, '”. Restore the file; `lfr add` keeps it.')
  FROM ids ANTI JOIN printed USING (source_id, page, row)
  UNION ALL
  SELECT line, concat(
    'deployment_ids.csv, line ', line, ': ', what, ' stands on line ', first, ' too; a deployment would be counted twice.')
  FROM doubles WHERE line > first
  UNION ALL
  SELECT NULL, concat(
    'data/extracted/', source_id, '.csv, page ', page, ', row ', row, ': the row has no deployment id.',
    ' Add records with `lfr add`, which gives each row its id.')
  FROM printed ANTI JOIN ids USING (source_id, page, row)
)
SELECT message FROM faults ORDER BY line, message
