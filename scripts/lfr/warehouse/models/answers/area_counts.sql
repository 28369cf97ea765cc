-- What the records say of one place or borough. One row = one publisher, area, version and calendar year; the row without
-- a year adds up all years. A sum runs over the deployments that print the number, and `_known` says how many do: a sum
-- over none is NULL, which is not zero.
SELECT
  areas.publisher,
  areas.kind,
  areas.slug,
  areas.version,
  d.deployment_year AS year,
  count(*)::INTEGER AS deployments,
  count(*) FILTER (WHERE d.is_stopped_early)::INTEGER AS deployments_stopped_early,
  count(DISTINCT d.deployment_date)::INTEGER AS days,
  min(d.deployment_date) AS first_date,
  max(d.deployment_date) AS last_date,
  sum(d.faces_seen)::INTEGER AS faces_seen,
  count(d.faces_seen)::INTEGER AS faces_seen_known,
  sum(d.alerts)::INTEGER AS alerts,
  count(d.alerts)::INTEGER AS alerts_known,
  sum(d.true_alerts)::INTEGER AS true_alerts,
  count(d.true_alerts)::INTEGER AS true_alerts_known,
  sum(d.false_alerts)::INTEGER AS false_alerts,
  count(d.false_alerts)::INTEGER AS false_alerts_known,
  -- A bound counts only where the other one is known too.
  sum(d.stops_lower) FILTER (WHERE d.stops_upper IS NOT NULL)::INTEGER AS stops_lower,
  sum(d.stops_upper) FILTER (WHERE d.stops_lower IS NOT NULL)::INTEGER AS stops_upper,
  count(d.stops_lower + d.stops_upper)::INTEGER AS stops_known,
  -- How many of these are printed: the others are a range of readings, and an estimate also where its ends meet.
  count(d.stops_lower + d.stops_upper) FILTER (WHERE d.has_printed_stops)::INTEGER AS stops_printed,
  sum(d.arrests)::INTEGER AS arrests,
  count(d.arrests)::INTEGER AS arrests_known
FROM core.areas AS areas
JOIN core.deployment_versions AS d USING (version, deployment_id)
GROUP BY GROUPING SETS (
  (areas.publisher, areas.kind, areas.slug, areas.version, d.deployment_year),
  (areas.publisher, areas.kind, areas.slug, areas.version)
)
ORDER BY areas.publisher, areas.kind, areas.slug, areas.version, year NULLS LAST
