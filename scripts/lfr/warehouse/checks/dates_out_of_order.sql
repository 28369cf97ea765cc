-- A date that does not fit between the rows printed before and after it.
-- severity: blocking
-- The record lists deployments by date. A row is out of order where it lies before the row above it although the rows
-- around it are in order, or before (after) most of the seven rows above (below) it.
SELECT
  source_id, page, row, 'date' AS column_name, date_text AS printed,
  'a date from ' || strftime(coalesce(date_before, date_after), '%d/%m/%y') || ' to ' || strftime(coalesce(date_after, date_before), '%d/%m/%y') AS expected,
  'The row above prints ' || coalesce(strftime(date_before, '%d/%m/%y'), 'nothing')
    || ', the row below ' || coalesce(strftime(date_after, '%d/%m/%y'), 'nothing') || '.' AS detail
FROM core.record_order
WHERE (deployment_date < date_before AND (date_after IS NULL OR date_before <= date_after))
  OR (deployment_date > date_after AND date_before <= date_after)
  OR deployment_date < middle_date_before
  OR deployment_date > middle_date_after
