"""`lfr add` looks at the page: each number of a PDF is cut out of a picture of its page, and text recognition reads it again.

A third program draws the page (pdftoppm) and a fourth reads it (tesseract), neither of which knows what letters the file names. So this
also finds what no rule of pdf_seen.py can: a font whose “7” looks like a 1, a digit of which a part is clipped. Both programs are
Debian's; where they are missing, the look is left out and `lfr add` says so. No build looks at pages.
"""

import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy
import pypdfium2

from lfr.errors import UnreadableDocument
from lfr.records.layouts import layouts
from lfr.records.record import Record, Row

_HEIGHT = 36  # pixels that a letter is high: 300 dots to the inch for the letters of the records so far
_MARGIN = 20  # white pixels around a cell: with fewer, some digits that stand alone are not found
_MOST_PIXELS = 60_000_000
_SECONDS = 600
_BY_EYE = "Compare some rows with the document by eye."

Cell = tuple[Row, str, str]  # row, column, kind
Picture = Any  # of numpy: rows of grey values


def look_at(record: Record) -> list[str]:
    """Look at every number of a record and say how many were seen as they were read.

    Raises UnreadableDocument for a cell in which three looks find the same other number, and for a file that does not
    name its letters where not every number is seen.
    """
    cells = [
        (row, column.name, column.kind)
        for row in record.rows
        for column in layouts()[row.layout].columns
        if row.boxes and column.kind != "text" and _digits(row.cells[column.name])
    ]
    if not cells:
        return []
    programs = (("pdftoppm", "poppler-utils"), ("tesseract", "tesseract-ocr"))
    missing = [f"{name} ({package})" for name, package in programs if not shutil.which(name)]
    all_seen = False
    if missing:
        lines = [f"The look at the page was left out, for want of {' and '.join(missing)}. {_BY_EYE}"]
    else:
        try:
            with TemporaryDirectory() as folder:
                lines, all_seen = _report(record, cells, _looks(record.path, cells, Path(folder)))
        except (OSError, subprocess.SubprocessError) as error:
            lines = [f"The look at the page was left out: a program failed ({error}). {_BY_EYE}"]
    if record.named_by_code and not all_seen:
        raise UnreadableDocument(
            f"{record.path.name}: the file shows letters without saying which they are, so every number has to be seen on the page."
            f" {' '.join(lines)} Ask for the file as it was before it was saved as PDF/A."
        )
    return lines


def _report(record: Record, cells: list[Cell], looks: list[list[str]]) -> tuple[list[str], bool]:
    unsure = []
    for (row, column, _), found in zip(cells, looks, strict=True):
        printed = row.cells[column]
        if _digits(printed) in found:
            continue
        heading = next(one.printed_heading for one in layouts()[row.layout].columns if one.name == column)
        where = f"page {row.page}, row {row.row}, column “{heading}”"
        if len(set(found)) == 1 and found[0]:
            raise UnreadableDocument(
                f"{record.path.name}, {where}: the cell was read as “{printed}”, but text recognition sees the digits “{found[0]}”."
                " Look at it: if the page shows what was read, ask for another copy of the file; else the file is not what it seems."
            )
        unsure.append(f"  compare by eye: {where}, read as “{printed}”")
    return [f"Looked at the pages: {len(cells) - len(unsure):,} of {len(cells):,} numbers are seen as they were read.", *unsure], not unsure


def _looks(path: Path, cells: list[Cell], folder: Path) -> list[list[str]]:
    """The digits seen in each cell: by one look, or, where that does not find what was read, by three."""
    pictures = _cut_out(path, cells, folder)
    found = [[seen] for seen in _read(cells, pictures, folder)]
    again = [i for i, (row, column, _) in enumerate(cells) if _digits(row.cells[column]) not in found[i]]
    for other in (_half_as_large, _twice):
        for i, seen in zip(again, _read([cells[i] for i in again], [other(pictures[i]) for i in again], folder), strict=True):
            half = seen[: len(seen) // 2]
            found[i].append(half if other is _twice and half * 2 == seen else seen)
    return found


def _half_as_large(picture: Picture) -> Picture:
    height, width = (size // 2 for size in picture.shape)
    small = picture[: 2 * height, : 2 * width].reshape(height, 2, width, 2).mean(axis=(1, 3)).astype(numpy.uint8)
    return numpy.pad(small, _MARGIN // 2, constant_values=255)


def _twice(picture: Picture) -> Picture:
    """The cell beside itself: a digit that stands alone is sometimes overlooked."""
    return numpy.hstack([picture, picture[:, _MARGIN:]])


def _cut_out(path: Path, cells: list[Cell], folder: Path) -> list[Picture]:
    """Each cell in black on white, without its ruled lines and with a margin."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page, on_page in itertools.groupby(cells, key=lambda cell: cell[0].page):
            wanted = list(on_page)
            width, height = pdf.get_page_size(page - 1)
            scale = min(_HEIGHT / median(row.size for row, _, _ in wanted), (_MOST_PIXELS / (width * height)) ** 0.5)
            command = ["pdftoppm", "-gray", "-cropbox", "-singlefile", "-r", f"{72 * scale:.2f}", "-f", str(page), "-l", str(page)]
            subprocess.run([*command, str(path), str(folder / "page")], check=True, capture_output=True, timeout=_SECONDS)
            raw = (folder / "page.pgm").read_bytes()
            head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", raw)
            assert head, "pdftoppm writes PGM"
            picture = numpy.frombuffer(raw, numpy.uint8, offset=head.end()).reshape(int(head[2]), int(head[1]))
            for row, column, _ in wanted:
                rule = 0.15 * row.size
                left, top, right, bottom = (round((edge + rule * (1 if i < 2 else -1)) * scale) for i, edge in enumerate(row.boxes[column]))
                found.append(_black_on_white(picture[top:bottom, left:right]))
    return found


def _black_on_white(cell: Picture) -> Picture:
    """A cell on any ground, divided where its dark and light parts differ most (Otsu's threshold), and cut to its dark part."""
    counts = numpy.bincount(cell.ravel(), minlength=256).astype(float)
    below, sums = counts.cumsum(), (counts * numpy.arange(256)).cumsum()
    with numpy.errstate(divide="ignore", invalid="ignore"):
        apart = (sums[-1] * below / below[-1] - sums) ** 2 / (below * (below[-1] - below))
    dark = cell <= (numpy.nanargmax(apart) if numpy.isfinite(apart).any() else -1)
    if not dark.any():
        return numpy.full((2 * _MARGIN, 2 * _MARGIN), 255, numpy.uint8)
    rows, columns = (numpy.flatnonzero(dark.any(axis=axis)) for axis in (1, 0))
    tight = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return numpy.pad(numpy.where(tight, 0, 255).astype(numpy.uint8), _MARGIN, constant_values=255)


def _read(cells: list[Cell], pictures: list[Picture], folder: Path) -> list[str]:
    """The digits that tesseract reads in each picture, one line each; cells that show the same letters go together."""
    found = [""] * len(cells)
    for kind in dict.fromkeys(kind for _, _, kind in cells):
        wanted = [i for i, cell in enumerate(cells) if cell[2] == kind]
        letters = sorted({letter for i in wanted for letter in cells[i][0].cells[cells[i][1]] if letter.strip()} | set("0123456789"))
        for i in wanted:
            height, width = pictures[i].shape
            (folder / f"{i}.pgm").write_bytes(b"P5 %d %d 255\n" % (width, height) + pictures[i].tobytes())
        listed = folder / "cells.txt"
        listed.write_text("".join(f"{folder / str(i)}.pgm\n" for i in wanted), encoding="utf-8")
        command = ["tesseract", str(listed), "stdout", "-l", "eng", "--psm", "7", "-c", f"tessedit_char_whitelist={''.join(letters)}"]
        told = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=_SECONDS, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
        for i, text in zip(wanted, told.stdout.split("\f"), strict=False):
            found[i] = _digits(text)
    return found


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text, flags=re.A)
