"""The ruled grid of a PDF page: its rows, the boxes of their cells, and the proof that no printed word was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lfr.errors import UnreadableDocument

Box = tuple[float, float, float, float]


@dataclass
class GridRow:
    """One row of the ruled grid: the boxes of its cells and what is printed in each."""

    boxes: list[Box | None]
    texts: list[str]

    @property
    def filled(self) -> list[str]:
        return [text for text in self.texts if text]


def outer_tables(page: Any) -> list[Any]:
    """The tables of a page from top to bottom, without the boxes drawn inside another table."""
    found = page.find_tables()

    def inside(a: Box, b: Box) -> bool:
        return a != b and a[0] >= b[0] - 1 and a[1] >= b[1] - 1 and a[2] <= b[2] + 1 and a[3] <= b[3] + 1

    outer = [t for t in found if not any(inside(t.bbox, other.bbox) for other in found)]
    return sorted(outer, key=lambda table: table.bbox[1])


def grid_of(table: Any) -> Iterator[GridRow]:
    for row, texts in zip(table.rows, table.extract(), strict=True):
        yield GridRow(row.cells, [(text or "").strip() for text in texts])


def cells_of(row: GridRow) -> list[str]:
    return [text for box, text in zip(row.boxes, row.texts, strict=True) if box is not None]


def check_every_word_is_read(where: str, table: Any, grid: list[GridRow], words: list[dict[str, Any]]) -> None:
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
