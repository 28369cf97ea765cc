"""The page “check our work”: lines that count a figure again from a downloaded file. The tests run them as they are printed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from lfr.downloads.recount import recount_of
from lfr.downloads.tables import MARKS, definitions
from lfr.warehouse.figures import Figures
from lfr.wording.html import block
from lfr.wording.words import say_both


def checked_figure(figures: Figures, publisher: str, year: int, measure: str, href: Callable[[str], str]) -> str:
    """The figure that the page takes as its example."""
    one = figures.figure(publisher, year, measure)
    address = href(f"/{publisher}/years/{year}/#{measure.replace('_', '-')}")
    name = figures.publishers().set_index("id")["short_name"][publisher]
    return block(
        f'<p>{escape(one.title)}, {escape(name)}, {one.label}: <a class="lfr-figure" href="{address}">{escape(say_both(one))}</a>.</p>'
    )


def check_lines(figures: Figures, publisher: str, year: int, measure: str) -> str:
    """A line for each tool, on the downloaded file."""
    recount = recount_of(measure)
    marks = ", ".join(f"'{mark}'" for mark in MARKS)
    # The nullable types keep a count whole where another row of the column has no number.
    pandas = (
        "import pandas as pd\n"
        f"rows = pd.read_csv('deployments.csv', na_values=[{marks}], dtype_backend='numpy_nullable')"
        f".query('publisher == \"{publisher}\" and deployment_year == {year}')\n"
        f"print({recount.pandas()})"
    )
    duckdb = (
        f"SELECT {recount.sql()} FROM read_csv('deployments.csv', nullstr = [{marks}])"
        f" WHERE publisher = '{publisher}' AND deployment_year = {year};"
    )
    formula = recount.formula(definitions(figures)["deployments"].names, publisher, year)
    said = [
        ("A spreadsheet", "text", formula, "Open the file in LibreOffice or Excel, go to an empty cell right of the rows, and enter this."),
        ("DuckDB", "sql", duckdb, "In its shell, or in Python as `duckdb.sql(…)`."),
        ("Python with pandas", "python", pandas, ""),
    ]
    return "".join(f"\n\n**{tool}.** {how}\n\n```{language}\n{line}\n```\n\n" for tool, language, line, how in said if line)
