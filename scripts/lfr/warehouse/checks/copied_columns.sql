-- Two columns of a record that print the same number in nearly every row.
-- severity: notice
-- Looked for among the outcomes, where each column should say something else. Rows of zeros prove nothing and are left out.
WITH pairs AS (
  SELECT source_id, layout, 'other_disposals' AS first_column, 'no_action' AS second_column, other_disposals AS a, no_action AS b FROM core.printed_rows WHERE is_current
  UNION ALL
  SELECT source_id, layout, 'arrests', 'other_disposals', arrests, other_disposals FROM core.printed_rows WHERE is_current
  UNION ALL
  SELECT source_id, layout, 'arrests', 'no_action', arrests, no_action FROM core.printed_rows WHERE is_current
)
SELECT
  source_id, NULL::INTEGER AS page, NULL::INTEGER AS row, second_column AS column_name,
  'the same as ' || first_column || ' in ' || count(*) FILTER (WHERE a = b) || ' of ' || count(*) || ' rows' AS printed,
  'a number of its own' AS expected,
  'Layout ' || layout || ', rows where either is above 0. Neither column can be used by itself.' AS detail
FROM pairs
WHERE a > 0 OR b > 0
GROUP BY source_id, layout, first_column, second_column
HAVING count(*) >= 10 AND count(*) FILTER (WHERE a = b) >= 0.9 * count(*)
