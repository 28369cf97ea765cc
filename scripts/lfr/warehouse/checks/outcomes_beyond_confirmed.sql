-- Outcomes printed for more alerts than were confirmed as true: false or unconfirmed alerts were given an outcome.
-- severity: notice
SELECT
  source_id, page, row, 'no_action' AS column_name, outcomes_other_than_arrest::VARCHAR AS printed,
  (true_alerts_confirmed - arrests)::VARCHAR AS expected,
  'Outcomes add up to all ' || alerts || ' alerts, of which ' || true_alerts_confirmed || ' were confirmed as true.' AS detail
FROM core.deployment_versions
WHERE version = 'published'
  AND arrests + outcomes_other_than_arrest = alerts
  AND alerts > true_alerts_confirmed
