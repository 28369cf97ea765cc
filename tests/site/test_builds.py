"""A build is a function of data/ and the code, and a build that fails leaves everything as it was."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lfr.cli import main
from lfr.errors import SiteError
from lfr.pipeline import make_warehouse
from lfr.project import Project, inputs_digest

from .building import build_here
from .pages import Built, contents

_KILLED_HALF_WAY = """
import os, signal, sys
from pathlib import Path
from lfr.warehouse.database import building, prepare
from lfr.warehouse.build import load
from lfr.project import Project
project = Project(Path(sys.argv[1]))
with building(project.warehouse) as connection:
    prepare(connection)
    load(project, connection)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_two_builds_are_identical_to_the_byte(built: Built, another_build: Project) -> None:
    """In another folder, process, hash seed, time zone and language."""
    first, second = contents(built.public), contents(another_build.public)
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_nothing_in_the_site_names_the_machine_it_was_built_on(built: Built) -> None:
    for name, content in contents(built.public).items():
        assert str(built.project.root).encode() not in content, name


def _expect_last_good_site(spoilt: Built, before: dict[str, bytes]) -> None:
    after = contents(spoilt.public)
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == []


def test_a_page_that_asks_for_an_unknown_figure_fails_the_build(copy_of_built: Built, capfd: pytest.CaptureFixture[str]) -> None:
    page = copy_of_built.project.root / "site" / "methods" / "how-to-read.md"
    page.write_text(page.read_text(encoding="utf-8") + '\n{{ figure("met", 2024, "arrrests") }}\n', encoding="utf-8")
    before = contents(copy_of_built.public)
    assert main(["--project", str(copy_of_built.project.root), "build"]) == SiteError.exit_code
    said = capfd.readouterr().err
    assert "site/methods/how-to-read.md" in said
    assert 'figure met 2024 arrrests: unknown measure. Did you mean "arrests"?' in said
    assert "Traceback" not in said
    _expect_last_good_site(copy_of_built, before)


def test_a_failing_notebook_cell_fails_the_build(copy_of_built: Built, capfd: pytest.CaptureFixture[str]) -> None:
    path = copy_of_built.project.root / "notebooks" / "faces-and-alerts.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    [first, *_] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    first["source"] = ['raise ValueError("this cell fails")']
    path.write_text(json.dumps(notebook), encoding="utf-8")
    before = contents(copy_of_built.public)
    assert main(["--project", str(copy_of_built.project.root), "build"]) == SiteError.exit_code
    said = capfd.readouterr().err
    assert 'notebooks/faces-and-alerts.ipynb, cell [1] “raise ValueError("this cell fails")”: ValueError: this cell fails' in said
    assert "Traceback" not in said
    _expect_last_good_site(copy_of_built, before)


def _spoil_a_count(project: Project) -> None:
    path = project.extracted / "met-2025-to-2025-07-11.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["alerts"] = "1O"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_an_undecided_blocking_finding_stops_the_build(copy_of_built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    _spoil_a_count(copy_of_built.project)
    before, warehouse = contents(copy_of_built.public), copy_of_built.project.warehouse.read_bytes()
    assert main(["--project", str(copy_of_built.project.root), "build"]) == 5
    said = capsys.readouterr().err
    assert "met-2025-to-2025-07-11, page 1, row 1, alerts" in said and "“1O”" in said
    assert "data/manual/corrections.csv" in said and "data/manual/decisions.csv" in said
    _expect_last_good_site(copy_of_built, before)
    assert copy_of_built.project.warehouse.read_bytes() == warehouse


def test_a_warehouse_that_fails_leaves_the_old_one(copy_of_built: Built) -> None:
    project = copy_of_built.project
    (project.manual / "corrections.csv").write_text("not,the,columns\n", encoding="utf-8")
    before = contents(project.build)
    assert main(["--project", str(project.root), "build"]) == 4
    assert contents(project.build) == before


def test_a_build_that_is_killed_leaves_the_old_warehouse_and_does_not_hinder_the_next(copy_of_built: Built) -> None:
    project = copy_of_built.project
    before = project.warehouse.read_bytes()
    environment = {**os.environ, "PYTHONPATH": str(project.root / "scripts")}
    run = subprocess.run([sys.executable, "-c", _KILLED_HALF_WAY, str(project.root)], env=environment)
    assert run.returncode == -signal.SIGKILL
    assert project.warehouse.read_bytes() == before
    make_warehouse(project, project.warehouse)
    assert [path.name for path in project.build.glob("warehouse*")] == ["warehouse.duckdb"]


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text + "\n", encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}: the edit would change nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# One of each kind of file that people change, and the text that must then be on the page.
EDITS: dict[str, Callable[[Path], None]] = {
    "/quality/corrections/": lambda root: _replace(root / "data/manual/corrections.csv", "is a typing error", "is mistyped"),
    "/met/places/acton/": lambda root: _replace(root / "data/manual/places.csv", "acton,Acton,", "acton,Acton High Street,"),
    "/notebooks/where/": lambda root: _replace(root / "notebooks/where.ipynb", "Concentration of deployments", "How deployments gather"),
    "/methods/alerts/": lambda root: _append(root / "site/methods/alerts.md", "One more sentence."),
    "/met/charts/years/": lambda root: _append(root / "scripts/lfr/pages/templates/shown/chart.html", "<p>One more sentence.</p>"),
    "/met/years/2024/": lambda root: _append(root / "scripts/lfr/pages/templates/shown/year.html", "<p>One more sentence.</p>"),
    "/about/cookies/": lambda root: _replace(
        root / "site/_theme/partials/footer.html", "Not official statistics", "No official statistics"
    ),
    "/": lambda root: _replace(root / "mkdocs.yml", "people who give no names here", "people who give their names nowhere"),
}


def test_a_build_with_nothing_changed_does_nothing_and_an_edit_of_any_kind_is_in_the_next(
    copy_of_built: Built, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pages are made by the copy's own code, so it is the code that a change is looked for in.
    monkeypatch.setattr("lfr.project.PACKAGE", copy_of_built.project.root / "scripts" / "lfr")
    project, before = copy_of_built.project, {path: path.stat().st_mtime_ns for path in copy_of_built.public.rglob("*")}
    # The copy lies in another folder than the build that is on record; nothing that is read has changed.
    build_here(project)
    assert {path: path.stat().st_mtime_ns for path in copy_of_built.public.rglob("*")} == before
    said = capsys.readouterr().out
    assert "nothing has changed since the last build" in said and "2025, to 11 July" in said
    # Figures that move without a release's explanation are refused: releases are the subject of other tests.
    shutil.rmtree(project.data / "releases")
    for edit in EDITS.values():
        was = inputs_digest(project)
        edit(project.root)
        assert inputs_digest(project) != was
    old, new = copy_of_built.pages, build_here(project).pages
    assert "nothing has changed" not in capsys.readouterr().out
    assert [address for address in EDITS if new[address].root.text == old[address].root.text] == []
