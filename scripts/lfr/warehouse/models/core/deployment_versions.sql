-- Each deployment twice: with every value as published, and with the corrections that count.
-- One row = one deployment in one version ('published' or 'corrected'), from the newest edition of its record.
-- The calendar year of a deployment is decided here and nowhere else: from its date, after corrections.
WITH versions AS (
  SELECT unnest(['published', 'corrected']) AS version
),
applied AS (
  SELECT deployment_id, map_from_entries(list((column_name, corrected) ORDER BY column_name)) AS cells
  FROM core.corrections
  WHERE is_applied
  GROUP BY deployment_id
),
corrected AS (
  SELECT
    printed.*,
    versions.version,
    CASE WHEN versions.version = 'corrected' THEN coalesce(applied.cells, MAP {}::MAP(VARCHAR, VARCHAR))
         ELSE MAP {}::MAP(VARCHAR, VARCHAR) END AS cells,
    applied.cells IS NOT NULL AS has_correction
  FROM core.printed_rows AS printed
  CROSS JOIN versions
  LEFT JOIN applied ON applied.deployment_id = printed.deployment_id
  WHERE printed.is_current
),
valued AS (
  SELECT
    version, deployment_id, publisher, source_id, page, row, layout, has_correction, is_stopped_early,
    corrected_date(cells, 'date', deployment_date) AS deployment_date,
    corrected_text(cells, 'location', location) AS location,
    corrected_text(cells, 'purpose', purpose) AS purpose,
    corrected_text(cells, 'use_case', use_case) AS use_case,
    corrected_text(cells, 'platform', platform) AS platform,
    CASE WHEN layout = 'csv-log' THEN corrected_count(cells, 'duration_minutes', duration_minutes)
         ELSE corrected_minutes(cells, 'duration', duration_minutes) END AS duration_minutes,
    corrected_count(cells, 'watchlist_size', watchlist_size) AS watchlist_size,
    corrected_decimal(cells, 'threshold', threshold) AS threshold,
    corrected_count(cells, 'faces_seen', faces_seen) AS faces_seen,
    corrected_count(cells, 'alerts', alerts) AS alerts,
    corrected_count(cells, 'true_alerts', true_alerts) AS true_alerts_printed,
    corrected_count(cells, 'false_alerts', false_alerts) AS false_alerts_printed,
    corrected_count(cells, 'true_alerts_confirmed', true_alerts_confirmed) AS true_alerts_confirmed,
    corrected_count(cells, 'true_alerts_unconfirmed', true_alerts_unconfirmed) AS true_alerts_unconfirmed,
    corrected_count(cells, 'false_alerts_confirmed', false_alerts_confirmed) AS false_alerts_confirmed,
    corrected_count(cells, 'false_alerts_unconfirmed', false_alerts_unconfirmed) AS false_alerts_unconfirmed,
    corrected_count(cells, 'true_alert_engagements', true_alert_engagements) AS true_alert_engagements,
    corrected_count(cells, 'false_alert_engagements', false_alert_engagements) AS false_alert_engagements,
    corrected_count(cells, 'stops', stops) AS stops_logged,
    corrected_count(cells, 'stops_accurate', stops_accurate) AS stops_accurate_logged,
    corrected_count(cells, CASE WHEN layout = 'met-2020' THEN 'arrests_disposals' ELSE 'arrests' END, arrests) AS arrests,
    corrected_count(cells, 'other_disposals', other_disposals) AS other_disposals_printed,
    corrected_count(cells, 'no_action', no_action) AS no_action_printed,
    false_alert_rate_percent
  FROM corrected
)
SELECT
  version, deployment_id, valued.publisher, source_id, page, row, layout, has_correction, is_stopped_early,
  deployment_date,
  year(deployment_date)::INTEGER AS deployment_year,
  month(deployment_date)::INTEGER AS deployment_month,
  location, places.place_id, places.place, places.borough, places.borough_code, places.precision AS place_precision,
  purpose, use_case, platform,
  duration_minutes, watchlist_size, threshold, faces_seen, alerts,
  -- True and false alerts are printed whole in 2020-22 and as confirmed and unconfirmed from 2023.
  coalesce(true_alerts_printed, true_alerts_confirmed + true_alerts_unconfirmed) AS true_alerts,
  true_alerts_confirmed, true_alerts_unconfirmed,
  coalesce(false_alerts_printed, false_alerts_confirmed + false_alerts_unconfirmed) AS false_alerts,
  false_alerts_confirmed, false_alerts_unconfirmed,
  true_alert_engagements, false_alert_engagements,
  -- Stops are printed as engagements in 2020-22, and may be in a force's own log. Elsewhere they lie between the
  -- confirmed true alerts and all confirmed alerts (methods/stops): "confirmed" is not proof of a stop in every row.
  coalesce(stops_logged, true_alert_engagements + false_alert_engagements) IS NOT NULL AS has_printed_stops,
  coalesce(stops_logged, true_alert_engagements + false_alert_engagements, true_alerts_confirmed) AS stops_lower,
  coalesce(stops_logged, true_alert_engagements + false_alert_engagements, true_alerts_confirmed + false_alerts_confirmed) AS stops_upper,
  coalesce(stops_accurate_logged, true_alert_engagements, CASE WHEN stops_logged IS NULL THEN true_alerts_confirmed END) AS accurate_stops,
  arrests,
  -- The 2023-24 layouts print one number in both columns, so neither can be told from the other: counted once, as
  -- outcomes other than arrest, and only where the two columns agree (methods/outcomes).
  CASE WHEN layout NOT IN ('met-2023', 'met-2024') THEN other_disposals_printed END AS other_disposals,
  CASE WHEN layout NOT IN ('met-2023', 'met-2024') THEN no_action_printed END AS no_action,
  CASE WHEN layout NOT IN ('met-2023', 'met-2024') THEN other_disposals_printed + no_action_printed
       WHEN other_disposals_printed = no_action_printed THEN no_action_printed END AS outcomes_other_than_arrest,
  false_alert_rate_percent
FROM valued
LEFT JOIN core.places AS places
  ON places.publisher = valued.publisher AND places.place_key = place_key(valued.location)
