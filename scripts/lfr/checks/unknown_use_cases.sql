-- A use case or purpose reference that is not in the key printed with the record.
-- severity: notice
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
  SELECT codes.source_id, meanings.printed_as
  FROM raw.codes AS codes
  JOIN raw.purpose_codes AS meanings USING (text_sha256_16)
)
SELECT
  source_id, page, row, column_name, printed,
  'one of the codes in the key' AS expected,
  '“' || code || '” is not in the key under the record.' AS detail
FROM printed
WHERE EXISTS (SELECT 1 FROM known WHERE known.source_id = printed.source_id)
  AND NOT EXISTS (
    SELECT 1 FROM known WHERE known.source_id = printed.source_id AND lower(known.printed_as) = lower(printed.code)
  )
