"""CONTRIBUTING sends nobody to a file that is not there, and tells of every room and command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lfr.cli import main

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAPERS = TEXT + (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_file_that_is_named_exists() -> None:
    named = re.findall(r"`((?:scripts|site|data|tests|notebooks)/[\w./-]*)`", TEXT)
    assert len(named) > 40
    # What `lfr release`, `lfr watch` and a maintainer's first decision write is not there before.
    made = {"data/manual/edition_matches.csv", "data/watched.csv"}
    assert [name for name in named if name not in made and not (ROOT / name).exists()] == []


def test_every_room_is_in_the_table() -> None:
    rooms = {path.name for path in (ROOT / "scripts" / "lfr").iterdir() if path.is_dir() and path.name != "__pycache__"}
    table = set(re.findall(r"^\|[^|]*\| `(\w+)/` \|", TEXT, re.M))
    assert rooms <= table


def test_every_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.M)
    assert len(commands) > 8
    assert [name for name in commands if f"lfr {name}" not in PAPERS] == []
