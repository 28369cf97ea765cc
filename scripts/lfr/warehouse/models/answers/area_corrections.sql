-- The applied corrections of deployments that stand, or before correction stood, at a place or borough. One row = one area and correction.
SELECT DISTINCT areas.kind, areas.slug, ledger.*
FROM answers.corrections AS ledger
JOIN core.areas AS areas ON areas.publisher = ledger.publisher AND areas.deployment_id = ledger.deployment_id
WHERE ledger.is_applied
