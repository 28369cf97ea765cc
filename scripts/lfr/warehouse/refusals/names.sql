-- What a line names is known: a series that breaks is that of a measure or of a printed column, a change is of a printed column, and who
-- polices a borough is a publisher by its id, or a force that publishes nothing here by its name, which begins with a capital letter.
WITH columns AS (SELECT list(DISTINCT field) || list(DISTINCT column_name) AS known FROM raw.layout_columns),
named AS (
  SELECT 'breaks.csv' AS file, line, 'measure' AS what, measure AS word, columns.known || measures.known AS known
  FROM raw.breaks, columns, (SELECT list(measure) AS known FROM raw.measures) AS measures
  UNION ALL
  SELECT 'changes.csv', line, 'column', "column", known FROM raw.changes, columns WHERE "column" IS NOT NULL
  UNION ALL
  SELECT 'boroughs.csv', line, 'publisher', policed_by, known
  FROM raw.boroughs, (SELECT list(id) AS known FROM raw.publishers) WHERE regexp_matches(policed_by, '^[a-z]')
)
SELECT concat(file, ', line ', line, ': unknown ', what, ' “', word, '”.') AS message, word, list_sort(list_distinct(known)) AS known
FROM named
WHERE NOT list_contains(known, word)
ORDER BY file, line::INTEGER
