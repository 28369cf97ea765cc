"""House rule 7: a figure that differs from the last release says why, or the build fails and names it."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import lfr.releases.frozen
import lfr.warehouse.measures
import lfr.warehouse.model_sql
import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.errors import BadData, UnexplainedChange
from lfr.project import MEASURES, MODELS
from lfr.releases.frozen import sha256
from lfr.warehouse.figures import Figures

from .conftest import COVERS, RECORD, ROWS, WITH_ARRESTS, Opened, count, freeze


def _edit(path: Path, row: int, column: str, text: str) -> None:
    """Change one cell by hand."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    lines[row][lines[0].index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def _explain(project: TinyProject, *cells: str) -> None:
    with (project.manual / "changes.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(cells)


def _fault(project: TinyProject) -> str:
    with pytest.raises(UnexplainedChange) as caught:
        count(project)
    return str(caught.value)


def _why(figures: Figures, key: str) -> str:
    changes = figures.release_changes().set_index("id")
    return str(changes.loc[key, "why"])


def test_without_a_release_a_build_goes_on_and_says_so(tiny: TinyProject, opened: Opened) -> None:
    shown = opened(tiny).shown()
    assert (shown.version, shown.is_exact) == ("", False)
    assert shown.sentence == "These figures have not been released yet."


def test_the_figures_of_a_release_are_that_release(released: TinyProject, opened: Opened) -> None:
    shown = opened(released).shown()
    assert (shown.version, shown.is_exact, shown.address) == ("1.0.0", True, "/releases/1.0.0/")
    assert shown.sentence == "This site shows release 1.0.0 of 24 November 2026, the first release."


def test_one_cell_changed_by_hand_fails_with_the_figure_both_values_and_the_cell(released: TinyProject) -> None:
    _edit(released.extracted / f"{RECORD}.csv", 2, "arrests", "1")
    said = _fault(released)
    assert "Metropolitan Police Service, 2025, Arrests (met-2025-arrests): was 9, is 7." in said
    assert f"data/extracted/{RECORD}.csv, page 1, row 2, arrests: was “3”, is “1”" in said
    assert "Alerts (" not in said
    assert "data/manual/corrections.csv" in said and "data/manual/changes.csv" in said


def test_the_same_change_as_a_correction_passes_and_is_explained(released: TinyProject, opened: Opened) -> None:
    released.correct(RECORD, 2, "arrests", "3", "1")
    figures = opened(released)
    changes = figures.release_changes()
    changed = {row["id"]: (row["was"], row["is"]) for row in changes.to_dict("records") if row["subject"] == "figure"}
    assert set(changed) == WITH_ARRESTS and changed["met-2025-arrests"] == ("9", "7")
    assert _why(figures, "met-2025-arrests") == (
        f"Correction c-0001: {RECORD}, page 1, row 2, arrests is printed as “3” and counted as “1”. A slip."
    )
    assert figures.shown().sentence.endswith("with 5 explained changes not yet released.")


def test_each_of_two_changes_explains_its_own_figure(released: TinyProject, opened: Opened) -> None:
    released.correct(RECORD, 2, "arrests", "3", "1").correct(RECORD, 1, "faces_seen", "10000", "1000")
    figures = opened(released)
    assert "c-0001" in _why(figures, "met-2025-arrests") and "c-0002" not in _why(figures, "met-2025-arrests")
    assert "c-0002" in _why(figures, "met-2025-faces-seen") and "c-0001" not in _why(figures, "met-2025-faces-seen")
    assert "c-0002" in _why(figures, "met-2025-false-alerts-per-face")


def test_a_correction_does_not_cover_for_a_cell_changed_by_hand(released: TinyProject) -> None:
    released.correct(RECORD, 1, "arrests", "2", "1")
    _edit(released.extracted / f"{RECORD}.csv", 2, "arrests", "1")
    said = _fault(released)
    assert "Arrests (met-2025-arrests): was 9, is 6." in said and "page 1, row 2, arrests" in said
    assert "page 1, row 1" not in said


def test_a_changed_cell_that_moves_no_figure_fails_too(released: TinyProject) -> None:
    _edit(released.extracted / f"{RECORD}.csv", 1, "date", "04/02/25")
    assert "page 1, row 1, date: was “03/02/25”, is “04/02/25”" in _fault(released)
    assert "No yearly figure changes by it" in _fault(released)


def test_a_row_taken_out_by_hand_fails(released: TinyProject) -> None:
    for name in (f"extracted/{RECORD}.csv", "deployment_ids.csv"):
        path = released.data / name
        path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    said = _fault(released)
    assert "page 1, row 3: the row is gone" in said and "Deployments (met-2025-deployments): was 3, is 2." in said


def test_a_correction_taken_out_of_the_file_fails(tiny: TinyProject) -> None:
    tiny.correct(RECORD, 2, "arrests", "3", "1")
    freeze(tiny)
    path = tiny.manual / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    assert "the line of c-0001 is gone; keep it and set its status to rejected" in _fault(tiny)


def test_a_correction_turned_down_explains_itself(tiny: TinyProject, opened: Opened) -> None:
    tiny.correct(RECORD, 2, "arrests", "3", "1")
    freeze(tiny)
    path = tiny.manual / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",accepted,", ",rejected,"), encoding="utf-8")
    assert "Correction c-0001 was decided again" in _why(opened(tiny), "met-2025-arrests")


def test_a_mistake_of_our_reader_is_explained_by_a_line(released: TinyProject, opened: Opened) -> None:
    _edit(released.extracted / f"{RECORD}.csv", 2, "arrests", "1")
    _explain(released, "m-0001", "1.0.0", "mistake", "", "", "", RECORD, "1", "2", "arrests", "The reader took a 1 for a 3.", "2026-12-01")
    assert _why(opened(released), "met-2025-arrests").startswith("The reader took a 1 for a 3 (")


def test_a_line_about_a_release_that_there_is_not_is_refused(released: TinyProject) -> None:
    _explain(released, "m-0001", "0.9.0", "mistake", "", "", "", RECORD, "1", "2", "arrests", "A slip.", "2026-12-01")
    with pytest.raises(BadData, match=r"changes.csv, line 2: unknown release “0.9.0”"):
        count(released)


def test_an_unknown_measure_in_a_line_is_named_with_the_nearest(released: TinyProject) -> None:
    _explain(released, "m-0001", "1.0.0", "method", "", "", "arrest", "", "", "", "", "Why.", "2026-12-01")
    released.correct(RECORD, 2, "arrests", "3", "1")
    with pytest.raises(BadData, match=r'changes.csv, line 2: unknown measure “arrest”. Did you mean "arrests"'):
        count(released)


def test_a_new_record_explains_itself(released: TinyProject, opened: Opened) -> None:
    released.record("met-2026", "met-2025", [deployment("met-2025", date="03/02/26")], covers=("2026-01-01", "2026-06-30"))
    figures = opened(released)
    assert _why(figures, "met-2026-arrests") == "A new record, met-2026, covers 2026-01-01 to 2026-06-30 and lists 1 deployment."
    assert set(figures.release_changes().query("subject == 'figure'")["change"]) == {"added"}


def test_a_newer_edition_says_what_it_did(released: TinyProject, opened: Opened) -> None:
    rows = [ROWS[0], {**ROWS[1], "arrests": "5"}, {**ROWS[2], "location": "High Street"}, deployment("met-2025", date="09/02/25")]
    ids = ["met-0001", "met-0002", "met-0003", "met-0004"]
    released.record("met-2025-later", "met-2025", rows, covers=COVERS, supersedes=RECORD, ids=ids)
    why = _why(opened(released), "met-2025-arrests")
    assert why == (
        "The publisher issued a newer edition, met-2025-later, in place of met-2025:"
        " 1 row added, 1 row with a place renamed, 1 cell changed."
    )


def test_a_record_and_its_newer_edition_that_both_came_in_explain_what_each_changes(released: TinyProject, opened: Opened) -> None:
    row, covers = deployment("met-2025", date="03/02/26", arrests=2), ("2026-01-01", "2026-06-30")
    released.record("met-2026", "met-2025", [row], covers=covers)
    rows = [{**row, "arrests": "5"}]
    released.record("met-2026-later", "met-2025", rows, covers=covers, supersedes="met-2026", ids=["met-0004"])
    figures = opened(released).release_changes().set_index("id")
    assert figures.loc["met-2026-arrests", "refs"] == "met-2026 met-2026-later"
    assert figures.loc["met-2026-alerts", "refs"] == "met-2026"


def test_a_longer_coverage_needs_a_reason(released: TinyProject, opened: Opened) -> None:
    path = released.data / "sources.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("covers_to = 2025-12-31", "covers_to = 2025-06-30"), encoding="utf-8")
    assert f"data/sources.toml, {RECORD}, covers_to: was 2025-12-31, is 2025-06-30" in _fault(released)
    _explain(released, "m-0001", "1.0.0", "coverage", "", "", "", RECORD, "", "", "", "The force says so.", "2026-12-01")
    assert "The force says so" in _why(opened(released), "met-2025-deployments")


def test_a_place_looked_up_otherwise_needs_a_reason_and_a_new_one_none(released: TinyProject, opened: Opened) -> None:
    released.place("Soho", borough="")
    assert "1 printed place name was looked up" in opened(released).release_changes()["why"].iloc[0]
    path = released.manual / "places.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("oxford-circus,Oxford Circus,Camden", "oxford-circus,Oxford Circus,"), encoding="utf-8"
    )
    assert "“Oxford Circus”: was Oxford Circus in Camden, is Oxford Circus in no known borough" in _fault(released)


# -- another way of counting ------------------------------------------------------------------------------------------------


@pytest.fixture
def other_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the models that a test may change, used by everything that counts."""
    shutil.copytree(MODELS, tmp_path / "models")
    shutil.copyfile(MEASURES, tmp_path / "measures.toml")
    monkeypatch.setattr(lfr.warehouse.model_sql, "MODELS", tmp_path / "models")
    for module in (lfr.warehouse.measures, lfr.releases.frozen):
        monkeypatch.setattr(module, "MEASURES", tmp_path / "measures.toml")
    return tmp_path / "models"


def _count_arrests_twice(models: Path) -> None:
    path = models / "core" / "deployment_versions.sql"
    sql = path.read_text(encoding="utf-8")
    assert "REPLACE (\n" in sql
    path.write_text(sql.replace("REPLACE (\n", "REPLACE (\n    arrests * 2 AS arrests,\n"), encoding="utf-8")


def test_two_corrections_of_one_row_explain_each_its_own_figure(released: TinyProject, opened: Opened) -> None:
    released.correct(RECORD, 2, "arrests", "3", "1").correct(RECORD, 2, "faces_seen", "10000", "1000")
    figures = opened(released).release_changes().set_index("id")
    assert (figures.loc["met-2025-arrests", "refs"], figures.loc["met-2025-faces-seen", "refs"]) == ("c-0001", "c-0002")


def test_files_of_a_release_that_no_longer_load_leave_each_changed_figure_to_a_line(released: TinyProject) -> None:
    manifest = released.data / "releases" / "1.0.0" / "manifest.json"
    stored = manifest.parent / "inputs" / "publishers.toml"
    stored.write_text("[[publisher]]\n", encoding="utf-8")
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["inputs"]["publishers.toml"] = sha256(stored.read_bytes())
    manifest.write_text(json.dumps(content), encoding="utf-8")
    released.correct(RECORD, 2, "arrests", "3", "1")
    said = _fault(released)
    assert "Arrests (met-2025-arrests): was 9, is 7." in said and "the files of release 1.0.0 no longer load" in said
    for number, key in enumerate(sorted(WITH_ARRESTS), start=1):
        assert f"({key})" in _fault(released)
        measure = key.removeprefix("met-2025-").replace("-", "_")
        _explain(released, f"m-000{number}", "1.0.0", "method", "", "", measure, "", "", "", "", "Read otherwise.", "2026-12-01")
    count(released)


def test_another_way_of_counting_fails_and_names_the_sql(released: TinyProject, other_models: Path) -> None:
    _count_arrests_twice(other_models)
    said = _fault(released)
    assert "Arrests (met-2025-arrests): was 9, is 18." in said
    assert "counted another way, core.deployment_versions changed" in said


def test_a_model_that_is_gone_is_not_named(released: TinyProject, other_models: Path) -> None:
    path = released.data / "releases" / "1.0.0" / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["models"]["staging.gone"] = "0"
    path.write_text(json.dumps(content), encoding="utf-8")
    _count_arrests_twice(other_models)
    assert "counted another way, core.deployment_versions changed" in _fault(released)


def test_another_way_of_counting_passes_with_its_reason_and_stays_apart_from_data(
    released: TinyProject, other_models: Path, opened: Opened
) -> None:
    _count_arrests_twice(other_models)
    _explain(released, "m-0001", "1.0.0", "method", "", "", "arrests", "", "", "", "", "Arrests count twice now.", "2026-12-01")
    for number, measure in enumerate(sorted(WITH_ARRESTS - {"met-2025-arrests"}), start=2):
        name = measure.removeprefix("met-2025-").replace("-", "_")
        _explain(released, f"m-000{number}", "1.0.0", "method", "", "", name, "", "", "", "", "Arrests count twice now.", "2026-12-01")
    released.correct(RECORD, 2, "arrests", "3", "1")
    figures = opened(released)
    assert figures.release_changes().set_index("id").loc["met-2025-arrests", "kinds"] == "method correction"
    assert _why(figures, "met-2025-arrests").startswith("Arrests count twice now. Correction c-0001")


def test_a_new_measure_needs_no_line(released: TinyProject, other_models: Path, opened: Opened) -> None:
    path = other_models.parent / "measures.toml"
    new = """
[[measure]]
id = "wonders"
title = "Wonders"
unit = "wonders"
kind = "level"
how = "maximum"
column = "arrests"
method = "outcomes"
definition = "Wonders."
"""
    path.write_text(path.read_text(encoding="utf-8") + new, encoding="utf-8")
    assert _why(opened(released), "met-2025-wonders") == "“Wonders” is a new measure."


def test_a_measure_taken_away_needs_a_reason(released: TinyProject, other_models: Path) -> None:
    path = other_models.parent / "measures.toml"
    kept = [part for part in path.read_text(encoding="utf-8").split("[[measure]]") if 'id = "no_action"' not in part]
    path.write_text("[[measure]]".join(kept), encoding="utf-8")
    assert "No action (met-2025-no-action): was 0, is not there." in _fault(released)
