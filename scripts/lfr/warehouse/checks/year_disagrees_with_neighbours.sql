-- A year that disagrees with the watchlist and the threshold printed in the same row.
-- severity: blocking
-- Watchlists grow and thresholds change over the years. A row whose watchlist is that of its neighbours in the record
-- (within 5%) or whose threshold is theirs, but whose year is not, and which would fit among them in their year.
SELECT
  source_id, page, row, 'date' AS column_name, date_text AS printed,
  strftime(in_their_year, '%d/%m/%y') AS expected,
  'Its watchlist (' || watchlist_size || ') ' || coalesce('and threshold (' || rtrim(threshold::VARCHAR, '0') || ') ', '')
    || 'are those of the rows around it, which are of ' || year(middle_date_around) || '.' AS detail
FROM (
  SELECT *, try_strptime(year(middle_date_around) || strftime(deployment_date, '-%m-%d'), '%Y-%m-%d')::DATE AS in_their_year
  FROM core.record_order
)
WHERE year(deployment_date) <> year(middle_date_around)
  AND abs(watchlist_size - middle_watchlist_around) <= 0.05 * middle_watchlist_around
  AND abs(date_diff('day', in_their_year, middle_date_around)) <= 60
  AND abs(date_diff('day', deployment_date, middle_date_around)) > 180
  -- A handful of rows over a New Year proves nothing.
  AND rows_around >= 5
