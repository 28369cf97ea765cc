"""A cell is read only as a person sees it. Each kind of difference is drawn in several ways; all are refused with page, row and column."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from fixtures.documents import make_pdf
from fixtures.rows import deployments
from fixtures.seen import SAID, Draw, all_of, box, line, rebuilt, record, text
from fuzz.pdf_bombs import stream
from lfr.errors import UnreadableDocument
from lfr.records.extract import extract
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        extract(path)
    assert path.name in str(caught.value) and "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, (drawn, _) in SAID.items() for name in drawn], ids=lambda one: str(one).replace(" ", "-")
)
def test_a_cell_that_does_not_show_what_is_read_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    drawn, said = SAID[kind]
    column, what = drawn[name]
    message = refusal(record(tmp_path, column, what))
    assert re.search(r"page 1, row [234], column “", message), message
    assert said in message


@pytest.mark.parametrize(
    ("column", "printed", "read"),
    [
        ("faces_seen", "21,\n940", "21,940"),
        ("date", "08/01/\n25", "08/01/25"),
        ("false_alert_rate", "0.08\n%", "0.08%"),
        ("duration", "5h\n07m", "5h 07m"),
        ("location", all_of(text("Camden"), text("1", 21, 2.2, 3)), "Camden"),
        ("location", all_of(text("Camden"), text("2*", 21, 1.8, 3.5)), "Camden"),
        ("location", "Camden²", "Camden"),
        ("location", all_of(text("16"), text("th", 6.2, 2, 3.5), text("Street", 11.5)), "16th Street"),
        ("location", all_of(text("Oxford"), text("Circus", 17.5)), "Oxford Circus"),
        ("alerts", text("12", grey=0.45), "12"),
        ("alerts", all_of(box(-2, -5.5, 47, 12, 0.85), text("12")), "12"),
    ],
)
def test_what_a_person_reads_is_read(tmp_path: Path, column: str, printed: Draw | str, read: str) -> None:
    rows = extract(record(tmp_path, column, printed)).rows
    assert (len(rows), rows[2].cells[column]) == (5, read)


def with_page(path: Path, entry: bytes) -> Path:
    def change(objects: list[bytes]) -> None:
        objects[0] = objects[0].rstrip()[:-2] + entry + b" >>"

    return rebuilt(path, change)


def note(kind: bytes, where: bytes, more: bytes = b"") -> bytes:
    return b"/Annots [ << /Type /Annot /Subtype /%s /Rect [%s] /F 4 %s >> ]" % (kind, where, more)


NOTES = [
    note(b"FreeText", b"14 500 60 530", b"/Contents (99) /DA (/Helv 8 Tf)"),
    note(b"StrikeOut", b"14 500 60 530", b"/QuadPoints [14 530 60 530 14 500 60 500]"),
    note(b"Widget", b"14 500 60 530", b"/FT /Tx /T (a) /V (99)"),
    note(b"Stamp", b"14 500 60 530"),
    note(b"Square", b"14 500 60 530", b"/C [1 1 1] /IC [1 1 1]"),
    note(b"Redact", b"14 500 60 530"),
    note(b"Text", b"14 510 32 528", b"/Contents (Should be 99)"),
]


@pytest.mark.parametrize("entry", NOTES, ids=lambda entry: re.findall(rb"Subtype /(\w+)", entry)[0].decode())
def test_a_note_or_form_field_over_the_table(tmp_path: Path, entry: bytes) -> None:
    message = refusal(with_page(record(tmp_path, "alerts", "3"), entry))
    assert "page 1, " in message and "lies under a note or form field" in message


@pytest.mark.parametrize("kind", [b"Link", b"Popup"])
def test_a_link_over_the_table_and_a_note_beside_it_change_nothing(tmp_path: Path, kind: bytes) -> None:
    assert len(extract(with_page(record(tmp_path, "alerts", "3"), note(kind, b"14 500 60 530", b"/Border [0 0 0]"))).rows) == 5
    assert len(extract(with_page(record(tmp_path, "alerts", "3"), note(b"FreeText", b"14 20 60 40"))).rows) == 5


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (b"0 540 842 595", "outside the visible part"),
        (b"0 490 842 595", "row"),
        (b"30 0 842 595", "page 1, the headings"),
        (b"0 0 800 595", "page 1, the headings"),
        (b"0 0 842 530", "page 1, the headings"),
    ],
)
def test_what_lies_outside_the_visible_page(tmp_path: Path, shown: bytes, said: str) -> None:
    message = refusal(with_page(record(tmp_path, "alerts", "3"), b"/CropBox [%s]" % shown))
    assert said in message and "outside the visible part of the page" in message


def test_a_page_whose_margins_are_cut_off_or_whose_corner_lies_elsewhere_is_read(tmp_path: Path) -> None:
    wanted = [row.cells for row in extract(record(tmp_path, "alerts", "3")).rows]
    for entry in (b"/CropBox [5 5 838 590]", b"/CropBox [-50 -50 900 650]"):
        assert [row.cells for row in extract(with_page(record(tmp_path, "alerts", "3"), entry)).rows] == wanted

    def moved(objects: list[bytes]) -> None:
        objects[0] = re.sub(rb"/MediaBox \[[^\]]*\]", b"/MediaBox [-20 -30 842 595]", objects[0])

    assert [row.cells for row in extract(rebuilt(record(tmp_path, "alerts", "3"), moved)).rows] == wanted


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize("column", ["location", "date", "alerts", "false_alert_rate", "faces_seen"])
def test_a_hidden_layer_is_refused_and_one_that_is_shown_is_read(tmp_path: Path, column: str, hidden: bool) -> None:
    printed = {"location": "Camden", "date": "08/01/25", "alerts": "12", "false_alert_rate": "0%", "faces_seen": "10000"}[column]

    def draw(canvas: Canvas, left: float, base: float) -> None:
        canvas._code.append("/OC /Layer BDC")
        canvas.drawString(left, base, printed)
        canvas._code.append("EMC")

    def change(objects: list[bytes]) -> None:
        number = len(objects)
        layers = b"/OCProperties << /OCGs [%d 0 R] /D << /%s [%d 0 R] >> >>" % (number, b"OFF" if hidden else b"ON", number)
        catalog = next(i for i, one in enumerate(objects) if b"/Type /Catalog" in one)
        objects[catalog] = objects[catalog].rstrip()[:-2] + layers + b" >>"
        objects[0] = objects[0].replace(b"/Resources <<", b"/Resources << /Properties << /Layer %d 0 R >>" % number)
        objects.append(b"<< /Type /OCG /Name (Layer) >>")

    path = rebuilt(record(tmp_path, column, draw), change)
    if hidden:
        assert "row 3" in refusal(path)
    else:
        assert extract(path).rows[2].cells[column] == printed


def test_text_under_the_picture_of_a_scan_is_not_taken_for_what_the_picture_shows(tmp_path: Path) -> None:
    shown = all_of(
        lambda canvas, left, base: canvas.drawImage(ImageReader(Image.new("L", (9, 9), 90)), left, base, 6, 5), text("12", mode=3)
    )
    assert "page 1, row 3" in refusal(record(tmp_path, "alerts", shown))
    drawn = all_of(line(1.5, 0, 1.5, 4), line(4.5, 0, 4.5, 4), text("11", mode=3))
    assert "page 1" in refusal(record(tmp_path, "alerts", drawn))


ALONE = [
    ("met-2025", ["location"]),
    ("met-2025", ["location", "use_case"]),
    ("met-2025", ["use_case"]),
    ("met-2023", ["location", "purpose"]),
    ("met-2020", ["location"]),
]


@pytest.mark.parametrize("at", [1, 3, 6])
@pytest.mark.parametrize(("layout", "kept"), ALONE)
def test_a_row_with_a_place_alone_in_the_middle_of_a_page(tmp_path: Path, layout: str, kept: list[str], at: int) -> None:
    rows: list[dict[str, object]] = [*deployments(layout, 7, date(2025, 1, 6))]
    rows[at] = {name: cell if name in kept else "" for name, cell in rows[at].items()}
    path = make_pdf(tmp_path / "record.pdf", layout, rows, rows_per_page=5)
    number = at + 1 if at < 5 else at - 4
    assert f"page {1 + at // 5}, row {number}: has only “" in refusal(path)


@pytest.mark.parametrize("rest", [["Waterloo", "Lambeth"], ["Waterloo", "December 2025", "Lambeth"]])
def test_only_one_row_at_the_top_of_a_page_finishes_the_row_before(tmp_path: Path, rest: list[str]) -> None:
    empty = dict.fromkeys(deployments("met-2024", 1, date(2025, 1, 6))[0], "")
    rows: list[dict[str, object]] = [{"date": "24/10/24"}, *({**empty, "location": text} for text in rest), {"date": "25/10/24"}]
    path = make_pdf(tmp_path / "record.pdf", "met-2024", [{"date": "23/10/24"}] * len(rest) + rows, rows_per_page=1 + len(rest))
    assert "page 2, row 1: has only “" in refusal(path)


def test_a_deployment_at_the_top_of_a_page_whose_numbers_are_lost(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [*deployments("met-2025", 4, date(2025, 1, 6))]
    rows[2] = {name: cell if name in ("location", "use_case") else "" for name, cell in rows[2].items()}
    assert "page 2, row 1: has only “" in refusal(make_pdf(tmp_path / "record.pdf", "met-2025", rows, rows_per_page=2))


def test_a_page_on_its_side_or_upside_down_is_said_to_be(tmp_path: Path) -> None:
    for degrees in (90, 180, 270):
        message = refusal(with_page(record(tmp_path, "alerts", "3"), b"/Rotate %d" % degrees))
        assert "page 1: the page lies on its side or upside down. Turn it upright" in message


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("scale", [0.5, 1, 2.5])
def test_a_page_turned_and_shown_upright_or_scaled_is_read(tmp_path: Path, degrees: int, scale: float) -> None:
    wanted = [row.cells for row in extract(record(tmp_path, "alerts", "3")).rows]
    a, b, c, d, x, y = {90: (0, 1, -1, 0, 595, 0), 180: (-1, 0, 0, -1, 842, 595), 270: (0, -1, 1, 0, 0, 842)}[degrees]
    numbers = b"%g %g %g %g %g %g cm" % tuple(scale * one for one in (a, b, c, d, x, y))
    width, height = (595, 842) if degrees != 180 else (842, 595)

    def change(objects: list[bytes]) -> None:
        box = b"/MediaBox [0 0 %g %g] /Rotate %d" % (width * scale, height * scale, degrees)
        objects[0] = re.sub(rb"/Rotate 0", b"", re.sub(rb"/MediaBox \[[^\]]*\]", box, objects[0]))
        content = next(i for i, one in enumerate(objects) if i and b"stream\n" in one)
        drawn = re.search(rb"stream\r?\n(.*)endstream", objects[content], re.S)
        assert drawn
        objects[content] = stream(numbers + b"\n" + drawn[1])

    assert [row.cells for row in extract(rebuilt(record(tmp_path, "alerts", "3"), change)).rows] == wanted


def test_a_blank_page_is_said_to_be_blank(tmp_path: Path) -> None:
    def change(objects: list[bytes]) -> None:
        objects[0] = re.sub(rb"/Contents \d+ 0 R", b"", objects[0])

    assert "page 1: the page is blank" in refusal(rebuilt(record(tmp_path, "alerts", "3"), change))


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not on this machine")
@pytest.mark.parametrize("path", sorted(CASES.glob("*.pdf")), ids=lambda path: path.stem)
def test_the_cases_that_were_once_read_wrongly(path: Path) -> None:
    assert re.search(r"page 1, row \d, column “|page 1, row 4: has only “", refusal(path))
