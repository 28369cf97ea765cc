-- A correction that no longer applies: a newer edition of the record prints something else in that cell.
-- severity: notice
SELECT
  source_id_now AS source_id, page_now AS page, row_now AS row, column_name, coalesce(printed_now, '') AS printed, printed AS expected,
  'Correction ' || correction_id || ' was made when the cell read “' || printed || '”. It is retired: the publisher now prints “'
    || coalesce(printed_now, 'no such row') || '”'
    || CASE WHEN printed_now = corrected THEN ', as it was corrected.' ELSE ', and it was corrected to “' || corrected || '”: look at it again.' END
    AS detail
FROM core.corrections
WHERE is_retired AND status <> 'rejected'
