"""Where nothing has changed since the last build there is nothing to do, and whatever has changed means a new build."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.errors import LfrError
from lfr.pipeline import make_warehouse
from lfr.project import Project, figures_of_last_build, inputs_digest, record_build


@pytest.fixture
def done(tmp_path: Path) -> Project:
    """A project whose last build is on record."""
    project = Project(tmp_path)
    for name in ("data/publishers.toml", "site/index.md", "mkdocs.yml", "public/index.html", "build/warehouse.duckdb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    record_build(project, inputs_digest(project), "the figures")
    return project


def test_with_nothing_changed_the_figures_of_the_last_build_are_known(done: Project) -> None:
    assert figures_of_last_build(done) == "the figures"


def test_a_build_that_fails_after_its_warehouse_is_made_is_not_taken_for_unchanged(tmp_path: Path) -> None:
    """Its warehouse is new and its site the old one: taking the edit back must not make that look like the last good build."""
    project = TinyProject(tmp_path / "project").record("met-2025", "met-2025", [deployment("met-2025")])
    project.public.mkdir()
    make_warehouse(project, project.warehouse)
    record_build(project, inputs_digest(project), "the figures")
    assert figures_of_last_build(project) == "the figures"
    before = (project.manual / "corrections.csv").read_text()
    project.correct("met-2025", 1, "arrests", "2", "1")
    make_warehouse(project, project.warehouse)  # and then, say, a template is wrong and there is no site
    (project.manual / "corrections.csv").write_text(before)
    assert figures_of_last_build(project) is None


def test_a_build_that_data_stop_changes_nothing(done: Project) -> None:
    """The warehouse is that of the last build, and so is the site."""
    with pytest.raises(LfrError):
        make_warehouse(done, done.warehouse)
    assert figures_of_last_build(done) == "the figures"


def test_a_file_that_changes_during_a_build_means_a_new_build(done: Project) -> None:
    inputs = inputs_digest(done)
    (done.root / "site" / "index.md").write_text("saved while the build ran")
    assert not record_build(done, inputs, "the figures")
    assert figures_of_last_build(done) is None


@pytest.mark.parametrize(
    "name",
    ["data/publishers.toml", "site/index.md", "mkdocs.yml", "public/index.html", "build/warehouse.duckdb", "build/last-build.json"],
)
def test_a_file_that_changed_means_a_new_build(done: Project, name: str) -> None:
    (done.root / name).write_text("changed")
    assert figures_of_last_build(done) is None


@pytest.mark.parametrize("name", ["data/new.csv", "site/new.md", "notebooks/new.ipynb", "requirements.lock", "public/new.html"])
def test_a_file_that_is_new_means_a_new_build(done: Project, name: str) -> None:
    (done.root / name).parent.mkdir(exist_ok=True)
    (done.root / name).write_text("new")
    assert figures_of_last_build(done) is None


@pytest.mark.parametrize("name", ["site/index.md", "public/index.html", "build/warehouse.duckdb"])
def test_a_file_that_is_gone_means_a_new_build(done: Project, name: str) -> None:
    (done.root / name).unlink()
    assert figures_of_last_build(done) is None


def test_compressed_copies_beside_the_pages_do_not_mean_a_new_build(done: Project) -> None:
    (done.public / "index.html.gz").write_bytes(b"\x1f\x8b")
    assert figures_of_last_build(done) == "the figures"
