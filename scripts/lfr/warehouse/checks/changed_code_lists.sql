-- A line in the key to purposes or use cases whose wording nobody has looked at: its code may mean something new.
-- severity: notice
SELECT
  codes.source_id, codes.page::INTEGER AS page, NULL::INTEGER AS row, 'use_case' AS column_name, codes.reference AS printed,
  'a wording known from purpose_codes.csv' AS expected,
  'Read line ' || codes.reference || ' of the key on page ' || codes.page || ' and add its meaning with the fingerprint ' || codes.text_sha256_16 || '.' AS detail
FROM raw.codes AS codes
JOIN raw.sources AS sources ON sources.id = codes.source_id AND sources.is_current = 'true'
WHERE NOT EXISTS (SELECT 1 FROM raw.purpose_codes AS known WHERE known.text_sha256_16 = codes.text_sha256_16)
