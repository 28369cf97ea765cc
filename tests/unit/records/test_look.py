"""The look at the page: what text recognition reads in a picture of it, beside what was read of the file."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from fixtures.documents import make_csv_log, make_pdf
from fixtures.rows import deployments
from fixtures.seen import rebuilt, record
from fuzz.pdf_bombs import stream
from lfr.errors import UnreadableDocument
from lfr.pipeline import add
from lfr.project import Project
from lfr.records.add import Given
from lfr.records.extract import extract
from lfr.records.pdf_look import look_at

can_look = pytest.mark.skipif(not (shutil.which("pdftoppm") and shutil.which("tesseract")), reason="needs pdftoppm and tesseract")


def lying(path: Path, shown: str, named: str) -> Path:
    """The file names one digit where its font draws another."""

    def change(objects: list[bytes]) -> None:
        names = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        pairs = b"".join(b"<%02X> <%04X>\n" % (code, ord(named) if chr(code) == shown else code) for code in range(32, 127))
        font = next(i for i, one in enumerate(objects) if i and b"/Type /Font" in one)
        objects[font] = objects[font].rstrip()[:-2] + b"/ToUnicode %d 0 R >>" % len(objects)
        objects.append(stream(names + b"95 beginbfchar\n" + pairs + b"endbfchar endcmap end"))

    return rebuilt(path, change)


@can_look
@pytest.mark.parametrize("layout", ["met-2020", "met-2023", "met-2024", "met-2025"])
def test_every_number_of_a_record_is_seen(tmp_path: Path, layout: str) -> None:
    rows = deployments(layout, 12, date(2025, 1, 3))
    [said] = look_at(extract(make_pdf(tmp_path / "record.pdf", layout, rows, rows_per_page=5)))
    assert re.fullmatch(r"Looked at the pages: (\d+) of \1 numbers are seen as they were read\.", said)


@can_look
@pytest.mark.parametrize(("shown", "named"), [("1", "2"), ("6", "8"), ("4", "9"), ("4", "1"), ("2", "3"), ("5", "2")])
def test_a_font_that_draws_another_digit_than_it_names(tmp_path: Path, shown: str, named: str) -> None:
    path = lying(record(tmp_path, "faces_seen", "1" + 3 * shown), shown, named)
    read = extract(path)
    read.rows = [row for row in read.rows if row.row == 3]  # in the others too, but this one is surely wrong
    read.rows[0].cells = {name: cell if name == "faces_seen" else "" for name, cell in read.rows[0].cells.items()}
    with pytest.raises(UnreadableDocument, match=r"record\.pdf, page 1, row 3, column “Faces seen") as caught:
        look_at(read)
    assert f"was read as “{read.rows[0].cells['faces_seen']}”, but text recognition sees the digits “1{3 * shown}”" in str(caught.value)


@can_look
def test_a_document_that_looks_otherwise_is_not_added(tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lfr.records.add.look_at", look_at)
    before = sorted(path.read_bytes() for path in project.data.rglob("*") if path.is_file())
    path = make_pdf(tmp_path / "new.pdf", "met-2025", deployments("met-2025", 4, date(2026, 1, 1)))
    with pytest.raises(UnreadableDocument, match="text recognition sees the digits"):
        add(project, lying(path, "6", "5"), Given())
    assert sorted(path.read_bytes() for path in project.data.rglob("*") if path.is_file()) == before


def test_without_the_programs_the_look_is_left_out_and_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = extract(record(tmp_path, "alerts", "3"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert look_at(read) == [
        "The look at the page was left out, for want of pdftoppm (poppler-utils) and tesseract (tesseract-ocr)."
        " Compare some rows with the document by eye."
    ]


def test_a_file_that_does_not_name_its_letters_is_refused_where_they_cannot_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = extract(record(tmp_path, "alerts", "3"))
    read.named_by_code = True
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match=r"record\.pdf: the file shows letters without saying which they are"):
        look_at(read)


@pytest.mark.parametrize("failing", ["pdftoppm", "tesseract"])
def test_a_program_that_fails_leaves_the_look_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    read = extract(record(tmp_path, "alerts", "3"))
    for name in ("pdftoppm", "tesseract"):
        found = shutil.which(name)
        program = tmp_path / name
        program.write_text("#!/bin/sh\nexit 1\n" if name == failing or not found else f'#!/bin/sh\nexec {found} "$@"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    [said] = look_at(read)
    assert said.startswith("The look at the page was left out: a program failed (")


def test_a_log_has_no_page_to_look_at(tmp_path: Path) -> None:
    assert look_at(extract(make_csv_log(tmp_path / "log.csv"))) == []
