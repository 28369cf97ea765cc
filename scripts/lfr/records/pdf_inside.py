"""What a PDF holds inside, checked before it is read: whole streams, no missing parts, and no more than a record needs.

PDF software repairs damage silently: a stream that does not unpack is cut off where it breaks, a page that is
missing is blank. A record read like that has other numbers. So damage is looked for here, and refused.
"""

import itertools
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from lfr.errors import UnreadableDocument

# The longest record so far has 10 pages, and its fullest page 160 KB of drawing instructions and 1,300 ruled lines.
_MOST_PAGES = 500
_MOST_UNPACKED = 100_000_000  # bytes, of everything inside, pictures and fonts included
_MOST_DRAWN = 1_000_000  # bytes of drawing instructions on one page
_MOST_LINES = 4_000  # on one page: the search for a grid takes time with the square of their number
_BLANK = 300  # bytes: the instructions of a page that was left blank on purpose are shorter

_STREAM = re.compile(rb"<<(?:(?!endobj).){0,4000}?>>\s*stream\r?\n", re.S)
_SHOWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_DECODERS = {b"ASCII85Decode": ascii85decode, b"ASCIIHexDecode": asciihexdecode}
_DAMAGED = "Fetch it again and compare its size, or ask for another copy."


def check_inside(path: Path, pdf: Any, pages_counted: int) -> None:
    """Refuse a PDF (opened by pdfplumber) that is damaged inside or holds more than a record can need.

    `pages_counted` is the number of pages that a second engine finds.
    """
    _check_streams(path, _decrypted(pdf.doc) if pdf.doc.encryption is not None else _packed(path.read_bytes()))
    stated = resolve1(resolve1(pdf.doc.catalog.get("Pages")).get("Count"))
    number = max(pages_counted, len(pdf.pages))
    if number > _MOST_PAGES:
        raise UnreadableDocument(f"{path.name}: {number:,} pages; a record has at most {_MOST_PAGES}. It was not read.")
    if not stated == pages_counted == len(pdf.pages):
        raise UnreadableDocument(
            f"{path.name}: the file says that it has {stated} pages, and {len(pdf.pages)} can be found. Pages are lost. {_DAMAGED}"
        )
    ids = [page.page_obj.pageid for page in pdf.pages]
    if len(set(ids)) != len(ids):
        raise UnreadableDocument(f"{path.name}: one page stands in the file twice, in the place of another. {_DAMAGED}")
    for number, page in enumerate(pdf.pages, start=1):
        _check_page(f"{path.name}, page {number}", page.page_obj)


def check_page_read(where: str, page: Any) -> None:
    """Refuse a page whose instructions draw nothing that can be seen, or far too much."""
    drawn = page.objects
    lines = sum(len(drawn.get(kind, ())) for kind in ("line", "rect", "curve"))
    if lines > _MOST_LINES:
        raise UnreadableDocument(
            f"{where}: {lines:,} lines and boxes are drawn on it, far more than a table of deployments needs (at most {_MOST_LINES:,})."
            f" {_DAMAGED}"
        )
    if not any(drawn.values()) and sum(len(data) for data in _instructions(page.page_obj)) > _BLANK:
        raise UnreadableDocument(f"{where}: the page looks blank, but the file holds instructions for it that cannot be read. {_DAMAGED}")


def digits_of(text: str) -> Counter[str]:
    """How often each digit stands in a text."""
    return Counter(character for character in text if character in "0123456789")


def check_same_digits(path: Path, digits: list[Counter[str]], texts: list[str]) -> None:
    """Compare the digits read on each page with those in the text that a second engine reads there."""
    for number, (first, text) in enumerate(zip(digits, texts, strict=True), start=1):
        second = digits_of(text)
        if first != second:
            differ = sum(((first - second) | (second - first)).values())
            raise UnreadableDocument(
                f"{path.name}, page {number}: two PDF readers do not read the same digits ({differ} differ). The file is damaged,"
                " or made so that it looks different in different programs. Ask the publisher for another copy."
            )


def _check_streams(path: Path, streams: Iterator[bytes]) -> None:
    """Unpack every stream: each ends in a checksum of its content, which PDF software does not look at."""
    left = _MOST_UNPACKED
    for packed in streams:
        unpacker = zlib.decompressobj()
        try:
            while not unpacker.eof:
                piece = unpacker.decompress(packed, 1_000_000)
                left -= len(piece)
                if left < 0:
                    most = _MOST_UNPACKED // 1_000_000
                    raise UnreadableDocument(f"{path.name}: unpacks to more than {most} MB, far more than a record needs; it was not read.")
                packed = unpacker.unconsumed_tail
                if not piece and not packed and not unpacker.eof:
                    raise zlib.error("cut short")
        except zlib.error:
            raise UnreadableDocument(
                f"{path.name}: the PDF is damaged inside (a part does not unpack as it was packed). {_DAMAGED}"
            ) from None


def _packed(raw: bytes) -> Iterator[bytes]:
    """Each compressed stream of an unencrypted file, found without the help of its table of contents, which may be damaged."""
    for found in _STREAM.finditer(raw):
        named = re.findall(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))", found[0])
        first, second, *_ = [*re.findall(rb"/(\w+)", b" ".join(itertools.chain(*named))), b"", b""]
        end = raw.find(b"endstream", found.end())
        content = raw[found.end() : end if end >= 0 else len(raw)]
        if first == b"FlateDecode":
            yield content
        elif second == b"FlateDecode" and first in _DECODERS:
            try:
                yield _DECODERS[first](content)
            except Exception:  # the decoders have no error of their own; what they cannot read unpacks to nothing
                yield b""


def _decrypted(document: Any) -> Iterator[bytes]:
    """Each compressed stream of an encrypted file, by its table of contents."""
    for number in itertools.chain(*(xref.get_objids() for xref in document.xrefs)):
        one = document.getobj(number)
        if not isinstance(one, PDFStream) or str(one.get("Type")) == "/'XRef'":  # a table of contents is never encrypted
            continue
        is_packed = [str(name) for name, _ in one.get_filters()[:1]] == ["/'FlateDecode'"]
        if is_packed and one.rawdata is not None:
            yield one.decipher(one.objid or 0, one.genno or 0, one.rawdata, one.attrs) if one.decipher else one.rawdata


def _check_page(where: str, page: Any) -> None:
    if "Contents" not in page.attrs:
        raise UnreadableDocument(
            f"{where}: the page is blank. If it was left blank on purpose, ask for a copy without it; else for the page."
        )
    if not page.contents or not all(isinstance(resolve1(one), PDFStream) for one in page.contents):
        raise UnreadableDocument(f"{where}: the file does not hold all that this page shows. {_DAMAGED}")
    missing = _missing([page.attrs.get("Contents"), page.resources])
    if missing:
        raise UnreadableDocument(f"{where}: {missing} parts of the page are not in the file. {_DAMAGED}")
    size = sum(_expanded(data, page.resources, ()) for data in _instructions(page))
    if size > _MOST_DRAWN:
        raise UnreadableDocument(
            f"{where}: is drawn by more than {_MOST_DRAWN // 1_000_000} MB of instructions; a full page of a record takes a sixth of that."
            " It was not read."
        )


def _missing(parts: list[Any]) -> int:
    """How many references of a page (to its text, fonts and pictures) lead to nothing."""
    missing = 0
    seen: set[int] = set()
    while parts:
        one = parts.pop()
        if isinstance(one, PDFObjRef):
            if one.objid in seen:
                continue
            seen.add(one.objid)
            one = one.resolve()
            missing += one is None
        if isinstance(one, dict):
            # A structure tree and the page above lead to the whole document.
            parts += [value for name, value in one.items() if name not in ("Parent", "StructParent", "P", "Pg", "PieceInfo", "Group")]
        elif isinstance(one, list):
            parts += one
    return missing


def _instructions(page: Any) -> list[bytes]:
    return [stream.get_data() for one in page.contents if isinstance(stream := resolve1(one), PDFStream)]


def _expanded(data: bytes, resources: Any, inside: tuple[int, ...]) -> int:
    """The bytes of instructions that are carried out for some instructions: a form that is shown ten times counts ten times."""
    forms = resolve1((resolve1(resources) or {}).get("XObject")) or {}
    size = len(data)
    for name, times in Counter(_SHOWS.findall(data)).items():
        form = resolve1(forms.get(name.decode("latin-1")))
        if not isinstance(form, PDFStream) or str(form.get("Subtype")) != "/'Form'":
            continue
        if form.objid in inside or len(inside) > 20 or size > _MOST_DRAWN:  # one inside itself is without end, and crashes PDFium
            return _MOST_DRAWN + 1
        size += times * _expanded(form.get_data(), form.get("Resources", resources), (*inside, form.objid or 0))
    return size
