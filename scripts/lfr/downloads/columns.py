"""The data dictionary as rows: every column of every table with its meaning, its symbols, its headings in the records and an example."""

from collections.abc import Iterable

import pandas as pd

from lfr.downloads.table_rows import Table
from lfr.downloads.tables import Column
from lfr.records.layouts import layouts
from lfr.warehouse.measures import bases, measures
from lfr.wording.csv_files import plain


def columns_frame(known: list[str], tables: Iterable[Table]) -> pd.DataFrame:
    """One row per column of each table, with its headings in the `known` layouts; symbols and examples of the rows written before."""
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
                        f"{layout}: {' and '.join(f'“{one}”' for one in names)}" for layout in known if (names := headings(column, layout))
                    ),
                    "example": _short(plain(table.examples.get(column.name, ""))),
                }
            )
    return pd.DataFrame(rows)


def headings(column: Column, layout: str) -> list[str]:
    """Under which headings a layout prints a column; none where it does not give it."""
    known, measure = {one.name: one.printed_heading for one in layouts()[layout].columns}, measures().get(column.name)
    found = [known[one] for one in column.printed if one in known]
    # What a layout prints need not give the measure of that name: measures.toml says which do.
    return found if found and (not measure or bases(measure, layouts()[layout])) else []


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
