-- A use case or purpose reference that is not in the key printed with the record.
-- severity: notice
-- Where a line of the key has a wording that nobody has looked at yet (changed_code_lists), any code may be that line's.
WITH printed AS (
  SELECT source_id, page, row, publisher, 'use_case' AS column_name, use_case AS printed, use_case AS code
  FROM core.printed_rows
  WHERE is_current AND use_case IS NOT NULL
  UNION ALL
  SELECT source_id, page, row, publisher, 'purpose', purpose, unnest(string_split(replace(purpose, ' ', ''), ','))
  FROM core.printed_rows
  WHERE is_current AND purpose IS NOT NULL
),
known AS (
  SELECT codes.source_id, lower(meanings.printed_as) AS code
  FROM raw.codes AS codes
  JOIN raw.purpose_codes AS meanings USING (text_sha256_16)
),
looked_at AS (
  SELECT codes.source_id
  FROM raw.codes AS codes
  LEFT JOIN (SELECT DISTINCT text_sha256_16 FROM raw.purpose_codes) AS meanings ON meanings.text_sha256_16 = codes.text_sha256_16
  GROUP BY codes.source_id
  HAVING bool_and(meanings.text_sha256_16 IS NOT NULL)
)
SELECT
  source_id, page, row, column_name, printed,
  'one of the codes in the key' AS expected,
  '“' || code || '” is not in the key under the record.' AS detail
FROM printed
WHERE source_id IN (SELECT source_id FROM looked_at)
  AND (source_id, lower(code)) NOT IN (SELECT source_id, code FROM known WHERE code IS NOT NULL)
