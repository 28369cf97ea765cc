-- True and false alerts that do not add up to the printed total of alerts.
-- severity: notice
SELECT
  source_id, page, row, 'alerts' AS column_name, alerts::VARCHAR AS printed,
  (true_alerts + false_alerts)::VARCHAR AS expected,
  'True ' || true_alerts || ' and false ' || false_alerts || ' make ' || (true_alerts + false_alerts)
    || '; the total printed is ' || alerts || '.' AS detail
FROM core.deployment_versions
WHERE version = 'published' AND alerts <> true_alerts + false_alerts
