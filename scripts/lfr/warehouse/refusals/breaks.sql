-- The series that breaks is that of a measure, or of a column that a layout prints.
WITH known AS (
  SELECT list(name ORDER BY name) AS known
  FROM (SELECT measure AS name FROM raw.measures UNION SELECT field FROM raw.layout_columns)
)
SELECT concat('breaks.csv, line ', line, ': unknown measure “', measure, '”.') AS message, measure AS word, known
FROM raw.breaks, known
WHERE NOT list_contains(known, measure)
ORDER BY line::INTEGER
