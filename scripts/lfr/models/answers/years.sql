-- The calendar years that a publisher's records cover, from the first to the last. One row = one publisher and year.
-- A year that they do not cover from 1 January to 31 December is partial, and its label says so wherever it shows.
WITH covered AS (
  SELECT publisher, id, covers_from::DATE AS covers_from, covers_to::DATE AS covers_to
  FROM raw.sources
  WHERE is_current = 'true'
),
spans AS (
  SELECT publisher, min(covers_from) AS first_day, max(covers_to) AS last_day
  FROM covered
  GROUP BY publisher
),
all_years AS (
  SELECT publisher, unnest(generate_series(year(first_day), year(last_day)))::INTEGER AS year, first_day, last_day
  FROM spans
),
bounds AS (
  SELECT
    all_years.publisher,
    all_years.year,
    greatest(all_years.first_day, make_date(all_years.year, 1, 1)) AS covers_from,
    least(all_years.last_day, make_date(all_years.year, 12, 31)) AS covers_to
  FROM all_years
)
SELECT
  publisher,
  year,
  covers_from,
  covers_to,
  covers_from > make_date(year, 1, 1) OR covers_to < make_date(year, 12, 31) AS is_partial,
  year::VARCHAR
    || CASE WHEN covers_from > make_date(year, 1, 1) THEN ', from ' || strftime(covers_from, '%-d %B') ELSE '' END
    || CASE WHEN covers_to < make_date(year, 12, 31) THEN ', to ' || strftime(covers_to, '%-d %B') ELSE '' END
    AS label
FROM bounds
ORDER BY publisher, year
