"""The real records saved again by other programs are read as before, to the letter; and what is read of them is seen on the page."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lfr.records.extract import extract
from lfr.records.pdf_look import look_at

RECORDS = Path(__file__).resolve().parents[3] / "shared" / "records"
SMALL = "met-lfr-grid-2020-2022.pdf"
GS = "gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=pdfwrite"
OWNER = '--encrypt "" owner'
COMMANDS = {
    "qpdf, linearised": "qpdf --linearize IN OUT",
    "qpdf, objects packed": "qpdf --object-streams=generate IN OUT",
    "qpdf, objects unpacked": "qpdf --object-streams=disable IN OUT",
    "qpdf, nothing packed": "qpdf --qdf --stream-data=uncompress IN OUT",
    "qpdf, packed again": "qpdf --recompress-flate --compression-level=9 --object-streams=generate --coalesce-contents IN OUT",
    "qpdf, owner's password, 256 bits": f"qpdf {OWNER} 256 -- IN OUT",
    "qpdf, owner's password, 256 bits, objects packed": f"qpdf --object-streams=generate {OWNER} 256 -- IN OUT",
    "qpdf, owner's password, 128 bits, objects packed": f"qpdf --allow-weak-crypto --object-streams=generate {OWNER} 128 -- IN OUT",
    "qpdf, owner's password, 40 bits": f"qpdf --allow-weak-crypto {OWNER} 40 -- IN OUT",
    "ghostscript": f"{GS} -sOutputFile=OUT IN",
    "ghostscript, for print": f"{GS} -dCompatibilityLevel=1.4 -dPDFSETTINGS=/printer -sOutputFile=OUT IN",
    "ghostscript, for screens": f"{GS} -dPDFSETTINGS=/screen -sOutputFile=OUT IN",
    "ghostscript, PDF/A": f"{GS} -dPDFA=2 -sColorConversionStrategy=RGB -dPDFACompatibilityPolicy=1 -sOutputFile=OUT IN",
    "ghostscript, A3": f"{GS} -dFIXEDMEDIA -dPDFFitPage -dDEVICEWIDTHPOINTS=1191 -dDEVICEHEIGHTPOINTS=842 -sOutputFile=OUT IN",
    "ghostscript, A5": f"{GS} -dFIXEDMEDIA -dPDFFitPage -dDEVICEWIDTHPOINTS=595 -dDEVICEHEIGHTPOINTS=420 -sOutputFile=OUT IN",
    "cairo": "pdftocairo -pdf IN OUT",
    "cairo, A3": "pdftocairo -pdf -paper A3 -expand IN OUT",
    "cairo, A4": "pdftocairo -pdf -paper A4 IN OUT",
}


def turned(degrees: int, scale: float) -> Callable[[Path, Path], None]:
    """Every page drawn turned and of another size, and shown upright."""

    def save(source: Path, target: Path) -> None:
        old, new = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
        for number in range(len(old)):
            width, height = (scale * side for side in old.get_page_size(number))
            drawn = old.page_as_xobject(number, new)
            matrix = pypdfium2.PdfMatrix().scale(scale, scale).rotate(degrees, ccw=True)
            matrix = matrix.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[degrees])
            page = new.new_page(*((height, width) if degrees in (90, 270) else (width, height)))
            shown = drawn.as_pageobject()
            shown.set_matrix(matrix)
            page.insert_obj(shown)
            page.gen_content()
            page.set_rotation(degrees)
        new.save(target)
        new.close()
        old.close()

    return save


def by(command: str) -> Callable[[Path, Path], None]:
    def save(source: Path, target: Path) -> None:
        words = [{"IN": str(source), '""': ""}.get(word, word.replace("OUT", str(target))) for word in command.split(" ")]
        subprocess.run(words, check=True, capture_output=True)

    return save


WAYS = {name: by(command) for name, command in COMMANDS.items() if shutil.which(command.split()[0])}
for degrees, scale in ((90, 1), (180, 1), (270, 1), (0, 0.5), (0, 0.71), (0, 2)):
    WAYS[f"turned by {degrees}, {scale} times"] = turned(degrees, scale)


def _read(path: Path) -> object:
    record = extract(path)
    return [(row.page, row.row, row.layout, row.cells) for row in record.rows], record.codes


@pytest.fixture(scope="module")
def as_published() -> dict[str, object]:
    return {}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "name", [pytest.param(path.name, marks=[] if path.name == SMALL else pytest.mark.slow) for path in sorted(RECORDS.glob("*.pdf"))]
)
def test_a_record_saved_again_is_read_as_it_was(tmp_path: Path, name: str, way: str, as_published: dict[str, object]) -> None:
    if name not in as_published:
        as_published[name] = _read(RECORDS / name)
    WAYS[way](RECORDS / name, tmp_path / name)
    assert _read(tmp_path / name) == as_published[name]


@pytest.mark.skipif(not (shutil.which("pdftoppm") and shutil.which("tesseract")), reason="the look at the page needs both")
@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        (SMALL, "82"),
        pytest.param("met-lfr-grid-2023-to-2024.pdf", "2,842", marks=pytest.mark.slow),
        pytest.param("met-lfr-grid-2025-to-10-may.pdf", "1,036", marks=pytest.mark.slow),
        pytest.param("met-lfr-grid-2025-to-11-july.pdf", "1,568", marks=pytest.mark.slow),
    ],
)
def test_every_number_of_a_record_is_seen_as_it_was_read(name: str, numbers: str) -> None:
    assert look_at(extract(RECORDS / name)) == [f"Looked at the pages: {numbers} of {numbers} numbers are seen as they were read."]
