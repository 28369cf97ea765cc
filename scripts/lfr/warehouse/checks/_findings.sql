-- Every finding with the maintainer's decision beside it. One row = one finding.
--
-- A finding is corrected where a correction that counts stands on its cell, accepted as printed where decisions.csv
-- says so, else open. Decisions follow the deployment, so they hold for a newer edition that prints the same.
WITH named AS (
  SELECT
    found.*,
    ids.deployment_id,
    coalesce(ids.deployment_id, found.source_id) AS subject,
    row_number() OVER (
      PARTITION BY found.check_name, coalesce(ids.deployment_id, found.source_id) ORDER BY found.column_name, found.detail
    ) AS number
  FROM checks.found AS found
  LEFT JOIN raw.deployment_ids AS ids
    ON ids.source_id = found.source_id AND ids.page::INTEGER = found.page AND ids.row::INTEGER = found.row
),
decisions AS (
  SELECT
    decisions.check AS check_name,
    coalesce(ids.deployment_id, decisions.source_id) AS subject,
    decisions.column AS column_name,
    decisions.decision, decisions.reason, decisions.decided_on, then_printed.printed AS printed_then,
    row_number() OVER (
      PARTITION BY decisions.check, coalesce(ids.deployment_id, decisions.source_id), decisions.column ORDER BY decisions.line::INTEGER DESC
    ) AS newest
  FROM raw.decisions AS decisions
  LEFT JOIN raw.deployment_ids AS ids
    ON ids.source_id = decisions.source_id AND ids.page = decisions.page AND ids.row = decisions.row
  LEFT JOIN core.printed_cells AS then_printed
    ON then_printed.source_id = decisions.source_id AND then_printed.page = decisions.page::INTEGER
    AND then_printed.row = decisions.row::INTEGER AND then_printed.column_name = decisions.column
)
SELECT
  replace(named.check_name, '_', '-') || '-' || named.subject || CASE WHEN named.number > 1 THEN '-' || named.number ELSE '' END AS finding_id,
  named.check_name, named.severity, named.title,
  named.source_id, named.page, named.row, named.deployment_id, named.column_name,
  named.printed, named.expected, named.detail,
  CASE
    WHEN corrections.correction_id IS NOT NULL THEN 'corrected'
    WHEN decisions.decision = 'accepted_as_printed' THEN 'accepted as printed'
    ELSE 'open'
  END AS status,
  corrections.correction_id,
  coalesce(corrections.reason, decisions.reason) AS reason
FROM named
LEFT JOIN core.corrections AS corrections
  ON corrections.deployment_id = named.deployment_id AND corrections.column_name = named.column_name AND corrections.is_applied
  AND named.check_name NOT IN ('corrections_that_do_not_read', 'retired_corrections')
LEFT JOIN core.printed_cells AS now_printed
  ON now_printed.source_id = named.source_id AND now_printed.page = named.page AND now_printed.row = named.row
  AND now_printed.column_name = named.column_name
LEFT JOIN decisions
  ON decisions.check_name = named.check_name AND decisions.subject = named.subject AND decisions.newest = 1
  AND coalesce(decisions.column_name, '') = coalesce(named.column_name, '')
  -- A decision was taken on what was printed then: it does not hold for another number in a newer edition.
  AND decisions.printed_then IS NOT DISTINCT FROM now_printed.printed
ORDER BY named.severity, named.check_name, named.source_id, named.page NULLS FIRST, named.row NULLS FIRST, named.column_name, named.number
