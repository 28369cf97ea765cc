"""Lines of code that load a file or count a figure again, in pandas, DuckDB, R and a spreadsheet. The tests run them."""

from lfr.downloads.recount import recount_of
from lfr.downloads.tables import Definition
from lfr.warehouse.figures import Figure
from lfr.wording.addresses import file_address


def load_lines(definition: Definition, site: str) -> dict[str, str]:
    """For each tool, the line that loads one table."""
    csv = f"{site}{file_address(f'{definition.plain.name}.csv')}"
    days = [column.name for column in definition.columns if column.type == "date"]
    named = ", ".join(f'"{name}"' for name in days)
    parsed = f", parse_dates=[{named}]" if days else ""
    return {
        "pandas": f'pd.read_csv("{csv}"{parsed})',
        "DuckDB": f"SELECT * FROM '{definition.name}.parquet';",
        "R": f'read.csv("{csv}", na.strings = "")',
        "Google Sheets": f'=IMPORTDATA("{csv}")',
    }


def recount_lines(definition: Definition, one: Figure, site: str) -> list[tuple[str, str, str]]:
    """For each tool: its name, the language of the code, and code that counts a figure again from the rows of `deployments`."""
    recount = recount_of(one.measure)
    latest, plain = (f"{site}{file_address(name)}" for name in (f"{definition.name}.parquet", f"{definition.plain.name}.csv"))
    python = (
        "import pandas as pd\n"
        f'rows = pd.read_csv("{plain}")\n'
        f"rows = rows.query(\"publisher == '{one.publisher}' and deployment_year == {one.year}\")\n"
        f"{recount.pandas()}"
    )
    sql = (
        f"-- first: curl -O {latest}\n"
        f"SELECT {recount.sql()} FROM '{definition.name}.parquet'\n"
        f"WHERE publisher = '{one.publisher}' AND deployment_year = {one.year};"
    )
    r = (
        f'rows <- read.csv("{plain}", na.strings = "")\n'
        f'rows <- subset(rows, publisher == "{one.publisher}" & deployment_year == {one.year})\n'
        f"{recount.r()}"
    )
    found = [("pandas", "python", python), ("DuckDB", "sql", sql), ("R", "r", r)]
    formula = recount.formula(definition.names, one.publisher, one.year)
    if formula:
        found.append((f"A spreadsheet, in an empty cell beside the rows of {definition.plain.name}.csv", "text", formula))
    return found
