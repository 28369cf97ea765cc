-- Deployments that no current edition prints, as they were printed last. One row = one deployment.
SELECT DISTINCT ON (rows.deployment_id) rows.publisher, rows.deployment_id, rows.source_id, rows.page, rows.row, rows.date_text, rows.location
FROM core.printed_rows AS rows
JOIN raw.sources AS sources ON sources.id = rows.source_id
ANTI JOIN core.deployments AS deployments ON deployments.deployment_id = rows.deployment_id
ORDER BY rows.deployment_id, sources.edition DESC
