-- A watchlist that is out of line with the other deployments of the day or the rows around it.
-- severity: notice
-- On most days one list serves every deployment, and from one week to the next a list changes little. A list that differs by more than
-- a tenth from the middle of the rows around it, by one digit of a thousand or more from another list of its day, or by more than a fortieth
-- from each list of the fourteen days before and after, is worth a look.
WITH same_day AS (
  SELECT a.source_id, a.page, a.row, min(b.watchlist_size) AS other_size
  FROM core.record_order AS a
  JOIN core.record_order AS b
    ON b.source_id = a.source_id AND b.deployment_date = a.deployment_date AND b.position <> a.position
  WHERE abs(b.watchlist_size - a.watchlist_size) >= 1000
  GROUP BY ALL
),
around AS (
  SELECT
    source_id, page, row, deployment_date, watchlist_size,
    list({'day': deployment_date, 'size': watchlist_size}) OVER (
      PARTITION BY source_id ORDER BY page, row ROWS BETWEEN 7 PRECEDING AND 7 FOLLOWING EXCLUDE CURRENT ROW
    ) AS others
  FROM core.record_order
),
near AS (
  SELECT
    source_id, page, row,
    list_sort([one.size FOR one IN others IF one.size IS NOT NULL AND abs(date_diff('day', one.day, deployment_date)) <= 14]) AS sizes,
    list_min([abs(size - watchlist_size) FOR size IN sizes]) AS apart
  FROM around
),
alone AS (
  SELECT source_id, page, row, list_min(sizes) AS smallest, list_max(sizes) AS largest, apart
  FROM near
  WHERE len(sizes) >= 4
)
SELECT
  rows.source_id, rows.page, rows.row, 'watchlist_size' AS column_name, rows.watchlist_size::VARCHAR AS printed,
  coalesce(same_day.other_size::VARCHAR, 'about ' || round(rows.middle_watchlist_around)::INTEGER) AS expected,
  CASE WHEN same_day.other_size IS NOT NULL
    THEN 'Another deployment of the same day prints ' || same_day.other_size || '; the middle of the rows around is ' || round(rows.middle_watchlist_around)::INTEGER || '.'
    WHEN abs(rows.watchlist_size - rows.middle_watchlist_around) > 0.1 * rows.middle_watchlist_around
    THEN 'The middle of the rows around is ' || round(rows.middle_watchlist_around)::INTEGER || '.'
    ELSE 'The lists of the fourteen days before and after go from ' || alone.smallest || ' to ' || alone.largest || '.' END AS detail
FROM core.record_order AS rows
LEFT JOIN same_day USING (source_id, page, row)
LEFT JOIN alone USING (source_id, page, row)
WHERE rows.rows_around >= 6
  AND (abs(rows.watchlist_size - rows.middle_watchlist_around) > 0.1 * rows.middle_watchlist_around
    OR alone.apart > 0.025 * rows.watchlist_size)
  AND (same_day.other_size IS NULL OR abs(same_day.other_size - rows.middle_watchlist_around) < abs(rows.watchlist_size - rows.middle_watchlist_around))
