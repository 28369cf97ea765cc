"""The ruled grid of a PDF page: its rows, the boxes of their cells, and the proof that no printed word was left out."""

from dataclasses import dataclass
from typing import Any

from lfr.errors import UnreadableDocument

Box = tuple[float, float, float, float]  # left, top, right, bottom
Words = list[dict[str, Any]]  # the words of a page as pdfplumber gives them: text, x0, x1, top, bottom


@dataclass
class GridRow:
    """One row of the ruled grid: the boxes of its cells and what is printed in each. A cell that spans several has one box."""

    boxes: list[Box | None]
    texts: list[str]

    @property
    def filled(self) -> list[str]:
        return [text for text in self.texts if text]

    @property
    def cells(self) -> list[str]:
        return [text for box, text in zip(self.boxes, self.texts, strict=True) if box is not None]


def outer_tables(page: Any) -> list[Any]:
    """The tables of a page from top to bottom, without the boxes drawn inside another table."""
    found = page.find_tables()

    def inside(a: Box, b: Box) -> bool:
        return a != b and a[0] >= b[0] - 1 and a[1] >= b[1] - 1 and a[2] <= b[2] + 1 and a[3] <= b[3] + 1

    outer = [table for table in found if not any(inside(table.bbox, other.bbox) for other in found)]
    return sorted(outer, key=lambda table: table.bbox[1])


def grid_of(table: Any) -> list[GridRow]:
    rows = zip(table.rows, table.extract(), strict=True)
    return [GridRow(row.cells, [(text or "").strip() for text in texts]) for row, texts in rows]


def check_every_word_is_read(where: str, table: Any, grid: list[GridRow], words: Words) -> None:
    """Refuse a table of which printed characters are in no cell, or in two."""
    left, _, right, bottom = table.bbox
    top = min(box[1] for row in grid for box in row.boxes if box is not None)
    printed = "".join(
        word["text"]
        for word in words
        if left <= (word["x0"] + word["x1"]) / 2 <= right and top <= (word["top"] + word["bottom"]) / 2 <= bottom
    )
    read = "".join("".join(text.split()) for row in grid for text in row.texts)
    if sorted(printed) != sorted(read):
        missing = len(printed) - len(read)
        raise UnreadableDocument(
            f"{where}: {abs(missing)} printed characters of the table {'are in no' if missing > 0 else 'stand in more than one'} cell"
            " that could be read. The ruled lines do not enclose the text: read this page by hand, or ask for another copy."
        )
