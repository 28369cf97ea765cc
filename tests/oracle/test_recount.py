"""The figures of the warehouse against a count that shares no code with it, and against totals that others published."""

from __future__ import annotations

import ast
import math
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject, Warehouse, built
from fixtures.rows import deployment, deployments
from oracle.recount import COUNTS, PER_HOUR, RATES, Figure, by_threshold, recount, same_days, wilson

ROOT = Path(__file__).resolve().parents[2]
Recounted = dict[tuple[str, int, str], tuple[Figure, float | None]]
COLUMNS = ("value", "numerator", "denominator", "lower", "upper")


@pytest.fixture(scope="module")
def recounted() -> Recounted:
    return recount(ROOT / "data")


def same(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-12)


def differences(warehouse: Warehouse, recounted: Recounted, measure: str) -> list[str]:
    """Where the warehouse and the recount give two numbers for one figure."""
    rows = warehouse.rows("SELECT * FROM answers.yearly_figures WHERE measure = ? ORDER BY publisher, year", measure)
    assert [(row["publisher"], row["year"]) for row in rows] == sorted(key[:2] for key in recounted if key[2] == measure)
    wrong = []
    for row in rows:
        corrected, published = recounted[(row["publisher"], row["year"], measure)]
        expected = {**dict(zip(COLUMNS, corrected, strict=True)), "value_as_published": published}
        wrong += [
            f"{row['publisher']} {row['year']} {measure} {name}: {row[name]}, recounted {one}"
            for name, one in expected.items()
            if not same(row[name], one)
        ]
    return wrong


@pytest.mark.parametrize("measure", [*COUNTS, *RATES, *PER_HOUR])
def test_every_year_of_a_measure_is_what_a_recount_gives(warehouse: Warehouse, recounted: Recounted, measure: str) -> None:
    assert differences(warehouse, recounted, measure) == []


def test_a_recount_of_what_the_real_records_do_not_hold_yet(tmp_path: Path) -> None:
    """A newer edition, a log with its own stops, corrections of every kind, a year between two records."""
    tiny = TinyProject(tmp_path / "tiny")
    old = deployments("met-2023", 3, date(2023, 4, 6))
    new = [{**old[0], "location": "High Street"}, {**old[1], "alerts": "9"}, *deployments("met-2023", 2, date(2023, 4, 10))]
    tiny.record("a", "met-2023", old).record("b", "met-2023", new, supersedes="a", ids=["met-0001", "met-0002", "met-0003", "met-0004"])
    logged = [deployment("csv-log", stops=7, stops_accurate=5), deployment("csv-log", date="2025-02-05", faces_seen="")]
    tiny.record("log", "csv-log", logged)
    tiny.correct("a", 2, "alerts", "3", "2").correct("a", 3, "faces_seen", "10000", "unknown")
    tiny.correct("b", 4, "date", "12/04/23", "12/04/24")
    tiny.correct("b", 1, "arrests", "2", "1", status="proposed")
    recounted = recount(tiny.data)
    with built(tiny) as real:
        assert [line for measure in (*COUNTS, *RATES, *PER_HOUR) for line in differences(real, recounted, measure)] == []
        assert [real.figure(year, "deployments")["value"] for year in (2023, 2024, 2025)] == [3, 1, 2]


def test_the_recount_knows_every_measure() -> None:
    measures = tomllib.loads((ROOT / "scripts/lfr/warehouse/measures.toml").read_text(encoding="utf-8"))["measure"]
    counted = {measure["id"] for measure in measures if measure["kind"] != "range"}
    assert counted == {*COUNTS, *RATES, *PER_HOUR}
    assert {measure[end] for measure in measures if measure["kind"] == "range" for end in ("lower", "upper")} <= counted


def test_the_recount_shares_no_code_with_what_it_checks() -> None:
    tree = ast.parse((ROOT / "tests/oracle/recount.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


# What others have published or counted. An edition that changes one of these is a reason to look, not to edit.
KNOWN = [
    (2020, "deployments", 3, 3),  # rows of the record; one of them stopped early
    (2021, "deployments", 0, 0),  # no row in a record that covers the year
    (2021, "alerts", 0, 0),
    (2021, "arrests", 0, 0),
    (2022, "deployments", 6, 6),
    (2024, "deployments", 180, 179),  # Big Brother Watch, January 2026, and the Assembly member's workbook; 179 before correction c-0001
    (2024, "arrests", 575, 572),  # the Assembly member's workbook
    (2023, "deployments", 23, 24),  # the 203 rows of 2023-24 less the 180 of 2024
    (2025, "deployments", 112, 112),  # rows of the edition of 15 July 2025
    (2025, "alerts", 1161, 1161),
    (2025, "false_alerts", 7, 7),
    (2025, "arrests", 510, 510),
    (2025, "faces_seen", 1703254, 1703254),
    # The least and the greatest of three readings of each row, added up; outcomes counted once.
    (2020, "stops_lower", 6, 6),
    (2022, "stops_upper", 15, 15),
    (2023, "stops_lower", 56, 66),
    (2023, "stops_upper", 58, 68),
    (2024, "stops_lower", 1241, 1231),
    (2024, "stops_upper", 1276, 1266),
    (2025, "stops_lower", 1135, 1135),
    (2025, "stops_upper", 1146, 1146),
    (2023, "engagement_outcomes", 56, 66),
    (2024, "engagement_outcomes", 1270, 1260),
    (2025, "engagement_outcomes", 1138, 1138),
    (2024, "confirmed_alerts", 1269, 1259),
    (2024, "true_alerts_confirmed", 1242, 1232),
    (2021, "duration_minutes", 0, 0),
    (2021, "engagement_outcomes", 0, 0),
]


@pytest.mark.parametrize(("year", "measure", "value", "as_published"), KNOWN, ids=[f"{year}-{measure}" for year, measure, _, _ in KNOWN])
def test_totals_known_from_elsewhere(warehouse: Warehouse, year: int, measure: str, value: int, as_published: int) -> None:
    figure = warehouse.figure(year, measure)
    assert (figure["value"], figure["value_as_published"]) == (value, as_published)


def test_2023_to_september(warehouse: Warehouse) -> None:
    # Byline Times, November 2023, from a freedom of information answer: 13 deployments, 247,764 faces, 12 arrests.
    [found] = warehouse.rows(
        "SELECT count(*) AS deployments, sum(faces_seen)::INTEGER AS faces, sum(arrests)::INTEGER AS arrests"
        " FROM core.deployments WHERE deployment_date BETWEEN '2023-01-01' AND '2023-09-30'"
    )
    assert found == {"deployments": 13, "faces": 247764, "arrests": 12}


def test_july_2022(warehouse: Warehouse) -> None:
    # Big Brother Watch and Daily Mail: 105,000 faces and 4 arrests by 19 July 2022; 105,066 by the rows of the record.
    [found] = warehouse.rows(
        "SELECT sum(faces_seen)::INTEGER AS faces, sum(arrests)::INTEGER AS arrests"
        " FROM core.deployments WHERE deployment_date BETWEEN '2022-07-01' AND '2022-07-19'"
    )
    assert found == {"faces": 105066, "arrests": 4}


def test_the_first_half_of_2024(warehouse: Warehouse) -> None:
    # DOMAIN section 7: the record as it is now holds 89 deployments, 164,854 faces, 272 arrests and 348 other outcomes.
    [found] = warehouse.rows(
        "SELECT count(*) AS deployments, sum(faces_seen)::INTEGER AS faces, sum(arrests)::INTEGER AS arrests,"
        " sum(outcomes_other_than_arrest)::INTEGER AS other"
        " FROM core.deployments WHERE deployment_date BETWEEN '2024-01-01' AND '2024-06-30'"
    )
    assert found == {"deployments": 89, "faces": 164854, "arrests": 272, "other": 348}


def test_false_alerts_of_2023_and_2024_per_alert(warehouse: Warehouse) -> None:
    # DOMAIN section 6: 29 of 1,344 alerts, 2.16 % (1.51 to 3.08).
    figures = [warehouse.figure(year, "false_alerts_per_alert") for year in (2023, 2024)]
    assert (sum(one["numerator"] for one in figures), sum(one["denominator"] for one in figures)) == (29, 1344)


def test_stops_of_2020(warehouse: Warehouse) -> None:
    # DOMAIN section 1, question 4: in 2020 one of six stops was accurate.
    figure = warehouse.figure(2020, "accuracy_of_stops")
    assert (figure["numerator"], figure["denominator"]) == (1, 6)


def test_arrests_per_hour_deployed(warehouse: Warehouse) -> None:
    found = {year: warehouse.figure(year, "arrests_per_hour") for year in (2023, 2024, 2025)}
    assert [round(one["value"], 2) for one in found.values()] == [0.29, 0.61, 0.83]
    assert (found[2024]["numerator"], found[2024]["denominator"], found[2024]["lower"]) == (575, 56504, None)


def test_what_is_not_published_is_not_given_under_another_name(warehouse: Warehouse) -> None:
    # From 2023 the record prints no stops: 1,242 of 1,269 is a share of confirmed alerts.
    shares = {year: warehouse.figure(year, "confirmed_alerts_true") for year in range(2020, 2026)}
    assert (shares[2024]["numerator"], shares[2024]["denominator"]) == (1242, 1269)
    for year in (2023, 2024, 2025):
        for measure in ("accuracy_of_stops", "accurate_stops"):
            assert (warehouse.figure(year, measure)["value"], warehouse.figure(year, measure)["basis"]) == (None, "not_published")
    assert [shares[year]["basis"] for year in (2020, 2021, 2022)] == ["not_published", "no_deployment", "not_published"]


def test_no_deployment_is_counted_twice(warehouse: Warehouse) -> None:
    assert warehouse.value("SELECT sum(value) FROM answers.yearly_figures WHERE measure = 'deployments'") == 9 + 203 + 112
    assert warehouse.value("SELECT count(*) - count(DISTINCT deployment_id) FROM core.deployments") == 0


def test_2025_is_marked_to_11_july_and_nothing_else_is(warehouse: Warehouse) -> None:
    labels = {row["year"]: row["label"] for row in warehouse.rows("SELECT year, label FROM answers.years WHERE publisher = 'met'")}
    assert labels == {2020: "2020", 2021: "2021", 2022: "2022", 2023: "2023", 2024: "2024", 2025: "2025, to 11 July"}


def test_false_alerts_by_threshold_are_what_a_recount_gives(warehouse: Warehouse) -> None:
    rows = warehouse.rows("SELECT * FROM answers.false_alerts_by_threshold WHERE deployments > 0")
    names = ("deployments", "faces_seen", "alerts", "false_alerts")
    found = {
        (row["publisher"], row["year"], None if row["threshold"] is None else float(row["threshold"])): (
            row["from_date"].toordinal(),
            row["to_date"].toordinal(),
            *(row[name] for name in names),
        )
        for row in rows
    }
    assert found == by_threshold(ROOT / "data")
    for row in rows:
        for name, whole in (("false_alerts_per_alert", row["alerts"]), ("false_alerts_per_face", row["faces_seen"])):
            assert same(row[name], row["false_alerts"] / whole), (row["year"], row["threshold"], name)
            assert all(
                same(row[f"{name}_{end}"], one) for end, one in zip(("lower", "upper"), wilson(row["false_alerts"], whole), strict=True)
            )
    assert {key[1:]: counts[3:] for key, counts in found.items()} == {
        (2023, 0.6): (326392, 58, 2),
        (2024, 0.6): (164854, 633, 23),
        (2024, 0.62): (16589, 54, 4),
        (2024, 0.64): (721305, 599, 0),
        (2025, 0.64): (1703254, 1161, 7),
    }


def test_the_same_days_of_each_year_are_what_a_recount_gives(warehouse: Warehouse) -> None:
    rows = warehouse.rows("SELECT * FROM answers.same_period ORDER BY year, position")
    assert {row["part_year"] for row in rows} == {2025} and {row["year"] for row in rows} == set(range(2020, 2026))
    for row in rows:
        if row["value"] is not None:
            expected = same_days(ROOT / "data", row["publisher"], row["from_date"], row["to_date"], row["measure"])
            assert [row["value"], row["value_as_published"]] == expected, (row["year"], row["measure"])
    found = {(row["year"], row["measure"]): row for row in rows}
    for measure, counts in {"deployments": (91, 112), "alerts": (649, 1161), "arrests": (279, 510), "false_alerts": (23, 7)}.items():
        assert tuple(found[year, measure]["value"] for year in (2024, 2025)) == counts
        assert found[2024, measure]["is_comparable"]
    # The level of faces seen changed in between; in 2021 nothing took place.
    assert not found[2024, "faces_seen"]["is_comparable"]
    assert (found[2021, "arrests"]["value"], found[2021, "duration_minutes"]["value"]) == (0, 0)
    assert found[2022, "duration_minutes"]["value"] is None


def test_a_part_year_is_compared_with_covered_days_only(tmp_path: Path) -> None:
    tiny = TinyProject(tmp_path / "tiny")
    tiny.record("a", "met-2025", deployments("met-2025", 3, date(2024, 2, 27)), covers=("2024-01-01", "2024-12-31"))
    tiny.record("b", "met-2025", deployments("met-2025", 2, date(2025, 2, 27)), covers=("2025-01-01", "2025-12-31"))
    tiny.record("c", "met-2025", deployments("met-2025", 4, date(2028, 2, 27)), covers=("2028-01-01", "2028-02-29"))
    with built(tiny) as real:
        rows = real.rows("SELECT * FROM answers.same_period WHERE measure = 'deployments' ORDER BY year")
        assert [(row["year"], row["to_date"].isoformat(), row["value"], row["basis"]) for row in rows] == [
            (2024, "2024-02-29", 2, "counted"),
            (2025, "2025-02-28", 1, "counted"),
            (2026, "2026-02-28", None, "not_covered"),
            (2027, "2027-02-28", None, "not_covered"),
            (2028, "2028-02-29", 2, "counted"),
        ]
