-- False alerts beside alerts and faces seen, for each threshold in use. One row = one publisher, year and threshold, of the
-- deployments whose layout prints thresholds; those that print none stand in a row without one. A yearly rate is an average over
-- thresholds. `from_date` and `to_date` are the first and last day of a deployment with it; a row may have deployments only before correction.
-- The two rates are of the counts as corrected, where every deployment that has the one count has the other.
WITH counted AS (
  SELECT
    d.publisher,
    d.deployment_year AS year,
    d.threshold,
    min(d.deployment_date) FILTER (WHERE version = 'corrected') AS from_date,
    max(d.deployment_date) FILTER (WHERE version = 'corrected') AS to_date,
    count_in('corrected', version) AS deployments,
    count_in('published', version) AS deployments_as_published,
    sum_in('corrected', version, d.faces_seen) AS faces_seen,
    sum_in('published', version, d.faces_seen) AS faces_seen_as_published,
    sum_in('corrected', version, d.alerts) AS alerts,
    sum_in('published', version, d.alerts) AS alerts_as_published,
    sum_in('corrected', version, d.false_alerts) AS false_alerts,
    sum_in('published', version, d.false_alerts) AS false_alerts_as_published,
    bool_and((d.false_alerts IS NULL) = (d.alerts IS NULL)) FILTER (WHERE version = 'corrected') AS has_both_alerts,
    bool_and((d.false_alerts IS NULL) = (d.faces_seen IS NULL)) FILTER (WHERE version = 'corrected') AS has_both_faces
  FROM core.deployment_versions AS d
  SEMI JOIN (SELECT layout FROM raw.layout_columns WHERE field = 'threshold') AS printing USING (layout)
  GROUP BY ALL
)
SELECT
  * EXCLUDE (has_both_alerts, has_both_faces),
  CASE WHEN has_both_alerts THEN false_alerts / nullif(alerts, 0) END AS false_alerts_per_alert,
  CASE WHEN has_both_alerts THEN wilson_lower(false_alerts, alerts) END AS false_alerts_per_alert_lower,
  CASE WHEN has_both_alerts THEN wilson_upper(false_alerts, alerts) END AS false_alerts_per_alert_upper,
  CASE WHEN has_both_faces THEN false_alerts / nullif(faces_seen, 0) END AS false_alerts_per_face,
  CASE WHEN has_both_faces THEN wilson_lower(false_alerts, faces_seen) END AS false_alerts_per_face_lower,
  CASE WHEN has_both_faces THEN wilson_upper(false_alerts, faces_seen) END AS false_alerts_per_face_upper
FROM counted
ORDER BY publisher, year, from_date, threshold NULLS LAST
