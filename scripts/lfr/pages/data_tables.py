"""What the data pages list: files, the dictionary, lines of code. Read from the files that were written."""

import json
import re
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lfr.downloads.about import CODE_LICENCE, about
from lfr.downloads.api_schemas import paths
from lfr.downloads.code_lines import load_lines
from lfr.downloads.tables import BESIDE, SYMBOLS, Definition, definitions
from lfr.errors import LfrError
from lfr.pages.page import Line, Page
from lfr.project import site_address
from lfr.wording.addresses import file_address


def tables(page: Page) -> dict[str, Definition]:
    """The tables to take away, by name."""
    return definitions(page.figures)


def loading(page: Page, table: Definition) -> dict[str, str]:
    """The line that loads a table, by tool."""
    return load_lines(table, site_address(page.figures.project))


def download(page: Page, name: str, text: str) -> Markup:
    """A link to one file of /data/latest/, with its size."""
    path = _latest(page) / name
    if not path.is_file():
        raise LfrError(f"data: there is no file “{name}” among the downloads.")
    size = path.stat().st_size
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
    return Markup(f'<a href="{page.href(file_address(name))}">{escape(text)}</a> ({shown})')


def _latest(page: Page) -> Path:
    return page.figures.project.pages / "data" / "latest"


def data_releases(page: Page) -> str:
    """The releases that have files of their own under /data/, newest first."""
    folders = [path.name for path in (page.figures.project.pages / "data").iterdir() if re.fullmatch(r"\d+\.\d+\.\d+", path.name)]
    if not folders:
        return "The files of each release will stay under `/data/`, followed by its version."
    versions = sorted(folders, key=lambda name: [int(part) for part in name.split(".")], reverse=True)
    links = ", ".join(f'<a href="{page.href(f"/data/{one}/datapackage.json")}">/data/{one}/</a>' for one in versions)
    return f"The files of each release stay as they were: {links}."


def symbols(page: Page) -> dict[str, str]:
    """The symbols of a cell without a value, and of one with a value, and what each means."""
    return SYMBOLS | {symbol: f"{meaning} (of a value that is there)" for symbol, meaning in BESIDE.items()}


def about_data(page: Page) -> tuple[Any, str]:
    """Whose facts these are, under which licence, and how to cite them; and the licence of everything else."""
    return about(page.figures), CODE_LICENCE


def columns(page: Page) -> list[tuple[str, list[Line]]]:
    """The rows of the data dictionary, table by table."""
    path = _latest(page) / "columns.json"
    if not path.is_file():
        raise LfrError("data: the downloads have not been written yet. Run `make site` (or `lfr build`) first.")
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return [(name, list(own)) for name, own in groupby(rows, itemgetter("table"))]


def api_files(page: Page) -> list[tuple[str, str, str]]:
    """Every kind of file of the API: what it is, its address, and that of an example."""
    pages, found = page.figures.project.pages, []
    for summary, path, example in paths(page.figures.publishers()["id"].iloc[0]):
        wanted = pages / f"api/v1{example}"
        # Not every year has every kind of file: then the first that there is.
        first = wanted if wanted.is_file() else next(iter(sorted(wanted.parent.glob("*.json"))), None)
        found.append((summary, path, f"/{first.relative_to(pages).as_posix()}" if first else ""))
    return found
