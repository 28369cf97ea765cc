"""What a PDF holds inside, before it is read: whole streams, parts that are there, and no more than a record needs.

PDF software mends damage without a word: a stream that does not unpack is cut off where it breaks, a page that is
missing is blank. A record read like that has other numbers. So damage is looked for here, and refused.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from lfr.errors import UnreadableDocument

# The longest record so far has 10 pages, and its fullest page 160 KB of drawing instructions and 1,300 ruled lines.
MOST_PAGES = 500
MOST_UNPACKED = 100_000_000  # bytes, of everything inside, pictures and fonts included
MOST_DRAWN = 1_000_000  # bytes of drawing instructions on one page
MOST_LINES = 4_000  # on one page: the search for a grid takes longer with the square of their number
_BLANK = 300  # bytes: the instructions of a page that was left blank on purpose are shorter

_STREAM = re.compile(rb"<<(?:(?!endobj).){0,4000}?>>\s*stream\r?\n", re.S)
_SHOWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_DAMAGED = "Fetch it again and compare its size, or ask for another copy."


def check_inside(path: Path, pdf: Any) -> None:
    """Refuse a PDF (opened by pdfplumber) that is damaged inside or holds more than a record can need."""
    _check_streams(path, is_encrypted=pdf.doc.encryption is not None, document=pdf.doc)
    _check_page_count(path, pdf)
    for number, page in enumerate(pdf.pages, start=1):
        _check_page(f"{path.name}, page {number}", page.page_obj)


def check_page_read(where: str, page: Any) -> None:
    """Refuse a page whose instructions draw nothing that can be seen, or far too much."""
    drawn = page.objects
    lines = sum(len(drawn.get(kind, ())) for kind in ("line", "rect", "curve"))
    if lines > MOST_LINES:
        raise UnreadableDocument(
            f"{where}: {lines:,} lines and boxes are drawn on it, far more than a table of deployments needs (at most {MOST_LINES:,})."
            f" {_DAMAGED}"
        )
    if not any(drawn.values()) and sum(len(data) for data in _instructions(page.page_obj.contents)) > _BLANK:
        raise UnreadableDocument(f"{where}: the page looks blank, but the file holds instructions for it that do not read. {_DAMAGED}")


def digits_of(text: str) -> Counter[str]:
    """How often each digit stands in a text."""
    return Counter(character for character in text if character in "0123456789")


def check_same_digits(path: Path, digits: list[Counter[str]]) -> None:
    """Compare the digits read on each page with those that a second engine (PDFium) reads there."""
    document = pypdfium2.PdfDocument(path)
    try:
        for number, (page, first) in enumerate(zip(document, digits, strict=True), start=1):
            second = digits_of(page.get_textpage().get_text_range())
            if first != second:
                differ = sum(((first - second) | (second - first)).values())
                raise UnreadableDocument(
                    f"{path.name}, page {number}: two PDF readers do not read the same digits ({differ} differ). The file is damaged,"
                    " or made so that it looks different in different programs. Ask the publisher for another copy."
                )
    finally:
        document.close()


def _check_page_count(path: Path, pdf: Any) -> None:
    stated = resolve1(resolve1(pdf.doc.catalog.get("Pages")).get("Count"))
    document = pypdfium2.PdfDocument(path)
    try:
        counted = len(document)
    finally:
        document.close()
    number = max(counted, len(pdf.pages))
    if number > MOST_PAGES:
        raise UnreadableDocument(f"{path.name}: {number:,} pages; a record has at most {MOST_PAGES}. It was not read.")
    if not stated == counted == len(pdf.pages):
        raise UnreadableDocument(
            f"{path.name}: the file says that it has {stated} pages, and {len(pdf.pages)} can be found. Pages are lost. {_DAMAGED}"
        )
    ids = [page.page_obj.pageid for page in pdf.pages]
    if len(set(ids)) != len(ids):
        raise UnreadableDocument(f"{path.name}: one page stands in the file twice, in the place of another. {_DAMAGED}")


def _check_streams(path: Path, is_encrypted: bool, document: Any) -> None:
    """Unpack every stream: each ends in a checksum of what was packed, which PDF software does not look at."""
    left = MOST_UNPACKED
    for packed in _decrypted(document) if is_encrypted else _packed(path.read_bytes()):
        unpacker = zlib.decompressobj()
        try:
            while not unpacker.eof:
                piece = unpacker.decompress(packed, 1_000_000)
                left -= len(piece)
                if left < 0:
                    most = MOST_UNPACKED // 1_000_000
                    raise UnreadableDocument(f"{path.name}: unpacks to more than {most} MB, far more than a record needs; it was not read.")
                packed = unpacker.unconsumed_tail
                if not piece and not packed and not unpacker.eof:
                    raise zlib.error("cut short")
        except zlib.error:
            raise UnreadableDocument(
                f"{path.name}: the PDF is damaged inside (a part does not unpack as it was packed). {_DAMAGED}"
            ) from None


def _packed(raw: bytes) -> Iterator[bytes]:
    """Where each compressed stream of an unencrypted file begins, found without the help of its table of contents."""
    for found in _STREAM.finditer(raw):
        named = re.findall(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))", found[0])
        filters = re.findall(rb"/(\w+)", b" ".join(itertools.chain(*named)))
        if filters[:1] == [b"FlateDecode"]:
            yield raw[found.end() :] if len(raw) < 1_000_000 else raw[found.end() : _end(raw, found.end())]
        elif filters[1:2] == [b"FlateDecode"] and filters[0] in (b"ASCII85Decode", b"ASCIIHexDecode"):
            text = raw[found.end() : _end(raw, found.end())]
            try:
                yield (ascii85decode if filters[0] == b"ASCII85Decode" else asciihexdecode)(text)
            except Exception:  # the decoder has no error of its own; what it cannot read unpacks to nothing
                yield b""


def _end(raw: bytes, start: int) -> int:
    end = raw.find(b"endstream", start)
    return len(raw) if end < 0 else end


def _decrypted(document: Any) -> Iterator[bytes]:
    for number in itertools.chain(*(xref.get_objids() for xref in document.xrefs)):
        one = document.getobj(number)
        is_packed = isinstance(one, PDFStream) and [str(name) for name, _ in one.get_filters()[:1]] == ["/'FlateDecode'"]
        if is_packed and one.rawdata is not None:
            yield one.decipher(one.objid, one.genno, one.rawdata, one.attrs) if one.decipher else one.rawdata


def _check_page(where: str, page: Any) -> None:
    if not page.contents or not all(isinstance(resolve1(one), PDFStream) for one in _listed(page.contents)):
        raise UnreadableDocument(f"{where}: the file does not hold all that this page shows. {_DAMAGED}")
    missing = list(_missing([page.attrs.get("Contents"), page.resources]))
    if missing:
        raise UnreadableDocument(f"{where}: {len(missing)} parts of the page are not in the file. {_DAMAGED}")
    size = sum(_expanded(data, page.resources, ()) for data in _instructions(page.contents))
    if size > MOST_DRAWN:
        raise UnreadableDocument(
            f"{where}: is drawn by more than {MOST_DRAWN // 1_000_000} MB of instructions; a full page of a record takes a sixth of that."
            " It was not read."
        )


def _missing(parts: list[Any]) -> Iterator[int]:
    """References of a page (to its text, fonts and pictures) that lead to nothing."""
    seen: set[int] = set()
    while parts:
        one = parts.pop()
        if isinstance(one, PDFObjRef):
            if one.objid in seen:
                continue
            seen.add(one.objid)
            one = one.resolve()
            if one is None:
                yield min(seen)
        if isinstance(one, dict):
            # A structure tree and the page above lead to the whole document.
            parts += [value for name, value in one.items() if name not in ("Parent", "StructParent", "P", "Pg", "PieceInfo", "Group")]
        elif isinstance(one, list):
            parts += one


def _listed(contents: Any) -> list[Any]:
    return contents if isinstance(contents, list) else [contents]


def _instructions(contents: Any) -> list[bytes]:
    streams = [resolve1(one) for one in _listed(contents)]
    return [one.get_data() for one in streams if isinstance(one, PDFStream)]


def _expanded(data: bytes, resources: Any, inside: tuple[int, ...]) -> int:
    """The bytes of instructions that are carried out for some instructions: a form that is shown ten times counts ten times."""
    forms = resolve1((resolve1(resources) or {}).get("XObject")) or {}
    size = len(data)
    for name, times in Counter(_SHOWS.findall(data)).items():
        form = resolve1(forms.get(name.decode("latin-1")))
        if not isinstance(form, PDFStream) or str(form.get("Subtype")) != "/'Form'" or form.objid in inside:
            continue
        if len(inside) > 20 or size > MOST_DRAWN:
            return MOST_DRAWN + 1
        size += times * _expanded(form.get_data(), form.get("Resources", resources), (*inside, form.objid or 0))
    return size
