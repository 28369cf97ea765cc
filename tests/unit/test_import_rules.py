"""Who may import whom (DESIGN section 5), read from the code: a stage that reaches into another cannot be replaced."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.project import Warehouse
from lfr.warehouse.database import LAYERS, model_files, tables_read

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "lfr"
STAGES = {"extract", "load", "checks", "charts", "publish", "foi", "releases", "reconcile", "notebooks", "simulate"}
BELOW = {"errors", "paths", "sources", "database", "inert", "kept", "asked", "notes"}
# The commands and the flow may call every stage.
ABOVE = {"cli", "pipeline", "intake", "opinion", "detectors", "simulating", "timings", "bench", "serving_speed", "__main__"}
# What notebooks import to show tables and charts: it stands on the rooms that show figures.
ABOVE |= {"show"}
ALLOWED = {
    # Which columns each layout has is said once, in records/layouts.toml; `load` makes the raw tables from it.
    ("load", "lfr.records.layouts"),
}
# The read side, and the words, marks and files in which figures are shown: shared by those who show them.
SHOWING = {"figures", "words", "html", "csvfiles", "cards", "markup", "atom", "provenance", "explain"}
SHOWS_FIGURES = {"charts", "publish", "foi", "releases", "reconcile", "notebooks"}

ROOMS = {
    "duckdb": {"database.py"},
    "pdfplumber": {"extract/"},
    "pypdfium2": {"extract/"},
    "openpyxl": {"extract/", "simulate/documents.py"},
    "reportlab": {"simulate/drawing.py"},
    "altair": {"charts/"},
    "vl_convert": {"charts/", "cards.py"},
    "mkdocs": {"pages/site/hook.py", "pages/site/waiting.py"},
    "mkdocs_jupyter": {"pages/site/hook.py"},
    "nbclient": {"notebooks/"},
    "jupyter_client": {"notebooks/"},
    "ipykernel": {"notebooks/"},
    "gptables": {"downloads/spreadsheet.py"},
    "tomlkit": {"sources/"},
    "docx": {"foi/letter_docx.py"},
}


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports when it runs; what only a type checker reads does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        for child in node.body
        for inner in ast.walk(child)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it leads"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "lfr")


def room_of(path: Path) -> str:
    """The part of the package that a file belongs to: `extract/pdf.py` is in `extract`, `paths.py` in `paths`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules_of_ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.startswith("lfr.")}


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_a_stage_imports_no_other_stage(stage: str) -> None:
    strays = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in files()
        if room_of(path) == stage
        for name in sorted(modules_of_ours(path))
        if name.split(".")[1] not in {stage} | BELOW | (SHOWING if stage in SHOWS_FIGURES else set()) and (stage, name) not in ALLOWED
    ]
    assert strays == []


@pytest.mark.parametrize("room", sorted(BELOW | SHOWING))
def test_what_the_stages_stand_on_imports_no_stage(room: str) -> None:
    strays = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in files()
        if room_of(path) == room
        for name in sorted(modules_of_ours(path))
        if name.split(".")[1] not in BELOW | {room} | (SHOWING if room in SHOWING - {"figures"} else set())
    ]
    assert strays == []


def test_every_part_of_the_package_has_a_rule_here() -> None:
    rooms = {room_of(path) for path in files()} - {"__init__"}
    assert rooms <= STAGES | BELOW | ABOVE | SHOWING, "a new part of the package: say here who may import it"


@pytest.mark.parametrize("library", ROOMS)
def test_each_heavy_library_has_one_room(library: str) -> None:
    def at_home(path: Path) -> bool:
        place = path.relative_to(PACKAGE).as_posix()
        return any(place == room or (room.endswith("/") and place.startswith(room)) for room in ROOMS[library])

    users = [path for path in files() if any(name.split(".")[0] == library for name in imports(path))]
    assert [str(path.relative_to(PACKAGE)) for path in users if not at_home(path)] == []
    assert users, f"nobody uses {library}: it need not be installed"


@pytest.mark.parametrize("table", sorted(model_files()))
def test_sql_reads_its_own_layer_or_an_earlier_one(table: str) -> None:
    layer = LAYERS.index(table.split(".")[0])
    read = tables_read(model_files()[table].read_text(encoding="utf-8"))
    assert [one for one in sorted(read) if LAYERS.index(one.split(".")[0]) > layer] == []


def test_every_table_that_sql_reads_is_made_by_a_model_or_by_the_loader(warehouse: Warehouse) -> None:
    loaded = {f"raw.{row['name']}" for row in warehouse.rows("SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'raw'")}
    read = {one for path in model_files().values() for one in tables_read(path.read_text(encoding="utf-8"))}
    assert sorted(read - loaded - set(model_files())) == []
