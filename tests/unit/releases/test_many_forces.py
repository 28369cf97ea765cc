"""With many forces, what a new document changes is counted from the documents of its own force: the same answer in less time."""

from __future__ import annotations

import lfr.releases.check
import pytest
from fixtures.project import PUBLISHERS, TinyProject
from fixtures.rows import deployment
from lfr.curated.manual import Change
from lfr.releases.check import copy_raw
from lfr.releases.differences import Difference, differences
from lfr.releases.figure_rows import figure_rows
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import Connection, attached, counting, run_models
from lfr.warehouse.figures import Figures

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


@pytest.mark.slow
def test_every_figure_has_the_same_reasons_as_when_everything_is_counted_again(
    two_forces: TinyProject, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_force = opened(two_forces).release_changes()

    def of_any_force(connection: Connection, entries: list[Change]) -> list[Difference]:
        return [one._replace(publisher="") for one in differences(connection, entries)]

    monkeypatch.setattr(lfr.releases.check, "differences", of_any_force)
    whole = opened(two_forces).release_changes()
    figures = by_force["subject"] == "figure"
    assert by_force[figures].equals(whole[figures])
    why = by_force.set_index("id")["why"]
    assert "north-spring" in why["north-2025-arrests"] and "north-autumn" in why["north-2025-arrests"]
    assert "north" not in why["met-2025-arrests"]


def test_the_figures_of_a_force_rest_on_its_own_documents(two_forces: TinyProject) -> None:
    with counting() as connection:
        build_warehouse(two_forces, connection, with_checks=False)
        with attached(connection, "own") as own:
            copy_raw(connection, own, "north")
            run_models(own, ("staging", "core", "answers"))
            every = {key: row for key, row in figure_rows(Figures(two_forces, connection)).items() if row["publisher"] == "north"}
            assert figure_rows(Figures(two_forces, own)) == every
            assert own.execute("SELECT DISTINCT source_id FROM raw.met_2025 ORDER BY 1").fetchall() == [
                ("north-autumn",),
                ("north-later",),
                ("north-spring",),
            ]
