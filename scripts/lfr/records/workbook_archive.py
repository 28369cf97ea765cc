"""What a workbook (a ZIP archive of XML) may hold before any spreadsheet library opens it.

The library unpacks everything, follows merged cells one by one and keeps about fifty times the size of the XML in memory. So
the limits are checked here, on what the archive says and on the XML as it streams by, and nothing is ever unpacked to disk.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lfr.errors import UnreadableDocument

# The largest compilation so far: 1.5 MB unpacked, 15 parts, 40 times smaller packed at most.
_MOST_BYTES = 12_000_000
_MOST_PARTS = 500
_MOST_RATIO = 200  # of a part above 1 MB: no sheet with different numbers in it packs better
_MOST_MERGED = 50_000  # cells
_XML = (".xml", ".rels", ".vml")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


def check_archive(path: Path) -> None:
    """Refuse an archive that is damaged, too large, or holds XML that a workbook has no use for."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(path, parts)
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
            merged = 0
            for part in parts:
                if part.filename.lower().endswith(_XML):
                    merged += _merged_cells(path, archive, part)
                if merged > _MOST_MERGED:
                    raise UnreadableDocument(
                        f"{path.name}: {merged:,} cells are merged, far more than a list of deployments has. It was not opened."
                    )
            _check_whole(path, archive)
    except UnreadableDocument:
        raise
    except Exception:  # the module for ZIP fails in many ways on a damaged archive, and they all mean the same
        raise UnreadableDocument(f"{path.name}: the workbook is damaged or cut short. Fetch it again.") from None


def _check_whole(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a workbook that names parts which are not in the archive: their cells would be missing without a word."""
    names = set(archive.namelist())
    for name in sorted(one for one in names if one.endswith(".rels")):
        base = name.replace("_rels/", "").removesuffix(".rels")
        for target in _targets(archive.read(name)):
            wanted = target.lstrip("/") if target.startswith("/") else _joined(base, target)
            if wanted not in names:
                raise UnreadableDocument(f"{path.name}: the workbook is damaged: its part “{wanted}” is not in the file. Fetch it again.")


def _joined(base: str, target: str) -> str:
    parts = base.split("/")[:-1]
    for one in target.split("/"):
        if one == "..":
            parts = parts[:-1]
        elif one not in ("", "."):
            parts.append(one)
    return "/".join(parts)


def _targets(xml: bytes) -> list[str]:
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.split(":")[-1] == "Relationship" and attributes.get("TargetMode") != "External":
            found.append(attributes.get("Target", "").split("#")[0])

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return [one for one in found if one]


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    if size > _MOST_BYTES:
        raise UnreadableDocument(f"{path.name}: unpacks to {size // 1_000_000} MB, far more than a record needs, and was not opened.")
    for part in parts:
        if part.file_size > 1_000_000 and part.file_size > _MOST_RATIO * max(part.compress_size, 1):
            raise UnreadableDocument(
                f"{path.name}: its part “{part.filename}” unpacks to {part.file_size // max(part.compress_size, 1)} times its size, as no"
                " record does, and was not opened."
            )
    names = [part.filename for part in parts]
    if len(names) > _MOST_PARTS:
        raise UnreadableDocument(f"{path.name}: an archive of {len(names):,} parts, far more than a workbook has, and was not opened.")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UnreadableDocument(f"{path.name}: holds two parts called “{twice}”; programs differ in which one they show. Fetch it again.")


def _merged_cells(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Read one part as XML, and count the cells that it merges."""
    merged = 0

    def refuse(*_: Any) -> None:
        raise UnreadableDocument(
            f"{path.name}: its part “{part.filename}” declares a document type, which can make a reader fetch or unfold other files."
            " No spreadsheet program writes that; it was not opened."
        )

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal merged
        if name.split(":")[-1] == "mergeCell":
            found = _RANGE.fullmatch(attributes.get("ref", ""))
            if found:
                width = _column(found[3]) - _column(found[1]) + 1
                merged += max(width, 0) * max(int(found[4]) - int(found[2]) + 1, 0)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    with archive.open(part) as stream:
        while piece := stream.read(100_000):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    return merged


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
