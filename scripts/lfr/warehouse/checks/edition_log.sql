-- The log of a newer edition does not say what the two editions print.
-- severity: notice
-- `lfr add` writes `data/editions/<id>.csv` when a newer edition comes in, and release notes are told from it. Here the two editions
-- are compared again, cell by cell: a line too many or too few means that the log or an extracted file was changed by hand.
WITH compared AS (
  SELECT source_id, kind, deployment_id, coalesce(column_name, '') AS column_name, coalesce(was, '') AS was, coalesce(now, '') AS is_now
  FROM core.edition_changes
),
logged AS (
  SELECT
    source_id, kind, deployment_id, coalesce("column", '') AS column_name, coalesce(was, '') AS was, coalesce("is", '') AS is_now
  FROM raw.edition_log
),
apart AS (
  (SELECT *, 1 AS place FROM (FROM compared EXCEPT ALL FROM logged))
  UNION ALL
  (SELECT *, 2 AS place FROM (FROM logged EXCEPT ALL FROM compared))
),
-- One finding a cell, or a row that came or went: what the editions print, and what the log says.
told AS (
  SELECT
    source_id, deployment_id, column_name,
    max(is_now) FILTER (WHERE place = 1) AS printed,
    string_agg(
      CASE place WHEN 1 THEN 'The editions' ELSE 'The log' END || ': ' || kind
        || CASE WHEN column_name <> '' THEN ', “' || was || '” is now “' || is_now || '”' ELSE '' END || '.',
      ' ' ORDER BY place, kind, is_now
    ) AS detail
  FROM apart
  GROUP BY source_id, deployment_id, column_name
)
SELECT
  told.source_id, ids.page::INTEGER AS page, ids.row::INTEGER AS row, nullif(told.column_name, '') AS column_name,
  coalesce(told.printed, '') AS printed, 'the same in the log' AS expected, told.deployment_id || '. ' || told.detail AS detail
FROM told
LEFT JOIN raw.deployment_ids AS ids ON ids.source_id = told.source_id AND ids.deployment_id = told.deployment_id
