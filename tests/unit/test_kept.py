"""What need not be done twice is not done twice, and what has changed is."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.errors import LfrError
from lfr.kept import Kept, forget_build, inputs_digest, is_unchanged, note_build
from lfr.pipeline import make_warehouse
from lfr.project import Project


def test_a_piece_is_made_once_for_each_key(tmp_path: Path) -> None:
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode()

    kept = Kept(tmp_path / "kept")
    assert [kept.get([one], lambda one=one: make(one)) for one in ("a", "b", "a")] == [b"a", b"b", b"a"]
    assert made == ["a", "b"]


def test_keys_of_the_same_letters_in_other_parts_are_other_keys(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    assert kept.get(["ab", "c"], lambda: b"1") != kept.get(["a", "bc"], lambda: b"2")


def test_a_piece_that_nobody_asked_for_is_dropped_and_made_again(tmp_path: Path) -> None:
    first = Kept(tmp_path / "kept")
    first.get(["old"], lambda: b"old")
    second = Kept(tmp_path / "kept")
    second.get(["new"], lambda: b"new")
    second.drop_rest()
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert Kept(tmp_path / "kept").get(["old"], lambda: b"made again") == b"made again"


def test_a_piece_whose_making_fails_is_not_kept(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    with pytest.raises(ZeroDivisionError):
        kept.get(["x"], lambda: bytes(1 // 0))
    assert kept.get(["x"], lambda: b"good") == b"good"


@pytest.fixture
def done(tmp_path: Path) -> Project:
    """A project whose last build is noted."""
    project = Project(tmp_path)
    for name in ("data/publishers.toml", "site/index.md", "mkdocs.yml", "public/index.html", "build/warehouse.duckdb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    note_build(project, inputs_digest(project), "the figures")
    return project


def test_with_nothing_changed_the_figures_of_the_last_build_are_said_again(done: Project) -> None:
    assert is_unchanged(done) == "the figures"


def test_a_build_that_does_not_end_leaves_nothing_to_rely_on(tmp_path: Path) -> None:
    """Its warehouse is new and its site the old one: taking the edit back must not make that look like the last good build."""
    project = TinyProject(tmp_path / "project").record("met-2025", "met-2025", [deployment("met-2025")])
    project.public.mkdir()
    make_warehouse(project, project.warehouse)
    note_build(project, inputs_digest(project), "the figures")
    assert is_unchanged(project) == "the figures"
    before = (project.manual / "corrections.csv").read_text()
    project.correct("met-2025", 1, "arrests", "2", "1")
    make_warehouse(project, project.warehouse)  # and then, say, a template is wrong and there is no site
    (project.manual / "corrections.csv").write_text(before)
    assert is_unchanged(project) is None


def test_a_build_that_data_stop_changes_nothing(done: Project) -> None:
    """The warehouse is that of the last build, and so is the site."""
    with pytest.raises(LfrError):
        make_warehouse(done, done.warehouse)
    assert is_unchanged(done) == "the figures"


def test_a_file_that_changes_during_a_build_means_a_new_build_from_nothing(done: Project) -> None:
    inputs = inputs_digest(done)
    forget_build(done)
    Kept(done.build / "kept" / "pages").get(["a page"], lambda: b"made from which of the two?")
    (done.root / "site" / "index.md").write_text("saved while the build ran")
    assert not note_build(done, inputs, "the figures")
    assert is_unchanged(done) is None and not (done.build / "kept").exists()


@pytest.mark.parametrize("name", ["data/publishers.toml", "site/index.md", "mkdocs.yml", "public/index.html", "build/last-build.json"])
def test_a_file_that_changed_means_a_new_build(done: Project, name: str) -> None:
    (done.root / name).write_text("changed")
    assert is_unchanged(done) is None


@pytest.mark.parametrize("name", ["data/new.csv", "site/new.md", "notebooks/new.ipynb", "public/new.html"])
def test_a_file_that_is_new_means_a_new_build(done: Project, name: str) -> None:
    (done.root / name).parent.mkdir(exist_ok=True)
    (done.root / name).write_text("new")
    assert is_unchanged(done) is None


@pytest.mark.parametrize("name", ["site/index.md", "public/index.html", "build/warehouse.duckdb"])
def test_a_file_that_is_gone_means_a_new_build(done: Project, name: str) -> None:
    (done.root / name).unlink()
    assert is_unchanged(done) is None


def test_compressed_copies_beside_the_pages_do_not_mean_a_new_build(done: Project) -> None:
    (done.public / "index.html.gz").write_bytes(b"\x1f\x8b")
    assert is_unchanged(done) == "the figures"
