-- A watchlist that is out of line with the other deployments of the day or the rows around it.
-- severity: notice
-- On most days one list serves every deployment. A list that differs by more than a tenth from the middle of the rows
-- around it, or by one digit of a thousand or more from another list of its day, is worth a look.
WITH same_day AS (
  SELECT a.source_id, a.page, a.row, min(b.watchlist_size) AS other_size
  FROM core.record_order AS a
  JOIN core.record_order AS b
    ON b.source_id = a.source_id AND b.deployment_date = a.deployment_date AND b.position <> a.position
  WHERE abs(b.watchlist_size - a.watchlist_size) >= 1000
  GROUP BY ALL
)
SELECT
  rows.source_id, rows.page, rows.row, 'watchlist_size' AS column_name, rows.watchlist_size::VARCHAR AS printed,
  coalesce(same_day.other_size::VARCHAR, 'about ' || round(rows.middle_watchlist_around)::INTEGER) AS expected,
  CASE WHEN same_day.other_size IS NOT NULL
    THEN 'Another deployment of the same day prints ' || same_day.other_size || '; the middle of the rows around is ' || round(rows.middle_watchlist_around)::INTEGER || '.'
    ELSE 'The middle of the rows around is ' || round(rows.middle_watchlist_around)::INTEGER || '.' END AS detail
FROM core.record_order AS rows
LEFT JOIN same_day USING (source_id, page, row)
WHERE abs(rows.watchlist_size - rows.middle_watchlist_around) > 0.1 * rows.middle_watchlist_around
  AND rows.rows_around >= 6
  AND (same_day.other_size IS NULL OR abs(same_day.other_size - rows.middle_watchlist_around) < abs(rows.watchlist_size - rows.middle_watchlist_around))
