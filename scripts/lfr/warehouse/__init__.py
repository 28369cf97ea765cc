"""From cells to figures: raw, staging, core and answers in DuckDB, the checks, and the read side."""
