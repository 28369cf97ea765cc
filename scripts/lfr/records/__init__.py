"""From a published file to cells as printed: layouts, readers for PDF, workbook and CSV, editions, and the reading part of `lfr add`."""
