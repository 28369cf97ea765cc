"""How a table is loaded, and how each measure is counted again from the rows of deployments.csv: for a program, and as lines of code in
pandas, DuckDB, R and a spreadsheet. The tests run them.

How a measure is counted is read from its entry in warehouse/measures.toml (`how`, `column`, `over`, `where`).
"""

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from lfr.downloads.tables import Definition
from lfr.warehouse.figures import Figure
from lfr.warehouse.measures import measure
from lfr.warehouse.model_sql import aggregate
from lfr.wording.addresses import file_address

# How each way of counting is written over the rows of one force and year: in pandas, in R (empty cells are left out first), and in a
# spreadsheet where that is short. Of a number per hour the column over which it is counted has minutes.
_OF_TWO = (
    "rows.dropna(subset=['{c}', '{o}']).pipe(lambda d: {f}d.{c}.sum() / d.{o}.sum())",
    "with(rows[!is.na(rows${c}) & !is.na(rows${o}), ], {f}sum({c}) / sum({o}))",
    "",
)
_CODE = {
    "count": ("len(rows)", "nrow(rows)", "=COUNTIFS({rows})"),
    "count where": ("(rows.{w} == {v}).sum()", 'sum(toupper(rows${w}) == "{V}")', "=COUNTIFS({rows},{W},{V})"),
    "sum": ("rows.{c}.sum()", "sum(na.omit(rows${c}))", "=SUMIFS({C},{rows})"),
    "distinct": ("rows.{c}.nunique()", "length(unique(na.omit(rows${c})))", ""),
    "minimum": ("rows.{c}.min()", "min(na.omit(rows${c}))", "=MINIFS({C},{rows})"),
    "median": ("rows.{c}.median()", "median(na.omit(rows${c}))", ""),
    "maximum": ("rows.{c}.max()", "max(na.omit(rows${c}))", "=MAXIFS({C},{rows})"),
    "rate": _OF_TWO,
    "per_hour": _OF_TWO,
}


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


def recount_rule(name: str) -> dict[str, Any]:
    """For a program: what to count, in which column, of which rows. Raises LfrError for a measure that does not exist."""
    one = measure(name)
    found = {"how": one.how, "column": one.column, "over": one.over, "where": dict([one.where]) if one.where else None}
    return {key: said for key, said in found.items() if said}


def recount_code(name: str, names: Sequence[str], publisher: str, year: int) -> dict[str, str]:
    """What counts a measure again: `sql`, as the warehouse counts it, `pandas` and `r` over the `rows` of a force and year, and `formula`
    in a spreadsheet with columns of these `names`; "" for what no short formula counts."""
    one = measure(name)
    where, value = one.where or ("", "")
    letters = {name: f"{letter}:{letter}" for letter, name in ((get_column_letter(i), name) for i, name in enumerate(names, start=1))}
    given = {
        "c": one.column, "o": one.over, "w": where, "v": value, "V": str(value).upper(), "C": letters.get(one.column),
        "W": letters.get(where), "f": "60 * " if one.how == "per_hour" else "",
        "rows": f'{letters["publisher"]},"{publisher}",{letters["deployment_year"]},{year}',
    }  # fmt: skip
    pandas, r, formula = (code.format(**given) for code in _CODE[f"{one.how} where" if where else one.how])
    return {"sql": aggregate(one), "pandas": pandas, "r": r, "formula": formula}


def recount_lines(definition: Definition, one: Figure, site: str) -> list[tuple[str, str, str]]:
    """For each tool: its name, the language of the code, and code that counts a figure again from the rows of `deployments`."""
    code = recount_code(one.measure, definition.names, one.publisher, one.year)
    latest, plain = (f"{site}{file_address(name)}" for name in (f"{definition.name}.parquet", f"{definition.plain.name}.csv"))
    python = (
        "import pandas as pd\n"
        f'rows = pd.read_csv("{plain}")\n'
        f"rows = rows.query(\"publisher == '{one.publisher}' and deployment_year == {one.year}\")\n"
        f"{code['pandas']}"
    )
    sql = (
        f"-- first: curl -O {latest}\n"
        f"SELECT {code['sql']} FROM '{definition.name}.parquet'\n"
        f"WHERE publisher = '{one.publisher}' AND deployment_year = {one.year};"
    )
    r = (
        f'rows <- read.csv("{plain}", na.strings = "")\n'
        f'rows <- subset(rows, publisher == "{one.publisher}" & deployment_year == {one.year})\n'
        f"{code['r']}"
    )
    found = [("pandas", "python", python), ("DuckDB", "sql", sql), ("R", "r", r)]
    if code["formula"]:
        found.append((f"A spreadsheet, in an empty cell beside the rows of {definition.plain.name}.csv", "text", code["formula"]))
    return found
