"""The site of the real data, built once in a copy of the project and read by every test of the site and the browser."""

from __future__ import annotations

import csv
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fixtures.documents import make_csv_log, make_pdf
from lfr.cli import main
from lfr.pipeline import build
from lfr.project import Project
from lfr.releases.frozen import read_releases

from .pages import Built

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["data", "site", "scripts", "notebooks", "mkdocs.yml", "pyproject.toml"]


def copy_of_the_project(root: Path) -> Project:
    """Everything a build reads, and nothing that an earlier build made."""
    root.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints"))
        else:
            shutil.copyfile(ROOT / name, root / name)
    return Project(root)


def build_here(project: Project) -> Built:
    """Build with the copy's own code also in the processes that the build starts (MkDocs, the notebook)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(project.root / "scripts"))
        build(project)
    return Built(project)


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder for all test processes of a run, made by the first that asks for it: a build takes longer than most tests."""
    base = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / f"{name}.made").exists():
            shutil.rmtree(base / name, ignore_errors=True)
            (base / name).mkdir()
            make(base / name)
            (base / f"{name}.made").touch()
    return base / name


@pytest.fixture(scope="session")
def another_build(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A second build of the same data in another folder, by a process with another hash seed, time zone and language."""
    project = copy_of_the_project(tmp_path_factory.mktemp("another") / "elsewhere")
    differently = {"PYTHONPATH": str(project.root / "scripts"), "PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "lfr.cli", "--project", str(project.root), "build"]
    run = subprocess.run(command, env={**os.environ, **differently}, cwd=project.root.parent, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site as it would be published."""
    folder = shared(tmp_path_factory, "site", lambda folder: build_here(copy_of_the_project(folder / "project")))
    return Built(Project(folder / "project"))


@pytest.fixture
def copy_of_built(built: Built, tmp_path: Path) -> Built:
    """A copy of the built project that a test may spoil."""
    shutil.copytree(built.project.root, tmp_path / "project")
    return Built(Project(tmp_path / "project"))


# -- the same project after more has come in --------------------------------------------------------------------------------

HOSTILE = '<script>alert(1)</script> {{ 7*7 }} | # *x* "id=" ]]> &amp;'
FORMULA = '=HYPERLINK("https://example.org")'
KNOWN = "met-2025-to-2025-07-11"

# What a force may print as the place of a deployment; the first two of a pair are one place.
AWKWARD = [
    "", "\u200b",
    "Café Row", "CAFE ROW", "King’s Cross", "Kings-Cross", "\ufb01nsbury Way", "Fins\u00adbury Way",
    "???", "—", "東京", "شارع الملك", "Ωmega", "Index", "Long Road " * 20, "station-parade-barking", "../../met", "<b>Total</b> Way",
]  # fmt: skip

FORCE = """
[[publisher]]
id = "south-wales"
name = "South Wales Police"
short_name = "South Wales Police"
records_page = "https://example.org/records"
foi_page = "https://example.org/foi"
credit = "Made up."
licence = "not stated"
"""


def _rows(project: Project, source_id: str) -> list[dict[str, str]]:
    with (project.extracted / f"{source_id}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rename_places(project: Project) -> None:
    rows = _rows(project, "met-2020-2022")
    rows[0]["location"], rows[2]["location"] = HOSTILE, FORMULA
    with (project.extracted / "met-2020-2022.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _correct_and_explain(project: Project) -> None:
    """A correction, and a line for the cells changed above as if a reader had been mended: without it no build (house rule 7)."""
    version = read_releases(project)[-1].version
    lines = {
        "corrections": [
            "c-0003", "met-2020-2022", "1", "3", "arrests_disposals", "1", "2", "accepted", "A second arrest, says the force.", "A letter.",
            "2026-12-01",
        ],
        "changes": ["m-0001", version, "mistake", "", "", "", "met-2020-2022", "", "", "location", "Two names were cut.", "2026-12-01"],
    }  # fmt: skip
    for name, line in lines.items():
        with (project.manual / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(line)


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A project after `lfr add` of an edition and of a force's log, with a correction and a mended cell, and one `lfr build`."""
    return Built(Project(shared(tmp_path_factory, "grown", _grow) / "project"))


def _grow(folder: Path) -> None:
    project = copy_of_the_project(folder / "project")
    cells = [{name: row[name] for name in list(row)[4:]} for row in _rows(project, KNOWN)]
    new = [{**cells[0], "date": "16/07/25"}, {**cells[1], "date": "20/07/25", "location": "A place not seen before"}]
    edition = make_pdf(folder / "edition.pdf", "met-2025", [*cells, *new], made_on=date(2025, 8, 4))
    assert main(["--project", str(project.root), "add", str(edition)]) == 0
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(FORCE)
    then = {"watchlist_size": "3000", "threshold": "0.6"}
    rows = [{"date": "2024-02-03", **then}, {"date": "2024-03-05", **then}, {"date": "2025-02-10", "watchlist_size": "7500"}]
    log = make_csv_log(folder / "log.csv", [*rows, *({"date": f"2025-02-{11 + i}", "location": name} for i, name in enumerate(AWKWARD))])
    assert (
        main(["--project", str(project.root), "add", str(log), "--publisher", "south-wales", "--title", 'A "log" of <b>ours</b>: *1*']) == 0
    )
    _rename_places(project)
    _correct_and_explain(project)
    build_here(project)
