"""Find the layout of a table in a PDF by the words printed over each of its columns."""

import itertools
from collections import Counter

from lfr.errors import UnreadableDocument
from lfr.records.layouts import Layout, heading_words, layouts
from lfr.records.pdf_grid import Box, GridRow, Words


def layout_over(where: str, first: GridRow, above: list[GridRow], words: Words) -> Layout:
    """The layout whose headings stand in the rows above the first deployment.

    Raises UnreadableDocument with the first column that differs from the nearest layout, or, where no layout
    shares as much as a third of its headings, says that the document is not a known record at all.
    """
    headings = _headings_over([box for box in first.boxes if box is not None], above, words)
    printed = [Counter(heading_words(heading)) for heading in headings]
    if layout := _fitting(printed):
        return layout
    nearest = max(_known(), key=lambda layout: (_matching(printed, layout), _first_misfit(printed, layout) or 0))
    if _matching(printed, nearest) * 3 < len(nearest.columns):
        raise UnreadableDocument(
            f"{where}: not a record of live facial recognition that is known here (its headings are “{'”, “'.join(headings[:4])}”…)."
            " If it is a new layout, describe it in records/layouts.toml."
        )
    index = _first_misfit(printed, nearest) or 0
    group = nearest.columns[index].group if index < len(nearest.columns) else ""
    # Under a heading across several columns, all of them are said: each by itself may look as it should.
    members = [i for i, column in enumerate(nearest.columns) if column.group == group] if group else [index]
    expected = "”, “".join(nearest.columns[i].printed_heading if i < len(nearest.columns) else "no further column" for i in members)
    found = "”, “".join(headings[i] if i < len(headings) else "no such column" for i in members)
    if _letters(found) == _letters(expected):
        raise UnreadableDocument(
            f"{where}, column {index + 1}: the words of the heading (“{found}”) run into each other or stand in other cells than in the"
            f" layout {nearest.id}. Ask for the original, at its own size."
        )
    raise UnreadableDocument(
        f"{where}, column {index + 1}: the heading is “{found}” where the layout {nearest.id} has “{expected}”."
        " A column was renamed, added or moved: look at what it means now, then describe the new layout in records/layouts.toml."
    )


def _letters(text: str) -> list[str]:
    return sorted("".join(heading_words(text)))


def refuse_headings_alone(where: str, above: list[GridRow], words: Words) -> None:
    """Refuse headings of a known layout with no deployment under them: an incomplete document, not another kind of table."""
    boxes = [box for row in above for box in row.boxes if box is not None]
    bottom = max(box[3] for box in boxes)
    edges = sorted({round(box[0]) for box in boxes} | {round(max(box[2] for box in boxes))})
    columns = [(float(left), bottom, float(right), bottom) for left, right in itertools.pairwise(edges)]
    if _fitting([Counter(heading_words(heading)) for heading in _headings_over(columns, above, words)]):
        raise UnreadableDocument(f"{where}: the table has headings but no deployment. Ask for the complete document.")


def _headings_over(columns: list[Box], above: list[GridRow], words: Words) -> list[str]:
    """The words printed over each column, between the top of the heading rows and the top of the columns."""
    top = min(box[1] for row in above for box in row.boxes if box is not None)
    bottom = min((box[1] for box in columns), default=top)
    return [
        " ".join(
            word["text"]
            for word in words
            if word["top"] >= top - 1 and word["bottom"] <= bottom + 1 and left <= (word["x0"] + word["x1"]) / 2 < right
        )
        for left, _, right, _ in columns
    ]


def _known() -> list[Layout]:
    return [layout for layout in layouts().values() if layout.medium == "pdf"]


def _fitting(printed: list[Counter[str]]) -> Layout | None:
    return next((layout for layout in _known() if _first_misfit(printed, layout) is None), None)


def _first_misfit(printed: list[Counter[str]], layout: Layout) -> int | None:
    """The first column, from the left, that is not as the layout has it."""
    for index in range(max(len(printed), len(layout.columns))):
        if index >= len(printed) or index >= len(layout.columns) or not _fits(printed, layout, index):
            return index
    return None


def _fits(printed: list[Counter[str]], layout: Layout, index: int) -> bool:
    column = layout.columns[index]
    own = Counter(heading_words(column.heading))
    if not column.group:
        return printed[index] == own
    # A heading across several columns is centred over them: its words fall into any of them, so
    # they are compared for the whole group, while each column must carry its own words.
    expected, found = Counter(heading_words(column.group)), Counter[str]()
    for position, member in enumerate(layout.columns):
        if member.group == column.group:
            expected += Counter(heading_words(member.heading))
            found += printed[position] if position < len(printed) else Counter()
    return own <= printed[index] and expected == found


def _matching(printed: list[Counter[str]], layout: Layout) -> int:
    """How many of the layout's headings are printed anywhere: one column added on the left moves all others."""
    return sum(any(Counter(heading_words(column.heading)) <= words for words in printed) for column in layout.columns)
