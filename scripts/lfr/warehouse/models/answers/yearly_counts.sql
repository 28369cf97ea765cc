-- Every count and level of a calendar year, as published and as corrected.
-- One row = one publisher, year and version. A year without a deployment is a row of zeros, not a gap.
-- A sum runs over the deployments that print the number; a year in which none does is NULL.
SELECT
  years.publisher,
  years.year,
  versions.version,
  count(d.deployment_id)::INTEGER AS deployments,
  count(*) FILTER (WHERE d.is_stopped_early)::INTEGER AS deployments_stopped_early,
  count(*) FILTER (WHERE NOT d.is_stopped_early)::INTEGER AS deployments_completed,
  count(DISTINCT d.deployment_date)::INTEGER AS days,
  -- A printed place that nobody has placed yet is a place all the same.
  count(DISTINCT coalesce(d.place_id, place_key(d.location)))::INTEGER AS places,
  count(DISTINCT d.borough)::INTEGER AS boroughs,
  sum(d.duration_minutes)::INTEGER AS duration_minutes,
  sum(d.faces_seen)::INTEGER AS faces_seen,
  -- Watchlists repeat the same images from one deployment to the next: they are never added up.
  min(d.watchlist_size) AS watchlist_size_minimum,
  median(d.watchlist_size) AS watchlist_size_median,
  max(d.watchlist_size) AS watchlist_size_maximum,
  min(d.threshold) AS threshold_minimum,
  max(d.threshold) AS threshold_maximum,
  sum(d.alerts)::INTEGER AS alerts,
  sum(d.true_alerts)::INTEGER AS true_alerts,
  sum(d.true_alerts_confirmed)::INTEGER AS true_alerts_confirmed,
  sum(d.true_alerts_unconfirmed)::INTEGER AS true_alerts_unconfirmed,
  sum(d.false_alerts)::INTEGER AS false_alerts,
  sum(d.false_alerts_confirmed)::INTEGER AS false_alerts_confirmed,
  sum(d.false_alerts_unconfirmed)::INTEGER AS false_alerts_unconfirmed,
  sum(d.stops_lower)::INTEGER AS stops_lower,
  sum(d.stops_upper)::INTEGER AS stops_upper,
  sum(d.accurate_stops)::INTEGER AS accurate_stops,
  sum(d.arrests)::INTEGER AS arrests,
  sum(d.other_disposals)::INTEGER AS other_disposals,
  sum(d.no_action)::INTEGER AS no_action,
  sum(d.outcomes_other_than_arrest)::INTEGER AS outcomes_other_than_arrest,
  -- The counts under a rate come from the deployments that print both of them.
  sum(d.accurate_stops) FILTER (WHERE d.stops_upper IS NOT NULL)::INTEGER AS accuracy_of_stops_numerator,
  sum(d.stops_upper) FILTER (WHERE d.accurate_stops IS NOT NULL)::INTEGER AS accuracy_of_stops_denominator,
  sum(d.false_alerts) FILTER (WHERE d.faces_seen IS NOT NULL)::INTEGER AS false_alerts_per_face_numerator,
  sum(d.faces_seen) FILTER (WHERE d.false_alerts IS NOT NULL)::INTEGER AS false_alerts_per_face_denominator,
  sum(d.false_alerts) FILTER (WHERE d.alerts IS NOT NULL)::INTEGER AS false_alerts_per_alert_numerator,
  sum(d.alerts) FILTER (WHERE d.false_alerts IS NOT NULL)::INTEGER AS false_alerts_per_alert_denominator
FROM answers.years AS years
CROSS JOIN (SELECT unnest(['published', 'corrected']) AS version) AS versions
LEFT JOIN core.deployment_versions AS d
  ON d.publisher = years.publisher AND d.deployment_year = years.year AND d.version = versions.version
GROUP BY ALL
ORDER BY years.publisher, years.year, versions.version
