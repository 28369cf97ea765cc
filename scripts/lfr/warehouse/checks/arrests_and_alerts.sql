-- More arrests than alerts that could have led to one.
-- severity: notice
SELECT
  source_id, page, row, 'arrests' AS column_name, arrests::VARCHAR AS printed,
  'at most ' || alerts AS expected,
  arrests || ' arrests after ' || alerts || ' alerts, of which ' || true_alerts || ' true.' AS detail
FROM core.deployment_versions
WHERE version = 'published' AND arrests > alerts
