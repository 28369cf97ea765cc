"""What goes wrong around a command: another one at work, a full disk, a folder that cannot be replaced, files that are not whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from fixtures.documents import make_csv_log
from lfr import cli
from lfr.cli import main
from lfr.errors import LfrError
from lfr.pages.site.building import check_target
from lfr.pipeline import check_before
from lfr.project import Project, alone
from lfr.records import add as adding
from lfr.warehouse.database import building

from .records.test_intake import _contents

ROOT = Path(__file__).resolve().parents[2]


def _start(project: Project, *code: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PROJECT": str(project.root)}
    return subprocess.Popen([sys.executable, *code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_second_command_says_that_it_waits_and_then_runs(project: Project) -> None:
    with alone(project):
        second = _start(project, "-m", "lfr.cli", "--project", str(project.root), "extract", "nowhere.pdf")
        assert second.stderr is not None
        assert second.stderr.readline() == f"lfr: another command is at work in {project.root}; waiting until it has ended\n"
        assert second.poll() is None
    assert second.communicate(timeout=60)[1] == "lfr: nowhere.pdf: there is no such file. Check the path.\n"


def test_a_killed_command_leaves_no_lock(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import os, time; from pathlib import Path; from lfr.project import *\nwith alone(Project(Path(os.environ['PROJECT']))):"
    first = _start(project, "-c", f"{code} print('locked', flush=True); time.sleep(60)")
    assert first.stdout is not None and first.stdout.readline() == "locked\n"
    first.send_signal(signal.SIGKILL)
    first.communicate()
    begun = time.monotonic()
    with alone(project):
        assert time.monotonic() - begun < 5 and capsys.readouterr().err == ""


def test_a_full_disk_is_one_sentence_and_changes_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, before = shutil.copyfile, _contents(project)

    def full(source: Path, target: Path, **options: bool) -> object:
        if str(target).endswith("deployment_ids.csv.partial"):
            raise OSError(28, "No space left on device", str(target))
        return copy(source, target, **options)

    monkeypatch.setattr(adding.shutil, "copyfile", full)
    log = make_csv_log(tmp_path / "log.csv", [{"date": "2025-08-01"}])
    assert main(["--project", str(project.root), "add", str(log), "--publisher", "met"]) == 2
    said = capsys.readouterr().err
    assert "deployment_ids.csv.partial: No space left on device. What was begun is dropped" in said and said.count("\n") == 1
    assert _contents(project) == before


def test_a_warehouse_that_cannot_be_written_to_its_end_does_not_replace_the_last_one(tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    target.write_text("the last one")
    (tmp_path / "warehouse.building.wal").write_text("left by a build that was killed")
    with pytest.raises(duckdb.Error), building(target) as connection:
        connection.execute("BEGIN; CREATE TABLE one (number INTEGER)")  # DuckDB refuses a checkpoint here, as on a full disk
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.duckdb"]
    assert target.read_text() == "the last one"


def test_a_fault_of_the_program_keeps_its_traceback(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr(cli, "check", broken)
    with pytest.raises(ValueError, match="a mistake of ours"):
        main(["--project", str(project.root), "check"])


@pytest.fixture
def whole(project: Project) -> Project:
    """A project that a build would begin with."""
    shutil.copytree(ROOT / "notebooks", project.root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    check_before(project)
    return project


def test_a_site_that_cannot_be_replaced_is_refused_before_anything_is_made(whole: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole.root / "elsewhere").mkdir()
    whole.public.symlink_to(whole.root / "elsewhere")
    with pytest.raises(LfrError, match="public is a symbolic link, and a build puts a whole new folder in its place"):
        check_before(whole)
    whole.public.unlink()
    whole.public.mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: path == whole.public)
    with pytest.raises(LfrError, match="public is a mount point"):
        check_target(whole)


@pytest.mark.parametrize("name", ["data/manual/places.csv~", "site/index.md.orig", "data/disclosures/.#one.toml", "data/~$sources.toml"])
def test_a_file_that_another_program_left_is_named(whole: Project, name: str) -> None:
    (whole.root / name).parent.mkdir(exist_ok=True)
    (whole.root / name).touch()
    with pytest.raises(LfrError, match="a temporary file that another program left or has open") as caught:
        check_before(whole)
    assert str(caught.value).startswith(name)


@pytest.mark.parametrize("kept", [0.5, 0.0])
def test_a_notebook_cut_short_is_refused_before_anything_is_made(whole: Project, kept: float) -> None:
    path = min((whole.root / "notebooks").glob("*.ipynb"))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(LfrError, match=f"notebooks/{path.name}: not a whole notebook"):
        check_before(whole)


def test_wrong_synonyms_are_refused_before_anything_is_made(whole: Project) -> None:
    path = whole.data / "foi" / "synonyms.toml"
    path.write_text(path.read_text().replace("[[same]]", "[[sane]]"))
    with pytest.raises(LfrError, match=r'synonyms.toml, line 1: unknown key or table “sane”. Did you mean "same"'):
        check_before(whole)


def test_an_address_is_one_of_the_web(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--project", str(project.root), "add", "x.pdf", "--url", "javascript:alert(1)"])
    assert "Write the whole address, beginning with https://" in capsys.readouterr().err
