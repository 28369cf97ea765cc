"""Find the layout of a table in a PDF by the words printed over each of its columns."""

from __future__ import annotations

import itertools

from lfr.errors import UnreadableDocument
from lfr.records.layouts import Layout, match_headings
from lfr.records.pdf_grid import Box, GridRow, Words


def layout_over(where: str, first: GridRow, above: list[GridRow], words: Words) -> Layout:
    """The layout whose headings stand in the rows above the first deployment. Raises UnreadableDocument where none fits."""
    headings = _headings_over([box for box in first.boxes if box is not None], above, words)
    result = match_headings(headings, "pdf")
    if isinstance(result, Layout):
        return result
    if result is None:
        raise UnreadableDocument(
            f"{where}: not a record of live facial recognition that is known here (its headings are “{'”, “'.join(headings[:4])}”…)."
            " If it is a new layout, describe it in records/layouts.toml."
        )
    raise UnreadableDocument(
        f"{where}, column {result.column}: the heading is “{result.found}” where the layout {result.layout.id}"
        f" has “{result.expected}”. A column was renamed, added or moved: look at what it means now,"
        " then describe the new layout in records/layouts.toml."
    )


def refuse_headings_alone(where: str, above: list[GridRow], words: Words) -> None:
    """Refuse headings of a known layout with no deployment under them: an incomplete document, not another kind of table."""
    boxes = [box for row in above for box in row.boxes if box is not None]
    bottom = max(box[3] for box in boxes)
    edges = sorted({round(box[0]) for box in boxes} | {round(max(box[2] for box in boxes))})
    columns = [(float(left), bottom, float(right), bottom) for left, right in itertools.pairwise(edges)]
    if isinstance(match_headings(_headings_over(columns, above, words), "pdf"), Layout):
        raise UnreadableDocument(f"{where}: the table has headings but no deployment. Ask for the complete document.")


def _headings_over(columns: list[Box], above: list[GridRow], words: Words) -> list[str]:
    """The words printed over each column, between the top of the heading rows and the top of the columns."""
    top = min(box[1] for row in above for box in row.boxes if box is not None)
    bottom = min(box[1] for box in columns)
    return [
        " ".join(
            word["text"]
            for word in words
            if word["top"] >= top - 1 and word["bottom"] <= bottom + 1 and left <= (word["x0"] + word["x1"]) / 2 < right
        )
        for left, _, right, _ in columns
    ]
