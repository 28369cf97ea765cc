-- What a force's own CSV log says, with types. One row = one logged deployment.
-- `stops` and `stops_accurate` are split here as the 2020 record prints them: accurate, and not accurate.
SELECT
  source_id,
  page::INTEGER AS page,
  row::INTEGER AS row,
  'csv-log' AS layout,
  location,
  date AS date_text,
  read_date(date) AS deployment_date,
  use_case,
  platform,
  read_minutes(duration_minutes) AS duration_minutes,
  read_count(watchlist_size) AS watchlist_size,
  read_decimal(threshold) AS threshold,
  read_count(faces_seen) AS faces_seen,
  read_count(alerts) AS alerts,
  read_count(true_alerts_confirmed) AS true_alerts_confirmed,
  read_count(true_alerts_unconfirmed) AS true_alerts_unconfirmed,
  read_count(false_alerts_confirmed) AS false_alerts_confirmed,
  read_count(false_alerts_unconfirmed) AS false_alerts_unconfirmed,
  read_count(stops_accurate) AS true_alert_engagements,
  read_count(stops) - read_count(stops_accurate) AS false_alert_engagements,
  read_count(arrests) AS arrests,
  read_count(other_disposals) AS other_disposals,
  read_count(no_action) AS no_action,
  regexp_matches(lower(location), '\((.*)stopped deployment\)') AS is_stopped_early
FROM raw.csv_log
