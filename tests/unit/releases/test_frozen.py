"""A release is frozen: what was changed in it afterwards is found and named."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject
from lfr.errors import BadData
from lfr.releases.figure_rows import COLUMNS
from lfr.releases.frozen import inputs_of, read_releases, sha256

from .conftest import RECORD, WITH_ARRESTS, count, freeze


def _fault(project: TinyProject) -> str:
    with pytest.raises(BadData) as caught:
        read_releases(project)
    return str(caught.value)


@pytest.fixture
def twice(released: TinyProject) -> TinyProject:
    """Two releases, the second after a correction."""
    released.correct(RECORD, 2, "arrests", "3", "1")
    freeze(released, day=date(2026, 12, 1))
    return released


def test_a_release_holds_its_figures_and_every_file_they_were_counted_from(released: TinyProject) -> None:
    [release] = read_releases(released)
    assert (release.version, release.previous, release.level, release.changes) == ("1.0.0", "", "major", [])
    assert release.figures["met-2025-arrests"]["value"] == "9"
    assert release.figures["met-2025-arrests"]["address"] == "/met/figures/arrests/2025/"
    assert list(release.figures["met-2025-arrests"]) == COLUMNS and "ends" not in COLUMNS
    assert release.inputs() == inputs_of(released)
    assert release.addresses == ["/met/", "/releases/1.0.0/"]


def test_a_file_that_did_not_change_is_stored_once(twice: TinyProject) -> None:
    first, second = read_releases(twice)
    stored = sorted(path.relative_to(second.folder).as_posix() for path in (second.folder / "inputs").rglob("*") if path.is_file())
    assert stored == ["inputs/manual/corrections.csv"]
    assert second.inputs() == inputs_of(twice)
    assert first.inputs() != second.inputs()
    changed = {row["id"]: (row["was"], row["is"]) for row in second.changes if row["subject"] == "figure"}
    assert set(changed) == WITH_ARRESTS and changed["met-2025-arrests"] == ("9", "7")


@pytest.mark.parametrize("name", ["figures.csv", "deployments.csv", "changes.csv", "addresses.csv", f"inputs/extracted/{RECORD}.csv"])
def test_a_frozen_file_that_was_changed_stops_every_build_and_is_named(released: TinyProject, name: str) -> None:
    path = released.data / "releases" / "1.0.0" / name
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(BadData) as caught:
        count(released)
    where = f"data/releases/1.0.0/{name}"
    assert str(caught.value).startswith(f"{where}: its checksum is no longer the one it was frozen with.")
    assert f"git checkout -- {where}" in str(caught.value)


def test_a_frozen_file_that_is_gone_is_named(released: TinyProject) -> None:
    (released.data / "releases" / "1.0.0" / "figures.csv").unlink()
    assert _fault(released).startswith("data/releases/1.0.0/figures.csv: the file is missing.")


def test_a_stored_input_that_is_gone_is_named(released: TinyProject) -> None:
    (released.data / "releases" / "1.0.0" / "inputs" / "sources.toml").unlink()
    assert "data/releases/1.0.0: no release holds data/sources.toml as it was then" in _fault(released)


def test_a_manifest_changed_after_the_next_release_is_found(twice: TinyProject) -> None:
    path = twice.data / "releases" / "1.0.0" / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("What is new.", "Something else."), encoding="utf-8")
    assert _fault(twice).startswith("data/releases/1.0.0/manifest.json: its checksum is no longer")


def test_a_release_taken_away_is_missed(twice: TinyProject) -> None:
    (twice.data / "releases" / "1.0.0").rename(twice.root / "aside")
    assert re.match(
        r"data/releases/1\.0\.1/manifest\.json: the release before is 1\.0\.0, but the folder before it is none\.", _fault(twice)
    )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.write_text("{", encoding="utf-8"), "is missing or does not read"),
        (lambda path: path.unlink(), "is missing or does not read"),
        (lambda path: _with(path, verson="1"), "a key is missing or unknown (verson). Restore it"),
        (lambda path: _with(path, version="1.0.1"), "says version 1.0.1, but is in the folder 1.0.0"),
        (lambda path: _without(path, "note"), "a key is missing or unknown (note)"),
    ],
)
def test_a_manifest_that_does_not_read_says_why(released: TinyProject, spoil: object, said: str) -> None:
    spoil(released.data / "releases" / "1.0.0" / "manifest.json")  # type: ignore[operator]
    assert said in _fault(released)


def _with(path: Path, **more: str) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **more}), encoding="utf-8")


def _without(path: Path, key: str) -> None:
    path.write_text(json.dumps({k: v for k, v in json.loads(path.read_text(encoding="utf-8")).items() if k != key}), encoding="utf-8")


def test_a_folder_that_is_no_release_is_named(released: TinyProject) -> None:
    (released.data / "releases" / "1.0").mkdir()
    assert _fault(released).startswith("data/releases/1.0: is not the folder of a release")


def test_the_manifest_names_the_checksum_of_each_file(released: TinyProject) -> None:
    [release] = read_releases(released)
    assert release.inputs_sha256 == {name: sha256(content) for name, content in inputs_of(released).items()}
    assert {"core.deployments", "measures", "layouts", "macros"} <= set(release.models)
