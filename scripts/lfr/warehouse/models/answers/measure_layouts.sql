-- On what basis each layout gives each measure; NULL where it does not hold it. One row = one measure and layout.
SELECT
  row_number() OVER (ORDER BY measures.position::INTEGER, layouts.position::INTEGER) AS position,
  measures.measure, measures.title, measures.method, layouts.layout, bases.basis
FROM raw.measures AS measures
CROSS JOIN raw.layouts AS layouts
LEFT JOIN raw.measure_bases AS bases
  ON bases.measure = measures.measure AND bases.layout = layouts.layout
  AND bases.reading = bases.readings -- what stands in where a row does not print it
