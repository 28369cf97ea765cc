"""The data dictionary as rows: every column of every table with its meaning, its symbols, its headings in the records and an example."""

from collections.abc import Callable, Iterable

import pandas as pd

from lfr.downloads.table_rows import Table
from lfr.downloads.tables import Column
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import plain

HeadingsOf = Callable[[Column], dict[str, list[str]]]


def columns_frame(headings: HeadingsOf, tables: Iterable[Table]) -> pd.DataFrame:
    """One row per column of each table. Symbols and examples are those of the rows that were written before."""
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
                    "layouts": "; ".join(
                        f"{layout}: {' and '.join(f'“{one}”' for one in names)}" for layout, names in headings(column).items() if names
                    ),
                    "example": _short(plain(table.examples.get(column.name, ""))),
                }
            )
    return pd.DataFrame(rows)


def headings_of(figures: Figures) -> HeadingsOf:
    """What says of a column under which headings each layout prints it; none where the layout does not give it."""
    printed = {one: dict(figures.layout_columns(one)[["column_name", "heading"]].itertuples(index=False)) for one in figures.layouts()}
    # What a layout prints need not give the measure of that name: measures.toml says which do.
    bases = [row for method in figures.measures()["method"].unique() for row in figures.bases(method).itertuples()]
    not_held = {(row.layout, row.measure) for row in bases if pd.isna(row.basis)}

    def of(column: Column) -> dict[str, list[str]]:
        found = {layout: [names[one] for one in column.printed if one in names] for layout, names in printed.items()}
        return {layout: [] if (layout, column.name) in not_held else names for layout, names in found.items()}

    return of


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
