"""Checks a workbook (a ZIP archive of XML) before any spreadsheet library opens it.

The library unpacks everything, follows merged cells one by one and keeps about fifty times the size of the XML in memory. So
limits are checked here, on the archive's own list and on the XML as it streams by, and nothing is ever unpacked to disk.
"""

import posixpath
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from openpyxl.utils import range_boundaries

from lfr.errors import UnreadableDocument

# The largest compilation so far: 1.5 MB unpacked, 15 parts, 40 times smaller packed at most.
_MOST_BYTES = 12_000_000
_MOST_PARTS = 500
_MOST_RATIO = 200  # of a part above 1 MB: no sheet with different numbers in it packs better
_MOST_MERGED = 50_000  # cells
_XML = (".xml", ".rels", ".vml")


def check_archive(path: Path) -> None:
    """Refuse an archive that is damaged, too large, incomplete, or holds XML that a workbook has no use for."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(path, archive.infolist())
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
            merged = sum(_merged_cells(path, archive, name) for name in archive.namelist() if name.lower().endswith(_XML))
            if merged > _MOST_MERGED:
                raise UnreadableDocument(
                    f"{path.name}: {merged:,} cells are merged, far more than a list of deployments has. It was not opened."
                )
            _check_parts(path, archive)
    except UnreadableDocument:
        raise
    except Exception:  # the modules for ZIP and XML fail in many ways on a damaged archive, and they all mean the same
        raise UnreadableDocument(f"{path.name}: the workbook is damaged or cut short. Fetch it again.") from None


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    if size > _MOST_BYTES:
        raise UnreadableDocument(f"{path.name}: unpacks to {size // 1_000_000} MB, far more than a record needs, and was not opened.")
    for part in parts:
        ratio = part.file_size // max(part.compress_size, 1)
        if part.file_size > 1_000_000 and ratio >= _MOST_RATIO:
            raise UnreadableDocument(
                f"{path.name}: its part “{part.filename}” unpacks to {ratio} times its size, as no record does, and was not opened."
            )
    names = [part.filename for part in parts]
    if len(names) > _MOST_PARTS:
        raise UnreadableDocument(f"{path.name}: an archive of {len(names):,} parts, far more than a workbook has, and was not opened.")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UnreadableDocument(f"{path.name}: holds two parts called “{twice}”; programs differ in which one they show. Fetch it again.")


def _merged_cells(path: Path, archive: zipfile.ZipFile, name: str) -> int:
    """Read one part as XML, refuse a document type, and count the cells that the part merges."""
    merged = 0

    def refuse(*_: Any) -> None:
        raise UnreadableDocument(
            f"{path.name}: its part “{name}” declares a document type, which can make a reader fetch or unfold other files."
            " No spreadsheet program writes that; it was not opened."
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal merged
        if tag.split(":")[-1] == "mergeCell":
            left, top, right, bottom = (edge or 0 for edge in range_boundaries(attributes["ref"]))
            merged += (right - left + 1) * (bottom - top + 1)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    with archive.open(name) as stream:
        parser.ParseFile(stream)
    return merged


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a workbook that names parts which are not in the archive: their cells would be missing without a word."""
    names = archive.namelist()
    for name in names:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))  # `xl/_rels/workbook.xml.rels` names parts from `xl/`
            for one in ElementTree.fromstring(archive.read(name)).iter():
                target = one.get("Target", "").split("#")[0]
                wanted = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if target and one.get("TargetMode") != "External" and wanted not in names:
                    raise UnreadableDocument(
                        f"{path.name}: the workbook is damaged: its part “{wanted}” is not in the file. Fetch it again."
                    )
