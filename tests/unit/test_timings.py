"""What a build keeps of its own speed: every stage with its time and its memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lfr.timings import Timings


def test_each_stage_prints_its_line_and_is_kept_with_time_and_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    timings = Timings()
    with timings.stage("load") as said:
        said.append("286 printed rows")
    with timings.stage("models"):
        big = bytearray(40_000_000)
    timings.write(tmp_path / "build" / "timings.json")
    assert capsys.readouterr().out.splitlines()[0].split() == ["load", "0.0", "s", "286", "printed", "rows"]
    kept = json.loads((tmp_path / "build" / "timings.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in kept["stages"]] == ["load", "models"]
    assert all(one["seconds"] >= 0 and one["cpu_seconds"] >= 0 and one["peak_mib"] > 5 for one in kept["stages"])
    assert kept["peak_mib"] == max(one["peak_mib"] for one in kept["stages"])
    assert len(big) == 40_000_000


def test_a_stage_that_fails_is_not_kept() -> None:
    timings = Timings()
    with pytest.raises(ValueError, match="no"), timings.stage("load"):
        raise ValueError("no")
    assert timings.stages == []
