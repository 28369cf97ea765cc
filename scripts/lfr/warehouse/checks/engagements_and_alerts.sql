-- More engagements than alerts of the same kind.
-- severity: notice
SELECT
  source_id, page, row, 'true_alert_engagements' AS column_name, true_alert_engagements::VARCHAR AS printed,
  'at most ' || true_alerts AS expected,
  true_alert_engagements || ' engagements after ' || true_alerts || ' true alerts.' AS detail
FROM core.deployment_versions
WHERE version = 'published' AND true_alert_engagements > true_alerts
UNION ALL
SELECT
  source_id, page, row, 'false_alert_engagements', false_alert_engagements::VARCHAR,
  'at most ' || false_alerts,
  false_alert_engagements || ' engagements after ' || false_alerts || ' false alerts.'
FROM core.deployment_versions
WHERE version = 'published' AND false_alert_engagements > false_alerts
