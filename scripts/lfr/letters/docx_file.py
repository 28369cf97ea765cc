"""A letter as a Word document. The one room for python-docx.

Paper, margins, typefaces, language and the page number are those of letter.docx beside this file: change its styles in a word processor.
"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lfr.errors import visible
from lfr.letters.blocks import Block, parts

_LOOK = Path(__file__).with_name("letter.docx")


def as_docx(blocks: Sequence[Block]) -> bytes:
    """The letter as the bytes of a .docx file; the same letter gives the same bytes."""
    document = Document(str(_LOOK))
    document.core_properties.title = next((one.text for one in blocks if one.kind == "heading"), "")
    for block in blocks:
        if block.kind == "table":
            _table(document, block)
        elif block.kind == "list":
            for item in block.items:
                _write(document.add_paragraph(style="List Bullet"), item)
        else:
            style = {"heading": f"Heading {block.level}", "quote": "Quote", "question": "Question"}.get(block.kind, "Normal")
            _write(document.add_paragraph(style=style), f"{block.number}.\t{block.text}" if block.kind == "question" else block.text)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer)


def _without_clock(document: io.BytesIO) -> bytes:
    """The archive with every file dated alike: python-docx writes the time of day into it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(document) as archive, zipfile.ZipFile(buffer, "w") as dated:
        for name in archive.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            dated.writestr(info, archive.read(name))
    return buffer.getvalue()


def _write(paragraph: Any, text: str, *, is_bold: bool = False) -> None:
    # A pasted question or a printed place may hold what XML forbids or what turns the reading of the rest round.
    for kind, inner in parts(visible(text)):
        run = paragraph.add_run(inner, style="Hyperlink" if kind == "link" else None)
        if is_bold or kind == "to-fill":
            run.bold = True
        if kind == "to-fill":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif kind == "link":
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(inner, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)


def _table(document: Any, block: Block) -> None:
    _write(document.add_paragraph(style="Caption"), block.text)
    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    for number, row in enumerate([block.head, *block.rows]):
        added = table.add_row()
        # A row is one year or one deployment: it stays on one page.
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            cell.paragraphs[0].style = "Table Text"
            _write(cell.paragraphs[0], text, is_bold=number == 0 or place == 0)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph(style="Table Text")
