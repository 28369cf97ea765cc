"""The contents of the data pages: lists of files, the dictionary, lines of code. Read from the files that were written."""

import json
import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from lfr.downloads.about import CODE_LICENCE, about
from lfr.downloads.api_schemas import paths
from lfr.downloads.code_lines import load_lines, recount_lines
from lfr.downloads.tables import BESIDE, FORMATS, SYMBOLS, definitions
from lfr.errors import LfrError
from lfr.pages.page import Page
from lfr.project import site_address
from lfr.wording.addresses import anchor, figure_address, file_address
from lfr.wording.html import Cell, block, entry, table
from lfr.wording.words import say_both


def data_files(page: Page) -> str:
    """One entry per table: what a row is, the files with their sizes, and the line that loads it in each tool."""
    site = site_address(page.figures.project)
    pieces = []
    for one in definitions(page.figures).values():
        lines = "".join(f"<dt>{tool}</dt><dd><code>{escape(line)}</code></dd>" for tool, line in load_lines(one, site).items())
        facts = {
            "One row is": escape(one.row),
            "Files": f'{_formats(page, one.name)} (<a href="{page.href(f"/data/dictionary/#{anchor(one.name)}")}">columns</a>)',
            "Code": f"<details><summary>Load {escape(one.name)} in pandas, DuckDB, R or Google Sheets</summary><dl>{lines}</dl></details>",
        }
        pieces.append(entry(anchor(one.name), one.title, facts))
    return block("\n".join(pieces))


def download(page: Page, name: str, text: str) -> str:
    """A link to one file of /data/latest/, with its size."""
    path = _latest(page) / name
    if not path.is_file():
        raise LfrError(f"data: there is no file “{name}” among the downloads.")
    size = path.stat().st_size
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
    return f'<a href="{page.href(file_address(name))}">{escape(text)}</a> ({shown})'


def _formats(page: Page, table: str) -> str:
    return ", ".join(download(page, f"{table}{end}", said) for end, said in FORMATS.items())


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
    lines = [[Cell(f"[{symbol}]"), Cell(meaning)] for symbol, meaning in (SYMBOLS | beside).items()]
    return table("Symbols in CSV files and spreadsheets", ["Symbol", "Meaning"], lines)


def data_licence(page: Page) -> str:
    """Whose facts these are, under which licence, and how to cite them."""
    whole = about(page.figures)
    facts = {
        "Source": escape(f"{whole.source.removeprefix('Source: ')}")
        + f' (<a href="{page.href("/sources/")}">addresses of the documents</a>)',
        "Licence of the facts": escape("; ".join(whole.licences)),
        "Everything else": escape(CODE_LICENCE),
        "To cite": escape(whole.citation),
        "For reference managers": download(page, "CITATION.cff", "CITATION.cff"),
    }
    return block(entry("licence", "Licence and citation of the data", facts))


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
    pieces = []
    for name, rows in _columns(_latest(page) / "columns.json"):
        one = known[name]
        table_id = anchor(name)
        pieces.append(f"\n\n## {one.title} {{ #{table_id} }}\n\n")
        key = f" No two rows have the same {' and '.join(f'<code>{escape(part)}</code>' for part in one.key)}." if one.key else ""
        pieces.append(block(f"<p>{escape(one.about)} One row is {escape(one.row)}.{key} {_formats(page, name)}.</p>"))
        if one.like:
            other = f'<a href="#{anchor(one.like)}">{escape(known[one.like].title)}</a>'
            missing = [column.name for column in known[one.like].columns if column.name not in one.names]
            but = f" but {' and '.join(f'<code>{escape(part)}</code>' for part in missing)}" if missing else ""
            pieces.append(block(f"<p>The columns are those of {other}{but}, with the same meaning.</p>"))
            continue
        # Layouts only where the table is read from records: elsewhere the column would be empty from top to bottom.
        has_layouts = any(row["layouts"] for row in rows)
        lines, ids = [], []
        for row in rows:
            lines.append([
                Cell(row["column"]),
                Cell(row["meaning"], note=f"Observed: {row['oddities']}" if row["oddities"] else ""),
                Cell(f"{row['type']}{', ' + row['unit'] if row['unit'] else ''}", note=row["values"] or ""),
                Cell(_no_value(row)),
                Cell(row["example"] or ""),
                *([Cell(row["layouts"] or "")] if has_layouts else []),
            ])  # fmt: skip
            ids.append(f"{table_id}.{anchor(row['column'])}")
        head = ["Column", "Meaning", "Type and unit", "No value", "Example", *(["Printed in"] if has_layouts else [])]
        pieces.append(table(f"Columns of {name}", head, lines, ids))
    return "".join(pieces)


def _no_value(row: dict[str, Any]) -> str:
    if row["is_required"]:
        return "every row has one"
    return " ".join(f"[{symbol}]" for symbol in (row["symbols"] or "").split()) or "none missing so far"


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
        address = f"/{found.relative_to(page.figures.project.pages).as_posix()}" if found else ""
        lines.append([Cell(summary), Cell(f"/api/v1{path}"), Cell(address or "none yet", page.href(address) if address else "")])
    return table("Files of the API", ["What", "Address", "Example"], lines)


def api_example(page: Page, publisher: str, year: int, measure: str) -> str:
    """The file of one figure."""
    path = page.figures.project.pages / "api" / "v1" / publisher / "figures" / measure / f"{year}.json"
    if not path.is_file():
        raise LfrError(f"api: there is no file for {publisher} {year} {measure}.")
    return f"\n\n```json\n{path.read_text(encoding='utf-8').rstrip()}\n```\n\n"
