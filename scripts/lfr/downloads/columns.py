"""The data dictionary as rows: every column of every table with its meaning, its symbols, its headings in the records and an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lfr.downloads.tables import Column, Definition, Seen, Table
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import plain


def columns_frame(figures: Figures, tables: Mapping[str, Table], own: Definition) -> pd.DataFrame:
    """One row a column of every table in `tables`, its own columns (`own`) last."""
    headings = _headings(figures)
    rows = []
    for table in [*tables.values(), None]:
        definition = table.definition if table else own
        seen = table.seen() if table else Seen()
        # Only a table whose rows give their own symbols has others than those of its columns.
        symbols = {one.name: " ".join(sorted(seen.symbols.get(one.name, ()))) for one in definition.columns} if table and table.why else {}
        for position, column in enumerate(definition.columns, start=1):
            rows.append(
                {
                    "table": definition.name,
                    "position": position,
                    "column": column.name,
                    "type": column.type,
                    "unit": column.unit,
                    "meaning": column.about,
                    "oddities": column.oddities,
                    "is_required": column.required,
                    "values": " | ".join(column.values),
                    "symbols": symbols.get(column.name, "" if column.required else column.empty),
                    "layouts": layouts_of(column, headings),
                    "example": _short(seen.examples.get(column.name, "")),
                }
            )
    return pd.DataFrame(rows, columns=own.names)


def _headings(figures: Figures) -> dict[str, dict[str, str]]:
    """For each layout in use, the printed heading of each of its columns."""
    return {
        one: dict(figures.layout_columns(one)[["column_name", "heading"]].itertuples(index=False, name=None)) for one in figures.layouts()
    }


def layouts_of(column: Column, headings: Mapping[str, Mapping[str, str]]) -> str:
    """The layouts that have a column, each with the headings as printed."""
    said = []
    for layout, names in headings.items():
        found = [names[one] for one in column.printed if one in names]
        if found and layout not in column.not_in:
            said.append(f"{layout}: {' and '.join(f'“{one}”' for one in found)}")
    return "; ".join(said)


def _short(value: Any) -> str:
    text = plain(value)
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
