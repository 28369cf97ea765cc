"""What `lfr bench` changes before it measures a build again, and how it says that there is no such scale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.curated.csv_lines import read_csv
from lfr.curated.manual import COLUMNS, check_manual
from lfr.errors import LfrError
from lfr.lab.bench import _family, _held_kib, bench, change_a_correction
from lfr.lab.serving_speed import read_wrk


def test_the_first_corrected_date_becomes_the_day_after_and_all_else_stays(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project")
    project.record("met-2025", "met-2025", [deployment("met-2025", date="31/01/24"), deployment("met-2025", date="02/02/25")])
    project.correct("met-2025", 2, "arrests", "2", "1").correct("met-2025", 1, "date", "31/01/24", "31/01/25")
    before = [line.cells for line in read_csv(project.manual / "corrections.csv", COLUMNS["corrections"])]
    assert change_a_correction(project) == "c-0002"
    after = [line.cells for line in read_csv(project.manual / "corrections.csv", COLUMNS["corrections"])]
    assert after == [before[0], {**before[1], "corrected": "01/02/25"}]
    check_manual(project)


def test_a_scale_that_there_is_none_of_is_named_with_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lfr.lab.bench.measure_extraction", lambda folder: {})
    with pytest.raises(LfrError, match=r"there is no scale 7\. Known: 1, 10, 100, 1000"):
        bench(TinyProject(tmp_path / "project"), [7], tmp_path)


def test_memory_is_that_of_a_process_and_of_all_that_came_of_it() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(60_000_000); print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout and run.stdout.readline()
        family = list(_family(run.pid))
        assert len(family) == 2 and os.getpid() not in family
        assert sum(map(_held_kib, family)) > 60_000
        run.communicate(b"\n")
    assert _held_kib(run.pid) == 0


@pytest.mark.parametrize(
    ("more", "errors"),
    [("", 0), ("  Socket errors: connect 0, read 3, write 0, timeout 1\n", 4), ("  Non-2xx or 3xx responses: 7\n", 7)],
)
def test_errors_of_any_kind_are_counted_when_the_site_is_served(more: str, errors: int) -> None:
    said = f"""Running 10s test @ http://127.0.0.1:8000
  1 threads and 32 connections
  412345 requests in 10.05s, 3.92GB read
{more}Requests/sec:  41029.35
Transfer/sec:    399.41MB
"""
    assert read_wrk(said) == {"seconds": 10.05, "requests": 412345, "errors": errors, "requests_per_second": 41029}
