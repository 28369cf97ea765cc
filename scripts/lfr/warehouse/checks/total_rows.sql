-- A row that adds up others: a total, and no deployment.
-- severity: blocking
-- Its place says so, or it prints the faces seen and the alerts of all rows above it together (of two at least).
-- The reader of lists leaves out a total that has no date; one with a date would be counted as a deployment.
WITH sums AS (
  SELECT
    *, regexp_full_match(place_key(location), '(grand |sub ?)?totals?( (of|for|to|in) .*| \d{4})?') AS says_so,
    count(*) OVER above AS rows_above, sum(faces_seen) OVER above AS faces_above, sum(alerts) OVER above AS alerts_above
  FROM core.printed_rows
  WHERE is_current
  WINDOW above AS (PARTITION BY source_id ORDER BY page, row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT
  source_id, page, row, 'location' AS column_name, location AS printed, 'the place of a deployment' AS expected,
  CASE WHEN says_so THEN 'Its place is a word for a total.'
       ELSE 'The ' || rows_above || ' rows above it print ' || faces_above || ' faces seen and ' || alerts_above || ' alerts together, and so does this one.' END
    || ' Ask for a copy without it, or accept it as printed if it is a deployment.' AS detail
FROM sums
WHERE says_so OR (rows_above >= 2 AND faces_seen > 0 AND faces_seen = faces_above AND alerts = alerts_above)
