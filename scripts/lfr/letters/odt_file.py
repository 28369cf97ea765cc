"""A letter as OpenDocument text, written by hand: five small files in a zip, no library needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from lfr.letters.blocks import Block
from lfr.letters.letter_files import parts, zipped

_MIME = "application/vnd.oasis.opendocument.text"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def _paragraph_style(name: str, size: str, above: str, below: str, bold: bool = False, more: str = "", keep: bool = False) -> str:
    weight = ' fo:font-weight="bold"' if bold else ""
    kept = ' fo:keep-with-next="always"' if keep else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:margin-top="{above}"'
        f' fo:margin-bottom="{below}"{kept}{more}/><style:text-properties fo:font-size="{size}"{weight}/></style:style>'
    )


_STYLES = (
    f"{_HEAD}<office:document-styles {_NAMES}><office:styles>"
    '<style:default-style style:family="paragraph"><style:text-properties fo:font-family="Arial" fo:font-size="11pt"'
    ' fo:language="en" fo:country="GB"/></style:default-style>'
    + _paragraph_style("H1", "15pt", "0cm", "0.4cm", bold=True, keep=True)
    + _paragraph_style("H2", "12.5pt", "0.5cm", "0.2cm", bold=True, keep=True)
    + _paragraph_style("H3", "11pt", "0.35cm", "0.15cm", bold=True, keep=True)
    + _paragraph_style("Body", "11pt", "0cm", "0.25cm")
    + _paragraph_style("Question", "11pt", "0cm", "0.15cm", more=' fo:margin-left="0.9cm" fo:text-indent="-0.9cm"')
    + _paragraph_style("Caption", "9pt", "0.1cm", "0.1cm", keep=True)
    + _paragraph_style("Cell", "8.5pt", "0cm", "0cm")
    + _paragraph_style("CellHead", "8.5pt", "0cm", "0cm", bold=True)
    + '<style:style style:name="ToFill" style:family="text"><style:text-properties fo:background-color="#ffe96b" fo:font-weight="bold"/>'
    '</style:style></office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties'
    ' fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.3cm"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>'
    "</office:document-styles>"
)
_AUTOMATIC = (
    '<office:automatic-styles><style:style style:name="BoxedCell" style:family="table-cell"><style:table-cell-properties'
    ' fo:border="0.5pt solid #767676" fo:padding="0.1cm"/></style:style>'
    '<style:style style:name="Wide" style:family="table"><style:table-properties style:rel-width="100%"/></style:style>'
    '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="0.9cm"/>'
    "</style:list-level-properties></text:list-level-style-bullet></text:list-style></office:automatic-styles>"
)


def as_odt(blocks: Sequence[Block]) -> bytes:
    """The letter as the bytes of an .odt file; the same letter gives the same bytes."""
    says: dict[str, Callable[[Block], str]] = {
        "heading": lambda one: f'<text:h text:style-name="H{one.level}" text:outline-level="{one.level}">{_text(one.text)}</text:h>',
        "paragraph": lambda one: _paragraph("Body", one.text),
        "question": lambda one: f'<text:p text:style-name="Question">{one.number}.<text:tab/>{_text(one.text)}</text:p>',
        "list": _list,
        "table": _table,
    }
    body = "".join(says[one.kind](one) for one in blocks)
    title = next((one.text for one in blocks if one.kind == "heading"), "")
    content = (
        f"{_HEAD}<office:document-content {_NAMES}>{_AUTOMATIC}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = f"{_HEAD}<office:document-meta {_NAMES}><office:meta><dc:title>{_clean(title)}</dc:title></office:meta></office:document-meta>"
    files = [
        ("mimetype", _MIME),
        ("content.xml", content),
        ("styles.xml", _STYLES),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", _MANIFEST),
    ]
    return zipped([(name, text.encode("utf-8")) for name, text in files], stored=["mimetype"])


def _paragraph(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{_text(text)}</text:p>'


def _text(text: str) -> str:
    says = {
        "to-fill": '<text:span text:style-name="ToFill">{0}</text:span>',
        "link": '<text:a xlink:type="simple" xlink:href="{0}">{0}</text:a>',
        "text": "{0}",
    }
    return "".join(says[kind].format(_clean(inner)) for kind, inner in parts(text))


def _clean(text: str) -> str:
    """XML forbids most control characters, even escaped; a pasted question may hold one."""
    return escape("".join(one for one in text if one >= " " or one in "\t\n"))


def _list(one: Block) -> str:
    items = "".join(f"<text:list-item>{_paragraph('Body', item)}</text:list-item>" for item in one.items)
    return f'<text:list text:style-name="Bullets">{items}</text:list>'


def _table(one: Block) -> str:
    head = "".join(_cell("CellHead", cell) for cell in one.head)
    rows = "".join(f"<table:table-row>{''.join(_cell('Cell', cell) for cell in row)}</table:table-row>" for row in one.rows)
    columns = f'<table:table-column table:number-columns-repeated="{len(one.head)}"/>'
    return (
        f'{_paragraph("Caption", one.text)}<table:table table:style-name="Wide">{columns}'
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{rows}</table:table>"
        + _paragraph("Cell", "")
    )


def _cell(style: str, text: str) -> str:
    return f'<table:table-cell table:style-name="BoxedCell" office:value-type="string">{_paragraph(style, text)}</table:table-cell>'
