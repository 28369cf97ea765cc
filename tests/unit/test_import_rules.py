"""Who may import whom, read from the code: imports go one way, so that a room can be replaced without its users."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from fixtures.project import Warehouse
from lfr.warehouse.database import LAYERS
from lfr.warehouse.model_sql import model_sql, tables_read

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "lfr"

# A room imports only from rooms further down.
ORDER = [
    "lab",
    "cli",
    "pipeline",
    "pages",
    "downloads",
    "letters",
    "charts",
    "releases",
    "compare",
    "wording",
    "warehouse",
    "records",
    "curated",
    "project",
    "errors",
]

# The one room of each heavy library.
LIBRARIES = {
    "duckdb": "warehouse",
    "pdfplumber": "records",
    "pypdfium2": "records",
    "altair": "charts",
    "mkdocs": "pages",
    "IPython": "pages",
    "gptables": "downloads",
    "docx": "letters",
}

# The top of the package: eleven rooms, four files, and this one, without which it is no package.
ENTRIES = {*ORDER, "__init__"}


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of the package and the libraries that a file names in any import: in functions and under TYPE_CHECKING too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it leads"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if name in known} or {str(node.module)}
    return found


KNOWN = modules()
IMPORTS = {name: imported(path, KNOWN) for name, path in KNOWN.items()}


def room_of(module: str) -> str:
    """The room of a module: `lfr.records.pdf` is in `records`, `lfr.project` in `project`."""
    return module.split(".")[1] if "." in module else "__init__"


def test_the_top_of_the_package_is_the_house_that_is_drawn() -> None:
    assert {path.stem for path in PACKAGE.iterdir() if path.name != "__pycache__"} == ENTRIES


def test_imports_go_one_way() -> None:
    strays = [
        f"{name} imports {other}"
        for name, others in IMPORTS.items()
        for other in sorted(others & set(KNOWN))
        if ORDER.index(room_of(other)) < ORDER.index(room_of(name))
    ]
    assert strays == []


def test_no_file_imports_itself_by_a_detour() -> None:
    graph = {name: {other for other in others if other in KNOWN and other != name} for name, others in IMPORTS.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("library", LIBRARIES)
def test_each_heavy_library_has_one_room(library: str) -> None:
    users = {name for name, others in IMPORTS.items() if any(one.split(".")[0] == library for one in others)}
    assert sorted(name for name in users if room_of(name) not in (LIBRARIES[library], "lab")) == []
    assert users, f"nobody uses {library}: it need not be installed"


def test_no_two_files_have_one_name() -> None:
    names = [path.name for path in KNOWN.values() if path.name != "__init__.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_files_can_be_read_in_one_sitting() -> None:
    assert {path.name: lines for path in KNOWN.values() if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300} == {}


@pytest.mark.parametrize("table", sorted(model_sql().keys() - {"macros"}))
def test_sql_reads_its_own_layer_or_an_earlier_one(table: str) -> None:
    layer = LAYERS.index(table.split(".")[0])
    read = tables_read(model_sql()[table])
    assert [one for one in sorted(read) if LAYERS.index(one.split(".")[0]) > layer] == []


def test_every_table_that_sql_reads_is_made_by_a_model_or_by_the_loader(warehouse: Warehouse) -> None:
    loaded = {f"raw.{row['name']}" for row in warehouse.rows("SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'raw'")}
    read = {one for sql in model_sql().values() for one in tables_read(sql)}
    assert sorted(read - loaded - model_sql().keys()) == []
