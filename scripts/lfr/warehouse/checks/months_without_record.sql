-- Months between two records that no record covers: what happened then is not known.
-- severity: notice
SELECT
  min(sources.id) AS source_id, NULL::INTEGER AS page, NULL::INTEGER AS row, 'date' AS column_name,
  'no record' AS printed, 'a record' AS expected,
  strftime(make_date(monthly.year, monthly.month, 1), '%B %Y') || ' is covered by no record.' AS detail
FROM answers.monthly AS monthly
JOIN raw.sources AS sources ON sources.publisher = monthly.publisher AND sources.is_current = 'true'
WHERE NOT monthly.is_covered
  AND make_date(monthly.year, monthly.month, 1) BETWEEN
    (SELECT min(covers_from::DATE) FROM raw.sources AS one WHERE one.publisher = monthly.publisher)
    AND (SELECT max(covers_to::DATE) FROM raw.sources AS one WHERE one.publisher = monthly.publisher)
GROUP BY monthly.publisher, monthly.year, monthly.month
