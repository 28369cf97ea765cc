"""With many forces, what a new document changes is counted from the documents of its own force: the same answer in less time."""

from __future__ import annotations

from pathlib import Path

import lfr.releases.causes
import pytest
from fixtures.project import PUBLISHERS, TinyProject
from fixtures.rows import deployment
from lfr.pipeline import count_figures
from lfr.project import Project
from lfr.releases.inputs import Inputs, inputs_of, of_publisher

from .conftest import Opened


@pytest.fixture
def two_forces(released: TinyProject) -> TinyProject:
    """The released force with a correction since, and a second force with two documents of one year and one of the next."""
    released.correct("met-2025", 2, "arrests", "3", "1")
    for name, day, covers in (
        ("north-spring", "03/02/25", ("2025-01-01", "2025-06-30")),
        ("north-autumn", "03/09/25", ("2025-07-01", "2025-12-31")),
        ("north-later", "03/02/26", ("2026-01-01", "2026-06-30")),
    ):
        released.record(name, "met-2025", [deployment("met-2025", date=day, arrests=2)], covers=covers)
    sources = released.data / "sources.toml"
    head, *entries = sources.read_text(encoding="utf-8").split("[[source]]")
    entries = [one.replace('publisher = "met"', 'publisher = "north"') if 'id = "north' in one else one for one in entries]
    sources.write_text("[[source]]".join([head, *entries]), encoding="utf-8")
    second = PUBLISHERS.replace('id = "met"', 'id = "north"').replace("Metropolitan", "North")
    (released.data / "publishers.toml").write_text(PUBLISHERS + second, encoding="utf-8")
    return released


def _whole(inputs: Inputs, publisher: str) -> Inputs:
    return inputs


def test_every_figure_has_the_same_reasons_as_when_everything_is_counted_again(
    two_forces: TinyProject, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_force = opened(two_forces).release_changes()
    monkeypatch.setattr(lfr.releases.causes, "of_publisher", _whole)
    whole = opened(two_forces).release_changes()
    assert by_force.equals(whole)
    why = by_force.set_index("id")["why"]
    assert "north-spring" in why["north-2025-arrests"] and "north-autumn" in why["north-2025-arrests"]
    assert "north" not in why["met-2025-arrests"]


def test_the_figures_of_a_force_rest_on_its_own_documents(two_forces: TinyProject, tmp_path: Path) -> None:
    own = of_publisher(inputs_of(two_forces), "north")
    for name, content in own.items():
        path = tmp_path / "own" / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    every = {key: row for key, row in count_figures(two_forces).items() if row["publisher"] == "north"}
    assert count_figures(Project(tmp_path / "own")) == every
    assert not any("met-2025" in name for name in own)
