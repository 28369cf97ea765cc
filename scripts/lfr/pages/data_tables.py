"""The contents of the data pages: lists of files, the dictionary, lines of code. Read from the files that were written."""

import json
import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lfr.downloads.about import CODE_LICENCE, about
from lfr.downloads.api_schemas import paths
from lfr.downloads.code_lines import load_lines, recount_lines
from lfr.downloads.tables import BESIDE, SYMBOLS, Definition, definitions
from lfr.errors import LfrError
from lfr.pages.page import Page
from lfr.pages.render import render_part
from lfr.project import site_address
from lfr.wording.addresses import figure_address, file_address
from lfr.wording.html import block
from lfr.wording.words import say_both


def data_files(page: Page) -> str:
    """One entry per table: what a row is, the files with their sizes, and the line that loads it in each tool."""
    site = site_address(page.figures.project)
    tables = [(one, _formats(page, one), load_lines(one, site)) for one in definitions(page.figures).values()]
    return render_part(page, "data.html", "data_files", tables=tables)


def download(page: Page, name: str, text: str) -> str:
    """A link to one file of /data/latest/, with its size."""
    path = _latest(page) / name
    if not path.is_file():
        raise LfrError(f"data: there is no file “{name}” among the downloads.")
    size = path.stat().st_size
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
    return f'<a href="{page.href(file_address(name))}">{escape(text)}</a> ({shown})'


def _formats(page: Page, table: Definition) -> list[Markup]:
    return [Markup(download(page, f"{table.name}{end}", said)) for end, said in table.formats.items()]


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


def data_symbols(page: Page) -> str:
    """The symbols of a cell without a value, and of one with a value, and what each means."""
    beside = {symbol: f"{meaning} (of a value that is there)" for symbol, meaning in BESIDE.items()}
    return render_part(page, "data.html", "data_symbols", symbols=SYMBOLS | beside)


def data_licence(page: Page) -> str:
    """Whose facts these are, under which licence, and how to cite them."""
    file = Markup(download(page, "CITATION.cff", "CITATION.cff"))
    return render_part(page, "data.html", "data_licence", whole=about(page.figures), others=CODE_LICENCE, file=file)


def recount(page: Page, publisher: str, year: int, measure: str) -> str:
    """A figure with the code that counts it again from the published rows, in every tool."""
    one = page.figures.figure(publisher, year, measure)
    definition = definitions(page.figures)["deployments"]
    address = page.href(figure_address(publisher, year, measure))
    figure = f'<p>{escape(one.title)}, {escape(one.label)}: <a class="lfr-figure" href="{address}">{escape(say_both(one))}</a>.</p>'
    pieces = [block(figure)]
    for tool, language, code in recount_lines(definition, one, site_address(page.figures.project)):
        pieces.append(f"\n\n**{tool}**\n\n```{language}\n{code}\n```\n\n")
    return "".join(pieces)


def dictionary(page: Page) -> str:
    """Every column of every table, each with an anchor."""
    known = definitions(page.figures)
    tables = [(known[name], rows, _formats(page, known[name])) for name, rows in _columns(_latest(page) / "columns.json")]
    return render_part(page, "data.html", "dictionary", tables=tables, known=known)


def _columns(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of the data dictionary, table by table."""
    if not path.is_file():
        raise LfrError("data: the downloads have not been written yet. Run `make site` (or `lfr build`) first.")
    for name, rows in groupby(json.loads(path.read_text(encoding="utf-8"))["rows"], itemgetter("table")):
        yield name, list(rows)


def api_table(page: Page) -> str:
    """Every kind of file of the API, with an example."""
    publisher = page.figures.publishers()["id"].iloc[0]
    lines = []
    for summary, path, example in paths(publisher):
        wanted = page.figures.project.pages / f"api/v1{example}"
        # Not every year has every kind of file: then the first that there is.
        found = wanted if wanted.is_file() else next(iter(sorted(wanted.parent.glob("*.json"))), None)
        lines.append((summary, path, f"/{found.relative_to(page.figures.project.pages).as_posix()}" if found else ""))
    return render_part(page, "data.html", "api_table", lines=lines)


def api_example(page: Page, publisher: str, year: int, measure: str) -> str:
    """The file of one figure."""
    path = page.figures.project.pages / "api" / "v1" / publisher / "figures" / measure / f"{year}.json"
    if not path.is_file():
        raise LfrError(f"api: there is no file for {publisher} {year} {measure}.")
    return f"\n\n```json\n{path.read_text(encoding='utf-8').rstrip()}\n```\n\n"
