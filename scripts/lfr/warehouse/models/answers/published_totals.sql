-- Totals that somebody else published beside what the records say of the same days. One row = one stated total.
-- Where the records do not cover all of the days there is nothing to compare: our number is then NULL, not a part.
WITH totals AS (
  SELECT
    line::INTEGER AS line, publisher, title, published_by, published_on, address, seen, period_from::DATE AS period_from,
    period_to::DATE AS period_to, measure, wording, stated::INTEGER AS stated, note
  FROM raw.published_totals
),
covered AS (
  SELECT totals.line, count(DISTINCT days.day)::INTEGER AS days_covered
  FROM totals
  JOIN (
    SELECT DISTINCT publisher, unnest(generate_series(covers_from::DATE, covers_to::DATE, INTERVAL 1 DAY))::DATE AS day
    FROM raw.sources
    WHERE is_current = 'true'
  ) AS days ON days.publisher = totals.publisher AND days.day BETWEEN totals.period_from AND totals.period_to
  GROUP BY totals.line
),
counted AS (
  SELECT
    totals.line,
    count(d.deployment_id)::INTEGER AS deployments,
    sum(d.faces_seen)::INTEGER AS faces_seen,
    sum(d.alerts)::INTEGER AS alerts,
    sum(d.true_alerts)::INTEGER AS true_alerts,
    sum(d.false_alerts)::INTEGER AS false_alerts,
    sum(d.arrests)::INTEGER AS arrests,
    sum(d.other_disposals)::INTEGER AS other_disposals,
    sum(d.no_action)::INTEGER AS no_action,
    sum(d.outcomes_other_than_arrest)::INTEGER AS outcomes_other_than_arrest,
    sum(d.duration_minutes)::INTEGER AS duration_minutes,
    sum(d.stops_lower)::INTEGER AS stops_lower,
    sum(d.stops_upper)::INTEGER AS stops_upper
  FROM totals
  LEFT JOIN core.deployments AS d
    ON d.publisher = totals.publisher AND d.deployment_date BETWEEN totals.period_from AND totals.period_to
  GROUP BY totals.line
),
long AS (
  SELECT line, measure, value
  FROM counted UNPIVOT INCLUDE NULLS (value FOR measure IN (COLUMNS(* EXCLUDE (line))))
)
SELECT
  totals.* EXCLUDE (line),
  totals.line,
  coalesce(covered.days_covered, 0) = date_diff('day', totals.period_from, totals.period_to) + 1 AS is_covered,
  CASE WHEN coalesce(covered.days_covered, 0) = date_diff('day', totals.period_from, totals.period_to) + 1
    THEN CASE WHEN counted.deployments = 0 THEN 0 ELSE long.value END END AS ours
FROM totals
JOIN counted USING (line)
LEFT JOIN covered USING (line)
LEFT JOIN long ON long.line = totals.line AND long.measure = totals.measure
ORDER BY totals.line
