-- The deployments, corrected: the table that every figure is counted from. One row = one deployment.
SELECT * EXCLUDE (version)
FROM core.deployment_versions
WHERE version = 'corrected'
