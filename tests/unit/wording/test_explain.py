"""`lfr explain met 2024 stops`: what the terminal shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.project import Warehouse
from lfr.cli import main
from lfr.warehouse.figures import Figures, trace
from lfr.wording.trace_text import as_json, explain


def test_it_prints_the_whole_chain(figures: Figures) -> None:
    said = explain(trace(figures, "met", 2024, "stops"), 2)
    lines = said.splitlines()
    assert lines[0] == "Metropolitan Police Service, 2024: Stops"
    assert "value        1,241 to 1,276 (1,231 to 1,266 before correction)" in lines
    assert "address      /met/figures/stops/2024/" in lines
    assert "  sum(stops_lower) AS stops_lower" in lines
    assert "  c-0001: met-0122, date: printed 11/07/23, counted as 11/07/24 (/quality/corrections/#c-0001)" in lines
    assert "    sha256 06dd59146e701edea8571654f0f4d3ce6ccbba98d381c7d653ddabcd19697baf" in lines
    assert "rows: 180, the first 2 (--rows shows all, --limit N the first N)" in lines
    assert "  met-0033  10 January 2024, Westminster: 1" in lines
    [cells] = [one for one in lines if one.startswith("    met-2023-2024, page 2, row 5: ")]
    assert "true alerts, confirmed printed “1”; false alerts, confirmed printed “0”; " in cells and "no action printed “" in cells


def test_every_row_is_shown_on_request(figures: Figures) -> None:
    said = explain(trace(figures, "met", 2024, "arrests"), None)
    assert "rows: 180\n" in said and said.count("arrests printed “") == 180


def test_unknown_and_zero_stay_different_words(figures: Figures) -> None:
    said = explain(trace(figures, "met", 2020, "alerts"), None)
    assert "21 February 2020, Oxford Circus (technical fault stopped deployment): not recorded" in said
    assert "11 February 2020, Stratford: 0" in said and "alerts printed “N/A”" in said


def test_a_measure_that_the_layout_does_not_print_says_so(figures: Figures) -> None:
    said = explain(trace(figures, "met", 2020, "duration_minutes"), 1)
    assert "value        not published" in said and "the layout has no such column" in said


def test_a_partial_year_says_how_far_it_reaches(figures: Figures) -> None:
    assert explain(trace(figures, "met", 2025, "deployments"), 0).startswith("Metropolitan Police Service, 2025, to 11 July: Deployments")


def test_a_year_without_deployments_is_an_answer(figures: Figures) -> None:
    assert explain(trace(figures, "met", 2021, "arrests"), 5).endswith("The records cover this year and list no deployment in it.")


def test_for_a_program_the_chain_is_json_with_every_row(figures: Figures) -> None:
    chain = json.loads(as_json(trace(figures, "met", 2024, "arrests")))
    assert (chain["said"], len(chain["rows"]), chain["rows"][0]["cells"][0]["column"]) == ("575", 180, "arrests")
    assert chain["documents"][0]["retrieved"] == "not recorded"


def test_the_command_answers_an_unknown_measure_with_the_nearest(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(warehouse.project.root), "explain", "met", "2024", "stop"]) == 2
    assert capsys.readouterr().err == 'lfr: figure met 2024 stop: unknown measure. Did you mean "stops"?\n'


def test_the_command_answers_a_year_that_is_none(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(warehouse.project.root), "explain", "met", "last", "stops"]) == 2
    assert capsys.readouterr().err.startswith("lfr: “last” is not a year. Write it in four digits")


def test_the_command_shows_as_many_rows_as_asked_for(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(warehouse.project.root), "explain", "met", "2024", "arrests", "--limit", "3"]) == 0
    assert capsys.readouterr().out.count("arrests printed “") == 3


def test_a_reader_who_has_seen_enough_ends_it_quietly(warehouse: Warehouse) -> None:
    command = [sys.executable, "-m", "lfr.cli", "--project", str(warehouse.project.root), "explain", "met", "2024", "arrests", "--json"]
    scripts = str(Path(__file__).resolve().parents[3] / "scripts")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": scripts}) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == ("", 0)
