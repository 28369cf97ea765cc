"""PDF records spoiled as transfer, storage, careless software and ill will spoil them.

Left out, because nobody could tell: a digit changed into another where it stands as plain text. Such a file is another
record, not a damaged one. So the records here are compressed, as every published one is: each part carries a checksum.
The last pages of a record, left out by somebody who saved it again, are another whole record that ends earlier; only a
page is dropped here whose deployments fill a month of their own (the checks then miss the month), or which bears the headings.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pypdfium2
from fixtures.documents import LEGEND, make_pdf
from fixtures.rows import DEFAULTS, deployment
from fixtures.seen import SAID, record
from lfr.records.extract import extract

from fuzz.cases import Cells, Kind, Mutate, Mutated, blank_out, cut_short, flip_bytes, splice
from fuzz.pdf_bombs import BOMBS

LAYOUTS = ("met-2020", "met-2023", "met-2024", "met-2025")
_FIRST = {"met-2020": date(2020, 1, 3), "met-2023": date(2023, 1, 3), "met-2024": date(2024, 1, 3), "met-2025": date(2024, 6, 3)}
_PAGES, _ON_PAGE = 4, 4
REAL = ("met-lfr-grid-2020-2022.pdf", "met-lfr-grid-2025-to-10-may.pdf")
RECORDS = Path(__file__).resolve().parents[3] / "shared" / "records"


def rows_of(layout: str) -> list[Cells]:
    """Deployments in order, four to a page: without one page a whole month is missing."""
    places = ["Camden", "High Street", "Oxford Circus"]
    number = _PAGES * _ON_PAGE
    days = [_FIRST[layout] + timedelta(days=13 * i) for i in range(number)]
    return [deployment(layout, location=places[i % 3], date=day.strftime("%d/%m/%y")) for i, day in enumerate(days)]


@cache
def base(layout: str, folder: Path) -> tuple[bytes, list[Cells]]:
    """A whole record, and what is read from it."""
    path = make_pdf(folder / f"base-{layout}.pdf", layout, rows_of(layout), rows_per_page=_ON_PAGE, legend=LEGEND, compressed=True)
    return path.read_bytes(), [row.cells for row in extract(path).rows]


@cache
def real(name: str) -> tuple[bytes, list[Cells], str]:
    record = extract(RECORDS / name)
    return (RECORDS / name).read_bytes(), [row.cells for row in record.rows], record.rows[-1].layout


def _drawn(folder: Path, dice: random.Random) -> tuple[bytes, list[Cells], str]:
    layout = dice.choice(LAYOUTS)
    raw, cells = base(layout, folder.parent)
    return raw, cells, layout


def _write(folder: Path, raw: bytes, cells: list[Cells], layout: str) -> Mutated:
    path = folder / "record.pdf"
    path.write_bytes(raw)
    return Mutated(path, cells, layout)


def flipped(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = _drawn(folder, dice)
    return _write(folder, flip_bytes(raw, dice), cells, layout)


def blanked(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = _drawn(folder, dice)
    return _write(folder, blank_out(raw, dice), cells, layout)


def cut(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = _drawn(folder, dice)
    return _write(folder, cut_short(raw, dice), cells, layout)


def spliced(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = _drawn(folder, dice)
    return _write(folder, splice(raw, dice), cells, layout)


def renumber(raw: bytes, dice: random.Random) -> bytes:
    """One or two digits changed outside the packed parts."""
    changed = bytearray(raw)
    places = _digits_outside(raw)
    for _ in range(dice.randint(1, 2)):
        changed[dice.choice(places)] = dice.randrange(48, 58)
    return bytes(changed)


@cache
def _digits_outside(raw: bytes) -> list[int]:
    packed = [range(found.start(), found.end()) for found in re.finditer(rb"stream\r?\n.*?endstream", raw, re.S)]
    inside = {place for part in packed for place in part}
    return [place for place, byte in enumerate(raw) if 48 <= byte <= 57 and place not in inside]


def structure(dice: random.Random, folder: Path) -> Mutated:
    """A number changed where it says which part belongs where: contents, fonts, pages, lengths."""
    raw, cells, layout = _drawn(folder, dice)
    return _write(folder, renumber(raw, dice), cells, layout)


def _with_pages(raw: bytes, pages: list[int], path: Path) -> None:
    with pypdfium2.PdfDocument(raw) as old, pypdfium2.PdfDocument.new() as new:
        new.import_pages(old, pages)
        new.save(path)


def shuffled(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = _drawn(folder, dice)
    pages = list(range(_PAGES))
    while pages == sorted(pages):
        # Mostly behind the first page, which has the headings: without them the record is refused at once.
        tail = pages[1:] if dice.random() < 0.8 else pages
        dice.shuffle(tail)
        pages = tail if len(tail) == _PAGES else [0, *tail]
    _with_pages(raw, pages, folder / "record.pdf")
    return Mutated(folder / "record.pdf", cells, layout)


def doubled(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = _drawn(folder, dice)
    pages = list(range(_PAGES))
    pages.insert(dice.randrange(1, _PAGES + 1), dice.randrange(_PAGES))
    _with_pages(raw, pages, folder / "record.pdf")
    return Mutated(folder / "record.pdf", cells, layout)


def dropped(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = _drawn(folder, dice)
    lost = dice.randrange(_PAGES - 1)  # not the last: the record would only end earlier
    _with_pages(raw, [page for page in range(_PAGES) if page != lost], folder / "record.pdf")
    return Mutated(folder / "record.pdf", cells, layout)


def columns(dice: random.Random, folder: Path) -> Mutated:
    """A column renamed, added, left out, or two that changed places: the numbers then mean something else."""
    layout = dice.choice(LAYOUTS)
    names = list(DEFAULTS[layout])
    one, other = dice.sample(names, 2)
    what: dict[str, object] = dice.choice([
        {"rename": {one: dice.choice(["Detained", "Number of people", "Total", ""])}},
        {"add_before": {one: dice.choice(["Referrals", "Alerts", "Date of birth"])}},
        {"leave_out": one},
        {"swap": (one, other)},
    ])  # fmt: skip
    path = make_pdf(folder / "record.pdf", layout, rows_of(layout)[:3], compressed=True, **what)  # type: ignore[arg-type]
    return Mutated(path, None, layout)


def rules(dice: random.Random, folder: Path) -> Mutated:
    """A cell without its frame, or a deployment printed under the table without any rules."""
    layout = dice.choice(LAYOUTS)
    rows = rows_of(layout)[:3]
    if dice.random() < 0.5:
        path = make_pdf(folder / "record.pdf", layout, rows, open_cell=dice.choice(list(DEFAULTS[layout])), compressed=True)
    else:
        path = make_pdf(folder / "record.pdf", layout, rows[:2], unruled_row=rows[2], compressed=True)
    return Mutated(path, rows, layout)


def letters(dice: random.Random, folder: Path) -> Mutated:
    """Something printed in a cell that cannot stand there."""
    layout = dice.choice(LAYOUTS)
    rows = rows_of(layout)[:3]
    column = dice.choice([name for name in DEFAULTS[layout] if name not in ("location", "purpose", "use_case")])
    rows[dice.randrange(3)][column] = dice.choice(
        ["1O", "l2", "-4", "3.5.1", "32/13/24", "1e9", "#REF!", "=1+1", "NaN", "999999999999", "１２"]
    )
    return Mutated(make_pdf(folder / "record.pdf", layout, rows, compressed=True), None, layout)


def unseen(dice: random.Random, folder: Path) -> Mutated:
    """A cell that shows a person something else than the file says."""
    drawn, _ = SAID[dice.choice(list(SAID))]
    column, what = drawn[dice.choice(list(drawn))]
    return Mutated(record(folder, column, what, compressed=True), None, "met-2025")


def place_alone(dice: random.Random, folder: Path) -> Mutated:
    """A row in the middle of a page with a place and nothing else: a heading, or a deployment whose numbers are lost."""
    layout = dice.choice(LAYOUTS)
    rows = rows_of(layout)
    rows[dice.choice([row for row in range(len(rows)) if row % _ON_PAGE])] |= dict.fromkeys(list(DEFAULTS[layout])[1:], "")
    return Mutated(make_pdf(folder / "record.pdf", layout, rows, rows_per_page=_ON_PAGE, compressed=True), None, layout)


def bomb(dice: random.Random, folder: Path) -> Mutated:
    """A file made to take all time or memory."""
    path = folder / "record.pdf"
    path.write_bytes(dice.choice(BOMBS)(dice))
    return Mutated(path, None)


def _of_real(name: str, spoil: Callable[[bytes, random.Random], bytes]) -> Mutate:
    def mutate(dice: random.Random, folder: Path) -> Mutated:
        raw, cells, layout = real(name)
        return _write(folder, spoil(raw, dice), cells, layout)

    return mutate


def _real_pages(dice: random.Random, folder: Path) -> Mutated:
    raw, cells, layout = real(REAL[1])
    pages = dice.choice([[0, 2, 1, 3], [0, 1, 1, 2, 3], [1, 0, 2, 3], [0, 3, 2, 1], [0, 1, 2, 3, 2], [1, 2, 3]])
    _with_pages(raw, pages, folder / "record.pdf")
    return Mutated(folder / "record.pdf", cells, layout)


def real_kinds() -> list[Kind]:
    """The real records too, where they are on the machine; nothing of them is ever kept."""
    if not RECORDS.is_dir():
        return []
    small, large = REAL
    found = [Kind("pdf", "real-pages", "Pages of a real record in another order, twice, or left out", _real_pages, 0.2)]
    for name, (said, spoil) in _SPOILS.items():
        found.append(Kind("pdf", f"real-{name}", f"A real record of two pages, {said}", _of_real(small, spoil), 1.0))
    found.append(Kind("pdf", "real-long-flipped", "A real record of four pages, bytes changed", _of_real(large, flip_bytes), 0.5))
    found.append(Kind("pdf", "real-long-structure", "A real record of four pages, numbers changed", _of_real(large, renumber), 0.5))
    return found


_SPOILS: dict[str, tuple[str, Callable[[bytes, random.Random], bytes]]] = {
    "flipped": ("bytes changed", flip_bytes),
    "blanked": ("a block lost", blank_out),
    "cut": ("cut short", cut_short),
    "spliced": ("bytes left out or sent twice", splice),
    "structure": ("numbers changed that say which part belongs where", renumber),
}

KINDS = [
    Kind("pdf", "flipped", "One to four bytes changed", flipped, 9),
    Kind("pdf", "blanked", "A block of bytes lost", blanked, 5),
    Kind("pdf", "cut", "Cut short", cut, 4),
    Kind("pdf", "spliced", "Bytes left out or sent twice", spliced, 4),
    Kind("pdf", "structure", "A number changed that says which part belongs where", structure, 8),
    Kind("pdf", "shuffled", "Pages in another order", shuffled, 3),
    Kind("pdf", "doubled", "A page twice", doubled, 2),
    Kind("pdf", "dropped", "A page left out, not the last", dropped, 2),
    Kind("pdf", "columns", "A column renamed, added, left out, or two that changed places", columns, 4),
    Kind("pdf", "rules", "A cell or a row without its ruled frame", rules, 2),
    Kind("pdf", "letters", "A cell that cannot be what its column holds", letters, 3),
    Kind("pdf", "unseen", "A cell that shows something else than the file says", unseen, 4),
    Kind("pdf", "place-alone", "A row with a place alone in the middle of a page", place_alone, 2),
    Kind("pdf", "bomb", "Made to take all time or memory", bomb, 1),
]
