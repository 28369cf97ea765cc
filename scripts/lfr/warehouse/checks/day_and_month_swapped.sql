-- A date that fits its neighbours only when day and month change places.
-- severity: blocking
-- Software that guesses the order of day and month turns 06/04 into 4 June without a word.
SELECT
  source_id, page, row, 'date' AS column_name, date_text AS printed,
  strftime(swapped, '%d/%m/%y') AS expected,
  'The rows around it lie about ' || strftime(middle_date_around, '%d/%m/%y') || '.' AS detail
FROM (
  SELECT *, CASE WHEN day(deployment_date) <= 12 THEN make_date(year(deployment_date), day(deployment_date), month(deployment_date)) END AS swapped
  FROM core.record_order
)
WHERE swapped <> deployment_date
  AND (deployment_date < least(date_before, date_after) OR deployment_date > greatest(date_before, date_after))
  AND abs(date_diff('day', swapped, middle_date_around)) <= 31
  AND abs(date_diff('day', deployment_date, middle_date_around)) > 45
  AND rows_around >= 3
  -- The first and the last row have one neighbour: where deployments are rare, the next may well be weeks away.
  AND ((date_before IS NOT NULL AND date_after IS NOT NULL) OR abs(date_diff('day', deployment_date, coalesce(date_before, date_after))) > days_around)
