"""/data/: each line of code that it shows is run against the built site and gives the figure printed on the page."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from .figures_in_words import says_the_figure
from .pages import Built

SITE = "https://lfr-statistics.example"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(built: Built) -> Iterator[str]:
    """The built site on a port of this machine; its address."""
    handler = functools.partial(_Quiet, directory=str(built.public))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class _Code(HTMLParser):
    """The text of every <code> of a page, as a reader copies it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "code":
            self._depth += 1
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "code"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.found[-1] += data


@pytest.fixture
def code(built: Built, served: str) -> list[str]:
    reader = _Code()
    reader.feed((built.public / "data" / "index.html").read_text(encoding="utf-8"))
    return [one.strip().replace(SITE, served) for one in reader.found]


@pytest.fixture
def printed(built: Built) -> float:
    """The figure that stands above the lines."""
    [figure] = [one for one in built.pages["/data/"].article.all("a") if one.attributes.get("class") == "lfr-figure"]
    corrected, published = (built.yearly[2024, "arrests"][name] for name in ("value", "value_as_published"))
    assert figure.text == f"{corrected} ({published} before correction)"
    return float(corrected)


def test_the_lines_for_pandas_count_the_printed_figure(code: list[str], printed: float) -> None:
    [lines] = [one for one in code if one.startswith("import pandas as pd\n")]
    *first, last = lines.splitlines()
    names: dict[str, object] = {}
    exec("\n".join(first), names)
    assert eval(last, names) == printed


def test_the_lines_for_duckdb_count_the_printed_figure(code: list[str], printed: float, served: str, tmp_path: Path) -> None:
    [lines] = [one for one in code if one.startswith("-- first: curl -O ")]
    address = lines.splitlines()[0].removeprefix("-- first: curl -O ")
    assert address.startswith(served)
    urllib.request.urlretrieve(address, tmp_path / address.rpartition("/")[2])  # into the working folder, as curl does
    assert duckdb.sql(lines).fetchall() == [(printed,)]


def test_the_formula_counts_the_printed_figure(built: Built, code: list[str], printed: float) -> None:
    """By hand, as a spreadsheet would: the unit tests open one."""
    [formula] = [one for one in code if one.startswith("=SUMIFS(")]
    head = (built.public / "data" / "latest" / "deployments_plain.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    summed, force, named, year, number = _arguments(formula)
    assert [head[_column(one)] for one in (summed, force, year)] == ["arrests", "publisher", "deployment_year"]
    assert (named, number) == ("met", "2024")
    rows = pd.read_csv(built.public / "data" / "latest" / "deployments_plain.csv")
    chosen = rows[(rows.iloc[:, _column(force)] == named) & (rows.iloc[:, _column(year)] == int(number))]
    assert chosen.iloc[:, _column(summed)].sum() == printed


def _arguments(formula: str) -> list[str]:
    inside = formula.removeprefix("=SUMIFS(").removesuffix(")").split(",")
    return [one.strip('"').partition(":")[0] for one in inside]


def _column(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number - 1


def test_the_line_for_each_file_loads_it(built: Built, code: list[str], tmp_path: Path) -> None:
    files = sorted(path.stem for path in (built.public / "data" / "latest").glob("*.parquet"))
    for_pandas = [one for one in code if one.startswith("pd.read_csv(")]
    for_duckdb = [one for one in code if one.startswith("SELECT * FROM '")]
    assert sorted(re.findall(r"(\w+)_plain\.csv", " ".join(for_pandas))) == files
    assert sorted(re.findall(r"(\w+)\.parquet", " ".join(for_duckdb))) == files
    for path in (built.public / "data" / "latest").glob("*.parquet"):
        shutil.copy(path, tmp_path)
    for one, other in zip(for_pandas, for_duckdb, strict=True):
        frame = eval(one, {"pd": pd})
        rows = duckdb.sql(other)
        assert list(frame.columns) == [*rows.columns, "notes"]
        assert len(frame) == len(rows.fetchall())
        assert len(frame) or "releases" in one  # there may be none yet
        days = re.findall(r"parse_dates=\[(.*?)\]", one)
        for day in re.findall(r'"(\w+)"', days[0]) if days else []:
            assert pd.api.types.is_datetime64_any_dtype(frame[day]), day


if shutil.which("Rscript"):

    def test_the_lines_for_r_count_the_printed_figure(code: list[str], printed: float) -> None:
        [lines] = [one for one in code if one.startswith("rows <- read.csv(")]
        said = subprocess.run(["Rscript", "-e", lines], check=True, capture_output=True, text=True).stdout
        assert float(said.split()[-1]) == printed


def test_every_address_in_the_api_and_the_tables_is_there(built: Built) -> None:
    """A page with that anchor, or a file."""
    asked, keys = set(), ("address", "printed_at", "definition", "page")
    for path in (built.public / "api").rglob("*.json"):
        asked |= set(re.findall(r'"(/[^"{}]*)"', path.read_text(encoding="utf-8"))) if path.name != "openapi.json" else set()
    for name in ("deployments", "yearly_figures", "places", "boroughs", "measures", "corrections", "disclosures", "documents"):
        rows = json.loads((built.public / "data" / "latest" / f"{name}.json").read_text(encoding="utf-8"))["rows"]
        asked |= {row[key] for row in rows for key in keys if isinstance(row.get(key), str)}
    assert len(asked) > 1000
    missing = []
    for one in sorted(asked):
        address, _, anchor = one.partition("#")
        page = built.pages.get(address)
        is_there = (anchor in page.ids if anchor else True) if page else (built.public / address.lstrip("/")).is_file()
        missing += [] if is_there else [one]
    assert missing == []


def test_every_figure_of_the_api_stands_on_its_page(built: Built) -> None:
    for path in sorted((built.public / "api" / "v1" / "met" / "years").glob("*.json")):
        for one in json.loads(path.read_text(encoding="utf-8"))["figures"]:
            before = one["as_published"]["text"] if one["flags"]["is_corrected"] else None
            assert says_the_figure(built.pages[one["links"]["page"]], one["text"], before), one["id"]


def test_a_data_page_carries_the_dataset_for_search_engines(built: Built) -> None:
    text = (built.public / "data" / "index.html").read_text(encoding="utf-8")
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert json.loads(block) == json.loads((built.public / "data" / "latest" / "dataset.jsonld").read_text(encoding="utf-8"))
    assert json.loads(block)["url"] == f"{SITE}/data/"


def test_the_anchors_of_older_pages_are_still_there(built: Built) -> None:
    wanted = {"yearly_figurescsv", "basis", "a-log-that-other-forces-can-use", "load-it"}
    assert wanted <= set(built.pages["/data/"].ids)
