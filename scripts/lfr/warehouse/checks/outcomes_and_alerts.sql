-- Outcomes that add up neither to the confirmed true alerts nor to all alerts.
-- severity: notice
-- Where the record prints one number in two columns (2023-24), it is counted once.
SELECT
  source_id, page, row, 'arrests' AS column_name, arrests::VARCHAR AS printed,
  (true_alerts_confirmed - outcomes_other_than_arrest)::VARCHAR AS expected,
  'Arrests ' || arrests || ' and other outcomes ' || outcomes_other_than_arrest || ' make ' || (arrests + outcomes_other_than_arrest)
    || ', where ' || true_alerts_confirmed || ' true alerts were confirmed (alerts in all: ' || alerts || ').' AS detail
FROM core.deployment_versions
WHERE version = 'published'
  AND arrests + outcomes_other_than_arrest NOT IN (true_alerts_confirmed, alerts)
