-- What the Metropolitan Police record 2020 to 2022 prints, with types. One row = one printed row.
-- Engagements are printed; duration, threshold and the confirmed split are not.
SELECT
  source_id,
  page::INTEGER AS page,
  row::INTEGER AS row,
  'met-2020' AS layout,
  location,
  date AS date_text,
  read_date(date) AS deployment_date,
  purpose,
  read_count(watchlist_size) AS watchlist_size,
  read_count(faces_seen) AS faces_seen,
  read_count(alerts) AS alerts,
  read_count(true_alerts) AS true_alerts,
  read_count(false_alerts) AS false_alerts,
  read_count(true_alert_engagements) AS true_alert_engagements,
  read_count(false_alert_engagements) AS false_alert_engagements,
  read_count(arrests_disposals) AS arrests,
  read_percent(false_alert_rate) AS false_alert_rate_percent,
  -- The place cell of such a row says why, in brackets: the only place where the record says so.
  regexp_matches(lower(location), '\((.*)stopped deployment\)') AS is_stopped_early
FROM raw.met_2020
