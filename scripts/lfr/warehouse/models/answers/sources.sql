-- Every document and edition, with the number of rows read from it. One row = one entry of sources.toml.
SELECT sources.*, counts.rows
FROM raw.sources AS sources
LEFT JOIN (SELECT source_id, count(*) AS rows FROM core.printed_rows GROUP BY source_id) AS counts ON counts.source_id = sources.id
