-- The calendar years that a publisher's records cover, from the first to the last. One row = one publisher and year.
-- A year that they do not cover on each of its days is partial, and its label says so wherever it shows. A year between
-- two records that neither covers is a row too: nothing is known of it, which is not the same as no deployment.
WITH days AS (
  SELECT DISTINCT publisher, unnest(generate_series(covers_from::DATE, covers_to::DATE, INTERVAL 1 DAY))::DATE AS day
  FROM raw.sources
  WHERE is_current = 'true'
),
covered AS (
  SELECT publisher, year(day)::INTEGER AS year, min(day) AS covers_from, max(day) AS covers_to, count(*)::INTEGER AS covered_days
  FROM days
  GROUP BY ALL
),
all_years AS (
  SELECT publisher, unnest(generate_series(min(year), max(year)))::INTEGER AS year
  FROM covered
  GROUP BY publisher
)
SELECT
  all_years.publisher,
  all_years.year,
  covered.covers_from,
  covered.covers_to,
  coalesce(covered.covered_days, 0) AS covered_days,
  coalesce(covered.covered_days, 0) < date_diff('day', make_date(all_years.year, 1, 1), make_date(all_years.year + 1, 1, 1)) AS is_partial,
  all_years.year::VARCHAR
    || CASE
      WHEN covered.covered_days IS NULL THEN ', not covered'
      WHEN covered.covered_days < date_diff('day', covered.covers_from, covered.covers_to) + 1 THEN ', in part'
      ELSE
        CASE WHEN covered.covers_from > make_date(all_years.year, 1, 1) THEN ', from ' || strftime(covered.covers_from, '%-d %B') ELSE '' END
        || CASE WHEN covered.covers_to < make_date(all_years.year, 12, 31) THEN ', to ' || strftime(covered.covers_to, '%-d %B') ELSE '' END
    END AS label
FROM all_years
LEFT JOIN covered ON covered.publisher = all_years.publisher AND covered.year = all_years.year
ORDER BY all_years.publisher, all_years.year
