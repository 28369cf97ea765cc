"""What every test gets: a copy of the data to work on, and a guard around the real build."""

from __future__ import annotations

import ast
import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from browser import needs
from fixtures.project import Warehouse
from fixtures.project import built as warehouse_of
from hypothesis import settings
from lfr.project import Project, find_project

# The built site, for the tests of what it says (tests/site) and of what a browser makes of it (tests/browser).
from .site.building import another_build, built, copy_of_built, grown  # noqa: F401

# The same examples on every run: a red build must be the same red build on the next machine.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent
KEPT = tuple(str(ROOT / name) + os.sep for name in ("build", "public"))
RECORDS = ROOT.parent / "shared" / "records"

# The real documents are not the project's to redistribute. Their tests are not collected where the files are not:
# a skipped test looks like one that could have passed.
collect_ignore_glob = [] if RECORDS.is_dir() else ["documents/*"]
if not shutil.which("nginx"):
    collect_ignore_glob.append("site/test_nginx.py")
collect_ignore_glob += [f"browser/{name}" for name in needs.left_out()]


def pytest_configure() -> None:
    """Where the browser tests must run (CI sets LFR_REQUIRE=browser), a machine that cannot run them fails at once."""
    if "browser" in os.environ.get("LFR_REQUIRE", "").split(",") and needs.said():
        raise pytest.UsageError(f"LFR_REQUIRE=browser, but {needs.said()}")


def pytest_itemcollected(item: pytest.Item) -> None:
    """A test with a build of its own is slow: `make test` builds the site once."""
    if {"another_build", "copy_of_built", "grown"} & set(getattr(item, "fixturenames", ())):
        item.add_marker("slow")


def pytest_report_header() -> list[str]:
    """Say what is left out, so that a green run on a bare machine is not taken for more than it is."""
    # Some tests in tests/unit/foi compare a script of a page with the same rule in Python, in node, where there is one.
    left_out = [] if shutil.which("node") else ["node: not on this machine, the tests that scripts of pages agree with Python left out"]
    has_chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    left_out += [] if has_chromium else ["chromium: not on this machine, the tests that open the site in a browser left out"]
    left_out += [] if shutil.which("nginx") else ["nginx: not on this machine, the tests of the site behind it left out"]
    can_look = shutil.which("pdftoppm") and shutil.which("tesseract")
    left_out += [] if can_look else ["pdftoppm and tesseract: not both on this machine, the tests that look at pages of records left out"]
    left_out += [needs.said()] if needs.said() else []
    if RECORDS.is_dir():
        return [f"real documents: {len(list(RECORDS.glob('*.*')))} files in {os.path.relpath(RECORDS, ROOT)}", *left_out]
    files = sorted((ROOT / "tests" / "documents").glob("test_*.py"))
    tests = sum(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    return [f"real documents: not on this machine, {tests} tests in tests/documents left out", *left_out]


# An audit hook cannot be removed again, so it is added once and asks this list whether a test is running.
_guarded: list[bool] = []
_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree", "shutil.copyfile", "shutil.move"}


def _refuse_changes(event: str, arguments: tuple[object, ...]) -> None:
    if not _guarded:
        return
    if event == "open" and isinstance(arguments[1], str) and not set(arguments[1]) & set("wax+"):
        return
    if event == "open" or event in _CHANGES:
        for one in arguments:
            if isinstance(one, str | os.PathLike) and os.path.abspath(os.fspath(one)).startswith(KEPT):
                raise PermissionError(f"a test touches the real site: {event} {one}. Work on the fixture `project`.")


sys.addaudithook(_refuse_changes)


@pytest.fixture(autouse=True)
def away_from_the_real_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test writes into the project's own build/ or public/, by Python or by DuckDB, or finds the project by chance."""
    connect = duckdb.connect

    def guarded_connect(database: str = ":memory:", *arguments: object, **options: object) -> duckdb.DuckDBPyConnection:
        assert not os.path.abspath(str(database)).startswith(KEPT), f"a test opens the real warehouse: {database}"
        return connect(database, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(duckdb, "connect", guarded_connect)
    monkeypatch.chdir(tmp_path)
    _guarded.append(True)
    yield
    _guarded.pop()
    gc.enable()  # a command that a test has run in this process has switched it off, as its own process would end


@pytest.fixture(scope="session", autouse=True)
def adds_without_a_look() -> Iterator[None]:
    """`lfr add` sees each number again in a picture of its page, which takes seconds: only the tests of that look do so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lfr.records.add.look_at", lambda record: [])
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the real data in a folder of its own."""
    shutil.copytree(ROOT / "data", tmp_path / "project" / "data")
    return find_project(tmp_path / "project")


@pytest.fixture(scope="session")
def records() -> Path | None:
    """The folder of the real documents beside the project, or None on a machine without them."""
    return RECORDS if RECORDS.is_dir() else None


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The warehouse of the real data, built once for all tests that only read it."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "data", root / "data")
    with warehouse_of(Project(root)) as real:
        yield real
