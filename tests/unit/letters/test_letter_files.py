"""Letters as files: the same letter gives the same bytes, and what a person typed stays text in every format."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document
from fixtures.letters import original, plain_text
from lfr.letters.blocks import Asked, Block, Choices, Fragments, parts
from lfr.letters.letter import compose
from lfr.letters.letter_files import SUFFIXES, as_bytes, as_html

TYPED = '<script>alert(1)</script> & "q" | *b* [a](http://x.example/y) \x07 {{ x }}'


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_letter_is_the_same_bytes_each_time(texts: Fragments, suffix: str) -> None:
    blocks = compose(texts, original(texts))
    assert as_bytes(blocks, suffix) == as_bytes(compose(texts, original(texts)), suffix)


def test_an_archive_knows_no_clock(texts: Fragments) -> None:
    with zipfile.ZipFile(io.BytesIO(as_bytes(compose(texts, original(texts)), ".docx"))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))


def test_a_docx_holds_every_block(texts: Fragments) -> None:
    blocks = compose(texts, original(texts))
    document = Document(io.BytesIO(as_bytes(blocks, ".docx")))
    body = "".join(document.element.body.itertext())
    for block in blocks:
        for text in (block.text, *block.items, *block.head, *(cell for row in block.rows for cell in row)):
            assert text in body, text
    marked = [run.text for one in document.paragraphs for run in one.runs if run.font.highlight_color]
    assert len(marked) == plain_text(blocks).count("[[TO FILL:")
    assert document.core_properties.author == ""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_was_typed_stays_text(texts: Fragments, suffix: str) -> None:
    blocks = compose(texts, Choices({"reference": TYPED, "requester": TYPED}, (Asked(("retention",), asked=TYPED),)))
    content = as_bytes(blocks, suffix)
    if suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read("word/document.xml")
        ElementTree.fromstring(content)
    assert b"<script>" not in content
    assert b"alert(1)" in content


def test_html_marks_what_is_left_and_links_addresses() -> None:
    html = as_html([Block("paragraph", "See https://a.example/a_b#c, or [[TO FILL: a & b]].")])
    link = '<a href="https://a.example/a_b#c">https://a.example/a_b#c</a>'
    assert html == f'<p>See {link}, or <mark class="lfr-to-fill">[[TO FILL: a &amp; b]]</mark>.</p>'


def test_a_script_address_is_no_link() -> None:
    assert parts("javascript:alert(1) http://a.example.") == [("text", "javascript:alert(1) "), ("link", "http://a.example"), ("text", ".")]
