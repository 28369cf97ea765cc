"""Workbooks spoiled in transfer, by careless hands, and by ill will.

A value changed into another of the same type is another workbook, not a damaged one, and is left out: nobody could tell. Where
somebody changes a cell into another kind of thing (text, a failed formula), what is read must be what the cell shows, or nothing.
"""

from __future__ import annotations

import io
import random
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from fixtures.documents import make_workbook
from lfr.records.extract import extract
from openpyxl.comments import Comment

from fuzz.cases import Cells, Kind, Mutated, blank_out, cut_short, flip_bytes, splice
from fuzz.pdfs import RECORDS

_SHEET, _FIRST_ROW, _COLUMNS = "Deployment Data", 5, 19
_REAL = "gla-lfr-deployments.xlsx"


@cache
def base() -> bytes:
    rows = [{"Date": datetime(2025, 1, 3) + timedelta(days=5 * i), "Faces seen": 9000 + 7 * i} for i in range(12)]
    with tempfile.TemporaryDirectory() as folder:
        parts = _parts(make_workbook(Path(folder) / "base.xlsx", rows).read_bytes())
    parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-05T00:00:00Z", parts["docProps/core.xml"])
    return _zipped(parts)


@cache
def cells() -> list[Cells]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.xlsx"
        path.write_bytes(base())
        return [row.cells for row in extract(path).rows]


@cache
def real() -> tuple[bytes, list[Cells]]:
    return (RECORDS / _REAL).read_bytes(), [row.cells for row in extract(RECORDS / _REAL).rows]


def _write(folder: Path, raw: bytes, wanted: list[Cells] | None) -> Mutated:
    path = folder / "book.xlsx"
    path.write_bytes(raw)
    return Mutated(path, wanted)


def _spoilt(spoil: Callable[[bytes, random.Random], bytes]) -> Callable[[random.Random, Path], Mutated]:
    return lambda dice, folder: _write(folder, spoil(base(), dice), cells())


def _edited(folder: Path, edit: Callable[[Any, Any], None], wanted: list[Cells] | None) -> Mutated:
    """The workbook, opened, changed and saved by a spreadsheet library."""
    book = openpyxl.load_workbook(io.BytesIO(base()))
    edit(book, book[_SHEET])
    book.save(folder / "book.xlsx")
    return Mutated(folder / "book.xlsx", wanted)


def hidden(dice: random.Random, folder: Path) -> Mutated:
    """Hidden sheets, rows and columns: what is hidden is read like the rest, and reported when it is added (records/extract.py)."""

    def edit(book: Any, sheet: Any) -> None:
        for number in range(dice.randint(1, 3)):
            more = book.create_sheet(f"Notes {number}", dice.randrange(3))
            more.sheet_state = dice.choice(["hidden", "veryHidden"])
            more.append(["2025-01-01", "Somebody's name"])
        if dice.random() < 0.5:
            sheet.sheet_state = "hidden"
        for row in dice.sample(range(_FIRST_ROW, _FIRST_ROW + 12), 3):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions[dice.choice("ACFJ")].hidden = True

    return _edited(folder, edit, cells())


def comments(dice: random.Random, folder: Path) -> Mutated:
    def edit(book: Any, sheet: Any) -> None:
        for _ in range(dice.randint(1, 9)):
            text = dice.choice(["Ask PC Made-up", "=1+1", "<script>", "x" * 5000])
            sheet.cell(dice.randint(1, 20), dice.randint(1, _COLUMNS)).comment = Comment(text, "A. Person")

    return _edited(folder, edit, cells())


def _with_cell(folder: Path, dice: random.Random, value: object, shown: str | None) -> Mutated:
    """One cell of a deployment changed; `shown` is what it then shows, None where that is nothing that could be read."""
    row, column = dice.randrange(12), dice.choice([3, 4, 5, 9, 10, 12])
    wanted = [dict(one) for one in cells()]
    name = list(wanted[0])[column - 1]
    wanted[row][name] = shown or ""

    def edit(book: Any, sheet: Any) -> None:
        sheet.cell(_FIRST_ROW + row, column).value = value

    return _edited(folder, edit, None if shown is None else wanted)


def formulas(dice: random.Random, folder: Path) -> Mutated:
    """A formula whose result was never saved: the cell shows a number to whoever has a spreadsheet program, and nothing to us."""
    return _with_cell(folder, dice, dice.choice(["=1+1", "=SUM(A1:A9)", '=HYPERLINK("https://example.org")', "=cmd|'/c calc'!A0"]), None)


def formula_with_result(dice: random.Random, folder: Path) -> Mutated:
    made = _with_cell(folder, dice, 40417, "40417")
    sheet = _parts(made.path.read_bytes())
    name = "xl/worksheets/sheet2.xml"
    sheet[name] = sheet[name].replace(b"<v>40417</v>", b"<f>40000+417</f><v>40417</v>")
    return _write(folder, _zipped(sheet), made.cells)


def types(dice: random.Random, folder: Path) -> Mutated:
    value, shown = dice.choice([
        (True, None), ("#REF!", None), ("#DIV/0!", None), ("n/a", "n/a"), ("three", "three"), (-3, "-3"), (3.5, "3.5"),
        (datetime(1900, 1, 3), "1900-01-03"), (date(2025, 1, 3), "2025-01-03"), ("  3  ", "3"), (1e300, str(int(1e300))),
        ("\u202e3", "\u202e3"), ("", ""),
    ])  # fmt: skip
    return _with_cell(folder, dice, value, shown)


def merged(dice: random.Random, folder: Path) -> Mutated:
    """Cells of two deployments merged: all but the first lose their value."""
    row = _FIRST_ROW + dice.randrange(10)

    def edit(book: Any, sheet: Any) -> None:
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=_COLUMNS)

    return _edited(folder, edit, None)


def far_cell(dice: random.Random, folder: Path) -> Mutated:
    """One cell at the far end of the sheet, so that everything before it counts as used."""
    row, column = dice.choice([(1_048_576, 16_384), (1_048_576, 1), (60_000, 3), (5, 16_384)])

    def edit(book: Any, sheet: Any) -> None:
        sheet.cell(row, column).value = dice.choice([" ", "total", 1])

    return _edited(folder, edit, None)


def sheets(dice: random.Random, folder: Path) -> Mutated:
    """The sheet renamed or a column put in, which changes nothing that is shown; a heading changed, or a column gone."""
    what = dice.randrange(4)

    def edit(book: Any, sheet: Any) -> None:
        if what == 0:
            sheet.title = dice.choice(["Deployments", "Deployment data", "=1+1", "Deployment Data (2)"])
        elif what == 1:
            sheet.cell(4, dice.randint(1, _COLUMNS)).value = dice.choice(["Number", None, 7, True])
        elif what == 2:
            sheet.insert_cols(dice.randint(1, _COLUMNS))
        else:
            sheet.delete_cols(dice.randint(1, _COLUMNS))

    return _edited(folder, edit, cells() if what in (0, 2) else None)


def _parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 1, 5, 0, 0, 0))  # not the time of the run: the same seed gives the same bytes


def entities(dice: random.Random, folder: Path) -> Mutated:
    """XML that asks its reader to fetch a file, or to unfold a few bytes into thousands of millions."""
    (folder / "secret.txt").write_text("not to be read", encoding="utf-8")
    parts = _parts(base())
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    declared = dice.choice([
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(folder / "secret.txt").as_uri()}">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE x SYSTEM "file:///dev/zero">',
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY e "&l9;">]>',
    ])  # fmt: skip
    name = dice.choice(["xl/worksheets/sheet2.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"])
    text = parts[name].decode()
    text = re.sub(r"<t>[^<]*</t>|<v>\d+</v>", lambda found: f"{found[0][:3]}&e;{found[0][-4:]}", text, count=1)
    text = f"{declared}{text}" if not text.startswith("<?xml") else text.replace("?>", f"?>{declared}", 1)
    parts[name] = text.encode()
    return _write(folder, _zipped(parts), None)


def bombs(dice: random.Random, folder: Path) -> Mutated:
    """Archives that unpack to a thousand times their size, merge a thousand million cells, or hold parts without end."""
    parts = _parts(base())
    name = "xl/worksheets/sheet2.xml"
    what = dice.randrange(6)
    if what == 0:
        parts[name] = parts[name].replace(b"</sheetData>", b"<row/>" * dice.choice([1_000_000, 20_000_000]) + b"</sheetData>")
    elif what == 1:
        parts["xl/media/picture.bin"] = bytes(dice.choice([15_000_000, 400_000_000]))
    elif what == 2:
        ranges = dice.choice([["A1:XFD1048576"], [f"A{i}:XFD{i + 90}" for i in range(2000, 9000, 100)]])
        cells_xml = b"".join(b'<mergeCell ref="%s"/>' % one.encode() for one in ranges)
        parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData><mergeCells>" + cells_xml + b"</mergeCells>")
    elif what == 3:
        parts |= {f"xl/media/{i}.bin": b"" for i in range(dice.choice([600, 20_000]))}
    elif what == 4:
        depth = dice.choice([1_000, 100_000])
        parts[name] = parts[name].replace(b"<sheetData>", b"<a>" * depth + b"</a>" * depth + b"<sheetData>")
    else:
        long = b'<row><c t="inlineStr"><is><t>' + b"A" * 11_000_000 + b"</t></is></c></row>"
        parts[name] = parts[name].replace(b"</sheetData>", long + b"</sheetData>")
    wanted = cells() if what == 4 else None
    return _write(folder, _zipped(parts), wanted)


def parts_lost(dice: random.Random, folder: Path) -> Mutated:
    """A part of the archive left out, emptied, or there twice."""
    parts = _parts(base())
    name = dice.choice(sorted(parts))
    what = dice.randrange(3)
    if what == 0:
        del parts[name]
    elif what == 1:
        parts[name] = b""
    raw = _zipped(parts)
    if what == 2:
        raw = _doubled(parts, name)
    return _write(folder, raw, cells())


def _doubled(parts: dict[str, bytes], name: str) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # the module says that the name is there already
        for one, content in parts.items():
            archive.writestr(_entry(one), content)
        archive.writestr(_entry(name), parts[name].replace(b"9007", b"1"))
    return made.getvalue()


def other_files(dice: random.Random, folder: Path) -> Mutated:
    """Archives and documents that are no workbook."""
    made = dice.choice([
        _zipped({"one.txt": b"x"}), _zipped({"../../evil.txt": b"x", "[Content_Types].xml": b"<x/>"}), b"PK\x03\x04",
        b"PK\x03\x04" + dice.randbytes(500), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), b"{\\rtf1 }", dice.randbytes(3000),
        b"<html><table><tr><td>1</td></tr></table></html>",
        _zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    ])  # fmt: skip
    return _write(folder, made, None)


def real_kinds() -> list[Kind]:
    if not (RECORDS / _REAL).is_file():
        return []

    def flipped(dice: random.Random, folder: Path) -> Mutated:
        raw, wanted = real()
        return _write(folder, flip_bytes(raw, dice), wanted)

    return [Kind("xlsx", "real-flipped", "A real workbook, bytes changed", flipped, 0.5)]


KINDS = [
    Kind("xlsx", "flipped", "One to four bytes changed", _spoilt(flip_bytes), 6),
    Kind("xlsx", "blanked", "A block of bytes lost", _spoilt(blank_out), 3),
    Kind("xlsx", "cut", "Cut short", _spoilt(cut_short), 2),
    Kind("xlsx", "spliced", "Bytes left out or sent twice", _spoilt(splice), 2),
    Kind("xlsx", "hidden", "Sheets, rows and columns hidden", hidden, 1),
    Kind("xlsx", "comments", "Comments beside cells", comments, 1),
    Kind("xlsx", "formulas", "A formula without its result", formulas, 1),
    Kind("xlsx", "results", "A formula with its result", formula_with_result, 1),
    Kind("xlsx", "types", "A cell of another type", types, 2),
    Kind("xlsx", "merged", "Cells of two deployments merged", merged, 1),
    Kind("xlsx", "far", "A cell at the far end of the sheet", far_cell, 0.5),
    Kind("xlsx", "sheets", "The sheet or its headings changed", sheets, 2),
    Kind("xlsx", "entities", "External entities, and entities that unfold", entities, 1),
    Kind("xlsx", "bombs", "Made to take all time or memory", bombs, 1),
    Kind("xlsx", "parts", "A part of the archive lost, emptied or doubled", parts_lost, 2),
    Kind("xlsx", "others", "Files that are no workbook", other_files, 1),
]
