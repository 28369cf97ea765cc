"""The data dictionary as rows: every column of every table with its meaning, its symbols, its headings in the records and an example."""

from collections.abc import Iterable

import pandas as pd

from lfr.downloads.table_rows import Table
from lfr.downloads.tables import Column
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import plain


def columns_frame(figures: Figures, tables: Iterable[Table]) -> pd.DataFrame:
    """One row per column of each table. Symbols and examples are those of the rows that were written before."""
    headings = Headings(figures)
    rows = []
    for table in tables:
        for position, column in enumerate(table.definition.columns, start=1):
            # Only a table whose rows give their own symbols has others than those of its columns.
            symbols = " ".join(sorted(table.symbols.get(column.name, ()))) if table.why else column.empty
            rows.append(
                {
                    "table": table.definition.name,
                    "position": position,
                    "column": column.name,
                    "type": column.type,
                    "unit": column.unit,
                    "meaning": column.about,
                    "oddities": column.oddities,
                    "is_required": not column.empty,
                    "values": " | ".join(column.values),
                    "symbols": symbols,
                    "layouts": headings.text(column),
                    "example": _short(plain(table.examples.get(column.name, ""))),
                }
            )
    return pd.DataFrame(rows)


class Headings:
    """Under which headings each layout prints what gives a column."""

    def __init__(self, figures: Figures) -> None:
        self._printed = {
            layout: dict(figures.layout_columns(layout)[["column_name", "heading"]].itertuples(index=False, name=None))
            for layout in figures.layouts()
        }
        # What a layout prints need not give the measure of that name: measures.toml says which do.
        methods = figures.measures()["method"].unique()
        self._not_held = {
            (row.layout, row.measure) for method in methods for row in figures.bases(method).itertuples() if pd.isna(row.basis)
        }

    def of(self, column: Column, layout: str) -> list[str]:
        """The headings of a layout, as printed; none where it does not give the column."""
        if (layout, column.name) in self._not_held:
            return []
        return [self._printed[layout][name] for name in column.printed if name in self._printed[layout]]

    def text(self, column: Column) -> str:
        """The layouts that give a column, each with its headings."""
        found = {layout: self.of(column, layout) for layout in self._printed}
        return "; ".join(f"{layout}: {' and '.join(f'“{one}”' for one in names)}" for layout, names in found.items() if names)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
