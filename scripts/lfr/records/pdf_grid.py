"""The ruled grid of a PDF page: its rows, the boxes of their cells, the proof that no printed letter was left out; and the layout of a
table, found by the words printed over each of its columns."""

import itertools
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from pdfplumber.utils.text import extract_text

from lfr.errors import UnreadableDocument
from lfr.records.layouts import Layout, heading_words, layouts

Box = tuple[float, float, float, float]  # left, top, right, bottom
Chars = list[dict[str, Any]]  # letters as pdfplumber gives them: text, size, x0, x1, top, bottom
Words = list[dict[str, Any]]  # its words, each with its letters under "chars"

# A gap between two letters of this part of their size is a space: some programs leave spaces out and only move on.
SPACE = 0.15
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKS = "0123456789*†‡§"


@dataclass
class GridRow:
    """One row of the ruled grid: the boxes of its cells and the letters in each. A cell that spans several has one box."""

    boxes: list[Box | None]
    letters: list[Chars]

    @cached_property
    def texts(self) -> list[str]:
        return [text_of(letters) for letters in self.letters]

    @property
    def filled(self) -> list[str]:
        return [text for text in self.texts if text]

    @property
    def cells(self) -> list[tuple[Box, Chars, str]]:
        cells = zip(self.boxes, self.letters, self.texts, strict=True)
        return [(box, letters, text) for box, letters, text in cells if box is not None]


def outer_tables(page: Any) -> list[Any]:
    """The tables of a page from top to bottom, without the boxes drawn inside another table."""
    for curve in page.curves:  # a box on a page that was turned twice is a hair off the straight, and would be no box
        curve["pts"] = [(round(x, 2), round(y, 2)) for x, y in curve["pts"]]
    found = page.find_tables()

    def inside(a: Box, b: Box) -> bool:
        return a != b and a[0] >= b[0] - 1 and a[1] >= b[1] - 1 and a[2] <= b[2] + 1 and a[3] <= b[3] + 1

    outer = [table for table in found if not any(inside(table.bbox, other.bbox) for other in found)]
    return sorted(outer, key=lambda table: table.bbox[1])


def grid_of(table: Any) -> list[GridRow]:
    printed = [letter for letter in table.page.chars if _middle_in(letter, table.bbox)]
    grid = []
    for row in table.rows:
        in_row = [letter for letter in printed if _middle_in(letter, row.bbox)]
        grid.append(GridRow(row.cells, [[one for one in in_row if box and _middle_in(one, box)] for box in row.cells]))
    return grid


def _middle_in(letter: dict[str, Any], box: Box) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def size_of(letters: Chars) -> float:
    """The size that most of some letters have."""
    return Counter(round(letter["size"], 1) for letter in letters).most_common(1)[0][0] if letters else 0.0


def lines_of(letters: Chars) -> list[list[dict[str, Any]]]:
    """Letters by the line they stand on, however far one is raised or lowered in it."""
    lines: list[list[dict[str, Any]]] = []
    for letter in sorted(letters, key=lambda one: one["bottom"]):
        if lines and letter["bottom"] - median(one["bottom"] for one in lines[-1]) < 0.6 * size_of(letters):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return lines


def text_of(letters: Chars) -> str:
    """What is printed in a cell, without the small raised marks that lead to a footnote."""
    size = size_of(letters)
    marks = [
        one
        for line in lines_of([letter for letter in letters if letter["text"].strip()])
        for one in line
        if one["text"] in RAISED
        or (one["text"] in _MARKS and one["size"] < 0.8 * size and one["bottom"] < max(other["bottom"] for other in line) - 0.1 * size)
    ]
    plain = [letter for letter in letters if not any(letter is mark for mark in marks)]
    return str(extract_text(plain, x_tolerance_ratio=SPACE, y_tolerance=0.4 * size)).strip()


def check_every_letter_is_read(where: str, table: Any, grid: list[GridRow]) -> None:
    """Refuse a table of which printed letters are in no cell, or in two."""
    left, _, right, bottom = table.bbox
    top = min(box[1] for row in grid for box in row.boxes if box is not None)
    printed = [one for one in table.page.chars if one["text"].strip() and _middle_in(one, (left, top, right, bottom))]
    times = Counter(id(letter) for row in grid for letters in row.letters for letter in letters)
    missing = sum(not times[id(letter)] for letter in printed)
    twice = sum(times[id(letter)] > 1 for letter in printed)
    if missing or twice:
        raise UnreadableDocument(
            f"{where}: {missing or twice} printed characters of the table {'are in no' if missing else 'stand in more than one'} cell"
            " that could be read. The ruled lines do not enclose the text: read this page by hand, or ask for another copy."
        )


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
