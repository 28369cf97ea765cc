"""What a force's own log says is counted as it says it, by its own column names."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment


def logged(folder: Path, **cells: object) -> TinyProject:
    return TinyProject(folder / "project").record("log", "csv-log", [deployment("csv-log", **cells)])


STOPS = ("stops_lower", "stops_upper", "accurate_stops")


def test_printed_stops_are_the_stops(tmp_path: Path) -> None:
    with built(logged(tmp_path, stops=7, stops_accurate=5)) as real:
        assert [real.figure(2025, measure)["value"] for measure in STOPS] == [7, 7, 5]


def test_printed_stops_are_not_said_to_be_stood_in_for(tmp_path: Path) -> None:
    with built(logged(tmp_path, stops=7, stops_accurate=5)) as real:
        assert "confirmed" not in real.figure(2025, "stops_lower")["basis"]


def test_without_printed_stops_they_are_the_range_of_three_readings(tmp_path: Path) -> None:
    cells = {
        "alerts": 4,
        "true_alerts_confirmed": 3,
        "false_alerts_confirmed": 1,
        "arrests": 2,
        "no_action": 4,
        "stops": "",
        "stops_accurate": "",
    }
    with built(logged(tmp_path, **cells)) as real:
        assert [real.figure(2025, measure)["value"] for measure in STOPS] == [3, 7, None]
        assert real.figure(2025, "stops_lower")["basis"] == "least_of_three"


def test_printed_stops_count_even_where_nobody_logged_how_many_were_accurate(tmp_path: Path) -> None:
    with built(logged(tmp_path, stops=7, stops_accurate="", true_alerts_confirmed=3)) as real:
        assert real.figure(2025, "stops_upper")["value"] == 7


@pytest.mark.parametrize("text", ["1200", "1,200"])
def test_a_duration_is_a_count_of_minutes_with_or_without_a_comma(tmp_path: Path, text: str) -> None:
    with built(logged(tmp_path, duration_minutes=text)) as real:
        assert real.figure(2025, "duration_minutes")["value"] == 1200


@pytest.mark.parametrize(
    ("column", "printed", "corrected", "measure", "value"),
    [
        ("duration_minutes", "300", "30", "duration_minutes", 30),
        ("stops", "3", "4", "stops_upper", 4),
        ("stops_accurate", "3", "2", "accurate_stops", 2),
        ("arrests", "2", "1", "arrests", 1),
        ("faces_seen", "9000", "unknown", "faces_seen", None),
    ],
)
def test_a_correction_names_a_column_as_the_log_does(
    tmp_path: Path, column: str, printed: str, corrected: str, measure: str, value: int | None
) -> None:
    with built(logged(tmp_path).correct("log", 1, column, printed, corrected)) as real:
        assert real.figure(2025, measure)["value"] == value
