"""Macros that let a reader count a figure again: in the page of a year, from a downloaded file, and by reading the SQL."""

import json
from html import escape
from typing import Any

from lfr.downloads.recount import recount_of
from lfr.downloads.tables import definitions
from lfr.errors import LfrError
from lfr.pages.page import Page
from lfr.pages.single_figures import figure_link, publisher_name
from lfr.warehouse.figures import Figure
from lfr.warehouse.measures import OF_TWO_COUNTS
from lfr.warehouse.model_sql import model_sql
from lfr.wording.addresses import figure_address, file_address
from lfr.wording.html import block
from lfr.wording.words import say_both, say_with_counts


def count_again(page: Page, figure: Figure) -> str:
    """What the script `verify.js` needs: where the rows are, how the figure is counted, and what we publish. As JSON."""
    told = {
        "publisher": figure.publisher,
        "year": figure.year,
        "file": page.href(file_address("deployments_plain.csv")),
        "as_published": page.href(file_address("deployments_as_published_plain.csv")),
        "more": page.href("/data/check-our-work/"),
        "measures": {figure.measure: _rule(figure)},
    }
    # “<” is written as its number: no text can end the element early.
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _rule(figure: Figure) -> dict[str, Any]:
    rule = {**recount_of(figure.measure).as_json(), **_value(figure)}
    if figure.unit == "minutes":
        rule["unit"] = figure.unit
    if figure.is_corrected and figure.value_as_published is not None:
        rule["published"] = _value(figure.as_published)
    return rule


def _value(figure: Figure) -> dict[str, Any]:
    assert figure.value is not None
    has_counts = figure.kind in OF_TWO_COUNTS
    value = int(figure.value) if float(figure.value).is_integer() and not has_counts else figure.value
    counts = {"numerator": figure.numerator, "denominator": figure.denominator, "lower": figure.lower, "upper": figure.upper}
    return {"value": value, "said": say_with_counts(figure), **(counts if has_counts else {})}


def checked_figure(page: Page, publisher: str, year: int, measure: str) -> str:
    """The figure that the page “check our work” takes as its example."""
    one = page.figures.figure(publisher, year, measure)
    link = figure_link(page, figure_address(publisher, year, measure), say_both(one))
    return block(f"<p>{escape(one.title)}, {escape(publisher_name(page, publisher, short=True))}, {one.label}: {link}.</p>")


def check_lines(page: Page, publisher: str, year: int, measure: str) -> str:
    """For each tool the line that counts a figure again from the downloaded file. The tests run the lines as they are printed."""
    recount = recount_of(measure)
    # The nullable types keep a count whole where another row of the column has no number.
    pandas = (
        "import pandas as pd\n"
        f"rows = pd.read_csv('deployments_plain.csv', dtype_backend='numpy_nullable')"
        f".query('publisher == \"{publisher}\" and deployment_year == {year}')\n"
        f"print({recount.pandas()})"
    )
    duckdb = f"SELECT {recount.sql()} FROM 'deployments_plain.csv' WHERE publisher = '{publisher}' AND deployment_year = {year};"
    formula = recount.formula(definitions(page.figures)["deployments"].names, publisher, year)
    lines = [
        ("A spreadsheet", "text", formula, "Open the file in LibreOffice or Excel, go to an empty cell right of the rows, and enter this."),
        ("DuckDB", "sql", duckdb, "In its shell, or in Python as `duckdb.sql(…)`."),
        ("Python with pandas", "python", pandas, ""),
    ]
    return "".join(f"\n\n**{tool}.** {how}\n\n```{language}\n{line}\n```\n\n" for tool, language, line, how in lines if line)


def sql(page: Page, name: str) -> str:
    """The SQL of a model or check ("core/deployments", "checks/parts_and_total"), as it is run."""
    found = model_sql().get(name.replace("/", "."))
    if not found:
        raise LfrError(f"sql: there is no model “{name}” under scripts/lfr/warehouse/models.")
    return f"\n\n```sql\n{found.strip()}\n```\n\n"
