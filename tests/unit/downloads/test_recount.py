"""Every figure can be counted again from the published rows, with the code that the site shows."""

from __future__ import annotations

import csv
import math
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from lfr.downloads.code_lines import recount_code, recount_rule
from lfr.errors import LfrError
from lfr.warehouse.figures import Figure

from .conftest import Downloads

VERSIONS = {"deployments": "corrected", "deployments_as_published": "published"}


def figures_of(downloads: Downloads, version: str) -> list[Figure]:
    """Every figure that has a value."""
    every = [one for year in downloads.figures.years("met")["year"] for one in downloads.figures.figures_of_year("met", int(year))]
    return [one for one in (one if version == "corrected" else one.as_published for one in every) if one.value is not None]


def code_of(downloads: Downloads, one: Figure) -> dict[str, str]:
    return recount_code(one.measure, downloads.definitions["deployments"].names, one.publisher, one.year)


def agrees(one: Figure, found: Any) -> bool:
    assert one.value is not None
    return math.isclose(float(found), one.value, rel_tol=1e-12)


@pytest.mark.parametrize("table", VERSIONS)
def test_pandas_counts_every_figure_again(downloads: Downloads, table: str) -> None:
    whole = pd.read_csv(downloads.latest / f"{table}_plain.csv")
    for one in figures_of(downloads, VERSIONS[table]):
        rows = whole.query(f"publisher == '{one.publisher}' and deployment_year == {one.year}")
        assert agrees(one, eval(code_of(downloads, one)["pandas"], {"rows": rows})), (one.year, one.measure)


@pytest.mark.parametrize("table", VERSIONS)
def test_sql_counts_every_figure_again(downloads: Downloads, table: str) -> None:
    for one in figures_of(downloads, VERSIONS[table]):
        sql = f"SELECT {code_of(downloads, one)['sql']} FROM '{downloads.latest / table}.parquet'"
        [[found]] = duckdb.sql(f"{sql} WHERE publisher = '{one.publisher}' AND deployment_year = {one.year}").fetchall()
        # A sum over no row is nothing; the site says 0, because the records cover the year.
        assert agrees(one, 0 if found is None else found), (one.year, one.measure)


def test_twenty_lines_without_a_library_count_every_figure_again(downloads: Downloads) -> None:
    """As a script in a page would do it: from the recount in the API and the CSV file that it names alone."""
    file_of_rows = downloads.call("/api/v1/met/figures/arrests/2024.json")["recount"]["rows"]
    with (downloads.pages / file_of_rows.lstrip("/")).open(encoding="utf-8", newline="") as file:
        whole = list(csv.DictReader(file))
    for one in figures_of(downloads, "corrected"):
        told = downloads.call(f"/api/v1/met/figures/{one.measure}/{one.year}.json")["recount"]
        assert agrees(one, count_again(whole, told)), (one.year, one.measure)


def count_again(whole: list[dict[str, str]], told: dict[str, Any]) -> float:
    """A figure from rows of text, as the API tells to count it."""
    rows = [row for row in whole if all(row[name] == str(value).lower() for name, value in told["where"].items())]
    if told["how"] == "count":
        return len(rows)
    columns = [told[name] for name in ("column", "over") if name in told]
    cells = [[row[name] for name in columns] for row in rows if all(row[name] for name in columns)]
    if told["how"] == "distinct":
        return len({line[0] for line in cells})
    numbers = sorted(float(line[0]) for line in cells)
    if told["how"] == "rate":
        return sum(numbers) / sum(float(line[1]) for line in cells)
    if told["how"] == "per_hour":
        return 60 * sum(numbers) / sum(float(line[1]) for line in cells)
    if told["how"] == "median":
        return (numbers[len(numbers) // 2] + numbers[~(len(numbers) // 2)]) / 2
    return {"sum": sum, "minimum": min, "maximum": max}[told["how"]](numbers)


def test_a_spreadsheet_counts_again(downloads: Downloads, tmp_path: Path) -> None:
    """The rows of the CSV file in a sheet, the formula beside them, opened and worked out by LibreOffice."""
    names = downloads.definitions["deployments"].names
    numbers = {one.name for one in downloads.definitions["deployments"].columns if one.type in ("integer", "number")}
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(names)
    for row in downloads.csv("deployments_plain"):
        typed = [float(cell) if name in numbers and cell else cell or None for name, cell in row.items()]
        sheet.append([{"true": True, "false": False}.get(cell, cell) if isinstance(cell, str) else cell for cell in typed])
    asked = [(one, formula) for one in figures_of(downloads, "corrected") if (formula := code_of(downloads, one)["formula"])]
    answers = book.create_sheet("answers")
    for _, formula in asked:
        answers.append([_on_the_first_sheet(formula)])
    book.save(tmp_path / "rows.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    second_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    command = ["soffice", profile, "--headless", "--convert-to", second_sheet, "--outdir", str(tmp_path), str(tmp_path / "rows.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = (tmp_path / "rows-answers.csv").read_text(encoding="utf-8").split()
    assert len(found) == len(asked) > 100
    assert [(one.year, one.measure) for (one, _), text in zip(asked, found, strict=True) if not agrees(one, text)] == []


def _on_the_first_sheet(formula: str) -> str:
    """The formula as it reads from another sheet, so that it does not count itself; MINIFS by the name that files use."""
    moved = re.sub(r"\b([A-Z]{1,2}:[A-Z]{1,2})\b", r"Sheet!\1", formula)
    return re.sub(r"=(MIN|MAX)IFS", r"=_xlfn.\1IFS", moved)


if shutil.which("Rscript"):  # elsewhere the same expressions are at least not shown to fail

    def test_r_counts_every_figure_again(downloads: Downloads, tmp_path: Path) -> None:
        every = figures_of(downloads, "corrected")
        lines = [f'whole <- read.csv("{downloads.latest / "deployments_plain.csv"}", na.strings = "")']
        for one in every:
            lines.append(f'rows <- subset(whole, publisher == "met" & deployment_year == {one.year})')
            expression = code_of(downloads, one)["r"]
            lines.append(f'cat(sprintf("%.15g\\n", as.numeric({expression})))')
        (tmp_path / "recount.R").write_text("\n".join(lines), encoding="utf-8")
        said = subprocess.run(["Rscript", str(tmp_path / "recount.R")], check=True, capture_output=True, text=True).stdout.split()
        assert [(one.year, one.measure) for one, text in zip(every, said, strict=True) if not agrees(one, text)] == []


def test_every_measure_says_how_it_is_counted(downloads: Downloads) -> None:
    assert all(recount_rule(one)["how"] for one in downloads.figures.measures()["measure"])
    with pytest.raises(LfrError, match=r"measure horses: unknown measure\."):
        recount_rule("horses")
