"""What the data pages list (files, the dictionary, lines of code, read from the files that were written), and what lets a reader count a
figure again: in the page of a figure, from a downloaded file, through the API, and by reading the SQL.
"""

import json
import re
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lfr.downloads.code_lines import load_lines, recount_code, recount_lines, recount_rule
from lfr.downloads.metadata import paths
from lfr.downloads.tables import BESIDE, CODE_LICENCE, SYMBOLS, Definition, about, definitions
from lfr.errors import LfrError
from lfr.pages.page import Line, Page
from lfr.project import site_address
from lfr.warehouse.figures import Figure
from lfr.warehouse.measures import OF_TWO_COUNTS
from lfr.warehouse.model_sql import model_sql
from lfr.wording.addresses import file_address
from lfr.wording.words import say_with_counts


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


def count_again(page: Page, figure: Figure) -> str:
    """What the script `verify.js` needs: where the rows are, how the figure is counted, and what we publish. As JSON."""
    rule = {**recount_rule(figure.measure), **_value(figure)}
    if figure.unit == "minutes":
        rule["unit"] = figure.unit
    if figure.is_corrected and figure.value_as_published is not None:
        rule["published"] = _value(figure.as_published)
    told = {
        "publisher": figure.publisher,
        "year": figure.year,
        "file": page.href(file_address("deployments_plain.csv")),
        "as_published": page.href(file_address("deployments_as_published_plain.csv")),
        "more": page.href("/data/check-our-work/"),
        "measures": {figure.measure: rule},
    }
    # “<” is written as its number: no text can end the element early.
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _value(figure: Figure) -> dict[str, Any]:
    assert figure.value is not None
    has_counts = figure.kind in OF_TWO_COUNTS
    value = int(figure.value) if float(figure.value).is_integer() and not has_counts else figure.value
    counts = {"numerator": figure.numerator, "denominator": figure.denominator, "lower": figure.lower, "upper": figure.upper}
    return {"value": value, "said": say_with_counts(figure), **(counts if has_counts else {})}


def check_lines(page: Page, publisher: str, year: int, measure: str) -> str:
    """For each tool the line that counts a figure again from the downloaded file. The tests run the lines as they are printed."""
    code = recount_code(measure, definitions(page.figures)["deployments"].names, publisher, year)
    # The nullable types keep a count whole where another row of the column has no number.
    pandas = (
        "import pandas as pd\n"
        f"rows = pd.read_csv('deployments_plain.csv', dtype_backend='numpy_nullable')"
        f".query('publisher == \"{publisher}\" and deployment_year == {year}')\n"
        f"print({code['pandas']})"
    )
    duckdb = f"SELECT {code['sql']} FROM 'deployments_plain.csv' WHERE publisher = '{publisher}' AND deployment_year = {year};"
    spreadsheet = "**A spreadsheet.** Open the file in LibreOffice or Excel, go to an empty cell right of the rows, and enter this."
    return (
        _code(spreadsheet, "text", code["formula"])
        + _code("**DuckDB.** In its shell, or in Python as `duckdb.sql(…)`.", "sql", duckdb)
        + _code("**Python with pandas.** ", "python", pandas)
    )


def recount(page: Page, publisher: str, year: int, measure: str) -> str:
    """The code that counts a figure again from the published rows, in every tool."""
    one, definition = page.figures.figure(publisher, year, measure), definitions(page.figures)["deployments"]
    lines = recount_lines(definition, one, site_address(page.figures.project))
    return "".join(_code(f"**{tool}**", language, code) for tool, language, code in lines)


def api_example(page: Page, publisher: str, year: int, measure: str) -> str:
    """The file of one figure."""
    path = page.figures.project.pages / "api" / "v1" / publisher / "figures" / measure / f"{year}.json"
    if not path.is_file():
        raise LfrError(f"api: there is no file for {publisher} {year} {measure}.")
    return _code("", "json", path.read_text(encoding="utf-8").rstrip())


def sql(page: Page, name: str) -> str:
    """The SQL of a model or check ("core/deployments", "checks/parts_and_total"), as it is run."""
    found = model_sql().get(name.replace("/", "."))
    if not found:
        raise LfrError(f"sql: there is no model “{name}” under scripts/lfr/warehouse/models.")
    return _code("", "sql", found.strip())


def _code(title: str, language: str, code: str) -> str:
    """Code as Markdown sets it, under a title; nothing for none."""
    return f"\n\n{title}\n\n```{language}\n{code}\n```\n\n" if code else ""
