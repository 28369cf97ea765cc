-- A printed false alert rate that is not the rounded rate of the printed counts.
-- severity: notice
-- False alerts over faces seen, as the publisher defines it. Digits that were cut off instead of rounded are told from
-- a rate that does not follow from the counts at all.
WITH rates AS (
  SELECT
    versions.source_id, versions.page, versions.row, cells.printed, versions.false_alerts, versions.faces_seen,
    versions.false_alert_rate_percent AS printed_percent,
    length(regexp_extract(cells.printed, '\.(\d+)', 1))::INTEGER AS decimals,
    (100.0::DOUBLE * versions.false_alerts / nullif(versions.faces_seen, 0)) AS percent
  FROM core.deployment_versions AS versions
  JOIN core.printed_cells AS cells USING (source_id, page, row)
  WHERE versions.version = 'published' AND cells.column_name = 'false_alert_rate'
)
SELECT
  source_id, page, row, 'false_alert_rate' AS column_name, printed,
  round(percent, decimals) || '%' AS expected,
  false_alerts || ' of ' || faces_seen || ' faces is ' || printf('%.4f', percent) || '%: '
    || CASE WHEN abs(trunc(percent * pow(10, decimals)) / pow(10, decimals) - printed_percent) < 1e-9 THEN 'digits were cut off, not rounded.'
       ELSE 'the printed rate does not follow from the counts.' END AS detail
FROM rates
WHERE abs(round(percent, decimals) - printed_percent) > 1e-9
  AND NOT (decimals = 0 AND false_alerts = 0 AND printed_percent = 0)
