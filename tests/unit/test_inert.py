"""Characters that nobody sees: written out where a text is shown, refused where we write it ourselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployments
from lfr.cli import main
from lfr.curated.manual import read_manual
from lfr.curated.registry import read_publishers
from lfr.curated.text_files import iter_extracted
from lfr.errors import BadData, unseen, visible


def test_a_mark_of_direction_is_written_out() -> None:
    assert visible("Evil \u202egnp.exe\u202c Lane") == "Evil ⟨U+202E⟩gnp.exe⟨U+202C⟩ Lane"


@pytest.mark.parametrize("text", ["B’way – “Zoë”", "東京 \u200d👮", "a\tb\nc", "مرحبا"])
def test_every_letter_of_every_script_stays(text: str) -> None:
    assert visible(text) == text and unseen(text) == ""


def test_a_message_commands_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = TinyProject(tmp_path / "tiny")
    path = tmp_path / "\x1b[2Jlog.csv"
    path.write_text("nothing known\n", encoding="utf-8")
    assert main(["--project", str(project.root), "extract", str(path)]) == 3
    said = capsys.readouterr().err
    assert "\x1b" not in said and "⟨U+001B⟩[2Jlog.csv" in said


def test_a_place_named_by_hand_with_a_mark_of_direction(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "tiny").place("Camden \u202eRoad", borough="Camden")
    with pytest.raises(BadData, match=r"places.csv, line 5: place holds U\+202E, an invisible character .* Take it out"):
        read_manual(project)


@pytest.mark.parametrize("written", ["Made \u202eup", "Made \\u202eup", "Made \\bup"])
def test_a_hand_kept_text_with_a_character_that_nobody_sees(tmp_path: Path, written: str) -> None:
    project = TinyProject(tmp_path / "tiny")
    path = project.data / "publishers.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Made up", written), encoding="utf-8")
    with pytest.raises(BadData, match=r"publishers.toml, line 8: holds U\+(202E|0008)"):
        read_publishers(project)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Camden,", b"Camden,,", "line 2: 21 cells where the header has 20"),
        (b"source_id,page", b"source_id,pages", "line 1: the column “page” must stand there once"),
        (b"Camden", b"Caf\xe9", "line 2: not UTF-8"),
        (b"Camden", b"Cam\x07den", "line 2: holds a control character"),
        (b"Camden", b'"Camden', "not a readable CSV"),
    ],
)
def test_an_extracted_file_that_was_changed_by_hand(tmp_path: Path, old: bytes, new: bytes, said: str) -> None:
    project = TinyProject(tmp_path / "tiny").record("met-made-up", "met-2025", deployments("met-2025", 2, date(2025, 2, 3)))
    path = project.extracted / "met-made-up.csv"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(BadData) as caught:
        list(iter_extracted(path))
    assert said in str(caught.value) and "run `lfr extract` on the document again" in str(caught.value)


@pytest.mark.parametrize("name", ["deployment_ids.csv", "extracted/met-made-up.codes.csv"])
@pytest.mark.parametrize(
    ("byte", "said"), [(b"\xe9", "not UTF-8"), (b"\x07", "holds a control character"), (b",", "cells where the header has")]
)
def test_a_file_of_ids_or_codes_that_was_changed_by_hand(tmp_path: Path, name: str, byte: bytes, said: str) -> None:
    project = TinyProject(tmp_path / "tiny").record("met-made-up", "met-2025", deployments("met-2025", 2, date(2025, 2, 3)))
    path = project.data / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\n" + byte, 1))
    with pytest.raises(BadData, match=rf"{path.name}, line 2: .*{said}"), built(project):
        pass
