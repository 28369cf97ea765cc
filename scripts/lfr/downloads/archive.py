"""Everything as one ZIP, with what someone needs who finds it alone: README, licence, citation."""

import json
import shutil
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lfr.downloads.about import DESCRIPTION, KEYWORDS, TITLE, About
from lfr.downloads.tables import BESIDE, SYMBOLS, Definition
from lfr.wording.addresses import file_address, year_address

NAME = "lfr-statistics.zip"


@cache
def _papers() -> Environment:
    """The templates in papers/. What they make is text or JSON, not HTML."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parent / "papers"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    found.globals |= {"title": TITLE, "description": DESCRIPTION, "keywords": KEYWORDS, "licence": file_address("LICENCE.txt")}
    found.policies["json.dumps_kwargs"] = {"sort_keys": False}
    return found


def filled(name: str, content: Mapping[str, Any]) -> Any:
    """What a template of JSON says once it is filled in."""
    return json.loads(_papers().get_template(f"{name}.j2").render(content))


def write_papers(folder: Path, definitions: list[Definition], about: About) -> None:
    """README.txt, LICENCE.txt and CITATION.cff, from the templates in papers/."""
    content = {
        "about": about,
        "definitions": definitions,
        "width": max(len(one.name) for one in definitions),
        "symbols": SYMBOLS,
        "beside": BESIDE,
        "example": year_address(about.publisher, 2024),
    }
    for name in ("README.txt", "LICENCE.txt", "CITATION.cff"):
        (folder / name).write_text(_papers().get_template(f"{name}.j2").render(content), encoding="utf-8")


def write_zip(folder: Path) -> None:
    """Every file of the folder in one ZIP beside them, in the order of their names."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME]
    with zipfile.ZipFile(folder / NAME, "w") as archive:
        for path in files:
            entry = zip_entry(f"lfr-statistics/{path.name}")
            entry.file_size = path.stat().st_size  # known beforehand, because it decides how the archive notes sizes
            with path.open("rb") as file, archive.open(entry, "w") as packed:
                shutil.copyfileobj(file, packed, 1 << 20)


def zip_entry(name: str) -> zipfile.ZipInfo:
    """An entry of an archive. All have one time and one mode, so that the same files give the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
