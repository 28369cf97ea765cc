-- A number of faces seen that is out of line with the rows around it, as if a digit were lost or added.
-- severity: notice
-- Faces per hour against the middle of seven rows before and after. Five times more or less is the mark: half a digit
-- (a factor of about 3) is common between a quiet street and a busy one, a whole digit (10) is not.
SELECT
  source_id, page, row, 'faces_seen' AS column_name, faces_seen::VARCHAR AS printed,
  'about ' || (round(middle_faces_per_hour_around * duration_minutes / 60.0 / 100) * 100)::INTEGER AS expected,
  round(60.0 * faces_seen / duration_minutes)::INTEGER || ' faces an hour; the middle of the rows around is '
    || round(middle_faces_per_hour_around)::INTEGER || '.' AS detail
FROM core.record_order
WHERE duration_minutes > 0
  AND rows_around >= 6
  AND (60.0 * faces_seen / duration_minutes > 5 * middle_faces_per_hour_around
    OR 60.0 * faces_seen / duration_minutes < middle_faces_per_hour_around / 5)
