"""Checks on numbers, on names and on what a maintainer wrote: each finds the error that is seeded, where it is seeded."""

from __future__ import annotations

from datetime import date

import pytest
from fixtures.project import Build, Finds, TinyProject
from fixtures.rows import Cells, deployment, deployments


def in_2020(**cells: object) -> list[Cells]:
    """Two deployments as the record of 2020 prints them; the second is the one that matters."""
    return [deployment("met-2020"), deployment("met-2020", **{"date": "27/02/20", **cells})]


def test_parts_and_total(rows: list[Cells], finds: Finds) -> None:
    rows[4] |= {"alerts": "4"}
    assert finds("parts_and_total") == [(5, "alerts")]


def test_parts_and_total_in_the_layout_of_2020(finds: Finds) -> None:
    assert finds("parts_and_total", layout="met-2020", printed=in_2020(true_alerts=2, false_alerts=1)) == [(2, "alerts")]


def test_arrests_and_alerts(rows: list[Cells], finds: Finds) -> None:
    rows[4]["arrests"] = "4"
    assert finds("arrests_and_alerts") == [(5, "arrests")]


def test_engagements_and_alerts(finds: Finds) -> None:
    printed = in_2020(true_alert_engagements=4, false_alert_engagements=2)
    found = finds("engagements_and_alerts", layout="met-2020", printed=printed)
    assert found == [(2, "false_alert_engagements"), (2, "true_alert_engagements")]


def in_a_log(**cells: object) -> list[Cells]:
    """Two deployments as a force's own log prints them; the second is the one that matters."""
    return [deployment("csv-log"), deployment("csv-log", **{"date": "2025-02-05", **cells})]


@pytest.mark.parametrize(("stops", "found"), [(3, []), ("", []), (4, [(2, "stops")]), (40, [(2, "stops")])])
def test_stops_and_alerts(finds: Finds, stops: object, found: list[tuple[int, str]]) -> None:
    assert finds("stops_and_alerts", layout="csv-log", printed=in_a_log(alerts=3, stops=stops, stops_accurate="")) == found


@pytest.mark.parametrize(
    ("stops", "accurate", "found"), [(3, 3, False), ("", 3, False), (3, "", False), (2, 3, True), (3, 4, True), ("", 4, True)]
)
def test_accurate_stops_and_stops(finds: Finds, stops: object, accurate: object, found: bool) -> None:
    said = finds("accurate_stops_and_stops", layout="csv-log", printed=in_a_log(stops=stops, stops_accurate=accurate))
    assert said == ([(2, "stops_accurate")] if found else [])


@pytest.mark.parametrize(("faces", "found"), [(0, True), (2, True), (3, False), ("", False)])
def test_faces_and_alerts(finds: Finds, faces: object, found: bool) -> None:
    said = finds("faces_and_alerts", layout="csv-log", printed=in_a_log(alerts=3, faces_seen=faces))
    assert said == ([(2, "faces_seen")] if found else [])


def test_no_face_and_no_alert_is_no_finding(finds: Finds) -> None:
    assert finds("faces_and_alerts", layout="csv-log", printed=in_a_log(alerts=0, true_alerts_confirmed=0, faces_seen=0)) == []


@pytest.mark.parametrize(("platform", "found"), [("Van", False), ("fixed", False), ("", False), ("n/a", False), ("drone", True)])
def test_unknown_platforms(finds: Finds, platform: str, found: bool) -> None:
    assert finds("unknown_platforms", layout="csv-log", printed=in_a_log(platform=platform)) == ([(2, "platform")] if found else [])


@pytest.mark.parametrize("name", ["Total", "TOTALS", "Sub-total", "Grand total", "Total for 2025", "Total 2025"])
def test_total_rows(finds: Finds, name: str) -> None:
    assert finds("total_rows", layout="csv-log", printed=in_a_log(location=name)) == [(2, "location")]


@pytest.mark.parametrize(("alerts", "found"), [(6, [(3, "location")]), (5, [])])
def test_a_row_that_prints_the_sums_of_those_above_it_is_a_total_whatever_it_is_called(
    finds: Finds, alerts: int, found: list[tuple[int, str]]
) -> None:
    printed = [*in_a_log(), deployment("csv-log", date="2025-02-07", alerts=alerts, faces_seen=18000)]
    assert finds("total_rows", layout="csv-log", printed=printed) == found


def test_a_place_that_begins_like_a_total_is_none(finds: Finds) -> None:
    assert finds("total_rows", layout="csv-log", printed=in_a_log(location="Total Fitness, Camden")) == []


def test_outcomes_and_alerts(rows: list[Cells], finds: Finds) -> None:
    rows[4]["other_disposals"] = "0"
    assert finds("outcomes_and_alerts") == [(5, "arrests")]


def test_outcomes_beyond_confirmed(rows: list[Cells], finds: Finds) -> None:
    rows[4] |= {"alerts": "4", "true_alerts_unconfirmed": "1", "no_action": "1"}
    assert finds("outcomes_beyond_confirmed") == [(5, "no_action")]


def test_copied_columns(finds: Finds) -> None:
    rows = deployments("met-2023", 12, date(2023, 4, 6))
    assert finds("copied_columns", layout="met-2023", printed=rows) == [(None, "no_action")]


def test_rows_of_zeros_do_not_make_two_columns_copies(finds: Finds) -> None:
    none = {"alerts": 0, "true_alerts_confirmed": 0, "arrests": 0, "other_disposals": 0, "no_action": 0}
    assert finds("copied_columns", printed=deployments("met-2025", 12, date(2025, 2, 3), **none)) == []


@pytest.mark.parametrize(
    ("false", "faces", "printed", "said"),
    [
        (7, 8600, "0.07%", "does not follow"),
        (8, 8980, "0.08%", "cut off, not rounded"),
        (1, 12120, "0.08%", "does not follow"),
    ],
)
def test_printed_rate(tiny: TinyProject, build: Build, false: int, faces: int, printed: str, said: str) -> None:
    cells = {"alerts": 10, "true_alerts": 10 - false, "false_alerts": false, "faces_seen": faces, "false_alert_rate": printed}
    [one] = build(tiny.record("met-tiny", "met-2020", in_2020(**cells))).findings("printed_rate")
    assert (one["page"], one["row"], one["column_name"], one["printed"]) == (1, 2, "false_alert_rate", printed)
    assert said in one["detail"]


RIGHT = [(7, 8600, "0.08%"), (0, 9000, "0.00%"), (0, 9000, "0%"), (1, 10000, "0%"), (1, 8000, "0.0125%")]


@pytest.mark.parametrize(("false", "faces", "printed"), RIGHT)
def test_a_printed_rate_that_is_rounded_right(finds: Finds, false: int, faces: int, printed: str) -> None:
    cells = {"alerts": 10, "true_alerts": 10 - false, "false_alerts": false, "faces_seen": faces, "false_alert_rate": printed}
    assert finds("printed_rate", layout="met-2020", printed=in_2020(**cells)) == []


@pytest.mark.parametrize("faces", ["100000", "1000"])
def test_faces_out_of_line(rows: list[Cells], finds: Finds, faces: str) -> None:
    rows[5]["faces_seen"] = faces
    assert finds("faces_out_of_line") == [(6, "faces_seen")]


def test_a_long_deployment_with_many_faces_is_in_line(rows: list[Cells], finds: Finds) -> None:
    rows[5] |= {"duration": "10h", "faces_seen": "60000"}
    assert finds("faces_out_of_line") == []


def test_watchlist_out_of_line(rows: list[Cells], finds: Finds) -> None:
    rows[5]["watchlist_size"] = "18000"
    assert finds("watchlist_out_of_line") == [(6, "watchlist_size")]


def test_watchlist_out_of_line_blames_the_odd_one_of_two_on_a_day(rows: list[Cells], tiny: TinyProject, build: Build) -> None:
    rows[6] = {**rows[5], "location": "High Street", "watchlist_size": "18000"}
    [found] = build(tiny.record("met-tiny", "met-2025", rows)).findings("watchlist_out_of_line")
    assert (found["row"], found["printed"], found["expected"]) == (7, "18000", "15000")


def test_unknown_places(rows: list[Cells], finds: Finds) -> None:
    rows[5]["location"] = "Nowhere Lane"
    assert finds("unknown_places") == [(6, "location")]


def test_places_without_borough(tiny: TinyProject, rows: list[Cells], finds: Finds) -> None:
    tiny.place("Long Road", borough="")
    rows[5]["location"] = "Long Road"
    assert finds("places_without_borough") == [(6, "location")]


def test_unknown_use_cases(rows: list[Cells], finds: Finds) -> None:
    rows[5]["use_case"] = "Crime Hotspots"
    assert finds("unknown_use_cases") == [(6, "use_case")]


def test_unknown_use_cases_among_several_references(finds: Finds) -> None:
    assert finds("unknown_use_cases", layout="met-2020", printed=in_2020(purpose="1, 2, 9")) == [(2, "purpose")]


def test_changed_code_lists(finds: Finds) -> None:
    # The second line of the key reads otherwise than any wording somebody has looked at.
    assert finds("changed_code_lists", codes={"1": "Crime Hotspot", "2": "Something New"}) == [(None, "use_case")]


def test_corrections_that_do_not_read(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    tiny.record("met-tiny", "met-2025", rows)
    wrong = {"alerts": "about 3", "duration": "long", "threshold": "64", "false_alert_rate": "little", "faces_seen": "99999999999"}
    for column, corrected in wrong.items():
        tiny.correct("met-tiny", 5, column, rows[4][column], corrected)
    tiny.correct("met-tiny", 6, "date", rows[5]["date"], "unknown")
    tiny.correct("met-tiny", 7, "date", rows[6]["date"], "30/02/25")
    found = build(tiny).findings("corrections_that_do_not_read")
    assert {(one["row"], one["column_name"]) for one in found} == {*((5, column) for column in wrong), (6, "date"), (7, "date")}
    # A correction does not settle the finding that it is itself wrong.
    assert {(one["severity"], one["status"]) for one in found} == {("blocking", "open")}


def test_a_correction_that_reads_or_says_unknown_is_fine(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    tiny.record("met-tiny", "met-2025", rows)
    for row, (column, corrected) in enumerate({"alerts": "1,000", "duration": "unknown", "date": "05/02/2025", "location": "X"}.items()):
        tiny.correct("met-tiny", row + 1, column, rows[row][column], corrected)
    assert build(tiny).findings("corrections_that_do_not_read") == []


def test_retired_corrections(tiny: TinyProject, rows: list[Cells], build: Build) -> None:
    tiny.record("a", "met-2025", rows).correct("a", 5, "alerts", "3", "2")
    rows[4]["alerts"] = "4"
    tiny.record("b", "met-2025", rows, supersedes="a", ids=[f"met-{i:04d}" for i in range(1, 13)])
    [found] = build(tiny).findings("retired_corrections")
    assert (found["source_id"], found["page"], found["row"], found["column_name"]) == ("b", 1, 5, "alerts")
    assert (found["printed"], found["expected"]) == ("4", "3")
