"""How a figure, a day, an address or a table is written: one place for the terminal, the pages, the letters and the downloads."""
