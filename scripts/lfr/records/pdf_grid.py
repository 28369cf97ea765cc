"""The ruled grid of a PDF page: its rows, the boxes of their cells, and the proof that no printed letter was left out."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from pdfplumber.utils.text import extract_text

from lfr.errors import UnreadableDocument

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
