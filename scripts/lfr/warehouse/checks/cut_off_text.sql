-- A place name that ends in the middle: the rest of it is not printed.
-- severity: notice
SELECT
  source_id, page, row, 'location' AS column_name, location AS printed, 'the whole name' AS expected,
  'The name ends with a comma or a dash; the row stands at the foot of a page or in too narrow a cell.' AS detail
FROM core.printed_rows
WHERE is_current AND regexp_matches(location, '[,/&–-]\s*$')
