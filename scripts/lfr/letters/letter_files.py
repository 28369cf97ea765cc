"""`lfr letter request.toml -o letter.docx`: a letter as a Word document or HTML. What came from outside is escaped for its format.

The one room for python-docx.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lfr.errors import LfrError, visible
from lfr.letters.blocks import Block, parts, unfilled
from lfr.letters.hand_written import choices_of, read_request
from lfr.letters.letter import compose
from lfr.letters.letter_text import fragments
from lfr.letters.standard_answers import library_of
from lfr.warehouse.figures import Figures

SUFFIXES = (".docx", ".html")
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals["parts"] = parts


def make_letter(figures: Figures, request: Path, outputs: Sequence[Path]) -> str:
    """Write one letter in every format asked for. Returns what is left to fill in, as text for the terminal."""
    for path in outputs:
        if path.suffix.lower() not in SUFFIXES:
            raise LfrError(f"{path}: “{path.suffix}” is not a format of letters. End the name in {' or '.join(SUFFIXES)}.")
        if not path.absolute().parent.is_dir():
            raise LfrError(f"{path}: there is no folder {path.parent}. Make it, or write the letter somewhere else.")
    asked = read_request(request, figures.project)
    library = library_of(figures, asked.publisher)
    texts = fragments(figures, library)
    choices = choices_of(asked, library, texts)
    blocks = compose(texts, choices)
    for path in outputs:
        try:
            path.write_bytes(as_bytes(blocks, path.suffix.lower()))
        except OSError as error:
            raise LfrError(f"{path}: cannot be written ({error.strerror}). Close it where it is open, or choose another name.") from None
    left = Counter(unfilled(blocks))
    files = ", ".join(str(path) for path in outputs)
    said = f"{files}: {len(choices.questions)} questions, {left.total()} parts to fill in"
    return "\n".join([said, *(f"  {one}" + (f", in {count} places" if count > 1 else "") for one, count in left.items())])


def as_bytes(blocks: Sequence[Block], suffix: str) -> bytes:
    """The letter as the bytes of a file; the same letter gives the same bytes."""
    if suffix == ".docx":
        return _as_docx(blocks)
    title = next((one.text for one in blocks if one.kind == "heading"), "Letter")
    return visible(_TEMPLATES.get_template("letter.html").render(title=title, blocks=blocks, level=0)).encode("utf-8")


def as_html(blocks: Sequence[Block], level: int = 0) -> str:
    """The blocks as HTML; `level` lowers the headings for a page that has headings of its own."""
    return _TEMPLATES.get_template("blocks.html").render(blocks=blocks, level=level).strip()


def _as_docx(blocks: Sequence[Block]) -> bytes:
    # Paper, margins, typefaces, language and the page number are those of letter.docx: change its styles in a word processor.
    document = Document(str(Path(__file__).with_name("letter.docx")))
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
    written, buffer = io.BytesIO(), io.BytesIO()
    document.save(written)
    # Every file of the archive is dated alike: python-docx writes the time of day into it.
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(buffer, "w") as dated:
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
