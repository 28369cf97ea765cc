"""A letter as a Word document. The one room for python-docx."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from lfr.letters.blocks import Block, parts

_HEADINGS = {1: 15, 2: 12.5, 3: 11}


def as_docx(blocks: Sequence[Block]) -> bytes:
    """The letter as the bytes of a .docx file; the same letter gives the same bytes."""
    document = _empty(next((one.text for one in blocks if one.kind == "heading"), ""))
    for block in blocks:
        if block.kind == "heading":
            _write(document.add_heading(level=block.level), block.text)
        elif block.kind == "paragraph":
            _write(document.add_paragraph(), block.text)
        elif block.kind == "quote":
            _write(document.add_paragraph(style="Quote"), block.text)
        elif block.kind == "question":
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.9), Cm(-0.9)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
            _write(paragraph, f"{block.number}.\t{block.text}")
        elif block.kind == "list":
            for item in block.items:
                _write(document.add_paragraph(style="List Bullet"), item)
        else:
            _table(document, block)
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


def _empty(title: str) -> Any:
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.3)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for level, size in _HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = "Arial", Pt(size), True, RGBColor(0, 0, 0)
        # The theme's own heading font would win over the name.
        fonts = style.element.rPr.rFonts
        for name in [name for name in fonts.attrib if "Theme" in name]:
            del fonts.attrib[name]
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.last_modified_by = title, "", "", ""
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    page_number = OxmlElement("w:fldSimple")
    page_number.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(page_number)
    return document


def _write(paragraph: Any, text: str, size: float = 0, bold: bool = False) -> None:
    # XML forbids most control characters; a pasted question may hold one.
    for kind, inner in parts("".join(one for one in text if one >= " " or one in "\t\n")):
        run = paragraph.add_run(inner)
        if size:
            run.font.size = Pt(size)
        if bold:
            run.bold = True
        if kind == "to-fill":
            run.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif kind == "link":
            run.font.underline = True
            run.font.color.rgb = RGBColor(0x1A, 0x4F, 0x9C)
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(inner, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)


def _table(document: Any, block: Block) -> None:
    caption = document.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    _write(caption, block.text, size=9)
    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    for number, row in enumerate([block.head, *block.rows]):
        added = table.add_row()
        # A row is one year: it stays on one page.
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = added.cells
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            _write(cell.paragraphs[0], text, size=8.5, bold=number == 0 or place == 0)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
