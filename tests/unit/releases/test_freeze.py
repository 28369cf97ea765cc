"""`lfr release`: what it refuses, and that there is never half a release."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject
from lfr.cli import main
from lfr.downloads.code_lines import recount_rule
from lfr.errors import LfrError
from lfr.releases.freeze import check_release_of
from lfr.releases.frozen import read_releases

from .conftest import RECORD, freeze

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 12, 1)
_KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
import lfr.releases.freeze as freeze_module
from lfr.warehouse.figures import open_figures
from lfr.project import Project
def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "manifest":
    freeze_module.models = die
else:
    Path.replace = die
figures = open_figures(Project(Path(sys.argv[1])))
freeze_module.make_release(figures, date(2026, 11, 24), "New.", "code")
"""


def _git(project: TinyProject, *arguments: str) -> None:
    who = ["-c", "user.name=A maintainer", "-c", "user.email=maintainer@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def committed(released: TinyProject) -> TinyProject:
    """A project whose files are all committed."""
    (released.root / ".gitignore").write_text("/build/\n/public/\n", encoding="utf-8")
    _git(released, "init", "-q")
    _git(released, "add", "-A")
    _git(released, "commit", "-q", "-m", "All of it")
    return released


def _refused(project: TinyProject, day: date = DAY, note: str = "What is new.") -> str:
    with pytest.raises(LfrError) as caught:
        check_release_of(project, day, note)
    return str(caught.value)


def test_a_release_names_the_commit_it_was_made_from(committed: TinyProject) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=committed.root, capture_output=True, text=True, check=True).stdout.strip()
    assert check_release_of(committed, DAY, "What is new.") == head


def test_files_that_are_not_committed_are_refused_and_named(committed: TinyProject) -> None:
    committed.correct(RECORD, 2, "arrests", "3", "1")
    (committed.data / "new.csv").write_text("x", encoding="utf-8")
    said = _refused(committed)
    assert "data/manual/corrections.csv, data/new.csv: not committed" in said and "commit or remove these files first" in said


def test_a_folder_without_a_repository_is_refused(released: TinyProject) -> None:
    assert "is not a git repository with a commit" in _refused(released)


def test_every_count_of_a_release_can_be_counted_again_from_its_frozen_deployments(released: TinyProject) -> None:
    released.correct(RECORD, 2, "arrests", "3", "1")
    freeze(released)
    release = read_releases(released)[-1]
    rows = release.rows("deployments.csv")
    for one in release.figures.values():
        told = recount_rule(one["measure"])
        if told["how"] == "sum" and one["value"]:
            assert sum(int(row[told["column"]]) for row in rows) == int(one["value"]), one["id"]
    assert {row["has_correction"] for row in rows} == {"true", "false"} and all(row["use_case"] for row in rows)


def test_a_date_before_the_last_release_is_refused(committed: TinyProject) -> None:
    assert _refused(committed, day=date(2026, 11, 23)).startswith("--date 2026-11-23: lies before the last release, 1.0.0 of 2026-11-24.")


def test_a_release_says_what_is_new(committed: TinyProject) -> None:
    assert "say in a sentence what is new" in _refused(committed, note=" ")


def test_the_command_refuses_before_it_builds_anything(committed: TinyProject, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--project", str(committed.root), "release", "--date", "2026-11-23", "--note", "New."]
    assert main(arguments) == LfrError.exit_code
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("lfr: --date 2026-11-23: lies before the last release")
    assert not committed.warehouse.exists()


def test_a_release_in_which_nothing_changed_is_refused(released: TinyProject) -> None:
    with pytest.raises(LfrError, match=r"nothing differs from release 1\.0\.0"):
        freeze(released)


def test_an_address_that_is_gone_asks_for_a_new_first_number(released: TinyProject) -> None:
    (released.public / "met" / "index.html").unlink()
    released.correct(RECORD, 2, "arrests", "3", "1")
    freeze(released, day=DAY)
    assert [(one.version, one.level) for one in read_releases(released)] == [("1.0.0", "major"), ("2.0.0", "major")]


def test_what_was_frozen_is_told_with_the_next_step(released: TinyProject) -> None:
    released.correct(RECORD, 2, "arrests", "3", "1")
    said = freeze(released, day=DAY)
    assert "as release 1.0.1 of 2026-12-01 (patch: 5 figures changed)." in said
    assert "commit data/releases/1.0.1, then run `lfr build`" in said


@pytest.mark.parametrize("moment", ["manifest", "rename"])
def test_a_release_that_is_killed_leaves_no_half_release(tiny: TinyProject, moment: str) -> None:
    from lfr.pipeline import make_warehouse

    make_warehouse(tiny, tiny.warehouse)
    before = sorted(path.relative_to(tiny.data) for path in tiny.data.rglob("*") if path.is_file())
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    run = subprocess.run([sys.executable, "-c", _KILLED, str(tiny.root), moment], env=environment, capture_output=True, text=True)
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert sorted(path.relative_to(tiny.data) for path in tiny.data.rglob("*") if path.is_file()) == before
    assert read_releases(tiny) == []
    freeze(tiny)
    assert [one.version for one in read_releases(tiny)] == ["1.0.0"]


def test_two_freezings_of_one_state_are_the_same_to_the_byte(tiny: TinyProject, frozen_once: Path) -> None:
    freeze(tiny)
    for path in sorted(frozen_once.rglob("*")):
        if path.is_file():
            assert (tiny.data / "releases" / path.relative_to(frozen_once)).read_bytes() == path.read_bytes(), path.name
    shutil.rmtree(tiny.data / "releases")
