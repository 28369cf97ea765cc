"""Files to take away: tables, API, spreadsheet, metadata."""
