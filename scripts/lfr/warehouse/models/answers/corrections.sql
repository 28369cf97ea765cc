-- The corrections ledger: what was printed, what is counted, why, by which evidence, in which state. One row = one correction.
-- With the date and place of the deployment as they count now; a deployment that no edition prints any more has none.
SELECT corrections.*, sources.publisher, deployments.deployment_date, deployments.location
FROM core.corrections AS corrections
JOIN raw.sources AS sources ON sources.id = corrections.source_id
LEFT JOIN core.deployments AS deployments USING (deployment_id)
