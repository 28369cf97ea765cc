"""`lfr-lab bench`: the memory that it prints is that of a build and of all that it starts, and a wrong scale is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.lab.commands import held_mib, main


def test_each_stage_is_printed_with_its_seconds_and_its_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = TinyProject(tmp_path / "project").record("met-2025", "met-2025", [deployment("met-2025")])
    for name in ("mkdocs.yml", "requirements.lock", "pyproject.toml"):
        (project.root / name).touch()
    for name in ("site", "notebooks"):
        (project.root / name).mkdir()
    assert main(["--project", str(project.root), "bench", "--times", "1", "--data-only"]) == 0
    first, warehouse, *_, last = capsys.readouterr().out.splitlines()
    assert first == "1 times the data, 1 rows"
    assert warehouse.split()[0] == "warehouse" and warehouse.split()[2] == "s" and warehouse.endswith(" MiB")
    assert last.startswith("1 times the data: 1 rows, ") and not (project.build / "bench" / "times-1").exists()


@pytest.mark.parametrize(("times", "said"), [("7", "there is no scale 7. Known: 1, 10, 100, 1000;"), ("1;10", "write several as 1,10.")])
def test_a_scale_that_does_not_exist_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], times: str, said: str) -> None:
    assert main(["--project", str(TinyProject(tmp_path / "project").root), "bench", "--times", times]) == 2
    assert said in capsys.readouterr().err


def test_memory_is_that_of_a_process_and_of_all_that_it_has_started() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(60_000_000); print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout and run.stdout.readline()
        assert 60 < held_mib(run.pid) < 120
        run.communicate(b"\n")
    assert held_mib(run.pid) == 0
