"""What a document holds besides its table: names of people in its properties, comments, hidden sheets, files within the file.

None of it is read as figures or kept. It is said when a document is added, because whoever publishes the original publishes this too.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_PEOPLE = {"Author": "author", "LastModifiedBy": "last saved by", "Manager": "manager", "SourceModifiedBy": "last saved by"}
_WORKBOOK_PEOPLE = {"creator": "author", "lastModifiedBy": "last saved by", "Manager": "manager"}
_NOBODY = {"", "anonymous", "unknown", "user", "openpyxl"}  # what programs write where nobody said who they are
_MOST = 5  # of a kind are named; of more, the number is said
_HOW = "A copy without it can be made with the program's own “inspect document”, or by printing to a new PDF."


def privacy_notices(path: Path) -> list[str]:
    """One sentence for each thing that a person may not want published with the original. Reads only documents that `extract` took."""
    with path.open("rb") as file:
        start = file.read(1024)
    look = _in_pdf if b"%PDF-" in start else _in_workbook if start.startswith(b"PK\x03\x04") else None
    try:
        found = look(path) if look else []  # a CSV holds nothing but its cells
    except Exception as error:  # the table was read; that the rest does not read must not lose it, and is said
        found = [f"its properties do not read ({type(error).__name__}): look at them in the program that made it."]
    return [f"{path.name}: {one}" for one in found]


def privacy_lines(path: Path) -> list[str]:
    """The same as lines for a maintainer, with what to do; none where there is nothing to say."""
    found = privacy_notices(path)
    return [f"Before the original is published, look at what else it holds. {_HOW}", *(f"  {one}" for one in found)] if found else []


def _in_pdf(path: Path) -> list[str]:
    import pdfplumber
    from pdfminer.pdftypes import resolve1

    found = []
    with pdfplumber.open(path) as pdf:
        for key, said in _PEOPLE.items():
            name = _plain(pdf.metadata.get(key)) or (_author_beside(pdf.doc) if key == "Author" else "")
            if name.lower() not in _NOBODY:
                found.append(f"its properties name a person ({said}: “{name}”).")
        notes = [one for page in pdf.pages for one in page.annots if not one.get("uri") and (one.get("contents") or one.get("title"))]
        if notes:
            people = sorted({_plain(one.get("title")) for one in notes} - {""})
            found.append(f"{_number(len(notes), 'comment')}{_named(people)}.")
        names = resolve1(pdf.doc.catalog.get("Names")) or {}
        if isinstance(names, dict) and names.get("EmbeddedFiles"):
            found.append("other files are attached inside it.")
        if pdf.doc.catalog.get("OCProperties"):
            found.append("it has layers, which may be hidden.")
    return found


def _author_beside(document: Any) -> str:
    """The author in the second set of properties that a PDF may have (XMP), where the first names none."""
    from pdfminer.pdftypes import PDFStream, resolve1

    properties = resolve1(document.catalog.get("Metadata"))
    if not isinstance(properties, PDFStream):
        return ""
    found = re.search(rb"<dc:creator>.*?<rdf:li[^>]*>([^<]*)</rdf:li>", properties.get_data(), re.S)
    return _plain(unescape(found[1].decode("utf-8", "replace"))) if found else ""


def _in_workbook(path: Path) -> list[str]:
    found = []
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for part in ("docProps/core.xml", "docProps/app.xml"):
            if part in names:
                for element in ElementTree.fromstring(archive.read(part)):
                    said = _WORKBOOK_PEOPLE.get(element.tag.rpartition("}")[2])
                    if said and _plain(element.text).lower() not in _NOBODY:
                        found.append(f"its properties name a person ({said}: “{_plain(element.text)}”).")
        found += _hidden(archive, names)
        noted = [part for part in names if re.fullmatch(r"xl/(comments\d*|comments/[^/]+|threadedComments/[^/]+)\.xml", part)]
        comments = [one for part in noted for one in _comments(archive, part)]
        if comments:
            found.append(f"{_number(len(comments), 'comment')}{_named(sorted(set(comments) - {''}))}.")
        people = [part for part in names if part.startswith("xl/persons/")]
        listed = sorted({_plain(one.get("displayName")) for part in people for one in ElementTree.fromstring(archive.read(part))} - {""})
        if listed:
            found.append(f"people who commented are listed{_named(listed)}.")
        if any(part.startswith("xl/externalLinks/") for part in names):
            found.append("it refers to other files, whose paths it holds.")
        if any(part.startswith("xl/embeddings/") for part in names):
            found.append("other files are attached inside it.")
    return found


def _hidden(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    found = []
    sheets = [one for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter() if one.tag.endswith("}sheet")]
    hidden = [_plain(one.get("name")) for one in sheets if one.get("state") in ("hidden", "veryHidden")]
    if hidden:
        found.append(f"{_number(len(hidden), 'hidden sheet')}{_named(hidden)}.")
    rows = columns = 0
    for part in names:
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            for element in ElementTree.fromstring(archive.read(part)).iter():
                rows += element.tag.endswith("}row") and element.get("hidden") in ("1", "true")
                columns += element.tag.endswith("}col") and element.get("hidden") in ("1", "true")
    if rows or columns:
        found.append(f"{_number(rows, 'hidden row')} and {_number(columns, 'group')} of hidden columns.")
    return found


def _comments(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The author of each comment of a part; "" where none is named."""
    root = ElementTree.fromstring(archive.read(part))
    authors = [_plain(one.text) for one in root.iter() if one.tag.endswith("}author")]
    found = []
    for one in root.iter():
        if one.tag.endswith("}comment"):
            number = one.get("authorId", "")
            found.append(authors[int(number)] if number.isdecimal() and int(number) < len(authors) else "")
        elif one.tag.endswith("}threadedComment"):
            found.append("")
    return found


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-16" if value[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    return " ".join(str(value or "").split())[:200]


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _named(people: list[str]) -> str:
    if not people:
        return ""
    more = f" and {len(people) - _MOST} more" if len(people) > _MOST else ""
    return f" (“{'”, “'.join(people[:_MOST])}”{more})"
