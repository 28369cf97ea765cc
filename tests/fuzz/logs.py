"""CSV logs in other encodings and shapes.

Plain text has no checksum. A letter or digit changed into another is another log and left out here, as are a whole line lost, and a
log cut short between two lines or within the last cell of one: nobody could tell those from what the force meant to write.
"""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from pathlib import Path

from fixtures.rows import DEFAULTS, deployment

from fuzz.cases import Cells, Kind, Mutated

NAMES = list(DEFAULTS["csv-log"])


def rows() -> list[Cells]:
    places = ["Camden", "High Street", "Oxford Circus"]
    return [deployment("csv-log", location=places[i % 3], date=(date(2025, 1, 3) + timedelta(days=5 * i)).isoformat()) for i in range(20)]


def text_of(lines: list[Cells], delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(NAMES)
    writer.writerows([line[name] for name in NAMES] for line in lines)
    return made.getvalue()


def _write(folder: Path, raw: bytes | str, wanted: list[Cells] | None) -> Mutated:
    path = folder / "log.csv"
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"))
    return Mutated(path, wanted, "csv-log")


def encodings(dice: random.Random, folder: Path) -> Mutated:
    lines = rows()
    encoding = dice.choice(["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32", "cp037", "mac-roman", "shift-jis"])
    anywhere = ["Café Corner", "B’way", "Zoë’s – Market", "Łódź Road", "東京", "🚓 Street"]
    fitting = {
        "latin-1": anywhere[:1],
        "cp1252": anywhere[:3],
        "mac-roman": anywhere[:3],
        "cp037": anywhere[:1],
        "shift-jis": anywhere[4:5],
    }
    for line in dice.sample(lines, 3):
        line["location"] = dice.choice(fitting.get(encoding, anywhere))
    # UTF-7 is left out: it is plain ASCII, and what stands there is read.
    is_said = encoding.startswith("utf-8") or encoding == "utf-16"  # the file itself says its encoding, or needs not
    return _write(folder, text_of(lines).encode(encoding), lines if is_said else None)


def shapes(dice: random.Random, folder: Path) -> Mutated:
    """Other line ends, quotes everywhere, empty lines, spaces around cells: the same log."""
    lines = rows()
    text = text_of(lines, end=dice.choice(["\n", "\r\n", "\r", "\n\n"]), quoting=dice.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    if dice.random() < 0.3:
        text = text.rstrip("\r\n")
    if dice.random() < 0.3:
        text += "\n \n\n"
    return _write(folder, text, lines)


def delimiters(dice: random.Random, folder: Path) -> Mutated:
    mark = dice.choice([";", "\t", "|", ":"])
    return _write(folder, text_of(rows(), delimiter=mark), rows() if mark in ";\t" else None)


_BREAKS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x85", "\u2028", "\u2029"]


def breaks_in_cells(dice: random.Random, folder: Path) -> Mutated:
    """A mark that some programs take for the end of a line, inside a quoted place: one cell, with a space there."""
    lines = rows()
    mark = dice.choice(_BREAKS)
    one = dice.choice(lines)
    one["location"] = f"High{mark}Street"
    text = text_of(lines, quoting=csv.QUOTE_ALL)
    one["location"] = f"High{mark}Street" if mark in "\u2028\u2029" else "High Street"
    return _write(folder, text, lines if mark in ("\n", "\r\n", "\r", "\u2028", "\u2029") else None)


def characters(dice: random.Random, folder: Path) -> Mutated:
    """Control characters and bytes that are none, anywhere."""
    raw = text_of(rows()).encode()
    place = dice.randrange(len(raw) - 1)
    bad = dice.choice(
        [
            b"\0",
            b"\x01",
            b"\x07",
            b"\x1b[2J",
            b"\x7f",
            b"\xff",
            b"\xfe",
            b"\xc3",
            b"\xed\xa0\x80",
            b"\xef\xbf\xbd",
            b"\xc2\x9b",
            b"\xf4\x90\x80\x80",
        ]
    )
    return _write(folder, raw[:place] + bad + raw[place:], None)


def quotes(dice: random.Random, folder: Path) -> Mutated:
    """A quote opened and never closed, or standing inside a cell."""
    lines = rows()
    one = dice.choice(lines)
    text = text_of(lines)
    return _write(folder, text.replace(f"{one['location']},{one['date']}", f'"{one["location"]},{one["date"]}', 1), None)


def commas(dice: random.Random, folder: Path) -> Mutated:
    """A comma too many or too few in one line."""
    lines = text_of(rows()).splitlines(keepends=True)
    number = dice.randrange(1, len(lines))
    places = [i for i, letter in enumerate(lines[number]) if letter == ","]
    place = dice.choice(places)
    lines[number] = lines[number][:place] + dice.choice(["", ",,", ";"]) + lines[number][place + 1 :]
    return _write(folder, "".join(lines), None)


def lines_joined(dice: random.Random, folder: Path) -> Mutated:
    lines = text_of(rows()).splitlines(keepends=True)
    number = dice.randrange(0, len(lines) - 1)
    lines[number] = lines[number].rstrip("\n")
    return _write(folder, "".join(lines), None)


def cut_in_a_line(dice: random.Random, folder: Path) -> Mutated:
    """Cut short within a line, before its last comma."""
    lines = text_of(rows()).splitlines(keepends=True)
    number = dice.randrange(1, len(lines))
    kept = dice.randrange(1, lines[number].rindex(","))
    return _write(folder, "".join(lines[:number]) + lines[number][:kept], None)


def doubled(dice: random.Random, folder: Path) -> Mutated:
    lines = rows()
    lines.insert(dice.randrange(len(lines)), dict(dice.choice(lines)))
    return _write(folder, text_of(lines), rows())


def shuffled(dice: random.Random, folder: Path) -> Mutated:
    lines = rows()
    dice.shuffle(lines)
    return _write(folder, text_of(lines), rows())


def headers(dice: random.Random, folder: Path) -> Mutated:
    lines = text_of(rows()).splitlines(keepends=True)
    names = list(NAMES)
    number = dice.randrange(len(names))
    what = dice.randrange(5)
    if what == 0:
        names[number] = dice.choice(["", "face seen", "=1+1", "x" * 5000, "Datum", "\u202edate"])
    elif what == 1:
        names.pop(number)
    elif what == 2:
        names.insert(number, dice.choice(names))
    elif what == 3:  # a heading in capitals is that heading
        return _write(folder, ",".join(names).upper() + "\n" + "".join(lines[1:]), rows())
    else:
        return _write(folder, "".join(lines[1:]), None)
    return _write(folder, ",".join(names) + "\n" + "".join(lines[1:]), None)


def bombs(dice: random.Random, folder: Path) -> Mutated:
    """A million columns, a line without end, a million lines, a file without end."""
    text = text_of(rows())
    what = dice.randrange(6)
    made = [
        ",".join(NAMES) + "," * 1_000_000 + "\n" + text.split("\n", 1)[1],
        text + "," * 15_000_000,
        text.replace("Camden", "C" * 15_000_000, 1),
        text + '"' + "\n" * 15_000_000,
        text + "\n" * 15_000_000,
        "a" * 30_000_000,
    ][what]
    # Lines without anything in any cell say nothing, however many there are.
    return _write(folder, made, rows() if what in (1, 4) else None)


def cells(dice: random.Random, folder: Path) -> Mutated:
    """A cell that cannot be what its column holds."""
    lines = rows()
    column = dice.choice([name for name in NAMES if name not in ("location", "platform", "use_case")])
    bad = dice.choice(["1O", "-1", "3.5.2", "=1+1", "1e9", "NaN", "03/02/2025", "2025-02-30", "9" * 5000, "１２", "²", "true"])
    dice.choice(lines)[column] = bad
    return _write(folder, text_of(lines), None)


KINDS = [
    Kind("csv", "encodings", "Other encodings, with and without a mark at the start", encodings, 2),
    Kind("csv", "shapes", "Other line ends, quotes everywhere, empty lines", shapes, 2),
    Kind("csv", "delimiters", "Other marks between cells", delimiters, 0.5),
    Kind("csv", "breaks", "Line breaks of every kind inside a cell", breaks_in_cells, 1),
    Kind("csv", "characters", "NULs, control characters, bytes that are no letter", characters, 3),
    Kind("csv", "quotes", "A quote that is never closed", quotes, 1),
    Kind("csv", "commas", "A comma too many or too few", commas, 2),
    Kind("csv", "joined", "Two lines joined", lines_joined, 1),
    Kind("csv", "cut", "Cut short within a line", cut_in_a_line, 2),
    Kind("csv", "doubled", "A line twice", doubled, 0.5),
    Kind("csv", "shuffled", "Lines in another order", shuffled, 0.5),
    Kind("csv", "headers", "A changed first line", headers, 2),
    Kind("csv", "bombs", "A million columns, lines without end", bombs, 0.5),
    Kind("csv", "cells", "A cell that cannot be what its column holds", cells, 2),
]
