-- The outcome of a comparison accounts for each row of the other source, and lists each cell that differs.
WITH rows AS (SELECT * REPLACE (try_cast(their_row AS INTEGER) AS their_row) FROM raw.reconciliation_rows),
differ AS (
  SELECT rows.reconciliation, rows.their_row, rows.cells_compared::INTEGER - rows.cells_alike::INTEGER AS differ, count(cells.their_row) AS listed
  FROM rows
  LEFT JOIN raw.reconciliation_cells AS cells ON cells.reconciliation = rows.reconciliation AND cells.their_row = rows.their_row::VARCHAR
  WHERE rows.outcome = 'matched'
  GROUP BY ALL
),
faults AS (
  SELECT reconciliation, concat(
    'rows.csv: ', differ, ' cells of row ', their_row, ' differ, but ', reconciliation, '.cells.csv lists ', listed) AS message
  FROM differ WHERE differ <> listed
  UNION ALL
  SELECT heads.id, concat('rows.csv: accounts for ', count(DISTINCT their_row), ' of the ', heads.rows, ' rows of the other source')
  FROM raw.reconciliations AS heads LEFT JOIN rows ON rows.reconciliation = heads.id AND their_row > 0
  GROUP BY heads.id, heads.rows HAVING count(DISTINCT their_row) <> heads.rows::INTEGER
)
SELECT concat(reconciliation, '.', message, '. Run `lfr reconcile` again.') FROM faults ORDER BY ALL
