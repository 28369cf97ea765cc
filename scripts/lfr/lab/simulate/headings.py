"""What is printed above the columns of each layout (headings.toml), and how a PDF rules it.

The geometry is that of the real files: a 2023 or 2024 record rules its headings as a table of its own, in two
rows, some of them across several columns; a 2020 or 2025 record rules them as the first row of the table.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lfr.lab.simulate.drawing import Pages

Heading = tuple[str, str, str]  # our name, the heading across several columns, the column's own heading

_WRITTEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
HEADINGS: dict[str, list[Heading]] = {one["id"]: [(*column,) for column in one["columns"]] for one in _WRITTEN["layout"]}
HEADINGS_APART = {one["id"] for one in _WRITTEN["layout"] if one["apart"]}
WORKBOOK_HEADINGS: list[str] = _WRITTEN["workbook"]


def draw_headings(pages: Pages, headings: list[Heading], edges: list[float], apart: bool) -> None:
    """Draw the headings of a layout in the way its records do."""
    from lfr.lab.simulate.drawing import Cell

    if not any(group for _, group, _ in headings):
        pages.row(edges, [own for _, _, own in headings])
        return
    upper, lower, start = [], [], 0
    while start < len(headings):
        group, end = headings[start][1], start + 1
        while group and end < len(headings) and headings[end][1] == group:
            end += 1
        if group:
            upper.append(Cell(edges[start], edges[end], group))
            lower += [Cell(edges[i], edges[i + 1], headings[i][2]) for i in range(start, end)]
        else:
            upper.append(Cell(edges[start], edges[end], headings[start][2], rows=2))
        start = end
    pages.heading_rows(upper, lower)
    if apart:
        pages.space(14)
