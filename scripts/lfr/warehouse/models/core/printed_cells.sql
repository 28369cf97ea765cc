-- Every printed cell of every edition. One row = one cell as printed; NULL = printed empty.
SELECT source_id, page::INTEGER AS page, row::INTEGER AS row, column_name, printed
FROM (SELECT * FROM raw.met_2020) UNPIVOT INCLUDE NULLS (printed FOR column_name IN (COLUMNS(* EXCLUDE (source_id, page, row))))
UNION ALL
SELECT source_id, page::INTEGER AS page, row::INTEGER AS row, column_name, printed
FROM (SELECT * FROM raw.met_2023) UNPIVOT INCLUDE NULLS (printed FOR column_name IN (COLUMNS(* EXCLUDE (source_id, page, row))))
UNION ALL
SELECT source_id, page::INTEGER AS page, row::INTEGER AS row, column_name, printed
FROM (SELECT * FROM raw.met_2024) UNPIVOT INCLUDE NULLS (printed FOR column_name IN (COLUMNS(* EXCLUDE (source_id, page, row))))
UNION ALL
SELECT source_id, page::INTEGER AS page, row::INTEGER AS row, column_name, printed
FROM (SELECT * FROM raw.met_2025) UNPIVOT INCLUDE NULLS (printed FOR column_name IN (COLUMNS(* EXCLUDE (source_id, page, row))))
UNION ALL
SELECT source_id, page::INTEGER AS page, row::INTEGER AS row, column_name, printed
FROM (SELECT * FROM raw.csv_log) UNPIVOT INCLUDE NULLS (printed FOR column_name IN (COLUMNS(* EXCLUDE (source_id, page, row))))
