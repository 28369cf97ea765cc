"""A record as printed, every cell as text with its page and row, and the files under data/extracted/ that keep it."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lfr.curated.text_files import CODES_COLUMNS, EXTRACTED_COLUMNS, iter_extracted, write_csv
from lfr.records.layouts import Layout, layouts, parse_date


@dataclass
class Row:
    """One printed row. `row` counts the deployments of a page from 1, whatever lines they break over.

    Of a PDF also where on the page that is seen each cell is printed, and how large its letters are.
    """

    page: int
    row: int
    layout: str
    cells: dict[str, str]
    boxes: dict[str, tuple[float, float, float, float]] = field(default_factory=dict, compare=False)
    size: float = field(default=0.0, compare=False)

    @property
    def day(self) -> date | None:
        return parse_date(self.cells["date"], layouts()[self.layout].date_form)


@dataclass
class Code:
    """One line of the legend under a record: what a purpose or use case reference stands for."""

    page: int
    reference: str
    text: str


@dataclass
class Record:
    """A document read whole. `file_date` is the date inside the document, where it has one.

    `named_by_code`: the file does not say which letters it shows, so that they have to be seen to be sure. `left_out`: the lines under
    a list that are no deployments (a total, a note).
    """

    path: Path
    sha256: str
    pages: int
    file_date: date | None
    rows: list[Row] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    named_by_code: bool = False
    left_out: list[str] = field(default_factory=list)

    @property
    def layouts(self) -> list[Layout]:
        """The layouts its rows are printed in, in order of appearance."""
        return [layouts()[name] for name in dict.fromkeys(row.layout for row in self.rows)]


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_extracted(record: Record, source_id: str, folder: Path) -> None:
    """Write `<source_id>.csv` (cells) and, where there is a legend, `<source_id>.codes.csv`.

    Cells: `source_id, page, row, layout`, then the columns as printed. A cell that a layout does not
    have, and one that is printed empty, are both empty here; the layout tells them apart.
    Codes: the legend's wording belongs to the publisher, so a fingerprint is kept instead of the
    words, which is enough to notice that a code has changed its meaning.
    """
    columns = list(dict.fromkeys(name for layout in record.layouts for name in layout.names))
    lines = [[source_id, row.page, row.row, row.layout, *(row.cells.get(name, "") for name in columns)] for row in record.rows]
    write_csv(folder / f"{source_id}.csv", [[*EXTRACTED_COLUMNS, *columns], *lines])
    if record.codes:
        codes = [[source_id, code.page, code.reference, hashlib.sha256(code.text.encode()).hexdigest()[:16]] for code in record.codes]
        write_csv(folder / f"{source_id}.codes.csv", [CODES_COLUMNS, *codes])


def read_rows(path: Path) -> list[Row]:
    """The rows of a file that `write_extracted` wrote, each with the cells of all its columns."""
    return [
        Row(int(row["page"]), int(row["row"]), row["layout"], {name: text for name, text in row.items() if name not in EXTRACTED_COLUMNS})
        for row in iter_extracted(path)
    ]
