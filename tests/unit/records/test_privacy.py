"""What a document says about people besides its table is said before anybody publishes the original."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from fixtures.documents import make_csv_log, make_pdf, make_workbook
from fixtures.project import TinyProject
from fixtures.rows import deployments
from lfr.pipeline import add
from lfr.records.add import Given
from lfr.records.extract import extract_file, privacy_lines, privacy_notices
from openpyxl.comments import Comment
from reportlab.pdfgen.canvas import Canvas


def record_by(path: Path, author: str) -> Path:
    """A record whose properties name its author, in as many letters as the drawing program puts there."""
    make_pdf(path, "met-2025", [{}])
    raw = path.read_bytes()
    assert len(author) == len("anonymous") and b"/Author (anonymous)" in raw
    path.write_bytes(raw.replace(b"/Author (anonymous)", f"/Author ({author})".encode()))
    return path


def workbook(path: Path) -> Path:
    book = openpyxl.load_workbook(make_workbook(path))
    book.properties.creator, book.properties.lastModifiedBy = "A. Person", "B. Person"
    book.create_sheet("Staff").sheet_state = "hidden"
    book.create_sheet("Phones").sheet_state = "veryHidden"
    sheet = book["Deployment Data"]
    sheet["C5"].comment = Comment("Ask about this", "C. Person")
    sheet.row_dimensions[2].hidden = True
    book.save(path)
    return path


def test_the_author_in_the_properties_of_a_pdf(tmp_path: Path) -> None:
    path = record_by(tmp_path / "record.pdf", "Jo Person")
    assert privacy_notices(path) == ["record.pdf: its properties name a person (author: “Jo Person”)."]


def test_comments_in_a_pdf(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "noted.pdf"), invariant=1)
    canvas.drawString(20, 20, "A record")
    canvas.textAnnotation("Is this right?", Rect=[10, 10, 30, 30])
    canvas.save()
    assert "noted.pdf: 1 comment." in privacy_notices(tmp_path / "noted.pdf")


def test_people_comments_and_hidden_parts_of_a_workbook(tmp_path: Path) -> None:
    assert privacy_notices(workbook(tmp_path / "book.xlsx")) == [
        "book.xlsx: its properties name a person (author: “A. Person”).",
        "book.xlsx: its properties name a person (last saved by: “B. Person”).",
        "book.xlsx: 2 hidden sheets (“Staff”, “Phones”).",
        "book.xlsx: 1 hidden row and 0 groups of hidden columns.",
        "book.xlsx: 1 comment (“C. Person”).",
    ]


def test_a_document_that_holds_nothing_but_its_table_needs_no_notice(tmp_path: Path) -> None:
    assert privacy_lines(make_csv_log(tmp_path / "log.csv")) == []
    assert privacy_lines(make_workbook(tmp_path / "book.xlsx")) == []


def test_adding_a_record_says_what_else_it_holds_and_keeps_none_of_it(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "tiny")
    said = add(project, record_by(tmp_path / "record.pdf", "Jo Person"), Given())
    assert "Before the original is published, look at what else it holds." in said
    assert "  record.pdf: its properties name a person (author: “Jo Person”)." in said
    assert not any("Jo Person" in path.read_text(encoding="utf-8") for path in project.data.rglob("*") if path.is_file())


def test_reading_a_record_says_it_too(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "tiny")
    assert "2 hidden sheets" in extract_file(project, workbook(tmp_path / "book.xlsx"))
    log = make_csv_log(tmp_path / "log.csv", deployments("csv-log", 2, date(2025, 2, 3)))
    assert "Before the original" not in extract_file(project, log)
