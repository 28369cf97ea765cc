-- The current printed rows in the order of their record, as published, with their neighbours: what checks on the order
-- of dates and on single odd numbers compare with. One row = one printed row of a current edition.
-- The windows look at seven rows before and after: a median of seven is not moved by one or two wrong rows.
SELECT
  d.source_id, d.page, d.row, d.deployment_id, d.publisher, d.layout, d.location, rows.date_text,
  d.deployment_date, d.watchlist_size, d.threshold, d.faces_seen, d.duration_minutes, d.is_stopped_early,
  row_number() OVER record_order AS position,
  lag(d.deployment_date) OVER record_order AS date_before,
  lead(d.deployment_date) OVER record_order AS date_after,
  -- Fewer than three rows are no middle: one wrong date among them would speak against the right ones.
  CASE WHEN count(d.deployment_date) OVER seven_before >= 3 THEN quantile_disc(d.deployment_date, 0.5) OVER seven_before END AS middle_date_before,
  CASE WHEN count(d.deployment_date) OVER seven_after >= 3 THEN quantile_disc(d.deployment_date, 0.5) OVER seven_after END AS middle_date_after,
  quantile_disc(d.deployment_date, 0.5) OVER around AS middle_date_around,
  count(d.deployment_date) OVER around AS rows_around,
  date_diff('day', min(d.deployment_date) OVER around, max(d.deployment_date) OVER around) AS days_around,
  median(d.watchlist_size) OVER around AS middle_watchlist_around,
  median(60.0 * d.faces_seen / nullif(d.duration_minutes, 0)) OVER around AS middle_faces_per_hour_around
FROM core.deployment_versions AS d
JOIN core.printed_rows AS rows USING (source_id, page, row)
WHERE d.version = 'published'
WINDOW
  record_order AS (PARTITION BY d.source_id ORDER BY d.page, d.row),
  seven_before AS (PARTITION BY d.source_id ORDER BY d.page, d.row ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING),
  seven_after AS (PARTITION BY d.source_id ORDER BY d.page, d.row ROWS BETWEEN 1 FOLLOWING AND 7 FOLLOWING),
  around AS (PARTITION BY d.source_id ORDER BY d.page, d.row ROWS BETWEEN 7 PRECEDING AND 7 FOLLOWING EXCLUDE CURRENT ROW)
