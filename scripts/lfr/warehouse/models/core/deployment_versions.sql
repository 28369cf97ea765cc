-- Each deployment twice: with every value before correction, and with the corrections that count.
-- One row = one deployment in one version ('published' or 'corrected'), from the newest edition of its record.
-- The calendar year of a deployment is decided here and nowhere else: from its date, after corrections.
WITH versions AS (
  SELECT unnest(['published', 'corrected']) AS version
),
applied AS (
  -- The corrected text of a deployment's cells, by the field that each cell gives.
  SELECT deployment_id, map_from_entries(list((field, corrected) ORDER BY field)) AS cells
  FROM core.corrections
  WHERE is_applied AND field IS NOT NULL  -- none where no edition prints the row any more
  GROUP BY deployment_id
),
overlaid AS (
  SELECT
    rows.*,
    versions.version,
    CASE WHEN versions.version = 'corrected' THEN applied.cells END AS cells,
    applied.cells IS NOT NULL AS has_correction
  FROM core.printed_rows AS rows
  CROSS JOIN versions
  LEFT JOIN applied ON applied.deployment_id = rows.deployment_id
  WHERE rows.is_current
),
-- A correction is read as the cell would have been; "unknown" reads as no value.
read AS (
  SELECT
    version, deployment_id, publisher, source_id, page, row, layout, has_correction, is_stopped_early,
{{ corrected_fields }}
  FROM overlaid
),
valued AS (
  SELECT * REPLACE (read_name(location) AS location)
  FROM read
),
taken AS (
  SELECT publisher, list(DISTINCT place_id) AS place_ids
  FROM core.places
  GROUP BY publisher
),
-- Three columns of a record may be taken as stops where it prints none: the confirmed true alerts, all confirmed alerts, and the
-- engagement outcomes. One number printed in two outcome columns is counted once, and only where the two agree.
counted AS (
  SELECT
    valued.*,
    layouts.repeated,
    coalesce(stops, true_alert_engagements + false_alert_engagements) AS printed_stops,
    true_alerts_confirmed + false_alerts_confirmed AS confirmed_alerts,
    CASE WHEN layouts.repeated IS NULL THEN other_disposals + no_action
         WHEN other_disposals = no_action THEN no_action END AS outcomes_other_than_arrest,
    -- A layout that prints arrests and other disposals as one number has neither of the other columns.
    arrests + outcomes_other_than_arrest AS engagement_outcomes
  FROM valued
  JOIN raw.layouts AS layouts USING (layout)
)
SELECT
  counted.* EXCLUDE (stops, stops_accurate, printed_stops, repeated, outcomes_other_than_arrest) REPLACE (
    -- Printed whole in some layouts, as confirmed and unconfirmed in others.
    coalesce(true_alerts, true_alerts_confirmed + true_alerts_unconfirmed) AS true_alerts,
    coalesce(false_alerts, false_alerts_confirmed + false_alerts_unconfirmed) AS false_alerts,
    -- Where a layout prints one number in both columns, neither can be told from the other (methods/outcomes).
    CASE WHEN repeated IS NULL THEN other_disposals END AS other_disposals,
    CASE WHEN repeated IS NULL THEN no_action END AS no_action
  ),
  year(deployment_date)::INTEGER AS deployment_year,
  month(deployment_date)::INTEGER AS deployment_month,
  places.place_id, places.place, places.borough, places.borough_code, places.precision AS place_precision,
  -- The address of the place's page. A printed name that nobody has placed yet is a place all the same: it has the best address
  -- of its own that no place_id has. A name that differs only in case or marks is the same name.
  coalesce(
    places.place_id, list_filter(name_addresses(location), lambda one: NOT coalesce(list_contains(taken.place_ids, one), false))[1]
  ) AS place_slug,
  coalesce(places.place, min(location) OVER (PARTITION BY counted.publisher, place_key(location))) AS place_name,
  -- Stops are printed as engagements in some layouts, and may be in a force's own log. Elsewhere they are the range of the three
  -- readings that the row has (methods/stops): none of the columns is said to count stops, and they differ in both directions.
  printed_stops IS NOT NULL AS has_printed_stops,
  coalesce(printed_stops, least(true_alerts_confirmed, confirmed_alerts, engagement_outcomes)) AS stops_lower,
  coalesce(printed_stops, greatest(true_alerts_confirmed, confirmed_alerts, engagement_outcomes)) AS stops_upper,
  -- Only of printed stops is it known which were of the right person.
  coalesce(CASE WHEN stops IS NOT NULL THEN stops_accurate END, true_alert_engagements) AS accurate_stops,
  outcomes_other_than_arrest
FROM counted
LEFT JOIN core.places AS places
  ON places.publisher = counted.publisher AND places.place_key = place_key(counted.location)
LEFT JOIN taken ON taken.publisher = counted.publisher
